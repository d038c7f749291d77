"""The values that a debrief is made of."""

from dataclasses import dataclass

from simulator.engine.rubric import Level
from simulator.engine.state import DutyStatus, Line

from .result import AppealResult, Result


@dataclass(frozen=True, slots=True)
class Because:
    """One line of the answer to “why?”."""

    text: str
    level: Level | None
    event: int
    turn: int


@dataclass(frozen=True, slots=True)
class ClauseReview:
    """One clause: how it came out, and what made it so."""

    id: str
    number: int
    title: str
    critical: bool
    assessed: bool
    label: str
    """The level's or the standing's word."""
    level: Level | None
    looks_like: str
    """What the rubric says of this level; empty where there is none."""
    summary: str
    """One sentence: how the level came about."""
    because: tuple[Because, ...]
    aim: str
    """What to aim for looks like, as the rubric describes it; never below the pass level, empty at the top."""


@dataclass(frozen=True, slots=True)
class ActReview:
    """One thing the learner did: a line, an action, or a field of a form."""

    label: str
    """The form's question; empty for a choice."""
    text: str
    levels: tuple[tuple[str, Level], ...]
    """Clause titles with the level shown."""
    why: str
    thinks: str
    breach: str
    repaired: bool
    notes: tuple[str, ...] = ()
    """For tick boxes: what was wrongly ticked or left, and why."""


@dataclass(frozen=True, slots=True)
class Stronger:
    """A line that was open and would have shown more."""

    text: str
    why: str
    spoken: bool


@dataclass(frozen=True, slots=True)
class TurnReview:
    """One turn again: what was said before, what the learner did, what that did, and what would have been stronger."""

    turn: int
    event: int
    scene: str
    before: tuple[Line, ...]
    """What the mentee and the narrator said just before."""
    spoken: bool
    acts: tuple[ActReview, ...]
    reason: str
    effects: tuple[str, ...]
    """What it did, in sentences."""
    stronger: Stronger | None


@dataclass(frozen=True, slots=True)
class DutyReview:
    """A duty, and what became of it."""

    says: str
    clause: str
    status: DutyStatus
    sentence: str


@dataclass(frozen=True, slots=True)
class Course:
    """How a number of the scenario moved, such as trust."""

    name: str
    means: str
    points: tuple[int, ...]
    """Its value at the beginning and after each turn that stands."""
    lowest: int | None
    highest: int | None


@dataclass(frozen=True, slots=True)
class EndingReview:
    """How it ended, told afterwards."""

    title: str
    text: str
    afterwards: str
    """What usually happens next for someone like the mentee; empty where the scenario does not say."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything that is shown after a playthrough."""

    held_back: bool
    """An assessment whose result is not released: nothing but whether it is handed in is shown."""
    outcome: Level | None
    word: str
    sentence: str
    indicative: str
    """What the machine's score is and is not."""
    clauses: tuple[ClauseReview, ...]
    turns: tuple[TurnReview, ...]
    duties: tuple[DutyReview, ...]
    courses: tuple[Course, ...]
    next_steps: tuple[str, ...]
    awaiting: tuple[str, ...]
    """Written answers that a person has still to mark."""
    taken_back: tuple[str, ...] = ()
    """What was said or done first and then taken back, in practice; it stays in the record."""
    result: Result | None = None
    """What the assessor decided, once it is released."""
    appeals: tuple[AppealResult, ...] = ()
    """Against a result that was released, whether or not it still stands."""
    ending: EndingReview | None = None
    """How an assessment ended, once its result is released: it was held back when it happened."""
