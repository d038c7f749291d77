"""A scenario compiled once for walking it many times: scenes, choices and effects as flat tables.

A *leg* is a stretch that needs no decision inside: what an action does together with entering the scene it leads to.
All that conditions decide (which choices are open, which variants are said) is looked up by a *mask* of one bit each.
What is alike is kept once: a large scenario is walked at the speed at which its tables come out of memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .events import Answered, Began, Chose, Ended, Left, Stuck
from .guards import Guard, Layout
from .rubric import Level
from .scenario import Form, Scenario, Scene
from .state import DutyChange, Line

Move: TypeAlias = tuple[int, int, int, int]
"""Slot, difference, least and most: to set a value is to clamp to it."""

Note: TypeAlias = str | DutyChange
"""Something that came about: a fact that was learned, or what became of a duty."""

Mark: TypeAlias = tuple[int, dict[int, tuple[int, int, int, Note]]]
"""A slot, and by its number: the new number, another slot, that slot's new number, and what to note."""

Evidence: TypeAlias = tuple[tuple[str, Level], ...]
"""Clauses, and the level of each piece as given."""

Wrongs: TypeAlias = tuple[tuple[str | None, str | None], ...]
"""For each action with either: the breach that it commits, and the breach that it repairs."""

Judged: TypeAlias = tuple[tuple[int, Guard], ...]
"""The conditions that decide a mask: the bit of each is set where it does *not* hold."""


class Offers(dict[int, tuple[int, ...]]):
    """The places of the open choices by mask, worked out when a mask is first met."""

    __slots__ = ("choices",)

    def __init__(self, choices: int) -> None:
        super().__init__()
        self.choices = choices

    def __missing__(self, mask: int) -> tuple[int, ...]:
        found = tuple(place for place in range(self.choices) if not mask >> place & 1)
        self[mask] = found
        return found


class Telling(dict[int, tuple[Line, ...]]):
    """The lines that are said by mask, worked out when a mask is first met."""

    __slots__ = ("before", "voices")

    def __init__(self, before: tuple[Line, ...], voices: tuple[tuple[tuple[int, Line], ...], ...]) -> None:
        super().__init__()
        self.before = before
        self.voices = voices
        """For each voice its variants in order: the mask of what keeps it from being said, and the line."""

    def __missing__(self, mask: int) -> tuple[Line, ...]:
        fitting = (next((line for bit, line in voice if not mask & bit), None) for voice in self.voices)
        found = (*self.before, *(line for line in fitting if line is not None))
        self[mask] = found
        return found


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Leg:
    """What happens on the way, up to a scene or to a place where targets decide."""

    moves: tuple[Move, ...] = ()
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()
    """What is said, where no condition decides it."""
    room: "Room | None" = None
    """The scene that is entered; None where ``targets`` decide."""
    telling: Telling | None = None
    """What is said, where conditions decide it."""
    judged: Judged = ()
    """What decides ``telling``."""
    targets: "tuple[tuple[Guard | None, Leg], ...]" = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Step(Leg):
    """Something the learner does, with the leg that it leads along, and all that it counts for."""

    event: Began | Chose | Answered | Left
    evidence: Evidence = ()
    wrongs: Wrongs = ()
    bit: int = 0
    """For a once-only choice its bit in the masks of its scene, and otherwise 0."""
    place: int = 0
    """The place of the scene."""


@dataclass(slots=True, eq=False)
class Room:
    """A compiled scene."""

    scene: Scene
    place: int
    stuck: Stuck
    offers: Offers | None = None
    """The open choices; None where the scene is no decision."""
    judged: Judged = ()
    """What decides the open choices, besides those that are used up."""
    steps: tuple[Step, ...] = ()
    """The choices by their places."""
    otherwise: Leg | None = None
    form: Form | None = None
    targets: tuple[tuple[Guard | None, Leg], ...] = ()
    """Where to go on to from a form or an automatic scene."""
    ended: Ended | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A compiled scenario."""

    scenario: Scenario
    layout: Layout
    rooms: Mapping[str, Room]
    opening: Step
    options: Mapping[tuple[str, str, str], Step]
    """Every option of every form, by scene, field and id."""
    closed: tuple[int, ...]
    """For each scene the choices that are never open, as a mask."""
    misses: tuple[Mark, ...]
    """What closing does to the duties."""
