"""The product of the kinds of situation and a monitor of the steps: which pairs can be reached.

A *monitor* is a deterministic automaton that reads what steps count for and remembers of them what a score can still
depend on (a clause, the outcome, a breach); its states are made as they are met. Reachability in the product decides
what can come about (Vardi and Wolper, 1986). What may be remembered at a kind is a set, and the same sets come again
and again: so whole sets are carried along, each kept once, and the image of a set under a step is worked out once.
Kinds are numbered in reverse topological order, so one pass suffices but for loops, which are gone through until
nothing changes.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeAlias, TypeVar

from simulator.analysis.finding import Step
from simulator.analysis.model.bisimulation import BisimulationQuotient
from simulator.analysis.model.forms import Consequence

StateT = TypeVar("StateT", bound=Hashable)

Pair: TypeAlias = tuple[int, int]
"""A kind, and the number of what is remembered."""

States: TypeAlias = frozenset[int]
"""The numbers of what may be remembered."""

NONE: Final[States] = frozenset()


class Monitor(Protocol[StateT]):
    """What is remembered of the steps of a playthrough."""

    start: StateT

    def step(self, so_far: StateT, consequence: Consequence, /) -> StateT:
        """What is remembered after one more step."""
        ...


class NothingMonitor:
    """Remembers nothing of the steps: its product is the quotient itself."""

    start: None = None

    def step(self, so_far: None, consequence: Consequence, /) -> None:
        """Nothing."""


class TooManyError(Exception):
    """More that may be remembered than the budget allows, or a loop in which it grows without end."""


@dataclass(frozen=True, slots=True)
class ReachablePairs(Generic[StateT]):
    """All pairs that can be reached."""

    states: Sequence[StateT]
    """What is remembered, by number."""
    at: Sequence[States]
    """By kind: the numbers of what may be remembered there."""

    def __len__(self) -> int:
        return sum(map(len, self.at))

    def so_far(self, kind: int) -> Iterator[StateT]:
        """What may be remembered at a kind."""
        return (self.states[number] for number in self.at[kind])


Settle: TypeAlias = Callable[[int, StateT], StateT]
"""What is remembered, as far as it can still matter at a kind with some profile."""


class Product(Generic[StateT]):
    """The pairs of one quotient and one monitor."""

    def __init__(  # noqa: PLR0913, PLR0917  (what it is made of)
        self,
        quotient: BisimulationQuotient,
        consequences: Sequence[Consequence],
        monitor: Monitor[StateT],
        budget: int,
        profile: Sequence[int] = (),
        settle: Settle[StateT] | None = None,
    ) -> None:
        self.quotient = quotient
        self.consequences = consequences
        """By signature."""
        self.monitor = monitor
        self.budget = budget
        self.profile = profile or bytes(len(quotient))
        self.settle = settle
        self.states: list[StateT] = []
        self.numbers: dict[StateT, int] = {}
        self.steps = _SuccessorTables(self)
        self._sets: dict[States, States] = {NONE: NONE}
        self._unions: dict[tuple[States, States], States] = {}
        self._size = 0
        start = monitor.start if settle is None else settle(self.profile[quotient.start], monitor.start)
        self.start = (quotient.start, self.number(start))

    def number(self, state: StateT) -> int:
        """The number of what is remembered."""
        found = self.numbers.get(state)
        if found is None:
            found = self.numbers[state] = len(self.states)
            self.states.append(state)
        return found

    def successors(self, kind: int) -> "Iterator[tuple[SuccessorTable[StateT], int, int]]":
        """The successors of a kind: what follows each state, the kind that it leads to, and its weight."""
        steps, profile = self.steps, self.profile
        return ((steps[signature, profile[to]], to, weight) for signature, to, weight in self.quotient.edges[kind])

    def the(self, states: States) -> States:
        """The one set of all that are equal."""
        found = self._sets.get(states)
        if found is None:
            found = self._sets[states] = states
            self._size += len(states)
        return found

    def either(self, one: States, other: States) -> States:
        """What is in one of two sets."""
        if one is other or not other:
            return one
        if not one:
            return other
        found = self._unions.get((one, other))
        if found is None:
            found = self._unions[one, other] = self.the(one | other)
        return found

    def reach(self) -> ReachablePairs[StateT]:
        """Which pairs can be reached.

        Raises:
            TooManyError: what may be remembered is more than the budget allows.
        """
        return ReachablePairs(self.states, self.flow(self.budget))

    def flow(
        self,
        limit: int | None = None,
        *,
        within: Sequence[States] | None = None,
        by: Sequence[bool] | None = None,
    ) -> list[States]:
        """By kind, what may be remembered there; gone on only from pairs ``within``, and only ``by`` some signatures.

        Raises:
            TooManyError: what may be remembered is more than the limit.
        """
        quotient = self.quotient
        at = [NONE] * len(quotient)
        at[self.start[0]] = self.the(frozenset({self.start[1]}))
        kind = self.start[0]
        while kind >= 0:
            loop = quotient.component[kind]
            members = [kind] if loop < 0 else quotient.looped[loop]
            waiting = [each for each in members if at[each]]
            while waiting:
                here = waiting.pop()
                states = at[here] if within is None else self.the(at[here] & within[here])
                changed = self._hand_on(here, states, at, by)
                if loop >= 0:
                    waiting += [to for to in changed if quotient.component[to] == loop]
                if limit is not None and self._size > limit:
                    raise TooManyError
            kind = min(members) - 1
        return at

    def _hand_on(self, kind: int, states: States, at: list[States], by: Sequence[bool] | None) -> list[int]:
        """Hand what is remembered on to the kinds that follow; those to which something is new."""
        steps, profile = self.steps, self.profile
        changed = []
        for signature, to, _ in self.quotient.edges[kind]:
            if by is not None and not by[signature]:
                continue
            before = at[to]
            after = self.either(before, steps[signature, profile[to]].images[states])
            if after is not before:
                at[to] = after
                changed.append(to)
        return changed

    def lead_to(self, at: Sequence[States], goals: Callable[[int, StateT], bool]) -> list[States]:
        """By kind, what of it leads to a goal; ``goals`` is asked at kinds that nothing follows."""
        quotient = self.quotient
        found = [NONE] * len(quotient)
        for members, looped in quotient.groups():
            kind = members[0]
            if quotient.terminal(kind):
                found[kind] = self.the(frozenset(each for each in at[kind] if goals(kind, self.states[each])))
                continue
            while True:
                before = [found[each] for each in members]
                for each in members:
                    found[each] = self._leading(each, at[each], found)
                if not looped or before == [found[each] for each in members]:
                    break
        return found

    def _leading(self, kind: int, states: States, found: Sequence[States]) -> States:
        steps, profile = self.steps, self.profile
        leading = NONE
        for signature, to, _ in self.quotient.edges[kind]:
            leading = self.either(leading, steps[signature, profile[to]].before(states, found[to]))
        return leading

    def witness(self, wanted: Callable[[int, StateT], bool]) -> tuple[Step, ...] | None:
        """A shortest list of steps to a pair of the wanted sort; None where there is none."""
        came: dict[tuple[int, int], tuple[tuple[int, int], int] | None] = {self.start: None}
        waiting = deque([self.start])
        while waiting:
            pair = waiting.popleft()
            kind, state = pair
            if wanted(kind, self.states[state]):
                return self.quotient.witness(self.way_to(came, pair))
            for steps, to, _ in self.successors(kind):
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


class SuccessorTable(dict[int, int], Generic[StateT]):
    """By what is remembered: what is remembered after one more step."""

    __slots__ = ("_before", "images", "product", "profile", "signature")

    def __init__(self, product: Product[StateT], signature: int, profile: int) -> None:
        super().__init__()
        self.product = product
        self.signature = signature
        self.profile = profile
        self.images: _Images[StateT] = _Images(self)
        self._before: dict[tuple[States, States], States] = {}

    def __missing__(self, state: int) -> int:
        product = self.product
        reached = product.monitor.step(product.states[state], product.consequences[self.signature])
        if product.settle is not None:
            reached = product.settle(self.profile, reached)
        found = self[state] = product.number(reached)
        return found

    def before(self, states: States, goals: States) -> States:
        """Those after which one of the goals is remembered."""
        if not goals:
            return NONE
        found = self._before.get((states, goals))
        if found is None:
            leading = self.product.the(frozenset(each for each in states if self[each] in goals))
            found = self._before[states, goals] = leading
        return found


class _Images(dict[States, States], Generic[StateT]):
    """By what may be remembered: what may be after one more step."""

    __slots__ = ("steps",)

    def __init__(self, steps: SuccessorTable[StateT]) -> None:
        super().__init__()
        self.steps = steps

    def __missing__(self, states: States) -> States:
        found = self[states] = self.steps.product.the(frozenset(map(self.steps.__getitem__, states)))
        return found


class _SuccessorTables(dict[tuple[int, int], SuccessorTable[StateT]], Generic[StateT]):
    """By signature and the profile of the kind that is led to: what a step does."""

    __slots__ = ("product",)

    def __init__(self, product: Product[StateT]) -> None:
        super().__init__()
        self.product = product

    def __missing__(self, key: tuple[int, int]) -> SuccessorTable[StateT]:
        found = self[key] = SuccessorTable(self.product, *key)
        return found
