"""Words never to be used about suicide and self-harm, words that are too hard, and words that warn."""

from dataclasses import replace

import pytest

from simulator.analysis.rules.words import harmful_words, missing_content_note, reading_age
from simulator.engine.scenario import Action, Scenario, Scene, Variant
from tests.engine.build import form, onward, scenario, tick

from .asked import asking, changing, found, good, option, places, weak


def saying(**parts: str) -> Scenario:
    """A scenario whose first scene tells, shows or says something."""
    made = scenario(onward("home"))
    words = {key: (Variant(text),) for key, text in parts.items()}
    first = replace(made.scenes["first"], **words)  # type: ignore[arg-type]
    return replace(made, scenes={**made.scenes, "first": first})


@pytest.mark.parametrize(
    "words",
    [
        "Her uncle committed suicide.",
        "Nobody here commits self-harm.",
        "It was a failed suicide attempt.",
        "There was an unsuccessful attempt to end her life.",
        "The suicide attempt was successful.",
        "A suicide victim, they said.",
        "It was a cry for help.",
        "It's only attention-seeking.",
        "He is a self-harmer.",
    ],
)
def test_words_that_blame_or_belittle_are_told_with_better_ones(words: str) -> None:
    (finding,) = found(harmful_words, saying(tells=words))
    assert finding.address == ("scenes", "first", "tells", 0, "text")
    assert finding.hint.startswith("Say instead: ")
    assert finding.value


@pytest.mark.parametrize(
    "words",
    [
        "Her uncle died by suicide.",
        "Are you having thoughts of ending your life?",
        "She self-harms sometimes. He tried to end his life, and he is alive.",
        "Two failed attempts at the bus, and one successful attempt at toast.",
        "Hang on, help yourself to crisps.",
        "Everyone committed to the plan.",
    ],
)
def test_plain_words_may_be_said(words: str) -> None:
    assert found(harmful_words, saying(tells=words)) == []


def test_people_may_talk_as_they_talk_and_the_scenario_may_not() -> None:
    words = "My uncle committed suicide."
    assert found(harmful_words, saying(says=words)) == []
    assert found(harmful_words, asking([good("Tell me.", thinks=words)])) == []
    assert len(found(harmful_words, saying(cue=words))) == 1
    assert places(harmful_words, changing(asking([good("Tell me.")]), brief=words)) == ["brief"]


def test_a_weak_option_may_say_it_if_its_reason_puts_it_right() -> None:
    words, reason = "It's just attention-seeking.", "It is pain, and it asks for help."
    assert found(harmful_words, asking([weak(words, why=reason)])) == []
    assert found(harmful_words, asking([good(words, breach="private-contact", why=reason)])) == []
    assert places(harmful_words, asking([weak(words)])) == ["scenes/first/choices/it's-just-attention-seeking/say"]


def test_a_good_option_or_an_unmarked_one_may_not() -> None:
    words = "It's a cry for help."
    for action in (good(words, why="Kind."), option(words, why="Hm.")):
        assert len(found(harmful_words, asking([action]))) == 1


def test_a_box_that_does_not_belong_may_say_it_with_its_reason() -> None:
    def boxes(*, belongs: bool, why: str) -> Scenario:
        return scenario(form(tick("what", (Action("label", "She is attention-seeking.", why=why), belongs))))

    assert found(harmful_words, boxes(belongs=False, why="An opinion. Write what was seen.")) == []
    assert len(found(harmful_words, boxes(belongs=True, why="It was said."))) == 1
    assert len(found(harmful_words, boxes(belongs=False, why=""))) == 1


def test_a_coach_may_quote_what_not_to_say() -> None:
    def coached(why: str) -> Scenario:
        return asking([good("He died by suicide.", why=why)])

    assert found(harmful_words, coached("Never “committed suicide”: it is no crime.")) == []
    assert found(harmful_words, coached("Never 'committed suicide': it isn't a crime.")) == []
    assert places(harmful_words, coached("He committed suicide, so be kind.")) == [
        "scenes/first/choices/he-died-by/why"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["He slit his wrists.", "She hanged herself.", "They overdosed on pills.", "He jumped in front of a train."],
)
def test_how_somebody_was_hurt_is_told_in_nobodys_mouth(words: str) -> None:
    for made in (saying(says=words), asking([weak(words, why="No.")]), saying(tells=words)):
        (finding,) = found(harmful_words, made)
        assert finding.message.endswith("tells of a method.")


def test_a_disclosure_needs_a_content_note() -> None:
    made = asking([good("Tell me.")])
    (finding,) = found(missing_content_note, changing(made, kinds=("rapport", "disclosure")))
    assert finding.address == ("kinds",)
    assert found(missing_content_note, changing(made, kinds=("disclosure",), notes=("harm at home, no detail",))) == []
    assert found(missing_content_note, changing(made, kinds=("referral-trigger",))) == []


PLAIN = "You meet in the library. Sam comes in late and sits down. You have half an hour, and then the bell goes. "
HARD = (
    "Participation in extracurricular activities necessitates authorisation, documentation and communication "
    "regarding individual expectations, responsibilities and institutional arrangements and relationships generally. "
)


def test_a_scenario_that_is_hard_throughout_is_told_once() -> None:
    (finding,) = found(reading_age, changing(saying(tells=HARD * 3, says=HARD * 3), brief=HARD))
    assert finding.address == ("level",)
    assert finding.message.startswith("The scenario asks a reading age of about ")


def test_plain_talk_passes_at_both_levels() -> None:
    for level in (1, 2):
        assert found(reading_age, changing(saying(tells=PLAIN * 3, says=PLAIN * 3), level=level)) == []


def test_one_hard_text_among_plain_ones_is_told_where_it_is() -> None:
    made = saying(tells=HARD * 2, says=PLAIN * 20)
    assert places(reading_age, made) == ["scenes/first/tells/0/text"]


def test_a_level_allows_its_age() -> None:
    middling = (
        "The coordinator explains that every conversation has to be recorded in the folder by the end of the day. "
        "A copy of the agreement is kept in the office, where nobody else can read it. "
    )
    assert places(reading_age, changing(saying(tells=middling * 5), level=1)) == ["level"]
    assert places(reading_age, changing(saying(tells=PLAIN * 30, says=middling), level=2)) == []


def test_a_few_hard_words_are_too_few_to_judge() -> None:
    assert found(reading_age, saying(tells="Institutional documentation necessitates authorisation.")) == []


def test_what_only_the_coach_says_is_not_judged() -> None:
    assert found(reading_age, asking([good("Tell me.", why=HARD * 3, thinks=HARD)])) == []


def test_a_scene_without_words_has_nothing_to_read() -> None:
    made = asking([good("Tell me.")])
    assert found(reading_age, replace(made, scenes={"home": Scene("home", made.scenes["home"].content)})) == []
