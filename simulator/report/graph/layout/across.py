"""Where each vertex stands across the page: as near as can be to what it is connected with, and never too near another.

Each row in turn is put where its neighbours pull it: the places that keep the order and the gaps, with the least sum of
weighted squares from the places wanted, are found by pooling adjacent violators (Ayer and others, 1955).
"""

from collections.abc import Callable, Sequence
from typing import Final

from .chains import Grid

BETWEEN_BOXES: Final = 30.0
BESIDE_BOX: Final = 20.0
BETWEEN_BENDS: Final = 12.0

WORK: Final = 160_000
"""How many vertices and pieces are looked at in all rounds together, or a little more."""

MOST_ROUNDS: Final = 40


def across(grid: Grid, rows: Sequence[Sequence[int]]) -> list[float]:
    """The middle of each vertex, from 0 on to the right."""
    offsets = [_offsets(grid, row) for row in rows]
    middle = [0.0] * len(grid.layer)
    for row, offset in zip(rows, offsets, strict=True):
        for vertex, place in zip(row, offset, strict=True):
            middle[vertex] = place - offset[-1] / 2
    size = len(grid.layer) + sum(map(len, grid.below))
    rounds = max(4, min(MOST_ROUNDS, WORK // max(size, 1)))
    for number in range(rounds):
        _round(grid, rows, offsets, middle, down=number % 2 == 0, both=number >= rounds // 3)
    for _ in range(2):
        _straighten(grid, rows, middle)
    left = min((middle[vertex] - grid.width[vertex] / 2 for vertex in range(len(middle))), default=0.0)
    return [place - left for place in middle]


def _offsets(grid: Grid, row: Sequence[int]) -> list[float]:
    """The middles of a row's vertices where they stand as near to one another as they may."""
    found = [0.0] * len(row)
    for number in range(1, len(row)):
        found[number] = found[number - 1] + _apart(grid, row[number - 1], row[number])
    return found


def _apart(grid: Grid, left: int, right: int) -> float:
    boxes = (left < grid.boxes) + (right < grid.boxes)
    gap = (BETWEEN_BENDS, BESIDE_BOX, BETWEEN_BOXES)[boxes]
    return (grid.width[left] + grid.width[right]) / 2 + gap


def _round(  # noqa: PLR0913
    grid: Grid,
    rows: Sequence[Sequence[int]],
    offsets: Sequence[Sequence[float]],
    middle: list[float],
    *,
    down: bool,
    both: bool,
) -> None:
    for layer in range(len(rows)) if down else range(len(rows) - 1, -1, -1):
        row, offset = rows[layer], offsets[layer]
        pulled = [_pulled(grid, middle, vertex, up=down or both, down=both or not down) for vertex in row]
        wanted = [place - shift for (place, _), shift in zip(pulled, offset, strict=True)]
        for vertex, place, shift in zip(row, _pooled(wanted, [weight for _, weight in pulled]), offset, strict=True):
            middle[vertex] = place + shift


def _pulled(grid: Grid, middle: Sequence[float], vertex: int, *, up: bool, down: bool) -> tuple[float, float]:
    """Where a vertex is pulled to, and how strongly; hardly, to where it stands, if by nothing."""
    total = weights = 0.0
    if up:
        for piece in grid.above[vertex]:
            total += piece.weight * (middle[piece.vertex] + piece.leaves)
            weights += piece.weight
    if down:
        for piece in grid.below[vertex]:
            total += piece.weight * (middle[piece.vertex] - piece.leaves)
            weights += piece.weight
    box = grid.beside.get(vertex)
    if box is not None and grid.layer[box] == grid.layer[vertex]:
        side = 1.0 if middle[vertex] > middle[box] else -1.0
        total += middle[box] + side * (_apart(grid, box, vertex))
        weights += 1.0
    return (total / weights, weights) if weights else (middle[vertex], 0.01)


def _pooled(wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The rising sequence nearest to the wanted places."""
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for place, weight in zip(wanted, weights, strict=True):
        mean, heavy, many = place, weight, 1
        while pools and pools[-1][0] > mean:
            before, weight_before, many_before = pools.pop()
            mean = (mean * heavy + before * weight_before) / (heavy + weight_before)
            heavy += weight_before
            many += many_before
        pools.append((mean, heavy, many))
    return [mean for mean, _, many in pools for _ in range(many)]


# Long arrows


def _straighten(grid: Grid, rows: Sequence[Sequence[int]], middle: list[float]) -> None:
    """Put the bends that follow one another in a long arrow above one another, as far as their neighbours allow."""
    free = _free(grid, rows, middle)
    for trail in grid.trails:
        run: list[int] = []
        low, high = float("-inf"), float("inf")
        for bend in trail.bends:
            least, most = free(bend)
            if run and max(low, least) > min(high, most):
                _align(run, low, high, middle)
                run, low, high = [], float("-inf"), float("inf")
            run.append(bend)
            low, high = max(low, least), min(high, most)
        _align(run, low, high, middle)


def _align(run: Sequence[int], low: float, high: float, middle: list[float]) -> None:
    if len(run) > 1:
        place = min(max(sorted(middle[bend] for bend in run)[len(run) // 2], low), high)
        for bend in run:
            middle[bend] = place


def _free(grid: Grid, rows: Sequence[Sequence[int]], middle: Sequence[float]) -> Callable[[int], tuple[float, float]]:
    """How far to the left and to the right a vertex can go at most, with its neighbours where they then stand."""
    beside: dict[int, tuple[int | None, int | None]] = {}
    for row in rows:
        for number, vertex in enumerate(row):
            right = row[number + 1] if number + 1 < len(row) else None
            beside[vertex] = (row[number - 1] if number else None, right)

    def reach(vertex: int) -> tuple[float, float]:
        left, right = beside[vertex]
        least = float("-inf") if left is None else middle[left] + _apart(grid, left, vertex)
        most = float("inf") if right is None else middle[right] - _apart(grid, vertex, right)
        return least, max(least, most)

    return reach
