"""The whole of laying out: from boxes and links to places and lines."""

from collections.abc import Sequence

from .across import across
from .chains import Grid, cut
from .layers import layers
from .order import ordered
from .routes import LayerRows, strokes
from .values import Box, Drawing, Link


def lay_out(boxes: Sequence[Box], links: Sequence[Link], layer: Sequence[int] = ()) -> Drawing:
    """A place for every box and a line for every link; the boxes are expected in reading order.

    The same boxes and links always give the same drawing. No two boxes touch. Lines keep clear of boxes, unless there
    are so many that nobody could follow them. ``layer`` saves finding the layers where they are known.
    """
    grid = cut(boxes, links, layer or layers(len(boxes), links))
    middle = across(grid, ordered(grid))
    rows = LayerRows.of(grid, boxes, links, middle)
    lines = strokes(grid, boxes, links, middle, rows)
    places = tuple((middle[number] - box.width / 2, rows.top[grid.layer[number]]) for number, box in enumerate(boxes))
    return Drawing(_right(grid, middle), rows.height, places, tuple(lines))


def _right(grid: Grid, middle: Sequence[float]) -> float:
    return max((place + width / 2 for place, width in zip(middle, grid.width, strict=True)), default=0.0)
