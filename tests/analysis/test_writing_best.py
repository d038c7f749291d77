"""What gives the best option away."""

from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.rules.best import best_in_one_place, best_is_longest, chance_of_at_least, tell_word
from simulator.engine.scenario import Action

from .asked import COMPETENT, EXEMPLARY, asking, found, good, option, picking, places, weak

LONG = "I would like to hear what happened before we decide anything."


def decision(best_is_long: bool, place: int = 0, others: int = 3) -> list[Action]:
    """A best option in a place, and weak ones; it is the longest, or the shortest."""
    options = [weak(f"That is bad, {number}, said in some words.", id_=f"bad-{number}") for number in range(others)]
    options.insert(place, good(LONG if best_is_long else "Tell me."))
    return options


def test_the_best_option_is_the_longest_in_every_decision() -> None:
    (finding,) = found(best_is_longest, asking(*(decision(True, number % 4) for number in range(5))))
    assert finding.address == ()
    assert finding.message == (
        "The best option is the longest in 5 of 5 decisions: `first`, `second`, `third`, `fourth`, `fifth`."
    )


def test_in_four_of_five_it_is_a_habit_and_in_three_of_five_it_is_not() -> None:
    for long, told in ((4, 1), (3, 0)):
        made = asking(*(decision(number < long, number % 4) for number in range(5)))
        assert len(found(best_is_longest, made)) == told


def test_more_than_three_in_five_make_a_habit_however_many_there_are() -> None:
    for long, told in ((7, 1), (6, 0)):
        made = asking(*(decision(number < long, number % 4) for number in range(10)))
        assert len(found(best_is_longest, made)) == told


def test_four_decisions_are_too_few_for_a_habit() -> None:
    assert found(best_is_longest, asking(*(decision(True) for _ in range(4)))) == []
    assert found(best_in_one_place, asking(*(decision(True) for _ in range(4)))) == []


def test_what_chance_does_with_two_options_is_no_habit() -> None:
    # The longer of two is the best in four of five decisions once in five scenarios by chance alone.
    made = asking(*(decision(number < 4, number % 2, others=1) for number in range(5)))
    assert found(best_is_longest, made) == []


def test_a_weak_option_of_the_same_length_hides_the_best_one() -> None:
    equal = [good("Tell me about it."), weak("Forget about it."), weak("Do not bother me.")]
    assert len(equal[0].text) == len(equal[2].text)
    assert found(best_is_longest, asking(*([equal] * 6))) == []


def test_decisions_without_one_best_option_are_not_counted() -> None:
    two = [good("Tell me what happened, if you like."), good("What was it like for you, then?"), weak("Later.")]
    unmarked = [option("Tell me what happened, if you like."), weak("Later.")]
    assert found(best_is_longest, asking(*([two] * 6))) == []
    assert found(best_is_longest, asking(*([unmarked] * 6))) == []


def test_an_option_that_cannot_be_open_beside_the_best_one_is_not_compared() -> None:
    apart = [
        good("Tell me what happened.", if_="trust > 2"),
        weak("Later."),
        weak("Not now."),
        weak("I would rather that we talked about something else.", if_="trust < 3"),
    ]
    assert len(found(best_is_longest, asking(*([apart] * 5)))) == 1


def test_equally_good_options_for_different_situations_are_one() -> None:
    either = [
        good("Tell me what happened.", if_="promised", id_="promised"),
        good("What happened?", if_="not promised", id_="not"),
        weak("Later."),
        weak("Not now."),
    ]
    assert len(found(best_is_longest, asking(*([either] * 5)))) == 1


def test_the_best_option_always_stands_second() -> None:
    (finding,) = found(best_in_one_place, asking(*(decision(number % 2 == 0, 1) for number in range(5))))
    assert finding.address == ()
    assert finding.message.startswith("The best option stands second in 5 of 5 decisions: `first`, ")


def test_the_best_option_always_stands_last_however_many_there_are() -> None:
    (finding,) = found(best_in_one_place, asking(*(decision(False, n, others=n) for n in (2, 3, 4, 3, 2))))
    assert finding.message.startswith("The best option stands last in 5 of 5 decisions: ")


def test_the_first_of_four_in_four_of_five_may_still_be_chance() -> None:
    made = asking(*(decision(False, 0 if number < 4 else 2) for number in range(5)))
    assert found(best_in_one_place, made) == []


def test_places_in_turn_are_no_habit() -> None:
    assert found(best_in_one_place, asking(*(decision(False, number % 4) for number in range(8)))) == []


def test_the_place_is_that_among_the_options_that_can_be_open_together() -> None:
    hidden = [weak("Later.", if_="promised"), good("Tell me.", if_="not promised"), weak("No."), weak("Never mind.")]
    (finding,) = found(best_in_one_place, asking(*([hidden] * 5)))
    assert "stands first" in finding.message


@given(st.lists(st.floats(0, 1), max_size=6), st.integers(0, 7))
def test_chance_is_reckoned_as_by_trying_every_way(chances: list[float], hits: int) -> None:
    ways = product((True, False), repeat=len(chances))
    expected = sum(
        prod(chance if hit else 1 - chance for hit, chance in zip(way, chances, strict=True))
        for way in ways
        if sum(way) >= hits
    )
    assert chance_of_at_least(hits, chances) == pytest.approx(expected)


def test_a_word_that_only_the_best_option_has_gives_it_away() -> None:
    (finding,) = found(tell_word, asking([weak("Leave it with me."), good("The Policy says that I tell Ms Okafor.")]))
    assert finding.address == ("scenes", "first", "choices", "the-policy-says", "say")
    assert finding.message == "Only the best option of `first` has a word like “Policy”."
    assert finding.value


@pytest.mark.parametrize(
    "words",
    [
        "I have a safeguarding duty.",
        "That is confidential.",
        "Our boundaries matter.",
        "I must report this.",
        "It is in the code of conduct.",
        "That would be inappropriate.",
        "I would have to escalate it.",
        "Thank you for disclosing it.",
        "I can refer you.",
    ],
)
def test_words_of_courses_are_told(words: str) -> None:
    assert len(found(tell_word, asking([good(words), weak("It will be fine.")]))) == 1


@pytest.mark.parametrize(
    "words",
    [
        "I would tell Ms Okafor, our safeguarding lead.",
        "Tell the safeguarding officer today.",
        "Shall we report back on Tuesday?",
        "You would bounce back from that.",
        "I prefer the politics of it.",
    ],
)
def test_roles_and_other_words_are_not(words: str) -> None:
    assert found(tell_word, asking([good(words), weak("It will be fine.")])) == []


def test_a_weak_option_that_hides_behind_such_a_word_too_makes_it_fair() -> None:
    fair = [good("Our policy is that I tell her, and you first."), weak("It's safeguarding, so I can't talk.")]
    assert found(tell_word, asking(fair)) == []


def test_a_word_of_a_weak_option_alone_is_fair() -> None:
    assert found(tell_word, asking([good("If you weren't safe I'd tell her."), weak("The policy says no.")])) == []


def test_an_exemplary_option_is_better_than_a_competent_one_and_a_breach_is_the_worst() -> None:
    best = [option("I report it.", EXEMPLARY), good("I tell her."), option("I promise.", COMPETENT, breach="x")]
    assert places(tell_word, asking(best)) == ["scenes/first/choices/i-report-it/say"]


def test_options_to_pick_are_looked_at_too() -> None:
    picked = picking(good("Boundaries, because we agreed them."), weak("Self-care, because I am tired."))
    assert places(tell_word, picked) == ["scenes/first/form/fields/who/pick/boundaries-because-we/text"]
