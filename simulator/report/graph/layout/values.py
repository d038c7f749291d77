"""What is laid out, and what comes of it."""

from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
"""To the right and down, in pixels."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle to find a place for."""

    width: float
    height: float
    ports: tuple[float, ...]
    """Where arrows leave its lower edge, from its left."""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow to draw; links of one style to one box may share the last part of their way."""

    source: int
    port: int
    target: int
    style: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """The line of one link, from top to bottom between curves, as the commands of an SVG path."""

    path: str
    headed: bool
    """Whether it ends at its box; otherwise it runs into another line of its style to the same box."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Every box and link in its place; the left upper corner is (0, 0)."""

    width: float
    height: float
    places: tuple[Point, ...]
    """The left upper corner of each box."""
    strokes: tuple[Stroke, ...]
    """One a link."""
