"""Waivers: what is called right in its place, and waivers that do nothing."""

import pytest

from simulator.analysis.examine import examination
from simulator.analysis.finding import Address, Finding
from simulator.analysis.waivers import Examination
from simulator.diagnostics import Diagnostic, Severity
from tests.documents.examples import SCENARIO, changed, marked, rubric, scenario
from tests.report.proofs import finds, only_checks
from tests.shortcuts import examine

ARRIVES: Address = ("scenes", "arrives")
HONEST: Address = (*ARRIVES, "choices", "honest")
PROMISE: Address = (*ARRIVES, "choices", "promise")

LONGEST = Finding("best-is-longest", HONEST, "The best option is the longest.")
AT_PROMISE = Finding("best-is-longest", PROMISE, "This one is too.")
STUCK = Finding("stuck", ARRIVES, "Nothing is open.")
NOT_PROVED = Finding("not-proved", (), "Too many situations.")

IN_HONEST = changed(
    "        why: Limits first.\n", "        why: Limits first.\n        allow: {RULE: It needs its because}\n"
)
IN_SCENE = changed("    opens: [tell_lead]\n", "    opens: [tell_lead]\n    allow: {RULE: All of it is meant}\n")
AT_THE_TOP = changed("start: arrives\n", "allow: {RULE: Meant everywhere}\nstart: arrives\n")


def examined(text: str, rule: str = "best-is-longest", only: frozenset[str] | None = None) -> Examination:
    loaded = scenario(text.replace("RULE", rule))
    value = rubric().value
    assert value is not None
    return examination(loaded, value, only=only)


def told(found: Examination) -> Diagnostic:
    (finding,) = found.findings
    assert (finding.rule, finding.severity) == ("unused-waiver", Severity.WARNING)
    return finding


@pytest.fixture(autouse=True)
def _finds_one(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(LONGEST))


@pytest.mark.parametrize("text", [IN_HONEST, IN_SCENE, AT_THE_TOP])
def test_a_waiver_covers_its_part_and_everything_in_it(text: str) -> None:
    found = examined(text)
    assert found.findings == ()
    (waived,) = found.waived
    assert waived.finding.rule == "best-is-longest"
    assert waived.reason in ("It needs its because", "All of it is meant", "Meant everywhere")


def test_what_is_waived_is_not_among_the_findings_of_examine() -> None:
    assert [each.rule for each in examine(scenario(), rubric().value)] == ["best-is-longest"]
    assert examine(scenario(IN_HONEST.replace("RULE", "best-is-longest")), rubric().value) == ()


def test_a_waiver_does_not_reach_beyond_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(LONGEST, AT_PROMISE))
    found = examined(IN_HONEST)
    assert [each.message for each in found.findings] == ["This one is too."]
    assert [each.finding.message for each in found.waived] == ["The best option is the longest."]


def test_a_waiver_waives_no_other_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(LONGEST, Finding("tell-word", HONEST, "It says policy.")))
    assert [each.rule for each in examined(IN_HONEST).findings] == ["tell-word"]


def test_of_two_waivers_the_nearer_gives_the_reason_and_both_are_used() -> None:
    text = changed("start: arrives\n", "allow: {best-is-longest: Everywhere}\nstart: arrives\n", IN_HONEST)
    found = examined(text)
    assert (found.findings, [each.reason for each in found.waived]) == ((), ["It needs its because"])


def test_an_error_cannot_be_waived(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(STUCK))
    found = examined(AT_THE_TOP, "stuck")
    assert {each.rule for each in found.findings} == {"stuck", "unused-waiver"}
    said = next(each for each in found.findings if each.rule == "unused-waiver")
    assert said.message == "`stuck` is an error, and errors cannot be waived."


def test_a_waiver_of_a_rule_that_does_not_exist_is_told_with_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch)
    said = told(examined(IN_HONEST, "best-is-longst"))
    assert said.message == "There is no rule `best-is-longst`, so nothing is waived."
    assert said.hint == "Did you mean `best-is-longest`?"
    assert marked(said, IN_HONEST.replace("RULE", "best-is-longst")).startswith("best-is-longst: It needs")


def test_a_waiver_that_waives_nothing_is_told_at_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(rules=("best-is-longest",)))
    said = told(examined(IN_SCENE))
    assert said.message == "Nothing is waived here: `best-is-longest` finds nothing in this part."
    assert said.hint == "Take this line out."
    assert marked(said, IN_SCENE).startswith("RULE: All")


def test_a_waiver_in_the_wrong_place_is_told_where_the_finding_is(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(AT_PROMISE))
    found = examined(IN_HONEST)
    said = next(each for each in found.findings if each.rule == "unused-waiver")
    line = next(each.line for each in found.findings if each.rule == "best-is-longest")
    assert said.hint == f"It is found in line {line}; write this beside that part."


