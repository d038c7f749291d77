"""What a person wants to see next, as values: a screen says which, and the application knows the screen for it.

So no screen knows its neighbour, and what leads where stands in one place, `simulator.tui.navigation`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from simulator.authoring.workbench import Workbench
    from simulator.cohort.values import Cohort
    from simulator.engine.rubric import Rubric
    from simulator.engine.scenario import Scenario
    from simulator.sessions.attempt import Attempt
    from simulator.sessions.review import ReviewSession
    from simulator.tui.shared.base import BaseScreen
    from simulator.tui.shared.choose_learner import LearnerQuestion
    from simulator.tui.shared.in_progress import FormInProgress
    from simulator.tui.shared.scenario_attempts import ScenarioAttempts

ResultT = TypeVar("ResultT")


class Intent(Generic[ResultT]):
    """What somebody wants; its type says what its screen is dismissed with."""

    __slots__ = ()


class NotThere(Exception):  # noqa: N818  (it is a refusal, told as it is)
    """What is wanted cannot be opened; its text is the sentence that says why."""


# From every screen


@dataclass(frozen=True, slots=True)
class GetSupport(Intent[None]):
    """Stop, and read where there is help."""


@dataclass(frozen=True, slots=True)
class SeeKeys(Intent[None]):
    """Every key of a screen."""

    of: "BaseScreen[Any]"


@dataclass(frozen=True, slots=True)
class FindCommand(Intent[str]):
    """A command by its name; the answer is its action."""

    of: "BaseScreen[Any]"


@dataclass(frozen=True, slots=True)
class ReadCode(Intent[None]):
    """The code of conduct, at a clause where one is named."""

    rubric: "Rubric"
    clause: str = ""


# A learner


@dataclass(frozen=True, slots=True)
class SayWho(Intent[str]):
    """Say who one is; the answer is a learner's code."""

    question: "LearnerQuestion"
    start: str = ""
    """What stands in the line at first."""
    among: tuple[str, ...] | None = None
    """The codes that are an answer; where none are given, somebody new is asked whether they mean it."""


@dataclass(frozen=True, slots=True)
class ChooseScenario(Intent[None]):
    """The library."""


@dataclass(frozen=True, slots=True)
class ReadCommonCode(Intent[None]):
    """The code of conduct that most of these scenarios name."""

    rubrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadBrief(Intent[None]):
    """What is told of a scenario before the start."""

    scenario: str
    attempts: "ScenarioAttempts | None" = None
    """What was begun and finished of it; read anew where that is not known."""


@dataclass(frozen=True, slots=True)
class PlayOn(Intent[None]):
    """Play an attempt, or the one with this id, from where it stands."""

    attempt: "Attempt | str"


@dataclass(frozen=True, slots=True)
class FillInForm(Intent[bool]):
    """Fill in the form at which a conversation stands; the answer is whether it was handed in."""

    conversation: "FormInProgress"


@dataclass(frozen=True, slots=True)
class LookBack(Intent[None]):
    """Look back at an attempt, or the one with this id."""

    attempt: "Attempt | str"


# Whoever teaches


@dataclass(frozen=True, slots=True)
class SeePortfolio(Intent[None]):
    """What the learner with this code has shown for each award."""

    learner: str


@dataclass(frozen=True, slots=True)
class SeeClass(Intent[None]):
    """A class at a glance."""

    cohort: "Cohort"
    names: Mapping[str, str]


# Whoever writes scenarios


@dataclass(frozen=True, slots=True)
class PreviewScenario(Intent[None]):
    """Play a scenario while it is written."""

    bench: "Workbench"
    greeting: str = ""
    """What is said at the beginning."""
    watch: bool = True
    """Whether the file is read again whenever it is saved."""


@dataclass(frozen=True, slots=True)
class BrowseOutline(Intent[str]):
    """Every scene of a scenario in reading order; the answer is a scene to go to, where ``taking`` offers that."""

    scenario: "Scenario"
    rubric: "Rubric"
    at: str = ""
    taking: bool = False


# Whoever assesses


@dataclass(frozen=True, slots=True)
class SeeQueue(Intent[None]):
    """What learners have handed in."""


@dataclass(frozen=True, slots=True)
class OpenReview(Intent[None]):
    """Mark, check or read an attempt that was handed in."""

    reviewing: "ReviewSession"
