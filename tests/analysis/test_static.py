"""What holds of every rule that needs no exploration."""

import pytest
from hypothesis import given, settings

from simulator.analysis.context import AnalysisContext
from simulator.analysis.questions import MANY
from simulator.analysis.rules.static import STATIC
from simulator.diagnostics import FAMILIES, RULES
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from tests.depth import tries
from tests.documents.examples import SCENARIO, rubric, scenario
from tests.documents.examples import changed as replaced
from tests.shortcuts import examine
from tests.strategies import playable_scenarios, rubrics

from .asked import RUBRIC, asking, good, weak

SCENARIOS = playable_scenarios()
RUBRICS = rubrics()


@settings(max_examples=tries(50, 500))
@given(SCENARIOS, RUBRICS)
def test_whatever_can_be_played_can_be_judged(scenario: Scenario, code: Rubric) -> None:
    for rules, find in STATIC:
        for finding in find(AnalysisContext(scenario, code)):
            assert {finding.rule} == rules
            assert finding.message
            assert finding.message[0].isupper() or finding.message[0] in "`“"
            assert finding.message.endswith(".")
            assert finding.hint


@settings(max_examples=tries(30, 250))
@given(SCENARIOS, RUBRICS)
def test_a_place_is_told_once_for_a_rule(scenario: Scenario, code: Rubric) -> None:
    context = AnalysisContext(scenario, code)
    for _, find in STATIC:
        addresses = [finding.address for finding in find(context)]
        assert len(addresses) == len(set(addresses))


def test_every_writing_rule_is_among_them_and_each_has_one_function() -> None:
    named = [rule for rules, _ in STATIC for rule in rules]
    assert len(named) == len(set(named))
    assert set(FAMILIES["writing"]) <= set(named) <= RULES.keys()


def test_a_question_of_hundreds_of_options_is_judged_too() -> None:
    many = [
        weak(f"Option {number} of many.", id_=f"option-{number}", if_=f"trust > {number % 5}") for number in range(400)
    ]
    assert len(many) > MANY
    context = AnalysisContext(asking([good("Tell me more."), *many]), RUBRIC)
    assert [finding for _, find in STATIC for finding in find(context) if finding.rule == "no-competent-option"] == []


BASE = SCENARIO.split("expect:")[0]
HARD = "Institutional documentation necessitates authorisation. Individual expectations necessitate communication. "

LINES = [
    ("never-read", "  promised: {start: false}", "  promised: {start: false}\n  spare: {start: false}", "spare:"),
    ("never-written", "learn: [locked_in]", "cue: Rain.", "locked_in: The door"),
    ("breach-without-why", "", "", "promise:"),
    ("breach-without-repair", "", "", "promises-secrecy"),
    ("no-weak-option", "unsafe}\n        breach: promises-secrecy", "competent}", "arrives:"),
    ("no-competent-option", "confidentiality: competent}", "confidentiality: developing}", "arrives:"),
    ("tell-word", "say: I cannot promise that.", "say: The policy says no.", "The policy says no."),
    ("joke-option", "say: I promise.", "say: LOL, sure.", "LOL, sure."),
    ("unequal-lengths", "say: I cannot promise that.", f"say: {'I cannot promise that. ' * 3}", "arrives:"),
    ("missing-content-note", "notes: [harm at home]\n", "", "kinds: [disclosure]"),
    ("real-contact", "tells: Ten minutes later.", "tells: You ring Childline.", "You ring Childline."),
    ("harmful-words", "tells: Ten minutes later.", "tells: A suicide victim.", "A suicide victim."),
    ("reading-age", "- Promise?", f"- {HARD * 3}", "Institutional"),
    ("reading-age", "brief: Jamie is late.", f"brief: {HARD * 9}", "level: 2"),
    ("move-both-ways", "say: I promise.", "say: I promise.\n        moves: [limits-stated]", "[limits-stated]"),
    ("identical-options", "say: I promise.", "say: I cannot promise that!", "I cannot promise that!"),
]


@pytest.mark.parametrize(("rule", "old", "new", "marked"), LINES)
def test_a_finding_stands_at_what_it_is_about(rule: str, old: str, new: str, marked: str) -> None:
    text = replaced(old, new, BASE) if old else BASE
    (found,) = examine(scenario(text), rubric().value, only={rule})
    assert text.split("\n")[found.line - 1][found.column - 1 :].startswith(marked)


def test_a_finding_of_the_whole_stands_at_the_top() -> None:
    scenes = "".join(
        f"  more-{number}:\n    choices:\n"
        f"      best: {{say: I would like to hear it, evidence: {{records: competent}}, goto: more-{number + 1}}}\n"
        f"      less: {{say: No., evidence: {{records: developing}}, goto: more-{number + 1}}}\n"
        f"      never: {{say: Never., evidence: {{records: unsafe}}, goto: more-{number + 1}}}\n"
        for number in range(6)
    )
    loaded = scenario(f"{BASE}{scenes}  more-6:\n    goto: done\n")
    found = examine(loaded, rubric().value, only={"best-is-longest", "best-in-one-place"})
    assert [(each.rule, each.line, each.column) for each in found] == [
        ("best-in-one-place", 1, 1),
        ("best-is-longest", 1, 1),
    ]
