"""What a rubric and a qualification are: levels, clauses, breaches, moves, criteria."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How good a piece of evidence is, worst to best; levels compare and sort by this order."""

    UNSAFE = 0
    DEVELOPING = 1
    COMPETENT = 2
    EXEMPLARY = 3

    @property
    def word(self) -> str:
        """The level as documents and screens write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the code of conduct, with what each level of keeping it looks like."""

    id: str
    number: int
    title: str
    text: str
    """The clause in the first person, as a mentor signs it."""
    critical: bool
    """Safety critical: an unsafe level here makes the whole playthrough unsafe."""
    descriptors: Mapping[Level, str]


@dataclass(frozen=True, slots=True)
class Breach:
    """A way of breaking the code that caps its clause."""

    id: str
    clause: str
    text: str
    caps: Level
    repaired: Level
    """The cap once it was put right; the same as ``caps`` where nothing can put it right."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Rubric:
    """A code of conduct as a rubric."""

    id: str
    title: str
    passing: Level
    """The level that each assessed clause must reach."""
    clauses: Mapping[str, Clause]
    breaches: Mapping[str, Breach]
    moves: Mapping[str, str]
    """Kinds of conversational move, by id, each with what it is."""

    def aim(self, clause: Clause, level: Level | None) -> Level | None:
        """What somebody who has shown ``level`` of a clause is advised to aim for; None where there is nothing above.

        It is never below the pass level, so that nobody is advised to do what does not pass: of the levels above what
        was shown, from the pass level up, the lowest that the clause describes.
        """
        above = (each for each in Level if each >= self.passing and (level is None or each > level))
        return next((each for each in above if clause.descriptors.get(each)), None)


class ItemKind(StrEnum):
    """What an item of a qualification is."""

    OUTCOME = "outcome"
    CRITERION = "criterion"
    CONCEPT = "concept"
    GUIDANCE = "guidance"
    MISTAKE = "mistake"
    MISCONCEPTION = "misconception"
    PRIOR_KNOWLEDGE = "prior-knowledge"
    TERM = "term"
    OVERVIEW = "overview"


class EvidenceKind(StrEnum):
    """How an item can be evidenced. A choice shows *recognise* and *apply*, never *explain*."""

    CHOICE = "choice"
    RECORD = "record"
    WRITTEN = "written"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item of a qualification, paraphrased."""

    id: str
    kind: ItemKind
    text: str
    clauses: tuple[str, ...]
    evidence: tuple[EvidenceKind, ...]
    teaches: str = ""
    """Where the source's wording needs correcting: what to teach instead."""


@dataclass(frozen=True, slots=True)
class Qualification:
    """An award's outcomes, criteria, mistakes and misconceptions, by id."""

    id: str
    title: str
    awarding_body: str
    level: str
    note: str
    items: Mapping[str, Item]
