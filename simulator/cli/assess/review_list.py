"""``simulator review list`` and ``show``: the queue and one review, in plain lines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.codes import code_here
from simulator.cli.shared.reviewer import VARIABLE, as_person, viewing
from simulator.cli.shared.store_option import where
from simulator.cli.shared.terminal import width
from simulator.engine.scoring import Scorecard
from simulator.report.page import NOTHING, Cell, Span, Table, line, part
from simulator.report.views import decisions
from simulator.report.views.history import entries_table, sentence
from simulator.report.words.glossary import Glossary
from simulator.report.words.levels import level_word
from simulator.report.words.sanitize import in_one_line
from simulator.report.write.json_fields import fields_of
from simulator.report.write.text import text_lines
from simulator.review.disclosure import is_scored_for, is_shown_whole
from simulator.review.events import Decided, Entry
from simulator.review.people import Part
from simulator.review.result import counted_clause, counted_criterion, is_to_settle, open_differences
from simulator.review.state import Review, Status
from simulator.store import store_to_read
from simulator.store.format.record import Header

if TYPE_CHECKING:
    from simulator.review.people import Person
    from simulator.store import Store
    from simulator.store.queue import QueueItem

MOST: Final = 200
"""How many reviews are listed unless more are asked for."""


@click.command("list")
@where
@as_person
@click.option(
    "--status",
    type=click.Choice([str(status) for status in Status]),
    multiple=True,
    help="Only those that stand so; more than one may be named.",
)
@click.option("--learner", metavar="CODE", default="", help="Only those of this learner.")
@click.option("--scenario", metavar="ID", default="", help="Only those of this scenario.")
@click.option("--marker", metavar="CODE", default="", help="Only those that this assessor marks.")
@click.option("--unsafe", is_flag=True, help="Only those in which safety was breached.")
@click.option("--sampled", is_flag=True, help="Only those in a sample of quality assurance.")
@click.option("--most", type=click.IntRange(1), default=MOST, show_default=True, help="List at most so many.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(  # noqa: PLR0913, PLR0917  (one parameter an option)
    store_at: str | None,
    code: str | None,
    status: tuple[str, ...],
    learner: str,
    scenario: str,
    marker: str,
    *,
    unsafe: bool,
    sampled: bool,
    most: int,
    as_json: bool,
) -> None:
    """List what is handed in, the longest waiting first, as far as you may see it."""
    from simulator.store.queue import QueueFilter, queue_shown  # noqa: PLC0415

    with store_to_read(store_at) as store:
        learner, marker = (each and code_here(store, each) for each in (learner, marker))
        wanted = QueueFilter(tuple(Status(each) for each in status), learner, scenario, marker, unsafe, sampled)
        viewer = viewing(store, code)
        page = store.queue.page(wanted, most)
    items = queue_shown(page.items, viewer, wanted)
    if as_json:
        damaged = [{"attempt": attempt, "status": "damaged"} for attempt in page.damaged]
        click.echo(json.dumps([*map(_item_json, items), *damaged], indent=2))
    elif not items and not page.damaged:
        click.echo("Nothing is handed in that fits.", err=True)
    else:
        for each in items:
            click.echo(_item_line(each))
        for attempt in page.damaged:
            click.echo(f"{in_one_line(attempt)}  damaged; “simulator attempts verify” says how")
    if viewer is None:
        _say_who()
    if page.after is not None:
        click.echo(f"There are more; --most {most * 2} lists more of them.", err=True)


@click.command()
@where
@as_person
@click.argument("attempt_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(*, attempt_id: str, code: str | None, store_at: str | None, as_json: bool) -> None:
    """Show where one review stands, and what happened in it, as far as you may see it.

    The start of the attempt's id is enough.
    """
    with store_to_read(store_at) as store:
        viewer = viewing(store, code)
        seen = _seen(store, store.attempts.find(attempt_id), viewer)
    if as_json:
        click.echo(json.dumps(_seen_json(seen), indent=2))
    else:
        for line in _review_lines(seen):
            click.echo(line)
    if viewer is None:
        _say_who()


@dataclass(frozen=True, slots=True)
class _Seen:
    """One review as far as somebody may see it."""

    about: Header
    review: Review
    handed_in: bool
    whole: bool
    """Whether there is nothing in it that they may not see."""
    indicative: Scorecard | None
    """Where they may see how it scores."""
    glossary: Glossary


def _seen(store: "Store", attempt: str, viewer: "Person | None") -> _Seen:
    from simulator.sessions.dossier import read_dossier  # noqa: PLC0415

    dossier = read_dossier(store, attempt)
    shown = dossier.as_shown(viewer)
    scored = shown.review.entries and is_scored_for(shown.review, viewer, dossier.learner)
    whole = is_shown_whole(dossier.review, viewer, dossier.learner)
    handed_in = dossier.review.handed_in is not None
    terms = Glossary(dossier.scenario, dossier.rubric) if scored else Glossary()
    return _Seen(dossier.header, shown.review, handed_in, whole, shown.unmarked if scored else None, terms)


def _say_who() -> None:
    told = f"Only what everybody may see is shown; say who you are with --as CODE, or set {VARIABLE}."
    click.echo(told, err=True)


def _review_lines(seen: _Seen) -> Iterator[str]:
    about, review = seen.about, seen.review
    yield f"{about.attempt}  {in_one_line(about.title)}  {in_one_line(about.learner) or '-'}"
    if not review.entries:
        yield "It is handed in; more is not yours to see." if seen.handed_in else "Not handed in."
        return
    yield f"Status: {review.status}"
    yield ""
    caption = "What happened" if seen.whole else "What happened, as far as you may see it"
    tables = [] if seen.indicative is None else [*_standing(seen.indicative, review, seen.glossary)]
    tables.append(entries_table(caption, review.entries, seen.glossary))
    yield from text_lines([part(table) for table in tables], width=width())


def _seen_json(seen: _Seen) -> dict[str, object]:
    about, review = seen.about, seen.review
    machine = () if seen.indicative is None else seen.indicative.clauses
    clauses = [
        {
            "clause": each.clause,
            "indicative": each.label,
            "settled": None if counted.entry is None or counted.level is None else counted.level.word,
        }
        for each in machine
        if is_to_settle(each)
        for counted in [counted_clause(review, each.clause)]
    ]
    shown = seen.indicative is not None
    return {
        **fields_of(about, "attempt", "title", "learner"),
        "handed_in": seen.handed_in,
        "status": str(review.status) if review.entries else None,
        "shown_whole": seen.whole,
        "clauses": clauses,
        "criteria": [
            {"qualification": key[0], "criterion": key[1], "verdict": str(counted_criterion(review, key).verdict)}
            for key in (review.first.criteria if shown else ())
        ],
        "differences": [clause or criterion for clause, _, criterion in (open_differences(review) if shown else ())],
        "entries": [
            {
                **fields_of(entry, "number", "at"),
                "by": entry.by.code,
                "role": str(entry.by.role),
                "what": sentence(entry, seen.glossary),
            }
            for entry in review.entries
        ],
    }


def _standing(machine: Scorecard, review: Review, glossary: Glossary) -> Iterator[Table]:
    """What stands of clauses and criteria, and where the two markers differ."""
    counted = [(each, counted_clause(review, each.clause)) for each in machine.clauses if is_to_settle(each)]
    clauses = tuple(
        (
            line(glossary.clause(each.clause)),
            line(each.label),
            line("not settled" if settled.entry is None else level_word(settled.level)),
        )
        for each, settled in counted
    )
    yield Table("Clauses", ("Clause", "Indicative", "Settled"), clauses, (5, 2, 2))
    if review.first.criteria:
        evidence = {key: _pieces(entry) for key, entry in review.first.criteria.items()}
        yield decisions.criteria(review, evidence, (Part.FIRST,), glossary, evidence)
    differing = open_differences(review)
    if differing:
        yield decisions.differences(review, differing, glossary)


def _pieces(entry: Entry) -> Cell:
    number = len(entry.event.evidence) if isinstance(entry.event, Decided) else 0
    return (Span(f"{number} piece{'' if number == 1 else 's'}"),) if number else (NOTHING,)


def _item_line(item: "QueueItem") -> str:
    review, attempt = item.review, item.attempt
    notes = [
        f"marked by {in_one_line(review.first)}" if review.first else "",
        "unsafe" if review.unsafe else "",
        f"{review.unmarked} written to mark" if review.unmarked else "",
        "in a sample" if review.sampled else "",
        "action open" if review.action else "",
    ]
    told = "; ".join(note for note in notes if note)
    when = review.handed_in_at[:16].replace("T", " ")
    learner = in_one_line(attempt.learner) or "-"
    line = f"{attempt.id}  {when}  {review.status!s:12}  {in_one_line(attempt.scenario_id):28}  {learner}"
    return f"{line}  {told}".rstrip()


def _item_json(item: "QueueItem") -> dict[str, object]:
    review, attempt = item.review, item.attempt
    return {
        "attempt": attempt.id,
        "scenario": attempt.scenario_id,
        **fields_of(attempt, "title", "learner"),
        **fields_of(review, "status", "handed_in_at"),
        "first_marker": review.first,
        "second_marker": review.second,
        **fields_of(review, "unmarked", "unsafe", "sampled", "action", "released_at"),
    }
