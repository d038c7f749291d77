"""What a scenario is: a graph of scenes with choices, forms, duties and endings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from .condition import Condition, Value
from .rubric import Level


@dataclass(frozen=True, slots=True)
class Variable:
    """Something the scenario remembers: a number in a range, a yes-or-no, or one of some words."""

    name: str
    start: Value
    minimum: int | None = None
    """Numbers only; changes are clamped to the range. None is no limit."""
    maximum: int | None = None
    values: tuple[str, ...] = ()
    """Words only: every word it can be."""
    means: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that must be done once it has opened; not doing it is evidence too."""

    name: str
    clause: str
    says: str
    missed: Level
    late: Level
    due: str | None = None
    """The scene on entering which it turns late."""
    breach: str | None = None
    """BreachOccurrence when it is missed."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of saying something, said if its condition holds."""

    text: str
    when: Condition | None = None


Words: TypeAlias = tuple[Variant, ...]
"""Variants in order: the first that fits is said; empty says nothing."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to go, if its condition holds."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Effects:
    """What entering a scene or doing something changes."""

    learn: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    fulfils: tuple[str, ...] = ()
    change: tuple[tuple[str, int], ...] = ()
    """Relative, clamped to the variable's range."""
    set: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something the learner can say, do, tick or pick, and what it counts for."""

    id: str
    text: str
    when: Condition | None = None
    evidence: tuple[tuple[str, Level], ...] = ()
    breach: str | None = None
    repairs: str | None = None
    effects: Effects = Effects()
    moves: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    why: str = ""
    """The coach's reason."""
    thinks: str = ""
    """What the mentee thought; for the debrief only."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An action offered in a scene, and where it leads."""

    action: Action
    spoken: bool
    """Said in words; otherwise an action."""
    goto: tuple[Target, ...]
    again: bool = False
    """May be chosen more than once."""

    @property
    def id(self) -> str:
        """The choice's id, unique in its scene."""
        return self.action.id


@dataclass(frozen=True, slots=True)
class TickOption:
    """A box that may be ticked."""

    action: Action
    belongs: bool
    """Whether it should be ticked."""

    @property
    def id(self) -> str:
        """The option's id, unique in its field."""
        return self.action.id


@dataclass(frozen=True, slots=True)
class TickField:
    """Boxes to tick; the number of wrong ones decides the level of one piece of evidence."""

    how: ClassVar[str] = "tick"
    """The key of a scenario that says how it is answered."""
    id: str
    ask: str
    options: tuple[TickOption, ...]
    clause: str
    levels: Mapping[int, Level]
    """By the number of wrong ticks; more than any listed is unsafe."""
    when: Condition | None = None

    @property
    def actions(self) -> tuple[Action, ...]:
        """What can be ticked."""
        return tuple(option.action for option in self.options)


@dataclass(frozen=True, slots=True)
class PickField:
    """One option of several must be picked."""

    how: ClassVar[str] = "pick"
    id: str
    ask: str
    options: tuple[Action, ...]
    when: Condition | None = None

    @property
    def actions(self) -> tuple[Action, ...]:
        """What can be picked."""
        return self.options


@dataclass(frozen=True, slots=True)
class WriteField:
    """Free text that a person marks, never the machine."""

    how: ClassVar[str] = "write"
    id: str
    ask: str
    clause: str
    min_words: int = 1
    max_words: int = 400
    when: Condition | None = None

    @property
    def actions(self) -> tuple[Action, ...]:
        """Nothing: what is written does nothing by itself."""
        return ()


Field: TypeAlias = TickField | PickField | WriteField


@dataclass(frozen=True, slots=True)
class Form:
    """A document to fill in; all its answers are given together."""

    title: str
    fields: tuple[Field, ...]
    goto: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a playthrough can end."""

    title: str
    text: Words = ()
    afterwards: Words = ()
    """What usually happens next for someone like the mentee."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Choices, and where to go when none is open."""

    choices: tuple[Choice, ...]
    otherwise: str | None = None
    because: str = "never"
    """Whether a written reason is asked for: never, optional or required."""


@dataclass(frozen=True, slots=True)
class Onward:
    """No decision: move on to the first target that fits."""

    goto: tuple[Target, ...]


Content: TypeAlias = Decision | Onward | Form | Ending
"""What a scene asks of the learner."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment: what is told, seen and said, and what it asks."""

    id: str
    content: Content
    tells: Words = ()
    cue: Words = ()
    says: Words = ()
    effects: Effects = Effects()


@dataclass(frozen=True, slots=True)
class Mentee:
    """The fictional person the learner talks with."""

    name: str
    pronouns: str = ""
    age: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Walkthrough:
    """A way through that must hold: the scenario's own test."""

    name: str
    choose: tuple["str | Mapping[str, str | tuple[str, ...]]", ...]
    """A choice's id, or a form's answers by field."""
    ending: str | None = None
    outcome: Level | None = None
    evidence: Mapping[str, tuple[Level, ...]] | None = None
    """Every piece that it gives, by clause, in order; None where that is not said."""
    breaches: tuple[str, ...] | None = None
    """Every breach that stands at its end, in order."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """What some variables, facts and duties are at its end."""


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a scenario before it is played."""

    title: str
    summary: str
    level: int
    stage: str
    setting: str
    kinds: tuple[str, ...]
    minutes: int
    min_age: int
    notes: tuple[str, ...]
    alternates: tuple[str, ...]
    review: str
    reviewed_by: str
    reviewed_on: str
    covers: tuple[str, ...]
    you: str
    brief: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario."""

    id: str
    about: About
    mentee: Mentee
    rubric: str
    """The rubric's id."""
    assesses: Mapping[str, int]
    """Clause to the number of pieces of evidence needed."""
    variables: Mapping[str, Variable]
    facts: Mapping[str, str]
    """Name to what is learned."""
    duties: Mapping[str, Duty]
    start: str
    scenes: Mapping[str, Scene]
    expect: tuple[Walkthrough, ...] = ()
    words: frozenset[str] = field(default=frozenset())
    """Every declared word of every variable."""

    @property
    def endings(self) -> tuple[str, ...]:
        """The scenes that are endings."""
        return tuple(name for name, scene in self.scenes.items() if isinstance(scene.content, Ending))
