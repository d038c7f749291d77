"""Where a playthrough stands, and what each of its turns did."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from .condition import Value
from .events import Ended, Left, Mode, Stuck
from .rubric import Level
from .scenario import Action, TickField, WriteField


class DutyStatus(StrEnum):
    """What has become of a duty."""

    WAITING = "waiting"
    """It has not opened."""
    OPEN = "open"
    LATE = "late"
    """Its due scene came while it was open."""
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled late"
    MISSED = "missed"
    """The attempt closed while it was open or late."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that decides what can happen next."""

    scene: str
    values: Mapping[str, Value]
    """Variables by value; facts true once learned; duties true once fulfilled."""
    duties: Mapping[str, DutyStatus]
    used: frozenset[tuple[str, str]]
    """Once-only choices that were chosen: scene and choice."""
    stuck: bool = False


class LineKind(StrEnum):
    """Whose voice a line of the conversation is in."""

    TELLS = "tells"
    """The narrator."""
    CUE = "cue"
    """What can be seen."""
    SAYS = "says"
    """The mentee."""
    SAY = "say"
    """The learner's words."""
    DO = "do"
    """The learner's action."""
    ENDING = "ending"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the conversation."""

    kind: LineKind
    text: str
    scene: str


@dataclass(frozen=True, slots=True)
class Did:
    """An action: a choice, a picked option or a ticked one."""

    action: Action
    field: str | None
    """The form's field; None for a choice."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """A tick field as handed in."""

    field: TickField
    """With the options that were shown."""
    ticked: tuple[str, ...]
    wrong: tuple[str, ...]
    level: Level


@dataclass(frozen=True, slots=True)
class Wrote:
    """A written answer, for a person to mark."""

    field: WriteField
    text: str


Act: TypeAlias = Did | Ticked | Wrote


@dataclass(frozen=True, slots=True)
class Change:
    """A variable that changed."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty that opened, was fulfilled, turned late or was missed."""

    duty: str
    status: DutyStatus


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event did: the learner's acts, then what was said, learned and changed."""

    event: int
    """The place of the event in the attempt's list, from 0."""
    scene: str
    """Where the learner acted; empty for the beginning."""
    acts: tuple[Act, ...]
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    learned: tuple[str, ...]
    duties: tuple[DutyChange, ...]
    after: Situation
    reason: str = ""
    """Why the learner chose so, in their words."""

    @property
    def choice(self) -> str | None:
        """The id of the choice, where the turn was one."""
        for act in self.acts:
            if isinstance(act, Did) and act.field is None:
                return act.action.id
        return None

    def explained(self, reason: str) -> "Turn":
        """The same turn with the learner's reason."""
        return replace(self, reason=reason)


@dataclass(frozen=True, slots=True)
class State:
    """An attempt after some events."""

    mode: Mode
    seed: int
    turns: tuple[Turn, ...]
    """The turns that stand; at least the beginning."""
    events: int
    """How many events made it."""
    taken_back: tuple[Turn, ...] = ()
    """Turns that were taken back, in the order in which that happened."""
    closed: Ended | Stuck | Left | None = None

    @property
    def situation(self) -> Situation:
        """Where the playthrough stands."""
        return self.turns[-1].after

    def with_turn(self, turn: Turn) -> "State":
        """One event and one turn further."""
        return replace(self, turns=(*self.turns, turn), events=self.events + 1)

    def extended(
        self,
        *,
        turns: tuple[Turn, ...] | None = None,
        taken_back: tuple[Turn, ...] | None = None,
        closed: Ended | Stuck | Left | None = None,
        events: int | None = None,
    ) -> "State":
        """One event further (or at ``events``), with some parts replaced."""
        return State(
            self.mode,
            self.seed,
            self.turns if turns is None else turns,
            self.events + 1 if events is None else events,
            self.taken_back if taken_back is None else taken_back,
            closed or self.closed,
        )
