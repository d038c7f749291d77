"""The lines of the links: curves between the layers, straight down or up past the boxes of a layer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .chains import Grid, Trail
from .values import Box, Link, Stroke

LEAST_GAP: Final = 46.0
MOST_GAP: Final = 130.0
SLANT: Final = 0.07
"""How much farther apart two layers stand for each pixel that an arrow between them leads across."""

TURN: Final = 30.0
"""How far an arrow that goes back swings out below its box and above its target."""

_APART: Final = 20.0
"""How far apart lines of several styles arrive at a box, where there is room."""


@dataclass(frozen=True, slots=True)
class LayerRows:
    """Where each layer begins and ends, from the top."""

    top: tuple[float, ...]
    bottom: tuple[float, ...]
    height: float

    @classmethod
    def of(cls, grid: Grid, boxes: Sequence[Box], links: Sequence[Link], middle: Sequence[float]) -> "LayerRows":
        """The layers one below another, with room for the lines between them."""
        heights = [0.0] * grid.layers
        for number, box in enumerate(boxes):
            heights[grid.layer[number]] = max(heights[grid.layer[number]], box.height)
        gaps = [LEAST_GAP] * grid.layers
        for vertex, pieces in enumerate(grid.below):
            for piece in pieces:
                slanting = abs(middle[piece.vertex] - middle[vertex] - piece.leaves)
                layer = grid.layer[vertex]
                gaps[layer] = max(gaps[layer], min(LEAST_GAP + SLANT * slanting, MOST_GAP))
        rising = [link for link, trail in zip(links, grid.trails, strict=True) if trail.rising]
        above = TURN if any(grid.layer[link.target] == 0 for link in rising) else 0.0
        below = TURN if any(grid.layer[link.source] == grid.layers - 1 for link in rising) else 0.0
        tops, bottoms, here = [], [], above
        for height, gap in zip(heights, gaps, strict=True):
            tops.append(here)
            bottoms.append(here + height)
            here += height + gap
        return cls(tuple(tops), tuple(bottoms), (bottoms[-1] if bottoms else 0.0) + below)


def strokes(
    grid: Grid, boxes: Sequence[Box], links: Sequence[Link], middle: Sequence[float], rows: LayerRows
) -> Iterator[Stroke]:
    """The line of each link."""
    return _Router(grid, boxes, links, middle, rows).strokes()


class _Router:
    """What all lines are drawn from."""

    def __init__(
        self, grid: Grid, boxes: Sequence[Box], links: Sequence[Link], middle: Sequence[float], rows: LayerRows
    ) -> None:
        self.grid = grid
        self.boxes = boxes
        self.links = links
        self.middle = middle
        self.rows = rows

    def strokes(self) -> Iterator[Stroke]:
        arrivals = self.arrivals()
        for link, trail in zip(self.links, self.grid.trails, strict=True):
            end = arrivals.get((link.target, link.style, trail.rising), 0.0)
            lines = self.rising(link, trail, end) if trail.rising else self.falling(link, trail, end)
            yield Stroke(" ".join(lines), not trail.joined)

    def start(self, link: Link) -> float:
        box = self.boxes[link.source]
        return self.middle[link.source] - box.width / 2 + box.ports[link.port]

    def arrivals(self) -> dict[tuple[int, int, bool], float]:
        """Where the lines of each style arrive at each box, side by side in the order in which they come."""
        coming: dict[int, dict[tuple[int, bool], list[float]]] = {}
        for link, trail in zip(self.links, self.grid.trails, strict=True):
            if not trail.joined:
                last = self.middle[trail.bends[-1]] if trail.bends else self.start(link)
                coming.setdefault(link.target, {}).setdefault((link.style, trail.rising), []).append(last)
        found: dict[tuple[int, int, bool], float] = {}
        for target, styles in coming.items():
            beside = sorted(styles, key=lambda each: (sum(styles[each]) / len(styles[each]), each))
            apart = min(_APART, (self.boxes[target].width - 24) / max(len(beside) - 1, 1))
            for number, (style, rising) in enumerate(beside):
                found[target, style, rising] = self.middle[target] + (number - (len(beside) - 1) / 2) * apart
        return found

    def leaving(self, link: Link) -> Iterator[str]:
        """Down from the box to the end of its layer."""
        layer = self.grid.layer[link.source]
        top, bottom = self.rows.top[layer], self.rows.bottom[layer]
        yield f"M{_px(self.start(link))} {_px(top + self.boxes[link.source].height)}"
        if bottom - top > self.boxes[link.source].height:
            yield f"V{_px(bottom)}"

    def falling(self, link: Link, trail: Trail, end: float) -> Iterator[str]:
        yield from self.leaving(link)
        x, y = self.start(link), self.rows.bottom[self.grid.layer[link.source]]
        for bend in trail.bends:
            layer = self.grid.layer[bend]
            yield _curve(x, y, self.middle[bend], self.rows.top[layer])
            x, y = self.middle[bend], self.rows.bottom[layer]
            if not (trail.joined and bend == trail.bends[-1]):
                yield f"V{_px(y)}"
        if not trail.joined:
            yield _curve(x, y, end, self.rows.top[self.grid.layer[link.target]])

    def rising(self, link: Link, trail: Trail, end: float) -> Iterator[str]:
        yield from self.leaving(link)
        x, y = self.start(link), self.rows.bottom[self.grid.layer[link.source]]
        for number, bend in enumerate(trail.bends):
            layer = self.grid.layer[bend]
            to = self.middle[bend]
            yield _curve(x, y, to, self.rows.bottom[layer]) if number else _turn(x, to, y, TURN)
            x, y = to, self.rows.top[layer]
            if not (trail.joined and bend == trail.bends[-1]):
                yield f"V{_px(y)}"
        if not trail.joined:
            yield _turn(x, end, y, -TURN)


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    """From one height to another, leaving and arriving upright."""
    if abs(to_x - x) < 0.05:
        return f"V{_px(to_y)}"
    half = _px((y + to_y) / 2)
    return f"C{_px(x)} {half} {_px(to_x)} {half} {_px(to_x)} {_px(to_y)}"


def _turn(x: float, to_x: float, y: float, by: float) -> str:
    """Round to the same height."""
    return f"C{_px(x)} {_px(y + by)} {_px(to_x)} {_px(y + by)} {_px(to_x)} {_px(y)}"


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
