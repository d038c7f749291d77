"""What people decided in a review, thing by thing: written answers, criteria, and what two markers see differently.

Reviews go in as far as ``review.disclosure`` shows them to whoever reads the page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from simulator.engine.state import State, Wrote
from simulator.report.page import (
    NOTHING,
    Cell,
    Span,
    Table,
    Tone,
    level_span,
    line,
    verdict_span,
    wrote,
)
from simulator.report.words.glossary import Glossary
from simulator.report.words.moments import day, when_utc
from simulator.report.words.sanitize import in_one_line
from simulator.review.events import REQUIREMENTS, Advised, Agreed, Checked, Decided, Entry, Judged, Marked, Settled
from simulator.review.people import MARKING, Part
from simulator.review.result import counted_criterion
from simulator.review.state import Criterion, Marking, Review

Difference = tuple[str, str, str]
"""A clause, or a qualification and a criterion; the rest empty."""

UNDECIDED: Final = Span("nothing decided", Tone.OPEN)


def decided(entry: Entry | None, undecided: Span = UNDECIDED) -> tuple[Span, str]:
    """What a marker decided of one thing, and why."""
    match entry.event if entry is not None else None:
        case Marked(level=level, comment=comment):
            return level_span(level), comment
        case Settled(level=level, reason=reason):
            return level_span(level), reason
        case Decided(verdict=verdict, reason=reason):
            return verdict_span(verdict), reason
        case Agreed(clause=clause, level=level, verdict=verdict, reason=reason):
            return level_span(level) if clause else verdict_span(verdict), reason
        case Judged(lacking=lacking, note=note):
            words = ", ".join(f"not {each}" for each in lacking)
            return Span(words, Tone.POOR) if words else Span(", ".join(REQUIREMENTS), Tone.STRONG), note
        case Advised(text=text):
            return Span(""), text
        case _:
            return undecided, ""


def decision(entry: Entry | None, glossary: Glossary, undecided: Span = UNDECIDED) -> Cell:
    """The same with who decided it and when, a line each."""
    told, why = decided(entry, undecided)
    if entry is None:
        return (told,)
    by = Span(f"{glossary.acted(entry.by)}, {when_utc(entry.at)}", Tone.QUIET)
    return (told, by, *(each for each in wrote(why) if each is not NOTHING))


# Written answers


def answers(
    state: State,
    review: Review,
    parts: Sequence[Part],
    glossary: Glossary,
    where: Callable[[int, int], Span] | None = None,
) -> Table:
    """Every written answer with what each marker of some parts gave it.

    ``where`` tells by its number and its event in which turn it was written; the text is told with it, for a page that
    does not stand beside the conversation.
    """
    rows, refs = [], []
    for number, turn in enumerate(state.turns):
        for act in turn.acts:
            if isinstance(act, Wrote) and act.text.strip():
                key = (turn.event, act.field.id)
                question = (Span(in_one_line(act.field.ask)), Span(glossary.clause(act.field.clause), Tone.QUIET))
                told = () if where is None else ((where(number, turn.event), *wrote(act.text)),)
                given = [(part, review.markings[part].answers.get(key)) for part in parts]
                rows.append((question, *told, _given(given, glossary) or (Span("to mark", Tone.OPEN),)))
                refs.append(("answer", *key))
    told_too = () if where is None else ("Answer",)
    widths = (5, *(6 for _ in told_too), 5)
    return Table("Written answers", ("Question", *told_too, "Mark"), tuple(rows), widths, tuple(refs))


def _given(decisions: Sequence[tuple[Part, Entry | None]], glossary: Glossary) -> Cell:
    """What each of some markers decided of one thing; whose it is, where there is more than one."""
    return tuple(
        span
        for part, entry in decisions
        if entry is not None
        for span in (decision(entry, glossary) if len(decisions) == 1 else _named(str(part), entry, glossary))
    )


# Criteria


def criteria(  # noqa: PLR0913, PLR0917  (a table is made of these)
    review: Review,
    keys: Iterable[Criterion],
    parts: Sequence[Part],
    glossary: Glossary,
    evidence: Mapping[Criterion, Cell],
    opens: str = "",
) -> Table:
    """Criteria with what some parts decided of each: by whom, on what evidence, and why; what both agreed on counts.

    ``opens`` is what picking one asks for; where that is to ``check`` it, what is still to be checked is told.
    """
    rows, refs = [], []
    for key in keys:
        given = [(part, review.markings[part].criteria.get(key)) for part in parts]
        counted = counted_criterion(review, key).entry
        agreed = counted if counted is not None and isinstance(counted.event, Agreed) else None
        both = () if agreed is None else _named("agreed by both markers", agreed, glossary)
        told = decided(agreed or given[0][1], Span("to decide", Tone.OPEN))[0]
        rows.append(
            (
                (Span(in_one_line(key[1]), Tone.STRONG), Span(glossary.criterion(key))),
                (told, *_checked(review, key, opens)),
                evidence.get(key, (NOTHING,)),
                (*_given(given, glossary)[len(given) == 1 :], *both) or (NOTHING,),
            )
        )
        refs.append((opens, *key))
    columns = ("Criterion", "Decision", "Evidence", "By whom and why")
    return Table(
        "Criteria, and what is decided of each", columns, tuple(rows), (6, 2, 3, 6), tuple(refs) if opens else ()
    )


def _named(who: str, entry: Entry, glossary: Glossary) -> Cell:
    told, by, *why = decision(entry, glossary)
    return (Span(f"{who.capitalize()}: {told.text}. {by.text}."), *why)


def _checked(review: Review, criterion: Criterion, opens: str) -> Cell:
    """What quality assurance made of a decision."""
    entry = review.checked.get(criterion)
    if entry is None or not isinstance(entry.event, Checked):
        return (Span("to check", Tone.OPEN),) if opens == "check" else ()
    checked = entry.event
    if checked.accepted:
        return (Span("✓ accepted", Tone.STRONG),)
    done = "" if criterion in review.actions else ", done since"
    return (Span(in_one_line(f"rejected: {checked.action} (by {day(checked.due)}{done})"), Tone.BAD),)


# Two markers


def differences(review: Review, keys: Iterable[Difference], glossary: Glossary, opens: str = "") -> Table:
    """What two markers decided differently, side by side, and what they agreed on; ``opens``: as of criteria."""
    rows, refs = [], []
    for clause, *criterion in keys:
        key = (criterion[0], criterion[1])
        sides = [_side(review.markings[part], clause, key) for part in MARKING]
        agreed = review.agreed_clauses.get(clause) if clause else review.agreed_criteria.get(key)
        what: Cell = (
            line(glossary.clause(clause))
            if clause
            else (Span(in_one_line(key[1]), Tone.STRONG), Span(glossary.criterion(key)))
        )
        met = decision(agreed, glossary, Span("not agreed yet", Tone.OPEN))
        rows.append((what, *(decision(entry, glossary) for entry in sides), met))
        refs.append((opens, clause, *key))
    columns = ("What", *(str(part).capitalize() for part in MARKING), "Agreed")
    caption = "Where the two markers differ"
    return Table(caption, columns, tuple(rows), (5, 3, 3, 5), tuple(refs) if opens else ())


def _side(marking: Marking, clause: str, criterion: Criterion) -> Entry | None:
    return marking.clauses.get(clause) if clause else marking.criteria.get(criterion)
