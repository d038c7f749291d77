"""Kinds of situation together with what has come about so far: which pairs can be reached, and how likely each is.

A *tally* says what is remembered of the steps (a clause, the outcome, a breach). Probabilities are whole numbers over
one common denominator that every division on the way goes into, so nothing is ever rounded; where there are loops they
are fractions, and the loops' equations are solved exactly.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Final, Generic, Protocol, TypeAlias, TypeVar

from .finding import Step
from .forms import Consequence
from .quotient import Quotient

StateT = TypeVar("StateT", bound=Hashable)

Mass: TypeAlias = int | Fraction
"""A probability, over a common denominator."""

Pair: TypeAlias = tuple[int, int]
"""A kind, and the number of what is remembered."""

MOST_IN_A_LOOP: Final = 150
"""How many pairs on one loop the equations are solved for."""


class Tally(Protocol[StateT]):
    """What is remembered of the steps of a playthrough."""

    start: StateT

    def step(self, so_far: StateT, consequence: Consequence, /) -> StateT:
        """What is remembered after one more step."""
        ...


class TooManyError(Exception):
    """More pairs than the budget allows, or a loop in which what is remembered grows without end."""


class TooLargeALoopError(Exception):
    """A loop with more pairs than its equations are solved for."""


class EndlessError(Exception):
    """A loop without a way out: how often its pairs are come to has no limit."""


@dataclass(frozen=True, slots=True)
class Reached(Generic[StateT]):
    """All pairs that can be reached."""

    states: tuple[StateT, ...]
    """What is remembered, by number."""
    at: tuple[dict[int, Mass], ...]
    """By kind: the numbers of what may be remembered there, each with its probability over ``whole`` (or 1)."""
    whole: Mass
    """The common denominator."""

    def pairs(self, kind: int) -> Iterator[tuple[StateT, Mass]]:
        """What may be remembered at a kind, with its probability over ``whole``."""
        return ((self.states[number], mass) for number, mass in self.at[kind].items())


Settle: TypeAlias = Callable[[int, StateT], StateT]
"""What is remembered, as far as it can still matter at a kind with some profile."""


class Spread(Generic[StateT]):
    """The pairs of one quotient and one tally."""

    def __init__(  # noqa: PLR0913, PLR0917  (what it is made of)
        self,
        quotient: Quotient,
        consequences: Sequence[Consequence],
        tally: Tally[StateT],
        budget: int,
        profile: Sequence[int] = (),
        settle: Settle[StateT] | None = None,
    ) -> None:
        self.quotient = quotient
        self.consequences = consequences
        """By signature."""
        self.tally = tally
        self.budget = budget
        self.settle = settle
        self.states: list[StateT] = []
        self.numbers: dict[StateT, int] = {}
        self.ways: list[list[tuple[_Steps[StateT], int, int]]] = []
        """By kind: for each way on what follows each state, the kind it leads to, and its weight."""
        shared: dict[tuple[int, int], _Steps[StateT]] = {}
        for edges in quotient.edges:
            ways = []
            for signature, to, weight in edges:
                key = (signature, profile[to] if profile else 0)
                if key not in shared:
                    shared[key] = _Steps(self, *key)
                ways.append((shared[key], to, weight))
            self.ways.append(ways)
        start = tally.start if settle is None else settle(profile[quotient.start], tally.start)
        self.start = (quotient.start, self.number(start))

    def number(self, state: StateT) -> int:
        """The number of what is remembered."""
        found = self.numbers.get(state)
        if found is None:
            found = self.numbers[state] = len(self.states)
            self.states.append(state)
        return found

    def reach(self) -> Reached[StateT]:
        """Which pairs can be reached.

        Raises:
            TooManyError: more than the budget.
        """
        at: list[dict[int, Mass]] = [{} for _ in self.ways]
        at[self.start[0]][self.start[1]] = 1
        count = 1
        waiting = [self.start]
        while waiting:
            kind, state = waiting.pop()
            for steps, to, _ in self.ways[kind]:
                reached = steps[state]
                if reached not in at[to]:
                    at[to][reached] = 1
                    count += 1
                    waiting.append((to, reached))
            if count > self.budget:
                raise TooManyError
        return Reached(tuple(self.states), tuple(at), 1)

    def weigh(self) -> "Reached[StateT]":
        """Which pairs can be reached, and how likely each is where every open way is equally likely.

        For a pair on a loop it is the expected number of times that it is come to, which may be more than one.

        Raises:
            TooManyError: more than the budget.
            TooLargeALoopError: a loop with more pairs than its equations are solved for.
            EndlessError: a loop without a way out.
        """
        quotient = self.quotient
        whole = 1 if quotient.looped else denominator(quotient)
        at: list[dict[int, Mass]] = [{} for _ in self.ways]
        at[self.start[0]][self.start[1]] = whole
        count = 0
        kind = self.start[0]
        while kind >= 0:
            loop = quotient.component[kind]
            if loop >= 0:
                solve(self, quotient.looped[loop], at)
                kind = min(quotient.looped[loop])
            elif at[kind]:
                self._share(kind, at, exact=not quotient.looped)
            count += len(at[kind])
            if count > self.budget:
                raise TooManyError
            kind -= 1
        return Reached(tuple(self.states), tuple(at), whole)

    def _share(self, kind: int, at: list[dict[int, Mass]], *, exact: bool) -> None:
        """Hand what is at a kind on to the kinds that follow."""
        ways = self.ways[kind]
        total = sum(weight for _, _, weight in ways)
        if not ways:
            return
        # divided once, not once for every way: the whole is chosen so that this leaves no rest
        units = [(state, mass // total if exact else mass * Fraction(1, total)) for state, mass in at[kind].items()]
        for steps, to, weight in ways:
            into = at[to]
            for state, unit in units:
                reached = steps[state]
                share = unit if weight == 1 else unit * weight
                into[reached] = into.get(reached, 0) + share

    def witness(self, wanted: Callable[[int, StateT], bool]) -> tuple[Step, ...] | None:
        """A shortest list of steps to a pair of the wanted sort; None where there is none."""
        came: dict[tuple[int, int], tuple[tuple[int, int], int] | None] = {self.start: None}
        waiting = deque([self.start])
        while waiting:
            pair = waiting.popleft()
            kind, state = pair
            if wanted(kind, self.states[state]):
                return self.quotient.witness(self.way_to(came, pair))
            for steps, to, _ in self.ways[kind]:
                following = (to, steps[state])
                if following not in came:
                    came[following] = (pair, steps.signature)
                    waiting.append(following)
        return None

    @staticmethod
    def way_to(came: Mapping[Pair, tuple[Pair, int] | None], pair: Pair) -> list[tuple[int, int]]:
        """The way that a search came to a pair: what each step counts for, and the kind that it leads to."""
        way = []
        while (before := came[pair]) is not None:
            way.append((before[1], pair[0]))
            pair = before[0]
        return way[::-1]


class _Steps(dict[int, int], Generic[StateT]):
    """By what is remembered: what is remembered after one more step."""

    __slots__ = ("profile", "signature", "spread")

    def __init__(self, spread: Spread[StateT], signature: int, profile: int) -> None:
        super().__init__()
        self.spread = spread
        self.signature = signature
        self.profile = profile

    def __missing__(self, state: int) -> int:
        spread = self.spread
        reached = spread.tally.step(spread.states[state], spread.consequences[self.signature])
        if spread.settle is not None:
            reached = spread.settle(self.profile, reached)
        found = self[state] = spread.number(reached)
        return found


def solve(spread: Spread[StateT], members: Sequence[int], at: list[dict[int, Mass]]) -> None:
    """Find how often each pair on a loop is come to, and hand on what leaves the loop.

    The unknowns are the pairs on the loop; for each, what is come to is what comes from outside and from the others.
    They are eliminated one after another, each into those that it leads to.

    Raises:
        TooLargeALoopError: a loop with more pairs than its equations are solved for.
        EndlessError: a loop without a way out.
    """
    inside = frozenset(members)
    order = [(kind, state) for kind in members for state in at[kind]]
    shares: dict[tuple[int, int], dict[tuple[int, int], Fraction]] = {}
    for pair in order:  # grows while it is gone through
        total = sum(weight for _, _, weight in spread.ways[pair[0]])
        leads: dict[tuple[int, int], Fraction] = {}
        for steps, to, weight in spread.ways[pair[0]]:
            following = (to, steps[pair[1]])
            leads[following] = leads.get(following, Fraction(0)) + Fraction(weight, total)
            if to in inside and following[1] not in at[to]:
                at[to][following[1]] = 0
                order.append(following)
        shares[pair] = leads
        if len(order) > MOST_IN_A_LOOP:
            raise TooLargeALoopError
    for pair, times in _times(order, shares, {pair: Fraction(at[pair[0]][pair[1]]) for pair in order}).items():
        at[pair[0]][pair[1]] = times
        for (to, state), share in shares[pair].items():
            if to not in inside:
                at[to][state] = at[to].get(state, 0) + times * share


def _times(
    order: Sequence[Pair], shares: Mapping[Pair, Mapping[Pair, Fraction]], coming: Mapping[Pair, Fraction]
) -> dict[Pair, Fraction]:
    """How often each pair is come to: the solution of x = coming + x · shares, by Gauss-Jordan elimination."""
    rows = {
        pair: {other: -share for other, leads in shares.items() if (share := leads.get(pair, Fraction(0)))}
        for pair in order
    }
    right = dict(coming)
    for pair in order:
        rows[pair][pair] = rows[pair].get(pair, Fraction(0)) + 1
    for pivot in order:
        row = rows[pivot]
        factor = row[pivot]
        if not factor:
            raise EndlessError
        row = rows[pivot] = {other: value / factor for other, value in row.items()}
        right[pivot] /= factor
        for other in order:
            times = rows[other].get(pivot, Fraction(0)) if other != pivot else Fraction(0)
            if times:
                target = rows[other]
                for name, value in row.items():
                    target[name] = target.get(name, Fraction(0)) - times * value
                right[other] -= times * right[pivot]
    return right


def denominator(quotient: Quotient) -> int:
    """A number that every division on every way goes into, where there are no loops."""
    needed: list[int] = []
    for edges in quotient.edges:
        total = sum(weight for _, _, weight in edges)
        common = 1
        for _, to, weight in edges:
            common = lcm(common, needed[to] // gcd(needed[to], weight))
        needed.append(max(total, 1) * common)
    return needed[quotient.start]
