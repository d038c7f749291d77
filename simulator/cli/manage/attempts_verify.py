"""``simulator attempts verify``: everything that is kept of attempts, or came in a file, checked one by one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.item_results import ItemResults
from simulator.cli.shared.one_of_many import OF_THE_STORE
from simulator.cli.shared.store_option import where
from simulator.isolation import RULE as INTERNAL
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted, counted_of
from simulator.report.words.sanitize import in_one_line
from simulator.sessions.exporting import score_differs
from simulator.store import StoreError, wrecked_store
from simulator.store.errors import StoreCorrupt, StoreUnreadable, plainly
from simulator.store.format.bundle import read_file
from simulator.store.format.canonical import CodecError
from simulator.store.format.export import Exported, NewerExport
from simulator.store.format.fault import Fault
from simulator.store.format.steps import path_faults
from simulator.store.format.verify import clock_faults

if TYPE_CHECKING:  # the database is loaded when a store is opened: a file can be checked without it
    from simulator.store.batches import AttemptSource

UNREADABLE: Final = "store-unreadable"
LOST_BESIDE: Final = (
    "what was typed and not handed in, or what scoring again reads, stands in a damaged part of the file."
)


@click.command()
@where
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.argument("what", nargs=-1, metavar="[ID|FILE]...")
def verify(what: tuple[str, ...], store_at: str | None, *, as_json: bool) -> None:
    """Check attempts in the store (all of them where none is named) or exported files, event by event.

    A store whose file is damaged is checked as far as it can be read, attempt by attempt; “simulator attempts salvage”
    takes what verifies into a new one. Ends with 1 where anything is wrong.
    """
    files = [name for name in what if _is_file(name)]
    ids = [name for name in what if name not in files]
    outcomes = ItemResults(as_json=as_json)
    if ids or not what:
        _verify_store(store_at, ids, outcomes)
    for name in counted(files, "Checking files"):
        _tell(outcomes, name, _or_fault(name, partial(_export_faults, Path(name))))
    outcomes.close()
    raise click.exceptions.Exit(ExitCode.WELL if all(row["well"] for row in outcomes.rows) else ExitCode.FINDINGS)


def _tell(outcomes: ItemResults, name: str, faults: tuple[Fault, ...]) -> None:
    """What is wrong with an attempt or a file; without a name, with the store as a whole."""
    plain = [{"rule": each.rule or None, "message": each.message} for each in faults]
    before = f"{in_one_line(name)}: " if name else ""
    lines = [f"{before}{in_one_line(each.message)}{f' [{each.rule}]' if each.rule else ''}" for each in faults]
    row: dict[str, object] = {"checked": name or None, "well": not faults, "faults": plain}
    outcomes.add(row, *(lines or [f"{before}well"]))


def _verify_store(store_at: str | None, beginnings: list[str], outcomes: ItemResults) -> None:
    try:
        opened = wrecked_store(store_at)
    except StoreCorrupt as error:
        _tell(outcomes, "", (Fault(UNREADABLE, plainly(error)),))
        return
    with opened as wreck:
        for sentence in wreck.faults():
            _tell(outcomes, "", (Fault("", sentence),))
        attempts_found = [wreck.store.attempts.find(each) for each in beginnings] or wreck.known_ids()
        if not attempts_found:
            click.echo("There are no attempts to check.", err=True)
        for source, attempt in counted_of(wreck.each(attempts_found), "Checking attempts", len(attempts_found)):
            _tell(outcomes, attempt, _or_fault(attempt, partial(_stored_faults, source, attempt)))


def _stored_faults(source: "AttemptSource", attempt: str) -> tuple[Fault, ...]:
    from simulator.store.salvage import readable  # noqa: PLC0415  (a file can be checked without the database)

    found = readable(source, attempt)
    if found.record is None or found.dossier is None or found.faults:
        return found.faults
    try:
        source.draft(attempt, found.dossier.tip.count)
        faults = path_faults(source.path(attempt), found.dossier)
    except StoreUnreadable:
        return (Fault("rest-lost", f"The attempt is whole; {LOST_BESIDE}"),)
    except OF_THE_STORE:
        raise
    except StoreError as error:
        return (Fault("attempt-damaged", str(error)),)
    return (*faults, *clock_faults(found.record))


def _or_fault(item: str, check: Callable[[], tuple[Fault, ...]]) -> tuple[Fault, ...]:
    """What is wrong with an item; a file that cannot be checked, and a fault of the program, are wrong with it, too."""
    try:
        done = isolated(item, check, (StoreError,))
    except OF_THE_STORE:
        raise
    except StoreError as error:
        return (Fault("export-unreadable", str(error)),)
    return (Fault(INTERNAL, done.message),) if isinstance(done, InternalFault) else done


def _export_faults(path: Path) -> tuple[Fault, ...]:
    try:
        _, found = read_file(path)
    except NewerExport as error:
        raise StoreError(f"{path} cannot be checked: {error}.") from error
    except CodecError as error:
        return (Fault("export-unreadable", f"The file is damaged or is no export: {error}."),)
    if any(each.without_texts for each in found):
        click.echo(f"{in_one_line(str(path))}: what was written freely was left out of it.", err=True)
    return tuple(fault for each in found for fault in _exported_faults(replace(each)))  # let go of with it


def _exported_faults(found: Exported) -> tuple[Fault, ...]:
    if found.faults:
        return found.faults
    if score_differs(found):
        return (Fault("scorecard-changed", "The scorecard is not what the events come to."),)
    return clock_faults(found.record)


def _is_file(name: str) -> bool:
    return Path(name).name != name or name.endswith(".json") or Path(name).is_file()
