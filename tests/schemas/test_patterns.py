"""Patterns in the schemas match what the loader takes, and nothing else that they can tell."""

import re
from datetime import date

import pytest
import regress
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.documents.editor.patterns import CONDITION, DAY, LARGEST, whole_number
from simulator.documents.yaml.names import SNAKE
from simulator.documents.yaml.parts import is_date, number
from simulator.engine.condition import ConditionError, parse

RANGES = [(0, 2000), (1, 2000), (1, 240), (4, 99), (4, 120), (0, 120), (1, 999), (1, 2), (1, 1), (7, 7), (38, 10500)]


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern finds a text, in Python's dialect and in that of editors, which must agree."""
    here = re.search(pattern, text) is not None
    assert here == (regress.Regex(pattern, flags="u").find(text) is not None)
    return here


@pytest.mark.parametrize(("low", "high"), RANGES)
def test_a_range_matches_its_numbers_and_no_others(low: int, high: int) -> None:
    pattern = re.compile(whole_number(low, high))
    for value in range(high + 1200):
        assert bool(pattern.search(str(value))) == (low <= value <= high), value
    assert not matches(whole_number(low, high), "-1")
    assert not matches(whole_number(low, high), f"0{high}")
    assert matches(whole_number(low, high), f"+{high}")


@given(st.integers(-2 * LARGEST, 2 * LARGEST))
@example(LARGEST)
@example(-LARGEST)
@example(LARGEST + 1)
def test_the_widest_range_is_that_of_every_number(value: int) -> None:
    assert matches(whole_number(-LARGEST, LARGEST), str(value)) == (abs(value) <= LARGEST)


@given(st.from_regex(r"[-+ 0-9a_.]{0,12}", fullmatch=True))
def test_a_text_is_a_number_to_the_pattern_if_it_is_one_to_the_loader(text: str) -> None:
    from pydantic_core import PydanticCustomError

    try:
        number(text)
    except PydanticCustomError:
        assert not matches(whole_number(-LARGEST, LARGEST), text)
    else:
        assert matches(whole_number(-LARGEST, LARGEST), text)


@given(st.dates().map(date.isoformat))
def test_every_day_of_the_calendar_is_a_day(text: str) -> None:
    assert matches(DAY, text)


@given(st.from_regex(r"[0-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]", fullmatch=True))
@example("2024-02-29")
@example("2023-02-29")
@example("1900-02-29")
@example("2000-02-29")
@example("0000-01-01")
@example("2025-3-31")
def test_a_day_to_the_pattern_is_a_day_to_the_loader(text: str) -> None:
    assert matches(DAY, text) == is_date(text)


NAMES = st.one_of(
    st.from_regex(SNAKE, fullmatch=True).filter(str.isascii), st.sampled_from(["trust", "a", "android", "note", "X_1"])
)
TERMS = st.one_of(NAMES, st.integers(-LARGEST, LARGEST).map(str), st.sampled_from(["true", "false"]))
SPACES = st.sampled_from(["", " ", "  ", "\n"])


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Longer conditions made of shorter ones."""
    return st.one_of(
        st.builds("not {}".format, parts),
        st.builds("({}{}{})".format, SPACES, parts, SPACES),
        st.builds("{} {} {}".format, parts, st.sampled_from(["and", "or", "==", "<"]), parts),
    )


CONDITIONS = st.recursive(
    st.one_of(
        TERMS, st.builds("{}{}{}{}{}".format, TERMS, SPACES, st.sampled_from(["==", "!=", "<", ">="]), SPACES, TERMS)
    ),
    joined,
    max_leaves=6,
)
JUMBLES = st.lists(
    st.sampled_from(
        ["trust", "not", "and", "or", "(", ")", "==", "<=", "=", "!", "3", "-3", "3a", "true", " ", "+", "1234567890"]
    ),
    max_size=9,
).map("".join)


@given(st.one_of(CONDITIONS, JUMBLES))
@example("(a) == b")
@example("not(a)and(b)or c")
@example("3and 4")
@example("trust>=3and promised")
def test_no_condition_that_can_be_read_is_underlined(text: str) -> None:
    try:
        parse(text)
    except ConditionError:
        return
    assert matches(CONDITION, text)


@pytest.mark.parametrize(
    "text",
    [
        "trust = 5",
        "trust >",
        "> 5",
        "trust >= 3 promised",
        "trust >= 3 and",
        "and trust",
        "trust + 1 > 2",
        "trust > 1.5",
        "1 < trust < 5",
        'mood == "told"',
        "my-trust > 2",
        "trust ≥ 3",
        "not",
        "()",
        "1234567890 > trust",
    ],
)
def test_what_has_not_the_outline_of_a_condition_is_underlined(text: str) -> None:
    with pytest.raises(ConditionError):
        parse(text)
    assert not matches(CONDITION, text)


@pytest.mark.parametrize(
    "text", ["((((((((((((((((((((" * 10, "not " * 70 + "!", "a and " * 49 + "!", "a" + " " * 290 + "!", "(a)" * 100]
)
def test_a_condition_that_is_none_is_found_out_at_once(text: str) -> None:
    import time

    begin = time.process_time()
    assert not matches(CONDITION, text)
    assert time.process_time() - begin < 5  # far from trying every way of reading it
