"""A compiled condition holds exactly where the condition does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.condition import And, Comparator, Comparison, Condition, Constant, Name, Not, Or, Value, holds
from simulator.engine.guards import compile_condition, lay_out
from simulator.engine.rubric import Level
from simulator.engine.scenario import Duty, Scenario, Variable
from tests.engine.small import small

WORDS = ("guarded", "hinting", "told")
COMPARATORS: list[Comparator] = ["==", "!=", "<", "<=", ">", ">="]


def every_kind() -> Scenario:
    """Two variables of each kind, a fact and a duty."""
    return replace(
        small(),
        variables={
            "trust": Variable("trust", 0),
            "calm": Variable("calm", 0),
            "promised": Variable("promised", False),
            "asked": Variable("asked", True),
            "mood": Variable("mood", "told", values=WORDS),
            "tone": Variable("tone", "hinting", values=WORDS),
        },
        facts={"locked_in": "A fact."},
        duties={"tell_lead": Duty("tell_lead", "reporting", "Tell", Level.UNSAFE, Level.UNSAFE)},
        words=frozenset(WORDS),
    )


values = st.fixed_dictionaries(
    {
        "trust": st.integers(-3, 3),
        "calm": st.integers(-3, 3),
        "promised": st.booleans(),
        "asked": st.booleans(),
        "mood": st.sampled_from(WORDS),
        "tone": st.sampled_from(WORDS),
        "locked_in": st.booleans(),
        "tell_lead": st.booleans(),
    }
)
numeric: st.SearchStrategy[Constant | Name] = st.one_of(
    st.integers(-3, 3).map(Constant), st.sampled_from([Name("trust"), Name("calm")])
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


@given(conditions, values)
def test_a_compiled_condition_holds_where_the_condition_does(condition: Condition, known: dict[str, Value]) -> None:
    layout = lay_out(every_kind())
    guard = compile_condition(condition, layout)
    now = [layout.encode(known[name]) for name in layout.slots]
    assert bool(guard if isinstance(guard, bool) else guard(now)) is holds(condition, known)


@given(values)
def test_values_read_back_as_they_were(known: dict[str, Value]) -> None:
    layout = lay_out(every_kind())
    read = layout.known([*(layout.encode(known[name]) for name in layout.slots), 0])
    assert read == known
    assert [type(value) for value in read.values()] == [type(known[name]) for name in read]


def test_no_condition_always_holds() -> None:
    assert compile_condition(None, lay_out(every_kind())) is True


def test_a_word_cannot_be_compared_with_a_number() -> None:
    with pytest.raises(ValueError, match="no word"):
        compile_condition(Comparison(Name("mood"), "==", Constant(1)), lay_out(every_kind()))


def test_a_name_that_is_not_declared_is_found() -> None:
    with pytest.raises(KeyError):
        compile_condition(Name("nothing"), lay_out(every_kind()))
