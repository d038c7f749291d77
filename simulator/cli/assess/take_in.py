"""``simulator review take-in``: attempts that were handed in on other machines, checked and kept."""

import hashlib
import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import SAY_NEW, new_person_option
from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.one_of_many import OF_THE_STORE
from simulator.cli.shared.reviewer import as_person, person_at
from simulator.cli.shared.store_option import kept_store, where
from simulator.isolation import RULE as INTERNAL
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted
from simulator.report.words.sanitize import in_one_line, shortened
from simulator.review.people import Person, Role
from simulator.sessions.exporting import score_differs
from simulator.store import StoreError
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
    told = _TakeInReport(as_json=as_json)
    with kept_store(store_at) as store:
        by = person_at(store, code, Role.ASSESSOR, Role.QUALITY_ASSURER, Role.TUTOR)
        for file in counted(files, "Taking in files") if len(files) > 1 else files:
            name = in_one_line(str(file))
            take = partial(_take_file, store, by, file, told, with_decisions=with_decisions, new_person=new_person)
            done = isolated(name, take, OF_THE_STORE)
            if isinstance(done, InternalFault):
                told.refuse(name, f"{done.message} [{INTERNAL}]")
    told.close()
    raise click.exceptions.Exit(ExitCode.FINDINGS if told.refused else ExitCode.WELL)


class _TakeInReport:
    """What became of each file and of each attempt in it: a line each as it happens, or one JSON value in the end."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._rows: list[dict[str, object]] = []

    @property
    def refused(self) -> int:
        """How much of it was refused."""
        return sum(row["refused"] is not None for row in self._rows)

    def refuse(self, file: str, why: str, about: Header | None = None) -> None:
        """A file, or an attempt in it, is refused; ``why`` is one sentence."""
        self._rows.append({"file": file, **_header_json(about), "taken_in": None, "refused": why})
        self._line(f"{file}: {_named(about)}refused: {in_one_line(why)}")

    def take(self, file: str, about: Header, how: str) -> None:
        """An attempt is taken in, or was here already."""
        self._rows.append({"file": file, **_header_json(about), "taken_in": how, "refused": None})
        self._line(f"{file}: {_named(about)}{how}")

    def close(self) -> None:
        """Print what was kept back."""
        if self._as_json:
            click.echo(json.dumps(self._rows, indent=2))

    def _line(self, text: str) -> None:
        if not self._as_json:
            click.echo(text)


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


def _take_file(  # noqa: PLR0913
    store: "Store", by: Person, file: Path, told: _TakeInReport, *, with_decisions: bool, new_person: bool
) -> None:
    """Take in what a file holds."""
    name = in_one_line(str(file))
    try:
        content, found = read_file(file)
    except NewerExport as error:
        told.refuse(name, f"{error}.")
        return
    except CodecError as error:
        told.refuse(name, f"it is damaged, or is no export: {error}.")
        return
    except StoreError as error:
        told.refuse(name, str(error))
        return
    if not found:
        click.echo(f"{name}: there is nothing in it.", err=True)
    digest = hashlib.sha256(content).hexdigest()
    before = set(store.people.codes())
    for each in counted(found, "Taking in attempts"):
        take = partial(_take, store, by, name, each, digest, told, with_decisions=with_decisions, new_person=new_person)
        done = isolated(name, take, OF_THE_STORE)
        if isinstance(done, InternalFault):
            told.refuse(name, f"{done.message} [{INTERNAL}]", each.record.header)
    if new := sorted(set(store.people.codes()) - before):
        click.echo(f"{name}: new here: {in_one_line(', '.join(new))}.", err=True)


def _take(  # noqa: PLR0913, PLR0917
    store: "Store",
    by: Person,
    name: str,
    found: Exported,
    digest: str,
    told: _TakeInReport,
    *,
    with_decisions: bool,
    new_person: bool,
) -> None:
    about = found.record.header
    try:
        if score_differs(found):
            told.refuse(name, "the scorecard in it is not what its events come to.", about)
            return
        how = store.importing.take_in(
            found, by, datetime.now(UTC), digest, with_decisions=with_decisions, new_person=new_person
        )
    except OF_THE_STORE:
        raise
    except CodeLooksAlike as error:
        told.refuse(name, f"{error} {SAY_NEW}", about)
    except StoreError as error:
        told.refuse(name, str(error), about)
    else:
        told.take(name, about, str(how))
