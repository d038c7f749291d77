"""Characters that nobody can see are told unless something needs them; odd spaces are told on their own line."""

import sys
import unicodedata
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents.yaml.invisible import invisible
from simulator.documents.yaml.reader import read
from simulator.documents.yaml.source import Source
from simulator.store.format.chain import sha256
from simulator.store.format.record import Document
from simulator.store.format.snapshots import read_pinned

from .examples import RUBRIC, SCENARIO

NEEDED: Final = {
    "a family": "👨\u200d👩\u200d👧",
    "a dark-skinned health worker": "👩🏾\u200d⚕\ufe0f",
    "a heart on fire": "❤\ufe0f\u200d🔥",
    "a rainbow flag": "🏳\ufe0f\u200d🌈",
    "a pirate flag": "🏴\u200d☠\ufe0f",
    "the flag of Wales": "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "a keycap": "1\ufe0f\u20e3",
    "a trade mark in colour": "™\ufe0f",
    "somebody walking to the right": "🚶🏽\u200d♀\ufe0f\u200d➡\ufe0f",
    "I want, in Persian": "می\u200cخواهم",
    "of the year of the Hijra": "١٤٤٥ ه\u200d",
    "a half letter in Hindi": "क्\u200dष",
    "no conjunct in Hindi": "क्\u200cष",
    "Sri Lanka in Sinhala": "ශ්\u200dරී",
    "a name's own character in Japanese": "葛\U000e0100",
    "a vowel point apart in Hebrew": "יְרוּשָׁלַ\u034fִם",
    "Mongolian": "ᠠ\u180b",
}

POINTLESS: Final = {
    "a zero-width space": "Mr Hall\u200b asked",
    "a soft hyphen": "safe\u00adguarding",
    "a word joiner": "no\u2060where",
    "a joiner between Latin letters": "pro\u200dmise",
    "a joiner after a Latin letter and before an emoji": "a\u200d👩",
    "a joiner before a Latin letter": "👩\u200da",
    "a joiner at the end": "👩\u200d",
    "a joiner at the beginning": "\u200d👩",
    "a non-joiner between Latin letters": "pro\u200cmise",
    "a non-joiner after an Arabic word": "می\u200c go",
    "two joiners": "👩\u200d\u200d👧",
    "a style on a letter": "a\ufe0f",
    "tags without a flag": "x\U000e0067\U000e007f",
    "tags without an end": "🏴\U000e0067\U000e0062",
    "a filler": "a\u3164b",
    "a blank of Braille": "a\u2800b",
    "a mark in the middle": "x\ufeffy",
    "an invisible times": "2\u2062x",
    "what stood for a picture": "a\ufffc b",
}

DRAWN: Final = (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440))
"""Format characters that are drawn: signs of Arabic, Syriac and Kaithi numbers, and of Egyptian groups."""


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED)
def test_what_a_script_or_an_emoji_needs_may_stand(text: str) -> None:
    for whole in (text, f"So: {text}.", f"{text}{text}"):
        assert [f"{ord(whole[at]):X}" for at in invisible(whole)] == []


@pytest.mark.parametrize("text", POINTLESS.values(), ids=POINTLESS)
def test_what_nothing_needs_is_told_where_it_stands(text: str) -> None:
    assert list(invisible(text))
    whole = f"summary: '{text}'\n"
    (finding, *_) = read(Source.of_text(whole, "a.yaml")).faults
    assert (finding.rule, finding.line) == ("hidden-character", 1)
    assert f"U+{ord(whole[finding.column - 1]):04X}" in finding.message


def test_every_format_character_that_is_not_drawn_is_looked_for() -> None:
    """Against the database of the running Python, whatever version of Unicode it has."""
    cases = [chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) == "Cf"]
    drawn = {character for character in cases if not list(invisible(f"a{character}a"))}
    assert drawn == {chr(point) for point in DRAWN if unicodedata.category(chr(point)) == "Cf"}


@given(
    st.text(
        st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u2800\ufffc\u115f\u1160\u3164\uffa0")
    )
)
def test_what_can_be_seen_is_never_told(text: str) -> None:
    assert list(invisible(text)) == []


@pytest.mark.parametrize("text", ["Hall\\u200b", "Hall\\xad"])
def test_what_is_written_with_a_backslash_is_told_as_well(text: str) -> None:
    (finding,) = read(Source.of_text(f'summary: "{text}"\n', "a.yaml")).faults
    assert (finding.rule, "backslash" in finding.message) == ("hidden-character", True)


def test_what_was_played_with_such_a_character_can_be_read_for_good() -> None:
    """Texts are asked more now than when attempts were begun; what learners did then still means the same."""
    text = SCENARIO.replace("A promise", "A\u200b promise", 1)
    assert read(Source.of_text(text, "a.yaml")).faults
    code = Document(sha256(RUBRIC), "rubric", "small", RUBRIC)
    scenario, _ = read_pinned(Document(sha256(text), "scenario", "promise", text), code)
    assert scenario.about.title == "A\u200b promise"


# Odd spaces at the beginning of lines ---------------------------------------------------------------------------------

LINES: Final = SCENARIO.splitlines(keepends=True)
SPACES: Final = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"


def indented() -> list[int]:
    return [number for number, line in enumerate(LINES) if line.startswith(" ") and (":" in line or "- " in line)]


@pytest.mark.parametrize("number", indented())
@pytest.mark.parametrize("how", ["all", "last", "every other"])
def test_a_line_that_begins_with_odd_spaces_is_named_itself(number: int, how: str) -> None:
    line = LINES[number]
    size = len(line) - len(line.lstrip(" "))
    spaces = {"all": "\u00a0" * size, "last": " " * (size - 1) + "\u00a0", "every other": "\u00a0 " * size}[how][:size]
    text = "".join([*LINES[:number], spaces + line[size:], *LINES[number + 1 :]])
    told = [each for each in read(Source.of_text(text, "a.yaml")).faults if each.is_error]
    assert [(each.rule, each.line, "not ordinary ones (U+00A0)" in each.message) for each in told] == [
        ("syntax", number + 1, True)
    ]


def test_each_of_many_such_lines_is_told() -> None:
    many = indented()[3:9]
    text = "".join(
        line.replace(" ", "\u2003", len(line) - len(line.lstrip(" "))) if number in many else line
        for number, line in enumerate(LINES)
    )
    told = [each.line for each in read(Source.of_text(text, "a.yaml")).faults if each.is_error]
    assert told == [number + 1 for number in many]


@pytest.mark.parametrize("space", SPACES)
def test_every_space_of_unicode_is_known(space: str) -> None:
    (told,) = read(Source.of_text(f"mentee:\n{space * 2}name: Sam\n", "a.yaml")).faults
    assert (told.line, f"U+{ord(space):04X}" in told.message) == (2, True)


def test_such_spaces_inside_a_text_are_left_alone_and_another_fault_is_told_where_it_is() -> None:
    text = "brief: |\n  You sit.\n  \u00a0Note: it is loud.\nyou: Sam's: mentor\n"
    (told,) = read(Source.of_text(text, "a.yaml")).faults
    assert told.line == 4
    assert read(Source.of_text(text.replace("Sam's: mentor", "x"), "a.yaml")).faults == ()
