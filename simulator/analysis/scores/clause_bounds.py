"""What can still be added to one clause: the least and the most, for each kind of situation.

Intervals carried backwards from the endings, joined where ways part (abstract interpretation with intervals; Cousot
and Cousot, 1977). A loop that adds anything is widened at once to no limit. The intervals hold every continuation,
and some that are none, so they are sound: a count whose sign no continuation can turn is as good as a far larger one
and needs no remembering, and a count below a cap needs none either. That keeps the product of situation and clause
small.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from simulator.analysis.model.bisimulation import BisimulationQuotient
from simulator.analysis.model.forms import Consequence
from simulator.engine.rubric import Level

from .backward_bounds import MUCH, BackwardBounds, Ways, sure
from .clause_monitor import ClauseMonitor, ClauseSoFar

Range: TypeAlias = tuple[int, int, int, int, int, int]
"""The least and the most: of pieces, of competent ones more than not, of exemplary ones more than not."""

_NOTHING: Final[Range] = (0, 0, 0, 0, 0, 0)
_ANYTHING: Final[Range] = (0, MUCH, -MUCH, MUCH, -MUCH, MUCH)


class ClauseBounds(BackwardBounds[Range]):
    """The ranges of every kind."""

    def __init__(
        self, quotient: BisimulationQuotient, consequences: Sequence[Consequence], monitor: ClauseMonitor
    ) -> None:
        self.monitor = monitor
        self._amounts = [self._amount(each) for each in consequences]
        super().__init__(quotient)

    def _amount(self, consequence: Consequence) -> Range:
        """What a step adds; an unsafe piece that may be repaired counts later, as anything."""
        found = _NOTHING
        for evidence, breach, _ in consequence.actions:
            held = breach is not None and breach in self.monitor.repairable
            for clause, level in evidence:
                if clause == self.monitor.clause:
                    found = _sum(found, (0, 1, -1, 1, -1, 1) if held and level is Level.UNSAFE else _piece(level))
        for clause, level in consequence.ticks:
            if clause == self.monitor.clause:
                found = _sum(found, _piece(level))
        return found

    def joined(self, ways: Ways) -> Range:
        """The range from where any of several ways can be taken."""
        return _either([_sum(self._amounts[signature], self.profiles[profile]) for signature, profile in ways])

    def of_loop(self, members: Sequence[int]) -> Range:
        """No limit where a step on the loop adds anything."""
        inside = frozenset(members)
        edges = [edge for kind in members for edge in self.quotient.edges[kind]]
        if any(to in inside and self._amounts[signature] != _NOTHING for signature, to, _ in edges):
            return _ANYTHING
        leaving = self.ways(edge for edge in edges if edge[1] not in inside)
        return self.joined(leaving) if leaving else _NOTHING

    def of_terminal(self, kind: int) -> Range:
        """What the duties add at an ending."""
        end = self.monitor.pieces_at_end(self.quotient.duties(kind))
        return _NOTHING if self.quotient.stuck(kind) else _added(end)

    def settle(self, profile: int, so_far: ClauseSoFar) -> ClauseSoFar:
        """The same as far as it can still matter at a kind with this range."""
        if so_far.cap is Level.UNSAFE:
            return so_far
        few, many, low, high, least, most = self.profiles[profile]
        held = sum(unsafe for _, unsafe in so_far.open)
        if so_far.pieces + many + held < self.monitor.enough:
            return replace(so_far, pieces=0, competent=0, exemplary=0)
        pieces = self.monitor.enough if so_far.pieces + few >= self.monitor.enough else so_far.pieces
        competent = sure(so_far.competent, low - held, high + held) if so_far.cap > Level.DEVELOPING else 0
        exemplary = sure(so_far.exemplary, least - held, most + held) if so_far.cap > Level.COMPETENT else 0
        return replace(so_far, pieces=pieces, competent=competent, exemplary=exemplary)


def _piece(level: Level) -> Range:
    competent = 1 if level >= Level.COMPETENT else -1
    exemplary = 1 if level >= Level.EXEMPLARY else -1
    return 1, 1, competent, competent, exemplary, exemplary


def _added(levels: Iterable[Level]) -> Range:
    found = _NOTHING
    for level in levels:
        found = _sum(found, _piece(level))
    return found


def _sum(one: Range, other: Range) -> Range:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a + g, b + h, c + i, d + j, e + k, f + m


def _either(several: Sequence[Range]) -> Range:
    picks: tuple[Callable[[Iterable[int]], int], ...] = (min, max) * 3
    found = [pick(values) for pick, values in zip(picks, zip(*several, strict=True), strict=True)]
    return found[0], found[1], found[2], found[3], found[4], found[5]
