"""Tables that fill themselves: what a condition decides or an effect changes, by the bits that it depends on.

A key that has been met stays in its table, so that after an exploration the keys are exactly the values that were
met.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.analysis.finding import Address
from simulator.engine.availability import fits
from simulator.engine.condition import Condition
from simulator.engine.state import DutyStatus

from .bit_layout import BitField, BitLayout

if TYPE_CHECKING:
    from .transition_system import Update

BitChange = Callable[[int], int]
"""From the bits of one field, not shifted, to its bits afterwards."""


class ChangeTable(dict[int, int]):
    """By the bits of one field: what has to be added to the situation for everything that happens to the field."""

    __slots__ = ("field", "turns")

    def __init__(self, field: BitField, turns: Sequence[BitChange]) -> None:
        super().__init__()
        self.field = field
        self.turns = tuple(turns)

    def __missing__(self, key: int) -> int:
        raw = before = key >> self.field.shift
        for turn in self.turns:
            raw = turn(raw)
        found = self[key] = (raw - before) << self.field.shift
        return found


class Fork(dict[int, "Update | None"]):
    """By the bits that the targets' conditions read: the update of the first target that fits, or None."""

    __slots__ = ("conditions", "layout", "mask", "names", "updates")

    def __init__(self, layout: BitLayout, conditions: Sequence[Condition | None], updates: "Sequence[Update]") -> None:
        super().__init__()
        self.layout = layout
        self.conditions = tuple(conditions)
        self.updates = tuple(updates)
        self.mask = layout.reads(conditions)
        self.names = layout.names(conditions)

    def __missing__(self, key: int) -> "Update | None":
        known = self.layout.values_of(self.names, key)
        pairs = zip(self.conditions, self.updates, strict=True)
        found = self[key] = next((update for condition, update in pairs if fits(condition, known)), None)
        return found


@dataclass(frozen=True, slots=True)
class Clamped:
    """A number goes up or down, within its range."""

    delta: int
    least: int | None
    most: int | None
    """The range, as bits."""
    addresses: tuple[Address, ...]
    """Where it is written: in several places where several answers to a form change the same."""

    @classmethod
    def of(cls, field: BitField, delta: int, addresses: tuple[Address, ...]) -> "Clamped":
        """A change of a variable."""
        least = None if field.minimum is None else field.minimum - field.low
        most = None if field.maximum is None else field.maximum - field.low
        return cls(delta, least, most, addresses)

    def __call__(self, raw: int) -> int:
        """The bits afterwards."""
        after = raw + self.delta
        if self.least is not None and after < self.least:
            return self.least
        return self.most if self.most is not None and after > self.most else after


@dataclass(frozen=True, slots=True)
class SetTo:
    """A variable or fact gets a value, whatever it was."""

    raw: int

    def __call__(self, _: int) -> int:
        """The value's bits."""
        return self.raw


def status(field: BitField, turned: dict[DutyStatus, DutyStatus]) -> BitChange:
    """A duty turns from some statuses to others and stays as it is in all the rest."""
    raws = {field.raw(before): field.raw(after) for before, after in turned.items()}
    return lambda raw: raws.get(raw, raw)


OPENED = {DutyStatus.WAITING: DutyStatus.OPEN}
TURNED_LATE = {DutyStatus.OPEN: DutyStatus.LATE}
FULFILLED = {
    DutyStatus.WAITING: DutyStatus.FULFILLED,
    DutyStatus.OPEN: DutyStatus.FULFILLED,
    DutyStatus.LATE: DutyStatus.FULFILLED_LATE,
}
