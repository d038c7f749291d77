"""How many walkthroughs are needed at least: so many things of which no walkthrough goes through two."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final, TypeVar

from simulator.analysis.scores.flat_graph import Flat

from .form_assignments import Fillings

StateT = TypeVar("StateT", bound=Hashable)

MOST_BEGINNINGS: Final = 200
"""From how many things a set of them is grown."""


def together(flat: Flat[StateT], fillings: Fillings, ends: Callable[[int], int], size: int) -> tuple[int, list[int]]:
    """The bits that some way to an ending goes through; and by bit, those that one goes through with that one.

    ``ends`` gives the bits of an ending; ``size`` is how many bits there are. Two things are taken to go together where
    that is not sure.
    """
    after, ahead = _ahead(flat, fillings, ends)
    found = [0] * size
    for place in range(len(flat)):
        if flat.is_end(place):
            for bit in _places(after[place]):
                found[bit] |= after[place]
    for signature, bits in ahead.items():
        for taken in fillings.masks[signature]:
            for bit in _places(taken):
                found[bit] |= taken | bits
    for bit in range(size):
        for other in _places(found[bit]):
            found[other] |= 1 << bit
    return 0 if flat.start is None else after[flat.start], found


def _ahead(flat: Flat[StateT], fillings: Fillings, ends: Callable[[int], int]) -> tuple[list[int], dict[int, int]]:
    """What can still be gone through from each place, and after each sort of step."""
    possible = fillings.possible
    after = [0] * len(flat)
    ahead = dict.fromkeys(possible, 0)
    for place in range(len(flat)):
        group = flat.group[place]
        if group >= 0:
            if place == flat.groups[group][0]:
                _round_about(flat, flat.groups[group], possible, after, ahead)
        elif flat.is_end(place):
            after[place] = ends(place)
        else:
            bits = 0
            for signature, to in flat.out(place):
                ahead[signature] |= after[to]
                bits |= possible[signature] | after[to]
            after[place] = bits
    return after, ahead


def _round_about(
    flat: Flat[StateT],
    places: Sequence[int],
    possible: Mapping[int, int],
    after: list[int],
    ahead: dict[int, int],
) -> None:
    """The same for a loop: after each of its steps all of it can still come."""
    inside = frozenset(places)
    steps = [(signature, to) for place in places for signature, to in flat.out(place)]
    bits = 0
    for signature, to in steps:
        bits |= possible[signature] | (0 if to in inside else after[to])
    for signature, to in steps:
        ahead[signature] |= bits if to in inside else after[to]
    for place in places:
        after[place] = bits


def _places(bits: int) -> list[int]:
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def needed(reachable: int, found: Sequence[int]) -> int:
    """Bits of which no two go together: as many as are found by adding, again and again, what leaves most to add."""
    alone = {place: reachable & ~found[place] & ~(1 << place) for place in _places(reachable)}
    order = sorted(alone, key=lambda place: (-alone[place].bit_count(), place))
    best = 0
    for first in order[:MOST_BEGINNINGS]:
        chosen, left = 1 << first, alone[first]
        while left:
            place = _roomiest(alone, left)
            chosen |= 1 << place
            left &= alone[place]
        if chosen.bit_count() > best.bit_count():
            best = chosen
    return best


def _roomiest(alone: Mapping[int, int], left: int) -> int:
    return max(_places(left), key=lambda place: ((alone[place] & left).bit_count(), -place))
