"""In which order the vertices of each layer stand, so that few pieces cross.

Sweeps of the barycentre rule down and up (Sugiyama, Tagawa and Toda, 1981); how many depends on the size of the drawing
and on nothing else.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from typing import Final

from .chains import Grid

WORK: Final = 60_000
"""How many pieces are looked at in all sweeps together, or a little more."""

MOST_SWEEPS: Final = 24


def ordered(grid: Grid) -> list[list[int]]:
    """The vertices of each layer from left to right."""
    rows: list[list[int]] = [[] for _ in range(grid.layers)]
    for vertex, layer in enumerate(grid.layer):
        rows[layer].append(vertex)
    pieces = sum(map(len, grid.below))
    place = _places(rows, [0.0] * len(grid.layer))
    _sweep(grid, rows, place, down=True)
    best, fewest = [list(row) for row in rows], _all_crossings(grid, rows, place)
    for number in range(max(2, min(MOST_SWEEPS, WORK // max(pieces, 1)))):
        if not fewest:
            break
        _sweep(grid, rows, place, down=number % 2 == 1)
        crossings = _all_crossings(grid, rows, place)
        if crossings < fewest:
            best, fewest = [list(row) for row in rows], crossings
    return best


def _places(rows: Sequence[Sequence[int]], place: list[float]) -> list[float]:
    """For each vertex where it stands in its row, between 0 and 1."""
    for row in rows:
        _renumber(row, place)
    return place


def _renumber(row: Sequence[int], place: list[float]) -> None:
    size = len(row)
    for number, vertex in enumerate(row):
        place[vertex] = (number + 0.5) / size


def _sweep(grid: Grid, rows: list[list[int]], place: list[float], *, down: bool) -> None:
    for layer in range(len(rows)) if down else range(len(rows) - 1, -1, -1):
        row = rows[layer]
        wanted = {vertex: _wanted(grid, rows, place, vertex, down=down) for vertex in row}
        for vertex in row:
            box = grid.beside.get(vertex)
            if box is not None and grid.layer[box] == layer and not (grid.above if down else grid.below)[vertex]:
                wanted[vertex] = wanted[box] + 1e-9
        row.sort(key=wanted.__getitem__)
        _renumber(row, place)


def _wanted(grid: Grid, rows: Sequence[Sequence[int]], place: Sequence[float], vertex: int, *, down: bool) -> float:
    """The mean of where its neighbours on one side stand; where it stands now if it has none."""
    pieces = (grid.above if down else grid.below)[vertex]
    if not pieces:
        return place[vertex]
    if down:
        size = len(rows[grid.layer[vertex] - 1])
        return sum(place[each.vertex] + each.leaves / grid.width[each.vertex] / size for each in pieces) / len(pieces)
    return sum(place[each.vertex] for each in pieces) / len(pieces)


# Counting


def _all_crossings(grid: Grid, rows: Sequence[Sequence[int]], place: Sequence[float]) -> int:
    return sum(_crossings(grid, row, place) for row in rows[:-1])


def _crossings(grid: Grid, row: Iterable[int], place: Sequence[float]) -> int:
    """How many pairs of the pieces below a row cross."""
    met: list[float] = []
    found = 0
    for vertex in row:
        pieces = sorted((each.leaves, place[each.vertex]) for each in grid.below[vertex])
        for _, to in pieces:
            found += len(met) - bisect_right(met, to)
            insort(met, to)
    return found
