"""What is put into the bits of a situation is read out again, and a condition's own bits decide it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.model.bit_layout import BitLayout
from simulator.engine.availability import fits
from simulator.engine.condition import And, Comparator, Comparison, Condition, Constant, Name, Not, Or, Value, holds
from simulator.engine.rubric import Level
from simulator.engine.scenario import Duty, Scenario, Variable
from simulator.engine.state import DutyStatus
from tests.engine.small import small

WORDS = ("guarded", "hinting", "told")
COMPARATORS: list[Comparator] = ["==", "!=", "<", "<=", ">", ">="]
FULFILLED = {DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE}


def every_kind() -> Scenario:
    """Two variables of each kind, numbers with each sort of limit, a fact and a duty."""
    return replace(
        small(),
        variables={
            "trust": Variable("trust", 0),
            "calm": Variable("calm", 0, -3, 3),
            "hope": Variable("hope", 0, -3),
            "promised": Variable("promised", False),
            "asked": Variable("asked", True),
            "mood": Variable("mood", "told", values=WORDS),
            "tone": Variable("tone", "hinting", values=WORDS),
        },
        facts={"locked_in": "A fact."},
        duties={"tell_lead": Duty("tell_lead", "reporting", "Tell", Level.UNSAFE, Level.UNSAFE)},
        words=frozenset(WORDS),
    )


LAYOUT = BitLayout(every_kind(), [("asks", "again")])

values = st.fixed_dictionaries(
    {
        "trust": st.integers(-(10**9), 10**9) | st.integers(-3, 3),
        "calm": st.integers(-3, 3),
        "hope": st.integers(-3, 3),
        "promised": st.booleans(),
        "asked": st.booleans(),
        "mood": st.sampled_from(WORDS),
        "tone": st.sampled_from(WORDS),
        "locked_in": st.booleans(),
    }
)
statuses = st.sampled_from(tuple(DutyStatus)[:5])
numeric: st.SearchStrategy[Constant | Name] = st.one_of(
    st.integers(-3, 3).map(Constant), st.sampled_from([Name("trust"), Name("calm"), Name("hope")])
)
truths: st.SearchStrategy[Constant | Name] = st.one_of(
    st.booleans().map(Constant),
    st.sampled_from([Name(name) for name in ("promised", "asked", "locked_in", "tell_lead")]),
)
worded: st.SearchStrategy[Constant | Name] = st.one_of(
    st.sampled_from(WORDS).map(Constant), st.sampled_from([Name("mood"), Name("tone")])
)
comparisons = st.one_of(
    *(st.builds(Comparison, side, st.sampled_from(COMPARATORS), side) for side in (numeric, truths, worded))
)
plain: st.SearchStrategy[Condition] = st.one_of(comparisons, truths, st.just(Name("trust")), st.just(Name("mood")))
conditions = st.recursive(
    plain,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)


def bits_of(given_: Mapping[str, Value], status: DutyStatus) -> int:
    """A situation with these values."""
    bits = LAYOUT.scene.put(1) | LAYOUT.used["asks", "again"].put(True) | LAYOUT.duties["tell_lead"].put(status)
    for name, value in given_.items():
        bits |= LAYOUT.field(name).put(value)
    return bits


@given(conditions, values, statuses)
def test_the_bits_that_a_condition_reads_decide_it(
    condition: Condition, given_: dict[str, Value], status: DutyStatus
) -> None:
    own = bits_of(given_, status) & LAYOUT.reads([condition])
    read = LAYOUT.values_of(LAYOUT.names([condition]), own)
    assert fits(condition, read) is holds(condition, {**given_, "tell_lead": status in FULFILLED})


@given(values, statuses)
def test_values_read_back_as_they_were(given_: dict[str, Value], status: DutyStatus) -> None:
    bits = bits_of(given_, status)
    read = LAYOUT.values_of(given_, bits)
    assert read == given_
    assert [type(value) for value in read.values()] == [type(given_[name]) for name in read]
    assert LAYOUT.statuses(bits) == {"tell_lead": status}
    assert LAYOUT.value("tell_lead", bits) is (status in FULFILLED)


def test_no_two_things_share_a_bit() -> None:
    fields = [LAYOUT.scene, LAYOUT.stuck, *LAYOUT.duties.values(), *LAYOUT.facts.values()]
    fields += [*LAYOUT.variables.values(), *LAYOUT.used.values()]
    assert sum(each.mask for each in fields) == (1 << sum(each.mask.bit_count() for each in fields)) - 1


def test_a_name_that_is_not_declared_is_found() -> None:
    with pytest.raises(KeyError):
        LAYOUT.reads([Name("nothing")])
