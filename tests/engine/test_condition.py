"""Conditions: what is read is what was written, and nothing else can be said."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.engine.condition import (
    COMPARATORS,
    KEYWORDS,
    MAX_DEPTH,
    MAX_LENGTH,
    And,
    Comparison,
    Condition,
    ConditionError,
    Constant,
    Name,
    Not,
    Or,
    Value,
    bind,
    holds,
    names,
    parse,
    render,
)

WORDS = frozenset({"guarded", "told"})

names_of_things = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(lambda name: name not in KEYWORDS)
terms = st.one_of(
    st.builds(Constant, st.one_of(st.integers(-999, 999), st.booleans())),
    st.builds(Name, st.one_of(names_of_things, st.sampled_from(sorted(WORDS)))),
)
comparisons = st.builds(Comparison, terms, st.sampled_from(sorted(COMPARATORS)), terms)


def joined(kind: type[And] | type[Or], parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Two or three parts, none of which is of the same kind: brackets around those say nothing."""
    return st.lists(parts.filter(lambda part: not isinstance(part, kind)), min_size=2, max_size=3).map(
        lambda chosen: kind(tuple(chosen))
    )


conditions: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(terms, comparisons),
    lambda inner: st.one_of(st.builds(Not, inner), joined(And, inner), joined(Or, inner)),
    max_leaves=8,
).filter(lambda condition: len(render(condition)) <= MAX_LENGTH)

known_values = st.dictionaries(names_of_things, st.one_of(st.integers(-9, 9), st.booleans()), max_size=4)


@given(conditions)
def test_a_condition_is_read_back_as_it_was_rendered(condition: Condition) -> None:
    assert parse(render(condition)) == condition


@given(conditions)
def test_a_bound_condition_is_read_back_as_it_was_rendered(condition: Condition) -> None:
    bound = bind(condition, WORDS)
    assert bind(parse(render(bound)), WORDS) == bound


@given(conditions)
def test_binding_takes_the_words_from_the_names_and_nothing_else(condition: Condition) -> None:
    assert names(bind(condition, WORDS)) == names(condition) - WORDS


@given(st.one_of(st.text(max_size=400), st.text(alphabet="ab1 ()<>=!andortue_-.\"'≥", max_size=60)))
@example("(" * 299)
@example("not " * 74 + "a")
@example("9" * 300)
@example("a" * 301)
@example("a\0b")
@example("٣ > 2")
@example("trust >= 3 and")
def test_no_text_raises_anything_but_a_sentence(text: str) -> None:
    fault: ConditionError | None = None
    try:
        condition = parse(text)
    except ConditionError as error:
        fault = error
    if fault is None:
        assert parse(render(condition)) == condition or len(render(condition)) > MAX_LENGTH
    else:
        assert fault.message.endswith(".")
        assert 0 <= fault.column <= len(text)


@given(conditions, known_values)
def test_not_turns_a_condition_round(condition: Condition, known: dict[str, Value]) -> None:
    try:
        value = holds(condition, known)
    except (KeyError, TypeError):
        return  # a name without a value, or unlike things compared: refused when a document is read
    assert holds(Not(condition), known) is not value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("trust >= 3 and not promised or mood == told", True),
        ("trust >= 3 and not (promised or mood == told)", False),
        ("not trust == 4", True),
        ("not promised == true", True),
        ("-1 < trust", True),
        ("trust > 3 or trust < 3", False),
        ("mood != guarded", True),
        ("true", True),
        ("false or promised", False),
        ("  trust<=3  ", True),
    ],
)
def test_a_condition_holds_as_it_reads(text: str, value: bool) -> None:
    known: dict[str, Value] = {"trust": 3, "promised": False, "mood": "told"}
    assert holds(bind(parse(text), WORDS), known) is value


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("trust = 3", 6, "=="),
        ("trust >= 3 & promised", 11, "and"),
        ("trust + 1 > 3", 6, "cannot calculate"),
        ("locked-in", 6, "cannot calculate"),
        ("trust ≥ 3", 6, ">="),
        ('mood == "told"', 8, "without quotation marks"),
        ("trust > 3 promised", 10, "left over"),
        ("1 < trust < 3", 10, "join comparisons with and"),
        ("(trust > 3", 0, "never closed"),
        ("trust > 3)", 9, "without an opening one"),
        ("trust >", 7, "stops too early"),
        ("and trust", 0, "cannot stand here"),
        ("(a or b) == c", 0, "not brackets"),
        ("", 0, "empty"),
        ("a.b", 1, "only names"),
        ("f(x)", 1, "Only two things"),
        ("12345678901", 0, "nine digits"),
        ("a" * 301, 0, "at most 300"),
    ],
)
def test_a_condition_that_cannot_be_read_says_why_and_where(text: str, column: int, part: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert part in caught.value.message
    assert caught.value.column == column


def test_brackets_nest_only_so_deep() -> None:
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == Name("a")
    with pytest.raises(ConditionError, match="Too many brackets"):
        parse("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1))


def test_a_number_does_not_hold_by_itself() -> None:
    assert not holds(Constant(1), {})
    assert not holds(Name("trust"), {"trust": 1})


def test_a_condition_has_at_most_three_hundred_characters_and_fifty_brackets() -> None:
    assert parse("a" * 300) == Name("a" * 300)
    assert (MAX_LENGTH, MAX_DEPTH) == (300, 50)


@pytest.mark.parametrize(("text", "value"), [("123456789", 123456789), ("-123456789", -123456789)])
def test_a_number_has_at_most_nine_digits_beside_its_sign(text: str, value: int) -> None:
    assert parse(text) == Constant(value)
    with pytest.raises(ConditionError, match="at most nine digits") as caught:
        parse(f"  a > {text}0")
    assert caught.value.column == 6


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("not ", "")])
def test_brackets_beside_one_another_do_not_nest(opening: str, closing: str) -> None:
    beside = opening * 26 + "a" + closing * 26
    assert parse(f"{beside} or {beside}") == Or((parse(beside), parse(beside)))
    with pytest.raises(ConditionError, match="Too many brackets"):
        parse(f"{beside} or {'(' * 51}a{')' * 51}")
    with pytest.raises(ConditionError, match="Too many brackets"):
        parse(opening * 51 + "a" + closing * 51)


def test_a_bracket_on_the_right_of_a_comparison_is_told_by_its_place() -> None:
    with pytest.raises(ConditionError, match="not brackets") as caught:
        parse("a == (b or c)")
    assert caught.value.column == 5
    assert str(caught.value) == caught.value.message


def test_the_names_of_a_comparison_are_those_of_both_sides() -> None:
    assert names(parse("not (trust > calm or promised and 1 == 2)")) == {"trust", "calm", "promised"}


@pytest.mark.parametrize("text", ["true", "not false", "a == true", "-1 < a", "(a or b) and not (b and c)", "told"])
def test_a_condition_is_rendered_as_a_tutor_would_write_it(text: str) -> None:
    assert render(bind(parse(text), WORDS)) == text
