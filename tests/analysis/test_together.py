"""Whether two conditions can hold together, held against trying every value."""

from itertools import product

import pytest
from hypothesis import assume, given, settings

from simulator.analysis.model.co_satisfiable import MAX_VALUES, CoSatisfiable
from simulator.engine.condition import Condition, Value, holds, names
from simulator.engine.scenario import Ending
from tests.depth import tries
from tests.engine.build import scenario, when
from tests.strategies import DUTIES, FACTS, WORDS, conditions

SCENARIO = scenario(Ending("Home"))
CONDITIONS = conditions()

EVERY_VALUE: dict[str, tuple[Value, ...]] = {
    "trust": tuple(range(6)),
    "calm": tuple(range(-3, 4)),
    "promised": (False, True),
    "mood": WORDS["mood"],
    **dict.fromkeys((*FACTS, *DUTIES), (False, True)),
}


def some_values_make_hold(*conditions: Condition) -> bool:
    read = sorted(frozenset[str]().union(*map(names, conditions)))
    return any(
        all(holds(condition, dict(zip(read, values, strict=True))) for condition in conditions)
        for values in product(*(EVERY_VALUE[name] for name in read))
    )


@settings(max_examples=tries(150, 1500))
@given(CONDITIONS, CONDITIONS)
def test_it_is_as_trying_every_value_says(one: Condition, other: Condition) -> None:
    assume(not names(one).isdisjoint(names(other)) and one != other)
    answer = CoSatisfiable(SCENARIO).can_hold(one, other)
    assert answer >= some_values_make_hold(one, other), "what can hold together is never denied"
    if len(names(one) | names(other)) <= 3:
        assert answer == some_values_make_hold(one, other)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("trust < 3", "trust >= 3", False),
        ("trust <= 3", "trust >= 3", True),
        ("trust > 4", "trust == 5", True),
        ("trust > 5", "trust < 7 and promised", False),
        ("count > 5", "count < 7 and promised", True),
        ("promised", "not promised and calm > 0", False),
        ("mood == told", "mood == guarded or mood == hinting", False),
        ("mood != told", "mood != guarded", True),
        ("locked_in and promised", "not locked_in", False),
        ("promised", "calm < 0", True),
        ("trust < calm", "trust > calm", False),
    ],
)
def test_ranges_words_and_facts(one: str, other: str, answer: bool) -> None:
    first, second = when(one), when(other)
    assert CoSatisfiable(SCENARIO).can_hold(first, second) is answer
    assert CoSatisfiable(SCENARIO).can_hold(second, first) is answer


def test_no_condition_can_hold_beside_any() -> None:
    assert CoSatisfiable(SCENARIO).can_hold(None, when("trust > 5"))
    assert CoSatisfiable(SCENARIO).can_hold(when("trust > 5"), None)


def test_where_there_is_too_much_to_try_nothing_is_denied() -> None:
    every = " or ".join(f"{name} == {number}" for name in ("count", "energy", "calm") for number in (-2, 0, 2))
    one, other = when(f"promised and ({every})"), when(f"not promised and ({every})")
    assert len(range(-3, 4)) ** 3 * 2 > MAX_VALUES
    assert CoSatisfiable(SCENARIO).can_hold(one, other)
