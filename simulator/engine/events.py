"""What happened in an attempt: the events whose fold is its state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias


class ErasedText(str):
    """Stands where a text was erased; it counts as written, at any length."""

    __slots__ = ()


ERASED: Final = ErasedText("(erased)")
"""What is shown in the place of a text that was erased."""

Answer: TypeAlias = str | tuple[str, ...]
"""A picked option's id or a written text; or the ids of the ticked options."""


class Mode(StrEnum):
    """How an attempt is run."""

    PRACTICE = "practice"
    REHEARSAL = "rehearsal"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Began:
    """The attempt began; the seed decides the order in which choices are shown."""

    mode: Mode
    seed: int


@dataclass(frozen=True, slots=True)
class Chose:
    """The learner chose."""

    scene: str
    choice: str


@dataclass(frozen=True, slots=True)
class Explained:
    """The learner wrote why they chose it; follows its ``Chose`` directly."""

    scene: str
    choice: str
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The learner handed in a form."""

    scene: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By field; a field that was not shown has no answer."""


@dataclass(frozen=True, slots=True)
class Rewound:
    """The learner took steps back; what was done stays in the record."""

    to: int
    """How many turns stand (the first is the beginning, so at least 1)."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The playthrough reached an ending. Closes the attempt."""

    ending: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """The scenario gave no way on. Closes the attempt."""

    scene: str


@dataclass(frozen=True, slots=True)
class Left:
    """The learner stopped for good before an ending. Closes the attempt."""

    scene: str


Event: TypeAlias = Began | Chose | Explained | Answered | Rewound | Ended | Stuck | Left
CLOSING = (Ended, Stuck, Left)
