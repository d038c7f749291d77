"""A situation as one whole number, as explicit-state model checkers pack their states: which bits hold what.

The scene, what became of a duty, a fact, a variable and a used choice each have a field of their own. Equality and
hashing of situations are those of numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from simulator.engine.condition import Condition, Value, names
from simulator.engine.scenario import Scenario, Variable
from simulator.engine.state import DutyStatus

_UNBOUNDED: Final = 64
"""Bits of a number without a smallest and a largest value: more than play can reach within any budget."""

_FULFILLED: Final = frozenset({DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE})


@dataclass(frozen=True, slots=True)
class BitField:
    """Some bits of a situation, and what they stand for."""

    shift: int
    mask: int
    low: int = 0
    """Numbers only: the value that no bits stand for."""
    minimum: int | None = None
    maximum: int | None = None
    words: tuple[Value, ...] = ()
    """The values in order; empty for a number."""

    def raw(self, value: Value) -> int:
        """The bits of a value, not yet shifted."""
        return self.words.index(value) if self.words else int(value) - self.low

    def put(self, value: Value) -> int:
        """The bits of a value, in their place."""
        return self.raw(value) << self.shift

    def get(self, situation: int) -> Value:
        """The value in a situation."""
        raw = (situation & self.mask) >> self.shift
        return self.words[raw] if self.words else raw + self.low


class BitLayout:
    """The places of everything that a situation of one scenario can hold; the scene has the lowest bits."""

    def __init__(self, scenario: Scenario, reentered: Iterable[tuple[str, str]]) -> None:
        self._next = 0
        self.scenes = tuple(scenario.scenes)
        self.scene = self._field(len(self.scenes))
        self.stuck = self._field(2, words=(False, True))
        self.duties: dict[str, BitField] = {
            name: self._field(5, words=tuple(DutyStatus)[:5]) for name in scenario.duties
        }
        self.facts: dict[str, BitField] = {name: self._field(2, words=(False, True)) for name in scenario.facts}
        self.variables: dict[str, BitField] = {name: self._variable(each) for name, each in scenario.variables.items()}
        self.used: dict[tuple[str, str], BitField] = {key: self._field(2, words=(False, True)) for key in reentered}
        self.places = {name: place for place, name in enumerate(self.scenes)}
        self.all_duties = mask_of(self.duties.values())

    def _field(self, size: int, words: tuple[Value, ...] = (), **limits: int | None) -> BitField:
        bits = max(size - 1, 0).bit_length()
        shift = self._next
        self._next += bits
        return BitField(shift, ((1 << bits) - 1) << shift, words=words, **limits)  # type: ignore[arg-type]

    def _variable(self, variable: Variable) -> BitField:
        if isinstance(variable.start, bool):
            return self._field(2, words=(False, True))
        if isinstance(variable.start, str):
            return self._field(len(variable.values), words=variable.values)
        low, high = variable.minimum, variable.maximum
        if low is None or high is None:
            return self._field(1 << _UNBOUNDED, low=-(1 << (_UNBOUNDED - 1)), minimum=low, maximum=high)
        return self._field(high - low + 1, low=low, minimum=low, maximum=high)

    def field(self, name: str) -> BitField:
        """The bits of a name that conditions can use."""
        return self.variables.get(name) or self.facts.get(name) or self.duties[name]

    def value(self, name: str, situation: int) -> Value:
        """What a name is in a situation; a duty is true once it is fulfilled."""
        if name in self.duties:
            return self.duties[name].get(situation) in _FULFILLED
        return self.field(name).get(situation)

    def values_of(self, wanted: Iterable[str], situation: int) -> Mapping[str, Value]:
        """What some names are in a situation."""
        return {name: self.value(name, situation) for name in wanted}

    def names(self, conditions: Iterable[Condition | None]) -> tuple[str, ...]:
        """The names that some conditions look at, each once."""
        return tuple(sorted({name for each in conditions if each is not None for name in names(each)}))

    def reads(self, conditions: Iterable[Condition | None]) -> int:
        """The bits that some conditions look at."""
        return mask_of(self.field(name) for name in self.names(conditions))

    def statuses(self, situation: int) -> Mapping[str, DutyStatus]:
        """What has become of the duties; at an ending, before it closes them."""
        return {name: DutyStatus(str(field.get(situation))) for name, field in self.duties.items()}

    def start(self, scenario: Scenario) -> int:
        """Every variable at its start; facts, duties and used choices at zero."""
        return sum(self.variables[name].put(each.start) for name, each in scenario.variables.items())


def mask_of(fields: Iterable[BitField]) -> int:
    """The bits of some fields together."""
    mask = 0
    for each in fields:
        mask |= each.mask
    return mask
