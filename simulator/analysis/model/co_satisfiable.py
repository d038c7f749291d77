"""Whether two conditions can hold at the same time, as far as the declared ranges tell: by trying a finite domain.

Comparisons with constants split a number's range into a few pieces inside which no condition changes, so one value of
each piece stands for all of it, as in testing by boundary values (Myers, 1979). Names compared with one another are
tried on the same values. Where there are too many combinations the answer is that they can: rules that ask then say
less, never more.
"""

from collections.abc import Iterable
from itertools import product
from math import prod
from typing import Final, assert_never

from simulator.engine.condition import And, Comparison, Condition, Constant, Name, Not, Or, Value, holds, names
from simulator.engine.scenario import Scenario, Variable

MAX_VALUES: Final = 512
"""How many combinations of values are tried; above it, two conditions are taken to be able to hold together."""


class CoSatisfiable:
    """Which conditions of a scenario can hold at the same time; each pair is worked out once."""

    def __init__(self, scenario: Scenario) -> None:
        self._variables = scenario.variables
        self._known: dict[tuple[Condition, Condition], bool] = {}

    def can_hold(self, first: Condition | None, second: Condition | None) -> bool:
        """Whether some values within the declared ranges make both hold, if some make each of them hold.

        Whether play reaches such values is not asked. Only values that a condition can tell apart are tried: a
        number's on both sides of each number it is compared with, a word's that are named and one that is not.
        """
        if first is None or second is None or first == second:
            return True
        if (first, second) not in self._known:
            answer = self._work_out(first, second)
            self._known[first, second] = self._known[second, first] = answer
        return self._known[first, second]

    def _work_out(self, first: Condition, second: Condition) -> bool:
        if names(first).isdisjoint(names(second)):
            return True
        read = sorted(names(first) | names(second))
        constants = _constants(first) | _constants(second)
        domains = [_values(self._variables.get(name), constants) for name in read]
        if prod(map(len, domains)) > MAX_VALUES:
            return True
        situations = (dict(zip(read, values, strict=True)) for values in product(*domains))
        return any(holds(first, known) and holds(second, known) for known in situations)


def _values(variable: Variable | None, constants: Iterable[Value]) -> tuple[Value, ...]:
    """The values that have to be tried; without a variable the name is a fact's or a duty's."""
    if variable is None or isinstance(variable.start, bool):
        return (False, True)
    if isinstance(variable.start, str):
        named = [value for value in variable.values if value in constants]
        other = [value for value in variable.values if value not in constants][:1]
        return (*named, *other) or (variable.start,)
    least, most = variable.minimum, variable.maximum
    numbers = {variable.start, *(end for end in (least, most) if end is not None)}
    for constant in constants:
        if isinstance(constant, int):  # a yes-or-no as well: to a set, true is 1
            numbers |= {constant - 1, constant, constant + 1}
    return tuple(
        number for number in sorted(numbers) if (least is None or number >= least) and (most is None or number <= most)
    )


def _constants(condition: Condition) -> frozenset[Value]:
    match condition:
        case Constant(value):
            return frozenset({value})
        case Name():
            return frozenset()
        case Comparison(left, _, right):
            return _constants(left) | _constants(right)
        case Not(part):
            return _constants(part)
        case And(parts) | Or(parts):
            return frozenset[Value]().union(*map(_constants, parts))
        case _:
            assert_never(condition)
