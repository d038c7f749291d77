"""How likely each pair of a kind of situation and what is remembered is, where every open answer is equally likely.

The pairs are an absorbing Markov chain. Without loops one pass forwards in topological order gives the probabilities,
as whole numbers over one common denominator that every division on the way goes into, so nothing is ever rounded. All
that may be remembered at a kind is carried as one long number with a column for each, so that a step is a shift and
an addition. Where there are loops, how often each pair on one is come to is the solution of first-step equations, x =
b + xQ, loop by loop (Kemeny and Snell, 1960, Finite Markov Chains), found in exact fractions by Gauss-Jordan
elimination.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Final, Generic, TypeAlias, TypeVar

from simulator.analysis.model.bisimulation import BisimulationQuotient

from .product import Pair, Product, States, SuccessorTable

StateT = TypeVar("StateT", bound=Hashable)

Mass: TypeAlias = int | Fraction
"""A probability, over a common denominator."""

MOST_IN_A_LOOP: Final = 150
"""How many pairs on one loop the equations are solved for."""


class TooLargeALoopError(Exception):
    """A loop with more pairs than its equations are solved for."""


class EndlessError(Exception):
    """A loop without a way out: how often its pairs are come to has no limit."""


@dataclass(frozen=True, slots=True)
class Probabilities(Generic[StateT]):
    """How likely the pairs are."""

    ends: Mapping[int, Sequence[tuple[StateT, Mass]]]
    """By kind that nothing follows: what may be remembered there, each with its probability over ``whole``."""
    whole: Mass
    """The common denominator."""
    decisions: Mass
    """Where nothing is remembered: how many decisions a playthrough takes, expected, over ``whole``."""


def weigh(product: Product[StateT], whole: int) -> Probabilities[StateT]:
    """How likely each pair is where every open answer is equally likely.

    Without loops, ``whole`` is the `denominator` of the quotient or of one of which it is a coarser form: a sum of
    transitions needs no division that they do not need.

    Raises:
        TooManyError: what may be remembered is more than the budget allows.
        TooLargeALoopError: a loop with more pairs than its equations are solved for.
        EndlessError: a loop without a way out.
    """
    reached = product.reach()
    return _in_fractions(product) if product.quotient.looped else _in_whole_numbers(product, reached.at, whole)


# Without loops


def _in_whole_numbers(product: Product[StateT], sets: Sequence[States], whole: int) -> Probabilities[StateT]:
    quotient, steps_of, profile = product.quotient, product.steps, product.profile
    columns = _Columns(whole.bit_length() + 1)
    at = [0] * len(quotient)
    at[product.start[0]] = whole
    decisions = 0
    ends: dict[int, Sequence[tuple[StateT, Mass]]] = {}
    for kind in range(product.start[0], -1, -1):
        states, mass = sets[kind], at[kind]
        if not states:
            continue
        at[kind] = 0  # what is behind is not needed any more
        edges = quotient.edges[kind]
        if not edges:
            ends[kind] = [(product.states[state], each) for state, each in columns.of(states, mass)]
            continue
        decisions += mass
        # divided once, not once for every way: the whole is chosen so that this leaves no rest
        unit = mass // sum([weight for _, _, weight in edges])
        for signature, to, weight in edges:
            share = unit if weight == 1 else unit * weight
            steps = steps_of[signature, profile[to]]
            if len(states) == 1 == len(sets[to]):  # then there is but one column
                at[to] += share
            else:
                at[to] += columns.moved(share, steps, states, sets[to])
    return Probabilities(ends, whole, decisions)


class _Columns:
    """Long numbers with a column of so many bits for each state of a set, in order."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._orders: dict[States, dict[int, int]] = {}
        self._runs: dict[tuple[int, States, States], list[tuple[int, int, int]]] = {}

    def of(self, states: States, mass: int) -> Iterator[tuple[int, int]]:
        """The column of each state."""
        mask = (1 << self.width) - 1
        return ((state, mass >> place * self.width & mask) for state, place in self._order(states).items())

    def moved(self, mass: int, steps: SuccessorTable[StateT], states: States, to: States) -> int:
        """The columns of a set, moved to where they belong in another after a step."""
        key = (id(steps), states, to)
        runs = self._runs.get(key)
        if runs is None:
            runs = self._runs[key] = self._run(steps, states, to)
        if len(runs) == 1:
            return mass << runs[0][2]
        return sum((mass >> begin & mask) << into for begin, mask, into in runs)

    def _order(self, states: States) -> dict[int, int]:
        if states not in self._orders:
            self._orders[states] = {state: place for place, state in enumerate(sorted(states))}
        return self._orders[states]

    def _run(self, steps: SuccessorTable[StateT], states: States, to: States) -> list[tuple[int, int, int]]:
        """Columns that stay side by side: where they begin, a mask of their length, where they go."""
        places = [self._order(to)[steps[state]] for state in self._order(states)]
        found: list[tuple[int, int, int]] = []
        begin = 0
        for place in range(1, len(places) + 1):
            if place == len(places) or places[place] != places[place - 1] + 1:
                mask = (1 << (place - begin) * self.width) - 1
                found.append((begin * self.width, mask, places[begin] * self.width))
                begin = place
        return found


