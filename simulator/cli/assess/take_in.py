"""``simulator review take-in``: attempts that were handed in on other machines, checked and kept."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import SAY_NEW, new_person_option
from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.item_results import ItemResults
from simulator.cli.shared.one_of_many import OF_THE_STORE
from simulator.cli.shared.reviewer import as_person, person_at
from simulator.cli.shared.store_option import where
from simulator.isolation import RULE as INTERNAL
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted
from simulator.report.words.sanitize import in_one_line, shortened
from simulator.review.people import Person, Role
from simulator.sessions.exporting import score_differs
from simulator.store import StoreError, existing_store
from simulator.store.errors import CodeLooksAlike
from simulator.store.format.bundle import read_file
from simulator.store.format.canonical import CodecError
from simulator.store.format.export import Exported, NewerExport
from simulator.store.format.record import Header

if TYPE_CHECKING:
    from simulator.store import Store


@click.command("take-in")
@where
@as_person
@click.option(
    "--with-decisions",
    is_flag=True,
    help="Take over what assessors decided, too: for a file that comes from a centre and not from a learner.",
)
@new_person_option
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
def take_in(  # noqa: PLR0913  (one parameter an option)
    *,
    files: tuple[Path, ...],
    code: str | None,
    store_at: str | None,
    with_decisions: bool,
    new_person: bool,
    as_json: bool,
) -> None:
    """Take in what “simulator attempts export” wrote on other machines.

    Each attempt is checked first: its hashes, the texts it was played against, its score worked out again. What does
    not verify is refused, with the reason; what is here already is not doubled. Ends with 1 where anything was refused.

    A code that is nobody's here and looks like somebody's is refused, unless you say that it is somebody new's.

    A file does not show who made it. Marks and decisions in it are refused, unless you say that it comes from a centre.
    """
    outcomes = ItemResults(as_json=as_json)
    with existing_store(store_at) as store:
        by = person_at(store, code, Role.ASSESSOR, Role.QUALITY_ASSURER, Role.TUTOR)
        taking = _TakeIn(store=store, by=by, outcomes=outcomes, with_decisions=with_decisions, new_person=new_person)
        for file in counted(files, "Taking in files") if len(files) > 1 else files:
            name = in_one_line(str(file))
            done = isolated(name, partial(taking.file, name, file), OF_THE_STORE)
            if isinstance(done, InternalFault):
                taking.refuse(name, f"{done.message} [{INTERNAL}]")
    outcomes.close()
    refused = any(row["refused"] is not None for row in outcomes.rows)
    raise click.exceptions.Exit(ExitCode.FINDINGS if refused else ExitCode.WELL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TakeIn:
    """Takes in what files hold, by somebody, and tells what became of each attempt."""

    store: "Store"
    by: Person
    outcomes: ItemResults
    with_decisions: bool
    new_person: bool

    def file(self, name: str, path: Path) -> None:
        """Take in what a file holds."""
        try:
            content, found = read_file(path)
        except NewerExport as error:
            self.refuse(name, f"{error}.")
            return
        except CodecError as error:
            self.refuse(name, f"it is damaged, or is no export: {error}.")
            return
        except StoreError as error:
            self.refuse(name, str(error))
            return
        if not found:
            click.echo(f"{name}: there is nothing in it.", err=True)
        digest = hashlib.sha256(content).hexdigest()
        before = set(self.store.people.codes())
        for each in counted(found, "Taking in attempts"):
            # a copy, so that what it comes to is let go of with it
            done = isolated(name, partial(self.attempt, name, replace(each), digest), OF_THE_STORE)
            if isinstance(done, InternalFault):
                self.refuse(name, f"{done.message} [{INTERNAL}]", each.record.header)
        if new := sorted(set(self.store.people.codes()) - before):
            click.echo(f"{name}: new here: {in_one_line(', '.join(new))}.", err=True)

    def attempt(self, name: str, found: Exported, digest: str) -> None:
        """Take in one attempt of a file."""
        about = found.record.header
        try:
            if not found.faults and score_differs(found):
                self.refuse(name, "the scorecard in it is not what its events come to.", about)
                return
            options = {"with_decisions": self.with_decisions, "new_person": self.new_person}
            how = self.store.importing.take_in(found, self.by, datetime.now(UTC), digest, **options)
        except OF_THE_STORE:
            raise
        except CodeLooksAlike as error:
            self.refuse(name, f"{error} {SAY_NEW}", about)
        except StoreError as error:
            self.refuse(name, str(error), about)
        else:
            row = {"file": name, **_header_json(about), "taken_in": str(how), "refused": None}
            self.outcomes.add(row, f"{name}: {_named(about)}{how}")

    def refuse(self, file: str, why: str, about: Header | None = None) -> None:
        """A file, or an attempt in it, is refused; ``why`` is one sentence."""
        row = {"file": file, **_header_json(about), "taken_in": None, "refused": why}
        self.outcomes.add(row, f"{file}: {_named(about)}refused: {in_one_line(why)}")


def _header_json(about: Header | None) -> dict[str, object]:
    if about is None:
        return {"attempt": None, "learner": None, "scenario": None}
    return {"attempt": about.attempt, "learner": about.learner, "scenario": about.scenario}


def _named(about: Header | None) -> str:
    """Which attempt, before what became of it."""
    if about is None:
        return ""
    named = (about.attempt, about.learner or "no code", about.scenario)
    return in_one_line("{} ({}, {})".format(*map(shortened, named))) + ": "
