"""The walkthrough that takes most of what is wanted: a longest path in a graph whose steps have weights.

Without loops one pass with followers first finds it (dynamic programming in topological order; Cormen et al.,
Introduction to Algorithms, 24.2). On a loop a longest path is NP-hard, and none is sought: all that can be taken
there is taken by going round to the nearest of it until nothing that is wanted is left, which is possible and perhaps
not shortest.
"""

from collections import deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import add
from typing import Final, Generic, TypeAlias, TypeVar

from simulator.analysis.scores.flat_graph import ProductGraph

from .form_assignments import FormAssignments, GainTable, StepAssignment, WantedOptions

StateT = TypeVar("StateT", bound=Hashable)

PathStep: TypeAlias = tuple[int, int, StepAssignment]
"""A step: its signature, the place that it leads to, and how it is taken."""

Ends: TypeAlias = Callable[[int], int | None]
"""What ending at a place is worth; None where that ending will not do."""

_STEP: Final = 1 << 16
"""How many steps something wanted is worth: of ways that are worth the same the shortest is taken."""

_NO_WAY: Final = -(1 << 60)
"""Less than any way is worth."""


class LongestPath(Generic[StateT]):
    """Finds ways through a graph."""

    def __init__(self, flat: ProductGraph[StateT], assignments: FormAssignments) -> None:
        self.flat = flat
        self.assignments = assignments

    def find(self, wanted: WantedOptions, ends: Ends) -> list[PathStep] | None:
        """The way that is worth most; None where there is none."""
        place, flat = self.flat.start, self.flat
        if place is None:
            return None
        first = GainTable(self.assignments, wanted)
        gains = {signature: first.gain(signature) * _STEP - 1 for signature in self.assignments.possible}
        values = self._values(gains, wanted, ends)
        if values[place] < _NO_WAY // 2:
            return None
        path: list[PathStep] = []
        while not flat.is_end(place):
            if flat.group[place] >= 0:
                more = self._round(place, values, wanted)
            else:
                signature, to = max(flat.out(place), key=lambda way: gains[way[0]] + values[way[1]])
                more = [(signature, to, GainTable(self.assignments, wanted).best(signature))]
            for _, place, taking in more:  # noqa: B007  (the last one is where it goes on)
                wanted = wanted.without(taking.bits)
            path += more
        return path

    # What each place is worth

    def _values(self, gains: Mapping[int, int], wanted: WantedOptions, ends: Ends) -> list[int]:
        flat = self.flat
        offsets, signatures, targets, groups = flat.offsets, flat.signature, flat.to, flat.group
        values = [_NO_WAY] * len(flat)
        gain = gains.__getitem__
        begin = 0
        for place in range(len(flat)):
            end = offsets[place + 1]
            if groups[place] >= 0:
                if place == flat.groups[groups[place]][0]:
                    self._value_loop(flat.groups[groups[place]], values, gains, wanted)
            elif begin == end:
                worth = ends(place)
                if worth is not None:
                    values[place] = worth * _STEP
            else:
                values[place] = max(
                    map(add, map(gain, signatures[begin:end]), map(values.__getitem__, targets[begin:end]))
                )
            begin = end
        return values

    def _value_loop(
        self, places: Sequence[int], values: list[int], gains: Mapping[int, int], wanted: WantedOptions
    ) -> None:
        inside = frozenset(places)
        bits, best = 0, _NO_WAY
        for place in places:
            for signature, to in self.flat.out(place):
                if to in inside:
                    bits |= self.assignments.possible[signature]
                else:
                    best = max(best, gains[signature] + values[to])
        for place in places:
            values[place] = best + wanted.gain(bits) * _STEP

    # Going round

    def _round(self, place: int, values: Sequence[int], wanted: WantedOptions) -> list[PathStep]:
        """Take all that is wanted on a loop, then leave it where that is worth most."""
        inside = frozenset(self.flat.groups[self.flat.group[place]])
        path: list[PathStep] = []

        def go(sought: Callable[[int, int, int], bool]) -> bool:
            nonlocal place, wanted
            way = self._nearest(place, inside, sought)
            for signature, to in way or ():
                taking = GainTable(self.assignments, wanted).best(signature)
                path.append((signature, to, taking))
                wanted, place = wanted.without(taking.bits), to
            return way is not None

        while go(lambda _, signature, to: to in inside and bool(self.assignments.possible[signature] & wanted.bits)):
            pass
        left = GainTable(self.assignments, wanted)
        _, *leave = max(
            (left.best(signature).gain * _STEP + values[to], each, signature, to)
            for each in sorted(inside)
            for signature, to in self.flat.out(each)
            if to not in inside
        )
        go(lambda *step: [*step] == leave)
        return path

    def _nearest(
        self, start: int, inside: frozenset[int], sought: Callable[[int, int, int], bool]
    ) -> list[tuple[int, int]] | None:
        """The shortest list of steps within a loop of which the last is the one sought; that one may leave the loop."""
        came: dict[int, tuple[int, int] | None] = {start: None}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            for signature, to in self.flat.out(here):
                if sought(here, signature, to):
                    return [*_way_to(came, here), (signature, to)]
                if to in inside and to not in came:
                    came[to] = (here, signature)
                    waiting.append(to)
        return None


def _way_to(came: Mapping[int, tuple[int, int] | None], place: int) -> list[tuple[int, int]]:
    way = []
    while (before := came[place]) is not None:
        way.append((before[1], place))
        place = before[0]
    return way[::-1]
