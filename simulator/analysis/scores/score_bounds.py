"""What can still be added to each assessed clause without a breach: the least and the most, for each kind.

Intervals carried backwards from the endings, as in `clause_bounds` (Cousot and Cousot, 1977), over those
continuations only that no breach and no missed duty keeps from passing: whatever happens on another, the outcome is
developing at best, and counts no longer matter. A count that none of them can turn needs no remembering. This keeps
the pairs of situation and score few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from simulator.analysis.model.bisimulation import BisimulationQuotient
from simulator.analysis.model.forms import Consequence
from simulator.engine.rubric import Level

from .backward_bounds import MUCH, BackwardBounds, Ways, sure
from .outcome_monitor import Clean, Fallen, OutcomeMonitor, SoFar

Amount: TypeAlias = tuple[int, int, int]
"""Pieces, passing more than not, exemplary more than not."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that the counts of each assessed clause can still change by."""

    least: tuple[Amount, ...]
    most: tuple[Amount, ...]

    def shifted(self, amounts: tuple[Amount, ...]) -> "Bounds":
        """With something added before."""
        return Bounds(_sum(self.least, amounts), _sum(self.most, amounts))

    def joined(self, other: "Bounds") -> "Bounds":
        """Either of two ways on."""
        return Bounds(
            tuple(tuple(map(min, one, two)) for one, two in zip(self.least, other.least, strict=True)),  # type: ignore[misc]
            tuple(tuple(map(max, one, two)) for one, two in zip(self.most, other.most, strict=True)),  # type: ignore[misc]
        )

    def unlimited(self, clauses: Sequence[bool]) -> "Bounds":
        """Where a loop adds to some clauses as often as one likes."""
        return Bounds(
            tuple((one[0], -MUCH, -MUCH) if on else one for one, on in zip(self.least, clauses, strict=True)),
            tuple((MUCH, MUCH, MUCH) if on else one for one, on in zip(self.most, clauses, strict=True)),
        )


def _sum(one: tuple[Amount, ...], two: tuple[Amount, ...]) -> tuple[Amount, ...]:
    return tuple((a + d, b + e, c + f) for (a, b, c), (d, e, f) in zip(one, two, strict=True))


class OutcomeBounds(BackwardBounds[Bounds | None]):
    """The bounds of every kind; None where nothing that follows passes."""

    def __init__(
        self, quotient: BisimulationQuotient, consequences: Sequence[Consequence], monitor: OutcomeMonitor
    ) -> None:
        self.monitor = monitor
        self.amounts = [self._amounts(each) for each in consequences]
        super().__init__(quotient, [None])

    def _amounts(self, consequence: Consequence) -> tuple[Amount, ...] | None:
        """What a step adds; None if no playthrough with it passes."""
        after = self.monitor.step(Clean(((0, 0, 0),) * len(self.monitor.assessed)), consequence)
        if not isinstance(after, Clean):
            return None
        pieces = [0] * len(self.monitor.assessed)
        for clause, _ in (*(each for action in consequence.actions for each in action[0]), *consequence.ticks):
            if clause in self.monitor.places:
                pieces[self.monitor.places[clause]] += 1
        return tuple((number, count[1], count[2]) for number, count in zip(pieces, after.counts, strict=True))

    def joined(self, ways: Ways) -> Bounds | None:
        """The bounds from where any of several ways can be taken."""
        found: Bounds | None = None
        for signature, profile in ways:
            amounts, ahead = self.amounts[signature], self.profiles[profile]
            if amounts is None or ahead is None:
                continue
            reached = ahead.shifted(amounts)
            found = reached if found is None else found.joined(reached)
        return found

    def of_loop(self, members: Sequence[int]) -> Bounds | None:
        """No limit to the clauses to which a step on the loop adds."""
        inside = frozenset(members)
        edges = [edge for kind in members for edge in self.quotient.edges[kind]]
        found = self.joined(self.ways(edge for edge in edges if edge[1] not in inside))
        if found is None:
            return None
        grows = [False] * len(self.monitor.assessed)
        for signature, to, _ in edges:
            amounts = self.amounts[signature]
            if to in inside and amounts is not None:
                grows = [on or amount != (0, 0, 0) for on, amount in zip(grows, amounts, strict=True)]
        return found.unlimited(grows)

    def of_terminal(self, kind: int) -> Bounds | None:
        """What the duties add at an ending that can be passed at."""
        if self.quotient.stuck(kind):
            return None
        duties = self.quotient.duties(kind)
        closed = self.monitor.closed(Clean(((0, 0, 0),) * len(self.monitor.assessed)), duties)
        if not isinstance(closed, Clean) or any(
            self.monitor.cap(clause, duties) < self.monitor.rubric.passing for clause in self.monitor.assessed
        ):
            return None
        amounts = tuple(
            (number, passing, exemplary if self.monitor.cap(clause, duties) is Level.EXEMPLARY else -MUCH)
            for clause, number, (_, passing, exemplary) in zip(
                self.monitor.assessed, self.monitor.duty_pieces(duties), closed.counts, strict=True
            )
        )
        return Bounds(amounts, amounts)

    # What can be forgotten

    def settle(self, profile: int, so_far: SoFar) -> SoFar:
        """The same as far as it can still matter at a kind with these bounds."""
        if not isinstance(so_far, Clean):
            return so_far
        bounds = self.profiles[profile]
        if bounds is None:
            return Fallen()
        counts = []
        best = []
        for count, least, most, needed in zip(
            so_far.counts, bounds.least, bounds.most, self.monitor.required, strict=True
        ):
            pieces, passing, exemplary = count
            if pieces + most[0] < needed or passing + most[1] <= 0:
                return Fallen()
            enough = needed if pieces + least[0] >= needed else pieces
            counts.append((enough, MUCH if passing + least[1] > 0 else passing))
            best.append(sure(exemplary, least[2], most[2]))
        return Clean(
            tuple((pieces, passing, each) for (pieces, passing), each in zip(counts, _best(best), strict=True)),
            so_far.stained,
        )


def _best(counts: list[int]) -> list[int]:
    """The exemplary counts; all alike where it is decided whether half of them will be."""
    if 2 * sum(count >= MUCH // 2 for count in counts) >= len(counts):
        return [MUCH] * len(counts)
    if 2 * sum(count > -MUCH // 2 for count in counts) < len(counts):
        return [-MUCH] * len(counts)
    return counts
