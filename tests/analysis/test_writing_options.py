"""Options that are no fair alternatives to one another, or that the rubric judges in two ways."""

from dataclasses import replace

import pytest

from simulator.analysis.rules.options import identical_options, joke_option, move_both_ways, unequal_lengths
from simulator.engine.scenario import Choice, Decision, Scenario, Scene, Target

from .asked import COMPETENT, DEVELOPING, EXEMPLARY, UNSAFE, asking, found, good, option, picking, places, weak

LONG = "I can't promise that, because if you weren't safe I would go to Ms Okafor, and I'd tell you first."


def test_a_long_option_beside_a_short_one_is_told_with_both_names() -> None:
    (finding,) = found(unequal_lengths, asking([good(LONG, id_="honest"), weak("I promise.", id_="promise")]))
    assert finding.address == ("scenes", "first")
    assert finding.message == (
        f"In `first`, `honest` has {len(LONG)} characters and `promise` has 10: their length alone sets them apart."
    )


def test_two_and_a_half_times_as_long_is_still_equal() -> None:
    assert found(unequal_lengths, asking([good("x" * 100), weak("y" * 40)])) == []
    assert len(found(unequal_lengths, asking([good("x" * 101), weak("y" * 40)]))) == 1


def test_names_to_pick_from_may_differ() -> None:
    assert found(unequal_lengths, picking(good("Ms Okafor"), weak("Jamie's form tutor, and the year head too"))) == []
    assert places(unequal_lengths, picking(good("Ms Okafor"), weak(LONG))) == ["scenes/first/form/fields/who"]


def test_words_are_not_compared_with_actions() -> None:
    doing = Choice(option("Wait.", EXEMPLARY), False, (Target("home"),))
    saying = Choice(weak(LONG), True, (Target("home"),))
    made = asking([good("x")])
    scenes = {**made.scenes, "first": Scene("first", Decision((doing, saying)))}
    assert found(unequal_lengths, replace(made, scenes=scenes)) == []


def test_options_for_different_situations_are_not_compared() -> None:
    apart = [good(LONG, if_="trust > 3"), weak("I promise.", if_="trust < 3"), weak(LONG, id_="long")]
    (finding,) = found(unequal_lengths, asking(apart))
    assert "`long` has" in finding.message
    assert found(unequal_lengths, asking(apart[:2])) == []


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("Get a dog 😂", "an emoji"),
        ("LOL, same.", "a laugh"),
        ("hahahaha no", "a laugh"),
        ("Get a dog!!!", "marks in a row"),
        ("What?!?", "marks in a row"),
        ("JUST GET OVER IT", "words in capitals"),
    ],
)
def test_a_joke_is_known_by_its_signs(words: str, sign: str) -> None:
    (finding,) = found(joke_option, asking([weak(words, id_="joke"), good("Tell me."), weak("Later.")]))
    assert finding.address == ("scenes", "first", "choices", "joke", "say")
    assert finding.message == f"`joke` in `first` has {sign}, so that nobody would choose it in earnest."


@pytest.mark.parametrize(
    "words",
    [
        "Ha! Poor dog.",
        "No way! Really! Go on!",
        "No.",
        "What?!",
        "Ask the GCSE team at SEND.",
        "You're amazing! Honestly, so good.",
        "He laughed a lot, lolling on the sofa.",
    ],
)
def test_liveliness_is_no_joke(words: str) -> None:
    assert found(joke_option, asking([weak(words), good("Tell me."), weak("Later.")])) == []


def test_where_most_write_so_it_is_how_people_write() -> None:
    chat = [weak("lol same", id_="same"), good("that sounds rubbish 😕", id_="rubbish"), weak("ok. later", id_="later")]
    assert found(joke_option, asking(chat)) == []


def test_the_same_words_in_one_decision_with_unlike_evidence() -> None:
    twice = [good("Tell me more.", id_="one"), weak("tell me… more", id_="two")]
    (finding,) = found(identical_options, asking(twice))
    assert finding.address == ("scenes", "first", "choices", "two", "say")
    assert finding.message == "`two` in `first` has the words of `one` in `first` and counts for something else."


