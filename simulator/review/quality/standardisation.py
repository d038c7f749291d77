"""Standardisation: an assessor marks what was marked before by agreement, the gold, and is compared with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from simulator.review.double_marking import LEVELS, NOT_ENOUGH, VERDICTS, Pair, What

Place: TypeAlias = tuple[What, str]
"""What is decided: a clause, a written answer as event/field, or a criterion as qualification/criterion."""

Marks: TypeAlias = Mapping[Place, str]
"""A level's or a verdict's word for each."""


@dataclass(frozen=True, slots=True)
class GoldMark:
    """What was agreed on for one thing, and why."""

    category: str
    why: str


Gold: TypeAlias = Mapping[Place, GoldMark]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an assessor gave for one thing, beside the gold."""

    transcript: str
    """The transcript's name in its set."""
    what: What
    ref: str
    given: str
    gold: str

    @property
    def agrees(self) -> bool:
        """Whether it is the gold's."""
        return self.given == self.gold

    @property
    def distance(self) -> int | None:
        """How many levels above the gold it is, below 0 where it is under it; None where there is no such distance."""
        scale = VERDICTS if self.what is What.CRITERION else LEVELS
        if self.what is What.CRITERION or self.given not in scale or self.gold not in scale:
            return None
        return scale.index(self.given) - scale.index(self.gold)


@dataclass(frozen=True, slots=True)
class Standardised:
    """An assessor marked a set of gold transcripts, without sight of the gold, and was compared with it."""

    name: str
    """The set's name."""
    digest: str
    """SHA-256 over the set's transcripts and gold marks, in hex."""
    judgements: tuple[Judgement, ...]

    @property
    def agreed(self) -> int:
        """How often the assessor gave what the gold has."""
        return sum(1 for each in self.judgements if each.agrees)


def judged(transcript: str, marks: Marks, gold: Gold) -> tuple[Judgement, ...]:
    """An assessor's marks of one transcript beside the gold, in the gold's order.

    Raises:
        ValueError: something that the gold has was not marked.
    """
    missing = [place for place in gold if place not in marks]
    if missing:
        raise ValueError(f"{missing[0][1]} is not marked")
    return tuple(Judgement(transcript, *place, marks[place], mark.category) for place, mark in gold.items())


def pairs_with_gold(judgements: Iterable[Judgement]) -> tuple[Pair, ...]:
    """The same as pairs: the assessor's first, the gold second."""
    return tuple(Pair(each.what, each.ref, each.given, each.gold) for each in judgements)


def words_for(what: What) -> tuple[str, ...]:
    """The words that can be given."""
    if what is What.CRITERION:
        return VERDICTS
    return (*LEVELS, NOT_ENOUGH) if what is What.CLAUSE else LEVELS
