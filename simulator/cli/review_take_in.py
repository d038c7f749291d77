"""``simulator review take-in``: attempts that were handed in on other machines, checked and kept."""

import hashlib
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.isolation import RULE as INTERNAL
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted
from simulator.report.visible import in_one_line, shortened
from simulator.review.people import Person, Role
from simulator.store import StoreError
from simulator.store.bundle import read_file
from simulator.store.codec import CodecError
from simulator.store.errors import CodeLooksAlike
from simulator.store.export import Exported, NewerExport

from .at_store import kept_store, where
from .attempts_export import score_differs
from .codes import SAY_NEW, new_person_option
from .exits import ExitCode
from .one_of_many import OF_THE_STORE
from .reviewer import as_person, person_at

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
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
def take_in(
    files: tuple[Path, ...], code: str | None, store_at: str | None, *, with_decisions: bool, new_person: bool
) -> None:
    """Take in what “simulator attempts export” wrote on other machines.

    Each attempt is checked first: its hashes, the texts it was played against, its score worked out again. What does
    not verify is refused, with the reason; what is here already is not doubled. Ends with 1 where anything was refused.

    A code that is nobody's here and looks like somebody's is refused, unless you say that it is somebody new's.

    A file does not show who made it. Marks and decisions in it are refused, unless you say that it comes from a centre.
    """
    refused = 0
    with kept_store(store_at) as store:
        by = person_at(store, code, Role.ASSESSOR, Role.QUALITY_ASSURER, Role.TUTOR)
        for file in counted(files, "Taking in files") if len(files) > 1 else files:
            name = in_one_line(str(file))
            take = partial(_take_file, store, by, file, with_decisions=with_decisions, new_person=new_person)
            done = isolated(name, take, OF_THE_STORE)
            refused += _refused(done) if isinstance(done, InternalFault) else done
    raise click.exceptions.Exit(ExitCode.FINDINGS if refused else ExitCode.WELL)


def _refused(fault: InternalFault) -> int:
    """Tell of a file, or an attempt in one, on which the program itself fails: how much of it was refused."""
    click.echo(f"{fault.item}: refused: {fault.message} [{INTERNAL}]")
    return 1


def _take_file(store: "Store", by: Person, file: Path, *, with_decisions: bool, new_person: bool) -> int:
    """Take in what a file holds; how much of it was refused."""
    name = in_one_line(str(file))
    try:
        content, found = read_file(file)
    except NewerExport as error:
        click.echo(f"{name}: refused: {error}.")
        return 1
    except CodecError as error:
        click.echo(f"{name}: refused: it is damaged, or is no export: {error}.")
        return 1
    except StoreError as error:
        click.echo(f"{name}: refused: {in_one_line(str(error))}")
        return 1
    if not found:
        click.echo(f"{name}: there is nothing in it.")
    digest = hashlib.sha256(content).hexdigest()
    before = set(store.codes())
    refused = 0
    for each in counted(found, "Taking in attempts"):
        item = in_one_line(f"{name}: {shortened(each.record.header.attempt)}")
        take = partial(_take, store, by, name, each, digest, with_decisions=with_decisions, new_person=new_person)
        done = isolated(item, take, OF_THE_STORE)
        refused += _refused(done) if isinstance(done, InternalFault) else done
    if new := sorted(set(store.codes()) - before):
        click.echo(f"{name}: new here: {in_one_line(', '.join(new))}.", err=True)
    return refused


def _take(  # noqa: PLR0913
    store: "Store",
    by: Person,
    name: str,
    found: Exported,
    digest: str,
    *,
    with_decisions: bool,
    new_person: bool,
) -> int:
    header = found.record.header
    named = (header.attempt, header.learner or "no code", header.scenario)
    what = in_one_line("{} ({}, {})".format(*map(shortened, named)))
    try:
        taken = None
        if not score_differs(found):
            taken = store.take_in(
                found, by, datetime.now(UTC), digest, with_decisions=with_decisions, new_person=new_person
            )
    except OF_THE_STORE:
        raise
    except CodeLooksAlike as error:
        click.echo(f"{name}: {what}: refused: {in_one_line(str(error))} {SAY_NEW}")
        return 1
    except StoreError as error:
        click.echo(f"{name}: {what}: refused: {in_one_line(str(error))}")
        return 1
    if taken is None:
        click.echo(f"{name}: {what}: refused: the scorecard in it is not what its events come to.")
        return 1
    click.echo(f"{name}: {what}: {taken}")
    return 0