def test_the_same_words_with_a_breach_on_one_of_them() -> None:
    twice = [good("Tell me more.", id_="one"), good("Tell me more.", id_="two", breach="private-contact")]
    assert len(found(identical_options, asking(twice))) == 1
    assert found(identical_options, asking([twice[0], replace(twice[0], id="two")])) == []


def test_the_same_words_for_different_situations_may_count_differently() -> None:
    apart = [good("I tell Ms Okafor today.", id_="one", if_="promised"), weak("I tell Ms Okafor today.", id_="two")]
    assert len(found(identical_options, asking(apart))) == 1
    asked = asking([weak("x", if_="not promised")]).scenes["first"].content
    late = replace(apart[1], when=asked.choices[0].action.when)  # type: ignore[union-attr]
    assert found(identical_options, asking([apart[0], late])) == []


def test_the_same_words_in_two_decisions_are_told_from_five_words_on() -> None:
    early = [good("I am going to tell her."), weak("I will tell her.")]
    later = [weak("I am going to tell her."), good("I will tell her.")]
    assert places(identical_options, asking(early, later)) == ["scenes/second/choices/i-am-going/say"]


def test_in_two_decisions_only_what_is_met_here_and_not_there_is_unlike() -> None:
    words = "I am going to tell her."
    assert found(identical_options, asking([good(words)], [option(words, EXEMPLARY)])) == []
    assert found(identical_options, asking([weak(words)], [option(words, UNSAFE)])) == []
    assert found(identical_options, asking([good(words)], [option(words, DEVELOPING, clause="records")])) == []
    assert len(found(identical_options, asking([good(words)], [good(words, breach="private-contact")]))) == 1


def test_a_move_that_is_good_here_and_unsafe_there() -> None:
    made = asking(
        [good("That stays in the scheme.", moves=("limits-stated",), id_="good")],
        [option("That stays with me.", UNSAFE, moves=("limits-stated",), id_="bad")],
    )
    (finding,) = found(move_both_ways, made)
    assert finding.address == ("scenes", "second", "choices", "bad", "moves")
    assert finding.message == (
        "`limits-stated` is good for confidentiality in `good` in `first` and unsafe in `bad` in `second`."
    )


def test_a_further_move_may_make_the_difference() -> None:
    made = asking(
        [good("No, but tell me.", moves=("kind-boundary",))],
        [option("No. Well, just us.", UNSAFE, moves=("kind-boundary", "secrecy-promised"))],
    )
    assert found(move_both_ways, made) == []


def test_weak_is_not_opposite_and_neither_is_another_clause() -> None:
    ask = ("open-question",)
    assert found(move_both_ways, asking([good("How?", moves=ask)], [weak("And then?", moves=ask)])) == []
    other = option("And then?", UNSAFE, clause="records", moves=ask)
    assert found(move_both_ways, asking([good("How?", moves=ask)], [other])) == []


def trusting(one: int, other: int, if_: str | None = None) -> Scenario:
    """Two options with the same move that change trust by so much."""
    return asking([
        option("What is it like?", COMPETENT, moves=("open-question",), change={"trust": one}, id_="ask"),
        option("What was it like?", COMPETENT, moves=("open-question",), change={"trust": other}, id_="more", if_=if_),
    ])  # fmt: skip


def test_a_move_that_wins_and_loses_trust_in_the_same_moment() -> None:
    (finding,) = found(move_both_ways, trusting(1, -1))
    assert finding.message == "`open-question` makes `trust` go up in `ask` in `first` and down in `more` in `first`."
    assert found(move_both_ways, trusting(1, 2)) == []
    assert found(move_both_ways, trusting(1, 0)) == []


def test_in_another_moment_the_same_move_may_have_another_effect() -> None:
    assert found(move_both_ways, trusting(1, -1, if_="promised")) == []


def test_one_finding_for_one_kind_of_move() -> None:
    good_one, bad_one = good("How?", moves=("open-question",)), option("Who?", UNSAFE, moves=("open-question",))
    assert len(found(move_both_ways, asking([good_one], [bad_one], [bad_one]))) == 1
