"""``simulator attempts``: what is kept of attempts, told, checked and handed on."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.engine.events import Ended, Mode
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import LineKind, State
from simulator.isolation import RULE as INTERNAL
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted
from simulator.report.scorecard import scorecard_json
from simulator.report.visible import in_one_line
from simulator.store import AttemptSummary, StoreError, codec, pinned
from simulator.store.bundle import read_file
from simulator.store.codec import CodecError, Plain
from simulator.store.export import Exported, NewerExport
from simulator.store.place import place_of
from simulator.store.record import Record, StoredEvent
from simulator.store.steps import path_faults
from simulator.store.verify import Fault, Played, Unreplayable, event_of, kind_of, replayed
from simulator.store.verify_review import all_faults, foreign_faults

from .at_store import is_there
from .at_store import read_store as read_store  # noqa: PLC0414  (other commands take both from here)
from .at_store import where as where  # noqa: PLC0414
from .attempts_appeal import appeal
from .attempts_export import export, score_differs
from .attempts_hand_in import hand_in_
from .attempts_xapi import xapi
from .exits import ExitCode
from .one_of_many import OF_THE_STORE

if TYPE_CHECKING:  # the database is loaded when a store is opened: a file can be checked without it
    from simulator.store import Store


@click.group()
def attempts() -> None:
    """What is kept of attempts: list, show, verify, export, and tell a learning record store."""


attempts.add_command(xapi)


@attempts.command("list")
@where
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(store_at: str | None, *, as_json: bool) -> None:
    """List every attempt, the newest first."""
    if not is_there(store_at):
        if as_json:
            click.echo("[]")
        click.echo(f"No attempts are kept yet: there is no store at {in_one_line(str(place_of(store_at)))}.", err=True)
        return
    with read_store(store_at) as store:
        summaries, damaged = store.attempts(), store.damaged()
    if as_json:
        _print_json([_summary_json(each) for each in summaries])
    elif not summaries:
        click.echo("No attempts are kept here yet.", err=True)
    else:
        for each in summaries:
            click.echo(_summary_line(each))
    for attempt in damaged:
        click.echo(f"Attempt {in_one_line(attempt)} is damaged; “simulator attempts verify” says how.", err=True)


@attempts.command()
@where
@click.argument("attempt_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(attempt_id: str, store_at: str | None, *, as_json: bool) -> None:
    """Show one attempt, event by event. The start of its id is enough."""
    with read_store(store_at) as store:
        kept = store.sound(store.find(attempt_id))
        played = _played(kept)
        summary = store.summary(kept.header.attempt)
    scorecard = _scored(played)
    if as_json:
        events = [
            {
                "number": each.number,
                "at": each.at,
                "body": _body(kept, each, held_back=summary.held_back),
                "hash": each.hash,
            }
            for each in kept.events
        ]
        shown = None if summary.mode is Mode.ASSESSMENT else scorecard_json(scorecard)
        _print_json({**_summary_json(summary), "events": events, "scorecard": shown})
        return
    click.echo(_summary_line(summary))
    said = _said(played.state)
    for each in kept.events:
        click.echo(
            f"{each.number:4}  {each.at[:19].replace('T', ' ')}  {_told(kept, each, held_back=summary.held_back)}"
        )
        if each.number in said:
            click.echo(f"{'':27}{said[each.number]}")
    if summary.mode is Mode.ASSESSMENT:
        return
    for clause in scorecard.clauses:
        if clause.pieces or clause.caps or clause.required:
            click.echo(f"      {clause.clause}: {clause.label}")


@attempts.command()
@where
@click.argument("what", nargs=-1, metavar="[ID|FILE]...")
def verify(what: tuple[str, ...], store_at: str | None) -> None:
    """Check attempts in the store (all of them where none is named) or exported files, event by event.

    Ends with 1 where anything is wrong.
    """
    files = [name for name in what if _is_file(name)]
    ids = [name for name in what if name not in files]
    wrong = 0
    if ids or not what:
        wrong += _verify_store(store_at, ids)
    for name in counted(files, "Checking files"):
        wrong += _tell(name, _or_fault(name, partial(_export_faults, Path(name))))
    raise click.exceptions.Exit(ExitCode.FINDINGS if wrong else ExitCode.WELL)


attempts.add_command(export)
attempts.add_command(hand_in_)
attempts.add_command(appeal)


# Verifying ------------------------------------------------------------------------------------------------------------


def _verify_store(store_at: str | None, beginnings: list[str]) -> int:
    with read_store(store_at) as store:
        wrong = 0
        for sentence in store.faults():
            click.echo(in_one_line(sentence))
            wrong += 1
        attempts_found = [store.find(each) for each in beginnings] or store.ids()
        if not attempts_found:
            click.echo("There are no attempts to check.", err=True)
        for attempt in counted(attempts_found, "Checking attempts"):
            wrong += _tell(attempt, _or_fault(attempt, partial(_kept_faults, store, attempt)))
    return wrong


def _kept_faults(store: "Store", attempt: str) -> tuple[Fault, ...]:
    try:
        kept, review, _ = store.everything(attempt, sound=False)
        faults = all_faults(kept, review, pinned.read_pinned)
        if not faults:
            store.draft(attempt, kept.head.tip.count)
            faults = path_faults(store.path(attempt), kept, pinned.read_pinned)
    except OF_THE_STORE:
        raise
    except StoreError as error:
        return (Fault("attempt-damaged", str(error)),)
    return faults


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
    return tuple(fault for each in found for fault in _exported_faults(each))


def _exported_faults(found: Exported) -> tuple[Fault, ...]:
    kept = found.record
    faults = all_faults(kept, found.review, pinned.read_pinned)
    if not faults:
        faults = foreign_faults(kept, found.review, found.qualifications)
    if not faults and score_differs(found):
        return (Fault("scorecard-changed", "The scorecard is not what the events come to."),)
    return faults


def _tell(name: str, faults: tuple[Fault, ...]) -> int:
    if not faults:
        click.echo(f"{in_one_line(name)}: well")
    for fault in faults:
        click.echo(f"{in_one_line(name)}: {in_one_line(fault.message)} [{fault.rule}]")
    return len(faults)


# Reading --------------------------------------------------------------------------------------------------


def _is_file(name: str) -> bool:
    return Path(name).name != name or name.endswith(".json") or Path(name).is_file()


def _played(kept: Record) -> Played:
    try:
        return replayed(kept, pinned.read_pinned)
    except Unreplayable as error:
        raise StoreError(f"The attempt {kept.header.attempt} is damaged: {error}") from error


def _scored(played: Played) -> Scorecard:
    return score(played.scenario, played.rubric, played.state)


# Words ----------------------------------------------------------------------------------------------------------------


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2))


def _summary_json(summary: AttemptSummary) -> dict[str, Plain]:
    return {
        "id": summary.id,
        "scenario": summary.scenario_id,
        "title": summary.title,
        "mode": str(summary.mode),
        "learner": summary.learner,
        "started_at": summary.started_at.isoformat(),
        "last_at": summary.last_at.isoformat(),
        "closed": summary.closed,
        "ending": "" if summary.held_back else summary.ending,
        "outcome": None if summary.mode is Mode.ASSESSMENT else summary.outcome or None,
        "provisional": summary.provisional,
        "decisions": summary.decisions,
        "review": _review_told(summary),
        "scenario_digest": summary.scenario_digest,
        "rubric_digest": summary.rubric_digest,
    }


def _summary_line(summary: AttemptSummary) -> str:
    parts = [
        summary.id,
        f"{summary.started_at:%Y-%m-%d %H:%M}",
        f"{summary.mode!s:10}",
        f"{in_one_line(summary.scenario_id):28}",
        in_one_line(summary.learner) or "-",
        f"{summary.decisions} decisions",
        _how_far(summary),
    ]
    return "  ".join(parts)


def _review_told(summary: AttemptSummary) -> str | None:
    """How far the review has got, as far as a learner is told; None where it is not handed in."""
    return (summary.review and "handed in" if summary.held_back else summary.review) or None


def _how_far(summary: AttemptSummary) -> str:
    if summary.closed is None:
        return "open"
    if summary.mode is Mode.ASSESSMENT:
        return _review_told(summary) or "finished, not handed in"
    what = {"ended": "ended", "stuck": "stuck", "left": "left early"}.get(summary.closed, summary.closed)
    outcome = summary.outcome + (" (provisional)" if summary.outcome and summary.provisional else "")
    return f"{what}: {outcome}" if outcome else what


def _said(state: State) -> dict[int, str]:
    """What the learner said or did, by event; what was taken back is among it."""
    return {
        turn.event: in_one_line(f"“{line.text}”" if line.kind is LineKind.SAY else line.text)
        for turn in (*state.taken_back, *state.turns)
        for line in turn.lines
        if line.kind in (LineKind.SAY, LineKind.DO)
    }


def _body(kept: Record, each: StoredEvent, *, held_back: bool) -> dict[str, Plain]:
    """An event's body, with what was written freely in its place; which ending it was, only where that may be told."""
    event = event_of(kept, each)
    return codec.encode(replace(event, ending="") if held_back and isinstance(event, Ended) else event)


def _told(kept: Record, each: StoredEvent, *, held_back: bool) -> str:
    body = _body(kept, each, held_back=held_back)
    rest = [
        in_one_line(f"{name}: {_value(value)}")
        for name, value in body.items()
        if name != "kind" and (name, value) != ("ending", "")
    ]
    return "  ".join([f"{kind_of(each):9}", *rest])


def _value(value: Plain) -> str:
    return value if isinstance(value, str) else codec.canonical(value)
