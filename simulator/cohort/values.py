"""What is known of a class: its attempts, the lines that were chosen in them, and what they come to together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.isolation import InternalFault

FEW: Final = 5
"""Below so many learners nothing is told as if it held for a class."""


class Basis(StrEnum):
    """What a shown result rests on."""

    INDICATIVE = "indicative"
    """The machine's; nobody has decided anything."""
    DECIDED = "decided"
    """Released: where an assessor settled a clause, that counts."""
    UNRELEASED = "indicative, not released"
    """An assessment that is not released, shown because that was asked for."""
    HELD_BACK = "held back"
    """An assessment that is not released; nothing of it is shown."""


@dataclass(frozen=True, slots=True)
class ClauseOutcome:
    """How one clause came out in one attempt."""

    level: Level | None
    word: str
    """The level's word, or what there is instead of one: not shown, awaiting an assessor, not assessed."""
    assessed: bool
    """Whether the scenario asks for evidence of it."""
    decided: bool = False
    """An assessor settled it."""


@dataclass(frozen=True, slots=True)
class ChosenLine:
    """A line that can be chosen, and what is stronger there."""

    scene: str
    field: str
    """The form's field; empty for a choice."""
    ref: str
    """The choice, option, field or duty."""
    text: str
    spoken: bool = False
    stronger: str = ""
    stronger_spoken: bool = False
    why: str = ""
    """Why the other is stronger, as its author says."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same line in another attempt."""
        return (self.scene, self.field, self.ref)


class MistakeKind(StrEnum):
    """What sort of a mistake it was."""

    BREACH = "breach"
    DUTY = "duty"
    """Missed or late."""
    CLAUSE = "clause"
    """A clause below the level that has to be reached."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in one attempt that a class could talk about."""

    kind: MistakeKind
    ref: str
    """The breach, duty or clause."""
    clause: str
    level: Level | None
    said: ChosenLine | None
    """The line it came from, where there was one."""


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """What a learner chose at one decision, also where they took it back."""

    asked: str
    """What was said just before, or what the form asks."""
    said: ChosenLine
    level: Level | None
    """The worst level that the line shows; None where it shows none."""


@dataclass(frozen=True, slots=True)
class ClassAttempt:
    """One closed attempt."""

    attempt: str
    learner: str
    scenario: str
    digest: str
    """The scenario's, as it was then."""
    mode: Mode
    started_at: datetime
    left_early: bool
    basis: Basis
    outcome: Level | None
    """None where it is held back."""
    provisional: bool
    results: Mapping[str, ClauseOutcome]
    """By clause; empty where it is held back."""
    mistakes: tuple[Mistake, ...] = ()
    came: tuple[DecisionTaken, ...] = ()
    """In the order in which they happened."""

    @property
    def shown(self) -> bool:
        """Whether its result may be shown."""
        return self.basis is not Basis.HELD_BACK


@dataclass(frozen=True, slots=True)
class ClauseHead:
    """A clause as the head of a column."""

    id: str
    number: int
    title: str
    critical: bool
    competent: str
    """What the level that has to be reached looks like."""


@dataclass(frozen=True, slots=True)
class LineCount:
    """A line and how many learners chose it."""

    said: ChosenLine
    level: Level | None
    learners: int


@dataclass(frozen=True, slots=True)
class DiscussionPoint:
    """A point for discussion: a mistake that learners made, the line it most often came from, and a stronger one."""

    kind: MistakeKind
    ref: str
    text: str
    """The breach or duty in words, or the clause's title."""
    clause: ClauseHead
    level: Level | None
    """The worst it came to; None where a clause was not shown at all."""
    learners: int
    of: int
    line: LineCount | None


@dataclass(frozen=True, slots=True)
class HardDecision:
    """A decision, and how many learners first chose a line there below the level that has to be reached."""

    scene: str
    field: str
    asked: str
    below: int
    of: int
    lines: tuple[LineCount, ...]
    """The lines that were chosen, the commonest first."""


@dataclass(frozen=True, slots=True)
class FirstLast:
    """One learner's first attempt at a scenario against the last."""

    learner: str
    first: ClassAttempt
    last: ClassAttempt
    attempts: int
    risen: tuple[str, ...]
    fallen: tuple[str, ...]
    """Clauses, in the rubric's order."""


@dataclass(frozen=True, slots=True)
class ClassScenario:
    """What a class did in one scenario."""

    id: str
    title: str
    versions: int
    """How many versions of the scenario were played."""
    clauses: tuple[ClauseHead, ...]
    """Those with a result in some attempt, in the rubric's order."""
    passing: Level
    learners: tuple[tuple[str, tuple[ClassAttempt, ...]], ...]
    """Each learner with their attempts, the oldest first."""
    points: tuple[DiscussionPoint, ...]
    hardest: tuple[HardDecision, ...]
    changes: tuple[FirstLast, ...]

    @property
    def attempts(self) -> tuple[ClassAttempt, ...]:
        """All attempts, learner by learner."""
        return tuple(tried for _, attempts in self.learners for tried in attempts)

    @property
    def few(self) -> bool:
        """Whether there are too few learners to speak of a class."""
        return sum(any(each.shown for each in attempts) for _, attempts in self.learners) < FEW


@dataclass(frozen=True, slots=True)
class Cohort:
    """A class at a glance."""

    scenarios: tuple[ClassScenario, ...]
    with_unreleased: bool
    unreleased: int = 0
    """Assessments that are not released: held back, or shown where that was asked for."""
    open: int = 0
    """Attempts that are not finished."""
    stuck: int = 0
    """Attempts in which the scenario gave no way on: no learner's mistake, so not counted."""
    without_code: int = 0
    """Attempts that carry no learner's code: they are counted as one learner."""
    damaged: tuple[str, ...] = ()
    """Attempts that could not be read."""
    faults: tuple[InternalFault, ...] = ()
    """Attempts on which the program itself failed; they are left out as well."""

    @property
    def decided(self) -> int:
        """How many assessments are released."""
        return sum(tried.basis is Basis.DECIDED for scenario in self.scenarios for tried in scenario.attempts)

    @property
    def learners(self) -> tuple[str, ...]:
        """Everybody, by code."""
        return tuple(sorted({code for scenario in self.scenarios for code, _ in scenario.learners}))
