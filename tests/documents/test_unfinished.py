"""What was never filled in is told wherever somebody would read it, and what people really say is left alone."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import library
from simulator.documents.starter.scenario import starter
from simulator.documents.starter.wishes import KINDS, Wishes
from simulator.documents.yaml.reader import read
from simulator.documents.yaml.source import Source
from simulator.documents.yaml.unfinished import has_sign, has_word, placeholders
from tests.cli.conftest import ROOT
from tests.rules.base import SCENARIO, assembled, findings

UNFINISHED: Final = (
    "TODO", "TODO ask Jo", "Todo: a better answer", "FIXME", "fixme!", "The meeting is on TBC.", "TBD", "tbc?",
    "Meet me at XXX tomorrow.", "XXX", "XXXX: more here", "lorem ipsum", "Placeholder text",
    "Hello {name}.", "Hello {{name}}.", "Hello ${name}.", "{ mentee_name }", "{...}", "Hello %(name)s.", "Hello %s.",
    "<name>", "<Name>", "<your school>", "<insert line>", "<…>", "<...>", "<???>", "<br/>", "</b>",
    "[Name]", "[NAME]", "[name]", "[your name]", "[the mentee's name]", "[Mentee’s name]", "[First name]",
    "[insert a line here]", "[Insert]", "[add the room]", "[Safeguarding Lead]", "[name of the lead]", "[School]",
    "[your college]", "[date]", "[Date and time]", "[phone number]", "[he/she]", "[his/her]", "[TBC]", "[xxx]", "[...]",
    "[…]", "[?]", "[___]", "[[name]]", "[name here]", "[something]", "[say your line]", "I am ____.", "Room ___",
)  # fmt: skip

SAID: Final = (
    "[laughs]", "[Laughs]", "[laughs] Princess! Oh mate.", "[sighs]", "[pause]", "[silence]", "[long silence]",
    "[time passes]", "[mentor nods]", "[the phone buzzes]", "[phone rings]", "[friend walks past]", "[room goes quiet]",
    "[to Sam]", "[crying]", "[in a whisper]", "[door slams]", "[looks at the name badge]", "[Sam, 15]", "[sic]", "[1]",
    "love you xxx", "See you there XXX", "night xx", "I <3 you", "5 < 6 and 7 > 6", ">:( and <:)", "<-", "<>",
    "3 > 2", "100% sure", "50%s off", "I've so much to do", "to do: nothing", "todos los días", "A to-do list",
    "(name withheld)", "What's his name?", "X", "an XXL hoodie", "Room 12 (B)", "...", "……", "......", "^___^", "a_b_c",
    "[no answer]", "[withheld]", "Tbh I don't know", "a blank page", "{}", "{ }", "[]",
)  # fmt: skip


@pytest.mark.parametrize("text", UNFINISHED)
def test_what_was_never_filled_in_is_told(text: str) -> None:
    assert list(placeholders(text))
    assert has_sign(text) or has_word(text)
    assert list(placeholders(f"So. {text} And then?"))


@pytest.mark.parametrize("text", SAID)
def test_what_people_really_say_is_left_alone(text: str) -> None:
    assert list(placeholders(text)) == []


@given(st.text(st.characters(exclude_characters="{}<>[]_%$", exclude_categories=["Cs"]), max_size=40))
def test_a_text_without_any_such_mark_or_word_is_left_alone(text: str) -> None:
    lowered = text.lower()
    if not any(word in lowered for word in ("todo", "fixme", "tbc", "tbd", "xxx", "lorem", "dolor", "placeholder")):
        assert list(placeholders(text)) == []


SETTINGS: Final = {
    "title": "title: First meeting {}",
    "summary": "summary: Sam {} waits.",
    "you": "you: You are {}.",
    "brief": "brief: |\n  In the library.\n  Then {}.",
    "notes": "notes: ['{}']",
    "the mentee's name": "mentee: {{name: '{}', pronouns: they/them, age: 15, about: New.}}",
    "a choice's why": "scenes:\n  hello:\n    choices:\n      a: {{say: We talk., why: 'It {}', goto: worry}}\n"
    "      b: {{say: You tell me., goto: worry}}",
    "a variant": "scenes:\n  goodbye:\n    says:\n      - {{when: trust >= 4, text: 'So {}'}}\n      - See you.\n"
    "    ending: {{title: The end}}",
    "an ending": "scenes:\n  goodbye:\n    says: See you.\n    ending: {{title: The end, text: 'Sam {}'}}",
}


@pytest.mark.parametrize("written", ["{name}", "TODO", "[your school]", "<name>"])
@pytest.mark.parametrize("place", SETTINGS)
def test_it_is_told_where_it_stands_in_whatever_is_read(place: str, written: str) -> None:
    text = assembled(SETTINGS[place].replace("{}", "\0").format().replace("\0", written) + "\n")
    told = [each for each in findings(Source.of_text(text, "first-meeting.yaml")) if each.rule == "unfinished-text"]
    assert len(told) == 1
    line = text.splitlines()[told[0].line - 1]
    assert line[told[0].column - 1 :].startswith(written)


def test_what_nobody_reads_is_not_looked_at() -> None:
    text = assembled("scenes:\n  hello:\n    says: So?  # TODO [name] {name}\n    goto: worry\n")
    text += "expect:\n  one: {choose: [sit-down, cheer-up], outcome: developing, because: '[name]'}\n"
    assert not [each for each in read(Source.of_text(text, "a.yaml")).faults if each.rule == "unfinished-text"]
    kept = SCENARIO.replace("First meeting", "First meeting [name]", 1)
    assert read(Source.of_text(kept, "a.yaml")).faults
    assert not read(Source.of_text(kept, "a.yaml", pinned=True)).faults


@pytest.mark.parametrize("kind", ["signposts", "rubric"])
def test_other_documents_reach_people_as_well(kind: str) -> None:
    text = {
        "signposts": "organisation: '[your school]'\n",
        "rubric": "title: Code\nclauses:\n  a: {title: 'X {name}'}\n",
    }
    (told,) = read(Source.of_text(text[kind], f"{kind}.yaml")).faults
    assert told.rule == "unfinished-text"


def test_it_can_be_allowed_with_a_reason() -> None:
    scene = "scenes:\n  hello:\n    says: The form says [name].\n    {}goto: worry\n"
    for allow, rules in (("", ["unfinished-text"]), ("allow: {unfinished-text: the form has blanks}\n    ", [])):
        text = assembled(scene.replace("{}", allow))
        assert [each.rule for each in findings(Source.of_text(text, "first-meeting.yaml"))] == rules


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_ships_or_is_begun_with_has_anything_left_to_fill_in(kind: str) -> None:
    begun = Source.of_text(starter(Wishes("Late again", kind)), "late-again.yaml")
    assert not [each for each in read(begun).faults if each.rule == "unfinished-text"]
    for path in (*library.documents_in(ROOT / "scenarios"), *library.documents_in(ROOT / "rubrics")):
        assert read(Source(path.name, path.read_bytes())).faults == ()
