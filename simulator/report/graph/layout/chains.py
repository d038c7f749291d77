"""Cuts every arrow into pieces that lead from one layer to the next, through bends where there is no box.

Arrows of one style to one box share their bends, so that what belongs together is drawn as one line. An arrow that goes
back, or to its own layer, turns round below its box, rises through bends of its own, and comes down on its target.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .layers import MOST_PIECES
from .values import Box, Link

BEND: Final = 6.0
"""How wide the place of a bend is."""

_STRAIGHT: Final = 8.0
_TO_BOX: Final = 2.0
"""How much stronger than an arrow between two boxes the pieces of a long one pull their ends above one another."""


@dataclass(frozen=True, slots=True)
class ChainPiece:
    """One end of a piece, seen from the other."""

    vertex: int
    leaves: float
    """Where the piece leaves the upper end: from the middle of it, to the right."""
    weight: float


@dataclass(slots=True)
class Trail:
    """The way of one link."""

    bends: list[int] = field(default_factory=list)
    """From its box on, until it ends or joins; the last one is shared where it joins."""
    joined: bool = False
    rising: bool = False
    """Whether it goes back up."""


@dataclass(slots=True)
class Grid:
    """Boxes and bends, which are its vertices: the boxes come first."""

    boxes: int
    layer: list[int]
    width: list[float]
    above: list[list[ChainPiece]]
    below: list[list[ChainPiece]]
    beside: dict[int, int]
    """For the first and last bend of a rising arrow, the box it should stand beside."""
    trails: list[Trail]

    @property
    def layers(self) -> int:
        """How many layers there are."""
        return max(self.layer, default=-1) + 1


def cut(boxes: Sequence[Box], links: Sequence[Link], layer: Sequence[int]) -> Grid:
    """The boxes and links as vertices with pieces between neighbouring layers.

    With too many pieces to be of use to anybody, long arrows are left whole: they then cross whatever is in their way.
    """
    whole = sum(abs(layer[link.target] - layer[link.source]) for link in links) > 2 * MOST_PIECES
    return _Cutter(boxes, layer, whole=whole).cut(links)


class _Cutter:
    """The grid while it is made."""

    def __init__(self, boxes: Sequence[Box], layer: Sequence[int], *, whole: bool) -> None:
        size = len(boxes)
        self.given = boxes
        self.whole = whole
        self.bends: dict[tuple[int, int, bool, int], int] = {}
        self.grid = Grid(
            boxes=size,
            layer=list(layer),
            width=[box.width for box in boxes],
            above=[[] for _ in range(size)],
            below=[[] for _ in range(size)],
            beside={},
            trails=[],
        )

    def cut(self, links: Sequence[Link]) -> Grid:
        layer = self.grid.layer
        for link in links:
            start, end = layer[link.source], layer[link.target]
            if end > start:
                self.grid.trails.append(self.falling(link, start, end))
            else:
                self.grid.trails.append(self.rising(link, start, end))
        return self.grid

    def falling(self, link: Link, start: int, end: int) -> Trail:
        box = self.given[link.source]
        before, leaves = link.source, box.ports[link.port] - box.width / 2
        trail = Trail()
        if self.whole and end - start > 1:
            return trail
        for here in range(start + 1, end):
            bend, new = self.bend((link.target, link.style, False, here))
            self.connect(before, leaves, bend)
            trail.bends.append(bend)
            if not new:
                trail.joined = True
                return trail
            before, leaves = bend, 0.0
        self.connect(before, leaves, link.target)
        return trail

    def rising(self, link: Link, start: int, end: int) -> Trail:
        trail = Trail(rising=True)
        for here in range(start, end - 1, -1):
            bend, new = self.bend((link.target, link.style, True, here))
            if trail.bends:
                self.connect(bend, 0.0, trail.bends[-1])
            trail.bends.append(bend)
            if not new:
                trail.joined = True
                return trail
            if here in (start, end):
                self.grid.beside[bend] = link.source if here == start else link.target
        return trail

    def bend(self, key: tuple[int, int, bool, int]) -> tuple[int, bool]:
        """The bend of a style to a box in a layer, and whether it is a new one."""
        grid = self.grid
        if key in self.bends:
            return self.bends[key], False
        vertex = self.bends[key] = len(grid.layer)
        grid.layer.append(key[3])
        grid.width.append(BEND)
        grid.above.append([])
        grid.below.append([])
        return vertex, True

    def connect(self, upper: int, leaves: float, lower: int) -> None:
        boxes = (upper < self.grid.boxes) + (lower < self.grid.boxes)
        weight = (_STRAIGHT, _TO_BOX, 1.0)[boxes]
        self.grid.below[upper].append(ChainPiece(lower, leaves, weight))
        self.grid.above[lower].append(ChainPiece(upper, leaves, weight))