# With loops


def _in_fractions(product: Product[StateT]) -> Probabilities[StateT]:
    quotient = product.quotient
    at: list[dict[int, Mass]] = [{} for _ in range(len(quotient))]
    at[product.start[0]][product.start[1]] = 1
    kind = product.start[0]
    while kind >= 0:
        loop = quotient.component[kind]
        if loop >= 0:
            solve(product, quotient.looped[loop], at)
            kind = min(quotient.looped[loop])
        elif at[kind]:
            _share(product, kind, at)
        kind -= 1
    ends = {
        kind: [(product.states[state], mass) for state, mass in found.items()]
        for kind, found in enumerate(at)
        if found and quotient.terminal(kind)
    }
    waiting = (kind for kind in range(len(quotient)) if not quotient.terminal(kind))
    return Probabilities(ends, 1, sum(mass for kind in waiting for mass in at[kind].values()))


def _share(product: Product[StateT], kind: int, at: list[dict[int, Mass]]) -> None:
    """Hand what is at a kind on to the kinds that follow."""
    total = sum(weight for _, _, weight in product.quotient.edges[kind])
    for steps, to, weight in product.successors(kind):
        into = at[to]
        for state, mass in at[kind].items():
            reached = steps[state]
            into[reached] = into.get(reached, 0) + mass * Fraction(weight, total)


def solve(product: Product[StateT], members: Sequence[int], at: list[dict[int, Mass]]) -> None:
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
        total = sum(weight for _, _, weight in product.quotient.edges[pair[0]])
        leads: dict[tuple[int, int], Fraction] = {}
        for steps, to, weight in product.successors(pair[0]):
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


def denominator(quotient: BisimulationQuotient) -> int:
    """A number that every division on every way goes into, where there are no loops."""
    numbers: dict[int, int] = {1: 0}
    needed = [1]
    """What is needed, by number: it is the same for most kinds."""
    of: list[int] = []
    known: dict[tuple[int, frozenset[tuple[int, int]]], int] = {}
    for edges in quotient.edges:
        total = sum([weight for _, _, weight in edges])
        key = total, frozenset([(weight, of[to]) for _, to, weight in edges])
        number = known.get(key)
        if number is None:
            common = 1
            for weight, ahead in key[1]:
                common = lcm(common, needed[ahead] // gcd(needed[ahead], weight))
            number = known[key] = numbers.setdefault(max(total, 1) * common, len(numbers))
            if number == len(needed):
                needed.append(max(total, 1) * common)
        of.append(number)
    return needed[of[quotient.start]]
