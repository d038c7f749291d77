"""Reading ages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.readability import TextCounts, read, syllables, total

SYLLABLES = {
    1: "I the are home house have been called asked makes watched eyes eye league whole talked friend they’re won't",
    2: "table didn't couldn't people safely something sometimes homework wanted pages boss's doing quiet doesn't it'll "
    "trying careful safety basement table tables handled Mrs client statement nation sentence likely",
    3: "idea area radio usual everything important decided beginning agreement library",
    4: "situation anybody information conversation society variety",
    5: "university organisation",
}


@pytest.mark.parametrize(
    ("word", "number"),
    [(word, number) for number, words in SYLLABLES.items() for word in words.split()],
)
def test_syllables_are_counted_by_spelling(word: str, number: int) -> None:
    assert syllables(word) == number


def test_the_formula_is_that_of_flesch_and_kincaid() -> None:
    # One sentence of 13 words and 26 syllables is grade 13.08.
    assert TextCounts(1, 13, 26).age == pytest.approx(13.08 + 5)


def test_nothing_to_read_asks_nothing() -> None:
    assert read("") == read(" … !") == TextCounts(0, 0, 0)
    assert read("").age == 0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("No full stop", 1),
        ("One. Two! Three?", 3),
        ("She waits... and then goes on.", 1),
        ("She waits... Then she goes.", 2),
        ("Thursday, 12.40 to 1.05.", 1),
        ('"Sit down." You sit.', 2),
        ("You say, “Half five.” Then nothing.", 2),
    ],
)
def test_sentences_end_where_a_capital_follows(text: str, sentences: int) -> None:
    assert read(text).sentences == sentences


def test_numbers_and_apostrophes_are_parts_of_words() -> None:
    assert read("It's 12.40, and Jamie’s 15.").words == 5


def test_plain_talk_is_young_and_office_talk_is_old() -> None:
    plain = "I can't promise that. If you weren't safe I'd get Ms Okafor. You'd know first. I'd still like to hear."
    office = "Safeguarding procedures necessitate immediate escalation of disclosures to the designated individual."
    assert read(plain).age < 9
    assert read(office).age > 20


@given(st.lists(st.sampled_from(["A cat sat.", "Nobody knows.", "Two.", ""]), min_size=1, max_size=6))
def test_texts_together_are_read_as_each_is(texts: list[str]) -> None:
    whole = total([read(text) for text in texts])
    assert whole.words == sum(len(text.split()) for text in texts)
    assert whole.sentences == sum(bool(text) for text in texts)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    assert reading.age >= 0
    assert reading.sentences <= reading.words <= max(0, reading.syllables)
