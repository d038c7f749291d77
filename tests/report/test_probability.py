"""Probabilities and large numbers as a person reads them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.report.words.probability import NEARLY, RARE, average, exact, one_in, percent, times, whole

CHANCES = st.fractions(0, 1, max_denominator=10**9) | st.integers(1, 10**30).map(lambda number: Fraction(1, number))


def stands_for(text: str) -> Fraction:
    return Fraction(text.removesuffix("%")) / 100


@given(CHANCES)
def test_only_what_is_certain_is_always_or_never_and_all_else_is_near_its_percentage(chance: Fraction) -> None:
    told = percent(chance)
    match told:
        case "never" | "always":
            assert chance == (told == "always")
        case _ if told == RARE:
            assert 0 < chance < Fraction(1, 10**6)
        case _ if told == NEARLY:
            assert 0 < 1 - chance < Fraction(1, 10**6)
        case _:
            assert 0 < chance < 1
            assert 0 < stands_for(told) < 1
            smaller = min(chance, 1 - chance)
            assert abs(stands_for(told) - chance) <= max(
                smaller / 20, Fraction(1, 2000) if smaller > Fraction(1, 100) else 0
            )
            assert len(told) <= 9


@given(CHANCES.filter(lambda chance: 0 < chance <= Fraction(1, 2)))
def test_one_in_so_many_is_near_the_probability(chance: Fraction) -> None:
    number = one_in(chance).removeprefix("1 in ").replace(",", "")
    sizes = {"billion": 10**9, "trillion": 10**12}
    size = next((factor for name, factor in sizes.items() if number.endswith(name)), 1)
    if "×" not in number:
        told = Fraction(number.split(" ")[0]) * size
        assert abs(told * chance - 1) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("chance", "told", "often"),
    [
        (Fraction(1, 2), "50.0%", "1 in 2"),
        (Fraction(2, 3), "66.7%", ""),
        (Fraction(1, 8), "12.5%", "1 in 8"),
        (Fraction(26, 1000), "2.6%", "1 in 38"),
        (Fraction(1, 22750), "0.0044%", "1 in 22,800"),
        (Fraction(1, 1234567), "<0.0001%", "1 in 1,230,000"),
        (Fraction(1, 4 * 10**9), "<0.0001%", "1 in 4 billion"),
        (Fraction(1, 7 * 10**20), "<0.0001%", "1 in 7.0 × 10²⁰"),
        (Fraction(9996, 10000), "99.960%", ""),
        (Fraction(10**7 - 1, 10**7), ">99.9999%", ""),
        (Fraction(0), "never", ""),
        (Fraction(1), "always", ""),
    ],
)
def test_examples(chance: Fraction, told: str, often: str) -> None:
    assert percent(chance) == told
    assert one_in(chance) == often


def test_how_often_as_part_of_a_sentence() -> None:
    assert times(Fraction(1, 22750)) == "1 time in 22,800"
    assert times(Fraction(3, 4)) == "75.0% of the time"
    assert times(Fraction(0)) == "never"
    assert times(Fraction(1)) == "always"


def test_whole_numbers_have_their_thousands_apart_until_they_are_too_long() -> None:
    assert whole(39576384269609472) == "39,576,384,269,609,472"
    assert whole(10**21) == "about 1.0 × 10²¹"
    assert whole(10**30 - 1) == "about 1.0 × 10³⁰"


def test_averages_have_one_decimal_place_where_they_need_it() -> None:
    assert average(Fraction(911014559, 56623104)) == "16.1"
    assert average(Fraction(3)) == "3"


@given(st.fractions())
def test_the_exact_form_is_the_number(number: Fraction) -> None:
    assert Fraction(exact(number)) == number
    assert exact(number).count("/") == 1
