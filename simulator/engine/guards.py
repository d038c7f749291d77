"""Conditions compiled for speed: the situation as a list of whole numbers, a condition as a function of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from .condition import COMPARATORS, And, Comparator, Comparison, Condition, Constant, Name, Not, Or, Value
from .scenario import Scenario
from .state import DutyStatus

Values: TypeAlias = list[int]
"""One whole number for each variable, fact and duty; never changed once a turn stands."""

Guard: TypeAlias = Callable[[Values], object]
"""A compiled condition: holds where the answer is true in Python's sense."""

STATUSES: Final = tuple(DutyStatus)
"""A duty's status is kept as its place here."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each name's number stands, and how it reads."""

    slots: Mapping[str, int]
    """Variables, facts and fulfilled duties, by name."""
    statuses: Mapping[str, int]
    """Duties' statuses, by name; their slots follow all others."""
    start: tuple[int, ...]
    flags: frozenset[int]
    """The slots that are yes-or-no: 0 and 1."""
    worded: frozenset[int]
    """The slots that hold a word, as its place in ``words``."""
    words: tuple[str, ...]
    """Every declared word in alphabetical order, so that places compare as words do."""

    def encode(self, value: Value) -> int:
        """The number that stands for a value."""
        return self.words.index(value) if isinstance(value, str) else int(value)

    def known(self, values: Values) -> dict[str, Value]:
        """What each name is, as the engine's situation has it."""
        return {name: self._decode(slot, values[slot]) for name, slot in self.slots.items()}

    def duties(self, values: Values) -> dict[str, DutyStatus]:
        """What has become of each duty."""
        return {name: STATUSES[values[slot]] for name, slot in self.statuses.items()}

    def _decode(self, slot: int, number: int) -> Value:
        if slot in self.flags:
            return bool(number)
        return self.words[number] if slot in self.worded else number


def lay_out(scenario: Scenario) -> Layout:
    """The layout of a scenario's situations."""
    starts: dict[str, Value] = {name: variable.start for name, variable in scenario.variables.items()}
    starts.update(dict.fromkeys((*scenario.facts, *scenario.duties), False))
    words = {*scenario.words, *(value for value in starts.values() if isinstance(value, str))}
    ordered = tuple(sorted(words.union(*(variable.values for variable in scenario.variables.values()))))
    numbers = [ordered.index(value) if isinstance(value, str) else int(value) for value in starts.values()]
    return Layout(
        slots={name: slot for slot, name in enumerate(starts)},
        statuses={name: len(starts) + place for place, name in enumerate(scenario.duties)},
        start=(*numbers, *(STATUSES.index(DutyStatus.WAITING) for _ in scenario.duties)),
        flags=frozenset(slot for slot, value in enumerate(starts.values()) if isinstance(value, bool)),
        worded=frozenset(slot for slot, value in enumerate(starts.values()) if isinstance(value, str)),
        words=ordered,
    )


# The comparisons are written out: a function of its own for each is the fastest way that Python has.

_WITH_NUMBER: Final[dict[Comparator, Callable[[int, int], Guard]]] = {
    "==": lambda slot, number: lambda values: values[slot] == number,
    "!=": lambda slot, number: lambda values: values[slot] != number,
    "<": lambda slot, number: lambda values: values[slot] < number,
    "<=": lambda slot, number: lambda values: values[slot] <= number,
    ">": lambda slot, number: lambda values: values[slot] > number,
    ">=": lambda slot, number: lambda values: values[slot] >= number,
}

_WITH_NAME: Final[dict[Comparator, Callable[[int, int], Guard]]] = {
    "==": lambda slot, other: lambda values: values[slot] == values[other],
    "!=": lambda slot, other: lambda values: values[slot] != values[other],
    "<": lambda slot, other: lambda values: values[slot] < values[other],
    "<=": lambda slot, other: lambda values: values[slot] <= values[other],
    ">": lambda slot, other: lambda values: values[slot] > values[other],
    ">=": lambda slot, other: lambda values: values[slot] >= values[other],
}

_TURNED: Final[dict[Comparator, Comparator]] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def compile_condition(condition: Condition | None, layout: Layout) -> Guard | bool:
    """The condition as a function of the values, or whether it holds where that needs no looking.

    Raises:
        ValueError: it compares a word with something that is no word.
        KeyError: it reads a name that the scenario does not declare.
    """
    match condition:
        case None:
            return True
        case Constant(value):
            return value is True
        case Name(name):
            slot = layout.slots[name]
            return (lambda values: values[slot]) if slot in layout.flags else False
        case Comparison():
            return _comparison(condition, layout)
        case Not(part):
            return _negated(compile_condition(part, layout))
        case And(parts):
            return _all([compile_condition(part, layout) for part in parts])
        case Or(parts):
            return _negated(_all([_negated(compile_condition(part, layout)) for part in parts]))
        case _:
            assert_never(condition)


def _comparison(comparison: Comparison, layout: Layout) -> Guard | bool:
    left, operator, right = comparison.left, comparison.operator, comparison.right
    if _is_word(left, layout) != _is_word(right, layout):
        raise ValueError("a condition compares a word with something that is no word")
    match left, right:
        case Name(name), Name(other):
            return _WITH_NAME[operator](layout.slots[name], layout.slots[other])
        case Name(name), Constant(value):
            return _WITH_NUMBER[operator](layout.slots[name], layout.encode(value))
        case Constant(value), Name(name):
            return _WITH_NUMBER[_TURNED[operator]](layout.slots[name], layout.encode(value))
        case Constant(value), Constant(other_value):
            return COMPARATORS[operator](value, other_value)
        case _:
            raise AssertionError(comparison)  # pragma: no cover


def _is_word(term: Constant | Name, layout: Layout) -> bool:
    return isinstance(term.value, str) if isinstance(term, Constant) else layout.slots[term.name] in layout.worded


def _negated(guard: Guard | bool) -> Guard | bool:
    return not guard if isinstance(guard, bool) else lambda values: not guard(values)


def _all(guards: list[Guard | bool]) -> Guard | bool:
    if any(guard is False for guard in guards):
        return False
    judged = tuple(guard for guard in guards if not isinstance(guard, bool))
    match judged:
        case ():
            return True
        case (only,):
            return only
        case (first, second):
            return lambda values: first(values) and second(values)
        case _:
            return lambda values: all(guard(values) for guard in judged)
