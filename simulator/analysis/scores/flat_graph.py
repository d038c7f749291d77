"""The pairs of a product as one flat graph, trimmed: without those from which no ending can be reached.

A place is a pair of a kind and what is remembered of the steps. But for loops, what follows has a smaller number, so
that going through the places in order is going through them with followers first.
"""

from array import array
from collections.abc import Hashable, Iterator, Sequence
from typing import Generic, TypeVar

from .product import Product, States

StateT = TypeVar("StateT", bound=Hashable)


class ProductGraph(Generic[StateT]):
    """The places that an ending can be reached from, and the steps between them."""

    def __init__(self, product: Product[StateT], at: Sequence[States]) -> None:
        self.product = product
        self.kind = array("i")
        """By place: its kind."""
        self.state = array("i")
        """By place: the number of what is remembered there."""
        self.offsets = array("q", [0])
        """Where the steps from each place begin in ``signature`` and ``to``."""
        self.signature = array("i")
        self.to = array("i")
        self.group = array("i")
        """By place: the place in ``groups`` of the loop on which it lies, otherwise -1."""
        self.groups: list[list[int]] = []
        self._numbers: list[dict[int, int]] = [{} for _ in at]
        for members, looped in product.quotient.groups():
            if looped:
                self._add_loop(members, at)
            else:
                for state in sorted(at[members[0]]):
                    self._add(members[0], state)

    def _add(self, kind: int, state: int) -> None:
        steps = list(self._steps(kind, state))
        over = self.product.quotient.terminal(kind) and not self.product.quotient.stuck(kind)
        if steps or over:
            self._number(kind, state, -1)
            self._lead(steps)

    def _add_loop(self, members: Sequence[int], at: Sequence[States]) -> None:
        """Add the places of a loop that has a way out; what is remembered does not change as it is gone round."""
        inside = frozenset(members)
        successors = self.product.successors
        for state in sorted({state for kind in members for state in at[kind]}):
            kinds = [kind for kind in members if state in at[kind]]
            if not any(
                steps[state] in self._numbers[to]
                for kind in kinds
                for steps, to, _ in successors(kind)
                if to not in inside
            ):
                continue
            self.groups.append([self._number(kind, state, len(self.groups)) for kind in kinds])
            for kind in kinds:
                self._lead(list(self._steps(kind, state)))

    def _number(self, kind: int, state: int, group: int) -> int:
        number = self._numbers[kind][state] = len(self.kind)
        self.kind.append(kind)
        self.state.append(state)
        self.group.append(group)
        return number

    def _steps(self, kind: int, state: int) -> Iterator[tuple[int, int]]:
        for steps, to, _ in self.product.successors(kind):
            place = self._numbers[to].get(steps[state])
            if place is not None:
                yield steps.signature, place

    def _lead(self, steps: Sequence[tuple[int, int]]) -> None:
        for signature, place in steps:
            self.signature.append(signature)
            self.to.append(place)
        self.offsets.append(len(self.to))

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def start(self) -> int | None:
        """The beginning; None where no ending can be reached from it."""
        kind, state = self.product.start
        return self._numbers[kind].get(state)

    def out(self, place: int) -> Iterator[tuple[int, int]]:
        """The steps from a place: signature and the place that it leads to."""
        begin, end = self.offsets[place], self.offsets[place + 1]
        return zip(self.signature[begin:end], self.to[begin:end], strict=True)

    def is_end(self, place: int) -> bool:
        """Whether it is an ending."""
        return self.offsets[place] == self.offsets[place + 1]
