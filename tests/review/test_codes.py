"""Which codes look alike, and what is said of one that nobody has."""

import string

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from simulator.review.codes import (
    LONGEST,
    alike_in,
    fault_in,
    look_alike,
    lookalike,
    nobody,
    recognise,
    skeleton,
    tidy,
)

ALIKE = {
    "small letters": "l-900",
    "a blank within": "L -900",
    "a blank for the dash": "L 900",
    "no dash": "L900",
    "an en dash": "L–900",
    "a minus": "L−900",
    "a non-breaking hyphen": "L‑900",
    "an underscore": "L_900",
    "the letter O": "L-9OO",
    "a small letter o": "L-9o0",
    "the digit 1 for L": "1-900",
    "a capital I for l": "I-900",
    "a bar": "|-900",
    "full width": "Ｌ－９００",
    "a Cyrillic o": "L-9о0",
    "a Greek O": "L-9Ο0",
    "a mathematical letter": "𝐋-900",
    "Arabic digits": "L-٩٠٠",
    "an accent": "Ĺ-900",
    "a zero-width space": "L-\u200b900",
    "a word joiner": "L\u2060-900",
    "a variation selector": "L\ufe0f-900",
    "a bracket": "(L-900)",
    "a full stop": "L-900.",
}
"""What may be a slip for ``L-900``, by what is another in it."""

UNLIKE = ("L-901", "L-90", "L-9000", "M-900", "900", "L-009", "Ada")

CODES = st.text(string.ascii_letters + string.digits + "-_ .éüøßОоІ", min_size=1, max_size=12).map(tidy).filter(bool)


@pytest.mark.parametrize("slip", ALIKE.values(), ids=ALIKE)
def test_a_slip_looks_like_what_was_meant(slip: str) -> None:
    assert look_alike(slip, "L-900")
    found = recognise(slip, ["L-1", "L-900", "Ada"])
    assert (found.known, found.alike) == (False, ("L-900",))
    assert "“L-900”" in nobody(found)
    assert "They differ in" in lookalike(found)


@pytest.mark.parametrize("code", UNLIKE)
def test_another_code_is_not_taken_for_a_slip(code: str) -> None:
    assert not look_alike(code, "L-900")


@pytest.mark.parametrize(("code", "other"), [("А-7", "A-7"), ("amy", "arny"), ("José", "Jose"), ("Νοra", "Nora")])
def test_names_and_reviewers_codes_have_lookalikes_too(code: str, other: str) -> None:
    assert look_alike(code, other)


def test_what_is_strange_in_a_code_is_named() -> None:
    assert "“А” is the cyrillic capital letter a" in nobody(recognise("А-7", ["A-7"]))
    assert "capital and small letters" in nobody(recognise("l-900", ["L-900"]))
    assert "blanks and dashes" in nobody(recognise("L 900", ["L-900"]))


def test_white_space_around_a_code_is_no_part_of_it() -> None:
    for given_ in ("L-900 ", " L-900", "\tL-900\n", "\u00a0L-900"):
        assert recognise(given_, ["L-900"]).known


def test_the_nearest_is_named_where_nothing_looks_alike() -> None:
    assert "Did you mean “promise”?" in nobody(recognise("promsie", ["amy", "promise"]))
    assert "Did you mean" not in nobody(recognise("zzz", ["amy", "promise"]))


@pytest.mark.parametrize(
    "code",
    [
        "x" * (LONGEST + 1),
        "L\n9",
        "L\x1b[2J",
        "L\u202e9",
        "L\u200b9",
        "L\u3164",
        "L\u2800",
        "L\ufe0f",
        "\ud800",
        "L\u00a09",
    ],
)
def test_what_cannot_be_seen_is_no_part_of_a_new_code(code: str) -> None:
    assert "all of them visible" in fault_in(tidy(code))


def test_a_store_that_holds_both_spellings_knows_each_as_it_is() -> None:
    known = ["L-900", "l-900", "L-900 "]
    for code in known:
        found = recognise(code, known)
        assert (found.code, found.known, len(found.alike)) == (code, True, 2)
    assert alike_in([*known, "A-1", ""]) == (("L-900", "L-900 ", "l-900"),)


@given(CODES, CODES)
@example("O", "0")
@example("m", "rn")
def test_looking_alike_goes_both_ways_and_never_with_itself(code: str, other: str) -> None:
    assert look_alike(code, other) == look_alike(other, code)
    assert not look_alike(code, code)


@given(CODES, st.lists(CODES, max_size=6))
def test_a_code_that_is_known_is_never_taken_for_another(code: str, others: list[str]) -> None:
    found = recognise(code, [code, *others])
    assert (found.code, found.known) == (code, True)
    assert code not in found.alike


@given(CODES)
@example("-")
def test_capitals_dashes_and_blanks_are_passed_over_in_every_code(code: str) -> None:
    slips = {code.swapcase(), code.replace("-", "–"), code.replace("-", " "), f"{code}\u200b"}
    for slip in slips - {code}:
        assume(tidy(slip) != code)
        assert skeleton(slip) == skeleton(code), (slip, code)
