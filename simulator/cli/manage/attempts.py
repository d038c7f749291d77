"""``simulator attempts``: what is kept of attempts, told, checked and handed on."""

import json
from dataclasses import replace

import click

from simulator.cli.shared.store_option import is_there, where
from simulator.engine.events import Ended, Event, Mode
from simulator.engine.state import LineKind, State
from simulator.json_value import Json
from simulator.report.words.sanitize import in_one_line
from simulator.report.write.json_fields import fields_of
from simulator.report.write.scorecard import scorecard_json
from simulator.store import AttemptSummary, store_to_read
from simulator.store.db.location import location_of
from simulator.store.format import event_codec
from simulator.store.format.canonical import canonical
from simulator.store.format.dossier import Dossier

from .attempts_appeal import appeal
from .attempts_export import export
from .attempts_hand_in import hand_in_
from .attempts_salvage import salvage
from .attempts_verify import verify
from .attempts_xapi import xapi


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
        click.echo(
            f"No attempts are kept yet: there is no store at {in_one_line(str(location_of(store_at)))}.", err=True
        )
        return
    with store_to_read(store_at) as store:
        summaries, damaged = store.attempts.all(), store.attempts.damaged()
    if as_json:
        _print_json([_summary_json(each) for each in summaries])
    elif not summaries and not damaged:
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
    with store_to_read(store_at) as store:
        record = store.attempts.sound(store.attempts.find(attempt_id))
        summary = store.attempts.summary(record.header.attempt)
    dossier = Dossier.of_attempt(record)
    scorecard = dossier.unmarked
    bodies = [_body(event, held_back=summary.held_back) for event in dossier.events]
    if as_json:
        events = [
            {"number": each.number, "at": each.at, "body": body, "hash": each.hash}
            for each, body in zip(record.events, bodies, strict=True)
        ]
        shown = None if summary.mode is Mode.ASSESSMENT else scorecard_json(scorecard)
        _print_json({**_summary_json(summary), "events": events, "scorecard": shown})
        return
    click.echo(_summary_line(summary))
    said = _said(dossier.state)
    for number, (at, body) in enumerate(zip(dossier.times, bodies, strict=True)):
        click.echo(f"{number:4}  {at[:19].replace('T', ' ')}  {_line(body)}")
        if number in said:
            click.echo(f"{'':27}{said[number]}")
    if summary.mode is Mode.ASSESSMENT:
        return
    for clause in scorecard.clauses:
        if clause.pieces or clause.caps or clause.required:
            click.echo(f"      {clause.clause}: {clause.label}")


attempts.add_command(verify)
attempts.add_command(salvage)
attempts.add_command(export)
attempts.add_command(hand_in_)
attempts.add_command(appeal)


# Words ----------------------------------------------------------------------------------------------------------------


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2))


def _summary_json(summary: AttemptSummary) -> dict[str, Json]:
    return {
        "id": summary.id,
        "scenario": summary.scenario_id,
        **fields_of(summary, "title", "mode", "learner", "started_at", "last_at", "closed"),
        "ending": "" if summary.held_back else summary.ending,
        "outcome": None if summary.mode is Mode.ASSESSMENT else summary.outcome or None,
        **fields_of(summary, "provisional", "decisions"),
        "review": _review_told(summary),
        **fields_of(summary, "scenario_digest", "rubric_digest"),
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


def _body(event: Event, *, held_back: bool) -> dict[str, Json]:
    """An event with what was written freely in its place; which ending it was, only where that may be told."""
    return event_codec.encode(replace(event, ending="") if held_back and isinstance(event, Ended) else event)


def _line(body: dict[str, Json]) -> str:
    rest = [
        in_one_line(f"{name}: {_value(value)}")
        for name, value in body.items()
        if name != "kind" and (name, value) != ("ending", "")
    ]
    return "  ".join([f"{body['kind']!s:9}", *rest])


def _value(value: Json) -> str:
    return value if isinstance(value, str) else canonical(value)
