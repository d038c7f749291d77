"""What two markers decided of the same things before either saw the other's work."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from simulator.engine.rubric import Level

from .events import Decided, Marked, Settled, Verdict
from .state import Marking, Review, evolve

NOT_ENOUGH: Final = "not enough to say"
"""What a marker settles who gives a clause no level."""

LEVELS: Final = tuple(level.word for level in Level)
"""Worst to best."""
VERDICTS: Final = tuple(map(str, (Verdict.NOT_ASSESSED, Verdict.NOT_YET, Verdict.MET)))


class What(StrEnum):
    """What is decided."""

    CLAUSE = "clauses"
    ANSWER = "written answers"
    CRITERION = "criteria"


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing that two markers decided."""

    what: What
    ref: str
    """The clause, the answer as event/field, or the criterion as qualification/criterion."""
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two markers' decisions side by side."""

    first: str
    """The first marker's code."""
    second: str
    pairs: tuple[Pair, ...]
    alone: int
    """How many things only one of them decided."""


def compared(review: Review) -> Compared | None:
    """What the two markers had signed when both first stood signed; None while they have not.

    From then on each can see where the other differs, so that later decisions are no longer made apart.
    """
    now = Review()
    for entry in review.entries:
        now = evolve(now, entry)
        first, second = now.first, now.second
        if first.signed is None or second.signed is None or not (first.stands_signed and second.stands_signed):
            continue
        return side_by_side(first.signed.by.code, first, second.signed.by.code, second)
    return None


def beside_the_machine(review: Review) -> tuple[Pair, ...]:
    """The indicative level of each clause beside what the first marker settled, once that was signed.

    The marker sees the indicative level first, so that these are no two judgements made apart.
    """
    if not review.first.stands_signed:
        return ()
    settled = [(clause, entry.event) for clause, entry in sorted(review.first.clauses.items())]
    return tuple(
        Pair(What.CLAUSE, clause, _level_word(event.machine), _level_word(event.level))
        for clause, event in settled
        if isinstance(event, Settled)
    )


def side_by_side(code: str, one: Marking, other_code: str, other: Marking) -> Compared:
    """Two markings of the same attempt, thing by thing."""
    mine, theirs = decided(one), decided(other)
    both = [key for key in mine if key in theirs]
    pairs = tuple(Pair(*key, mine[key], theirs[key]) for key in both)
    return Compared(code, other_code, pairs, len(mine) + len(theirs) - 2 * len(both))


def decided(marking: Marking) -> dict[tuple[What, str], str]:
    """What a marker decided, each thing with its category."""
    return dict(_decided(marking))


def _decided(marking: Marking) -> Iterator[tuple[tuple[What, str], str]]:
    for (event, field), entry in sorted(marking.answers.items()):
        if isinstance(entry.event, Marked):
            yield (What.ANSWER, f"{event}/{field}"), entry.event.level.word
    for clause, entry in sorted(marking.clauses.items()):
        if isinstance(entry.event, Settled):
            yield (What.CLAUSE, clause), _level_word(entry.event.level)
    for (qualification, criterion), entry in sorted(marking.criteria.items()):
        if isinstance(entry.event, Decided):
            yield (What.CRITERION, f"{qualification}/{criterion}"), str(entry.event.verdict)


def _level_word(level: Level | None) -> str:
    return NOT_ENOUGH if level is None else level.word