def test_a_warning_about_the_checking_itself_cannot_be_waived() -> None:
    said = next(each for each in examined(AT_THE_TOP, "unused-waiver").findings if each.rule == "unused-waiver")
    assert said.message == "`unused-waiver` cannot be waived."


LOST = changed(
    "        why: Limits first.\n", "        why: Limits first #1\n        allow: {lost-text: A note to myself}\n"
)


def test_a_warning_of_reading_is_waived_by_its_place() -> None:
    loaded = scenario(LOST)
    assert [each.rule for each in loaded.diagnostics] == ["lost-text"]
    found = examined(LOST)
    assert [each.finding.rule for each in found.waived] == ["lost-text"]
    assert "lost-text" not in {each.rule for each in found.findings}


def test_a_warning_of_reading_in_the_next_part_is_not_waived(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch)
    text = changed("        why: Limits first #1\n", "        why: Limits first.\n", LOST)
    found = examined(changed("        say: I promise.\n", "        say: I promise #1\n", text))
    assert [each.rule for each in found.findings] == ["unused-waiver", "lost-text"]


def test_a_waiver_of_a_rule_that_was_not_asked_for_is_not_called_unused(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(rules=("best-is-longest",)))
    without = frozenset({"unused-waiver", "stuck"})
    assert examined(IN_HONEST, only=without).findings == ()
    assert told(examined(IN_HONEST, only=without | {"best-is-longest"}))
    assert told(examined(IN_HONEST, "no-such-rule", only=without))


def test_nothing_is_said_of_waivers_where_that_was_not_asked_for() -> None:
    found = examined(IN_HONEST, "no-such-rule", only=frozenset({"best-is-longest"}))
    assert [each.rule for each in found.findings] == ["best-is-longest"]


def test_a_document_with_errors_has_no_unused_waivers_but_wrong_ones() -> None:
    broken = changed("goto: record", "goto: recrod", IN_HONEST)
    assert {each.rule for each in examined(broken).findings} == {"unknown-scene"}
    assert {each.rule for each in examined(broken, "stuck").findings} == {"unknown-scene", "unused-waiver"}
    assert {each.rule for each in examined(broken, "nothing-such").findings} == {"unknown-scene", "unused-waiver"}


def test_without_a_rubric_no_waiver_of_the_analysis_is_called_unused() -> None:
    loaded = scenario(IN_HONEST.replace("RULE", "best-is-longest"))
    assert examine(loaded, None) == ()


@pytest.mark.parametrize(
    ("rule", "unused"),
    [("condition-always", False), ("clause-not-shown", False), ("tell-word", True), ("never-read", True)],
)
def test_what_could_not_be_proved_may_have_a_waiver_in_waiting(
    rule: str, unused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = ("not-proved", "condition-always", "clause-not-shown", "tell-word", "never-read")
    only_checks(monkeypatch, finds(NOT_PROVED, rules=rules))
    found = {each.rule for each in examined(IN_HONEST, rule).findings}
    assert found == ({"not-proved", "unused-waiver"} if unused else {"not-proved"})
    only_checks(monkeypatch, finds(rules=rules))
    assert {each.rule for each in examined(IN_HONEST, rule).findings} == {"unused-waiver"}


def test_what_could_not_be_proved_is_known_even_where_nobody_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(NOT_PROVED), finds(rules=("condition-always",)))
    only = frozenset({"condition-always", "unused-waiver"})
    assert examined(IN_HONEST, "condition-always", only).findings == ()


def test_a_rule_that_nothing_looks_for_has_no_unused_waiver(monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch)
    assert examined(IN_HONEST).findings == ()


def test_parts_that_are_called_allow_are_no_waivers() -> None:
    text = SCENARIO.replace("later", "allow").replace("trust", "allow").replace("      promise:", "      allow:")
    text = text.replace("choose: [promise,", "choose: [allow,")
    loaded = scenario(text)
    assert (loaded.diagnostics, loaded.waivers) == ((), ())
    assert scenario(IN_HONEST.replace("RULE", "stuck").replace("allow:", '"allow" :')).waivers != ()


def test_every_part_that_can_have_a_waiver_is_read() -> None:
    places = {
        "  trust: {start: 3,": "variables",
        "  tell_lead: {clause": "duties",
        "          ask: What belongs?": "fields",
        "            words: {text: The words,": "tick",
        "            lead: {text: Ms Okafor,": "pick",
    }
    for before, name in places.items():
        after = (
            before.replace("{", "{allow: {tell-word: Meant}, ", 1)
            if "{" in before
            else f"{before}\n          allow: {{tell-word: Meant}}"
        )
        (waiver,) = scenario(changed(before, after)).waivers
        assert name in waiver.address
