"""A debrief as a page: the outcome, the clauses and the lines that made them so, every turn again, and what follows."""

from collections.abc import Iterator

from simulator.report.page import (
    LEVEL_TONES,
    Element,
    Items,
    ListItem,
    Paragraph,
    Section,
    Span,
    Style,
    Tone,
    level_span,
    listed,
    said,
)
from simulator.report.words.glossary import clause_title

from .audience import LEARNER
from .clauses import ClauseReview, because_items
from .debrief import Course, Debrief


def looking_back(debrief: Debrief) -> tuple[Section, ...]:
    """All of it, from what was decided to what to try next."""
    return (*how_it_went(debrief), *again(debrief), *what_follows(debrief))


def how_it_went(debrief: Debrief) -> tuple[Section, ...]:
    """What an assessor decided, the outcome, and each clause."""
    outcome = "Outcome" if debrief.result is None else "Indicative outcome"
    tone = Tone.OPEN if debrief.outcome is None else LEVEL_TONES[debrief.outcome]
    told = (Span(f"{outcome}: "), Span(debrief.word, tone), Span("."))
    title = (Span(f"This attempt is {debrief.word}", tone),) if debrief.held_back else told
    indicative = (said(debrief.indicative, Style.QUIET, gap=True),) if debrief.indicative else ()
    clauses = (part for each in debrief.clauses for part in _clause(each))
    return (
        *((debrief.result,) if debrief.result is not None else ()),
        *debrief.appeals,
        Section("outcome", "", (Paragraph(title, Style.TITLE, gap=True), said(debrief.sentence), *indicative)),
        *_section("clauses", "The code, clause by clause", *clauses),
    )


def again(debrief: Debrief) -> tuple[Section, ...]:
    """The conversation again, turn by turn."""
    turns = tuple(each.told for each in debrief.turns)
    return (Section("again", "The conversation again", sections=turns),) if turns else ()


def what_follows(debrief: Debrief) -> tuple[Section, ...]:
    """How it ended, what had to be done, how values moved, what waits for a person, and what to try next."""
    ending = debrief.ending
    texts = (ending.text, ending.afterwards) if ending is not None else ()
    title = (said(ending.title, Style.STRONG),) if ending is not None else ()
    duties = ((Span(duty.sentence), Span(f"({duty.clause})", Tone.QUIET)) for duty in debrief.duties)
    awaiting = ((Span(asked),) for asked in debrief.awaiting)
    back = tuple(ListItem((Span(text),)) for text in debrief.taken_back)
    steps = ((Span(step),) for step in debrief.next_steps)
    return (
        *_section("ending", "How it ended", *title, *(said(each, gap=True) for each in texts if each)),
        *_section("duties", "What had to be done", listed(duties)),
        *_section("moves", "How it moved", *(part for course in debrief.courses for part in _moved(course))),
        *_section("taken-back", "Tried first and taken back", Items(back, quiet=True)),
        *_section("awaiting", "Waiting for a person to read", listed(awaiting)),
        *_section("next", "What to try next", listed(steps, ordered=True)),
    )


def _section(id_: str, title: str, *blocks: Element) -> tuple[Section, ...]:
    """A section, unless there is nothing in it."""
    told = tuple(each for each in blocks if not (isinstance(each, Items) and not each.items))
    return (Section(id_, title, told),) if told else ()


def _clause(clause: ClauseReview) -> Iterator[Element]:
    besides = () if clause.assessed else (Span("  (not assessed here)", Tone.QUIET),)
    level = level_span(clause.level, clause.label)
    title = (Span(f"{clause_title(clause.number, clause.title)}: "), level, *besides)
    yield Paragraph(title, ref=("clause", clause.id), gap=True)
    yield said(clause.summary, Style.QUIET, indent=2)
    yield because_items(clause, LEARNER, indent=2)
    if clause.aim:
        yield said(f"What to aim for: {clause.aim}", Style.QUIET, indent=2)


def _moved(course: Course) -> Iterator[Element]:
    points = course.points
    of = f", of {course.highest}" if course.highest is not None else ""
    yield said(f"{course.means}: from {points[0]} to {points[-1]}{of}.")
    steps = [point for index, point in enumerate(points) if not index or point != points[index - 1]]
    yield said(" → ".join(map(str, steps)), Style.QUIET)
