"""Bounds carried backwards from the endings over the kinds of situation, joined where ways part.

Abstract interpretation (Cousot and Cousot, 1977): what the bounds are of, and how a loop widens them, each analysis
says for itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Final, Generic, TypeAlias, TypeVar

from simulator.analysis.model.bisimulation import BisimulationQuotient

MUCH: Final = 1 << 40
"""More than any count; stands for what cannot be turned any more."""

BoundsT = TypeVar("BoundsT")

Ways: TypeAlias = frozenset[tuple[int, int]]
"""What each way on counts for, and the number of the bounds of what it leads to."""


class BackwardBounds(ABC, Generic[BoundsT]):
    """The bounds of every kind."""

    def __init__(self, quotient: BisimulationQuotient, known: Sequence[BoundsT] = ()) -> None:
        self.quotient = quotient
        self.profiles = list(known)
        self.profile = [0] * len(quotient)
        """By kind: the place of its bounds in ``profiles``."""
        self._numbers = {bounds: number for number, bounds in enumerate(known)}
        self._joined: dict[Ways, int] = {}
        for members, looped in quotient.groups():
            if looped:
                number = self._number(self.of_loop(members))
            elif quotient.terminal(members[0]):
                number = self._number(self.of_terminal(members[0]))
            else:
                number = self._of_ways(self.ways(quotient.edges[members[0]]))
            for each in members:
                self.profile[each] = number

    def ways(self, edges: Iterable[tuple[int, int, int]]) -> Ways:
        """The transitions as ways on."""
        return frozenset([(signature, self.profile[to]) for signature, to, _ in edges])

    def _of_ways(self, ways: Ways) -> int:
        if ways not in self._joined:
            self._joined[ways] = self._number(self.joined(ways))
        return self._joined[ways]

    def _number(self, bounds: BoundsT) -> int:
        if bounds not in self._numbers:
            self._numbers[bounds] = len(self.profiles)
            self.profiles.append(bounds)
        return self._numbers[bounds]

    @abstractmethod
    def joined(self, ways: Ways) -> BoundsT:
        """The bounds from where any of several ways can be taken."""

    @abstractmethod
    def of_loop(self, members: Sequence[int]) -> BoundsT:
        """The bounds on a loop."""

    @abstractmethod
    def of_terminal(self, kind: int) -> BoundsT:
        """The bounds at a kind that nothing follows."""


def sure(count: int, least: int, most: int) -> int:
    """A count to which between the least and the most is added; much where its sign cannot be turned any more."""
    if count + least > 0:
        return MUCH
    return -MUCH if count + most <= 0 else count
