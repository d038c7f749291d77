"""What a walkthrough may say beyond its ending and outcome: its evidence, its breaches and its values."""

import pytest

from .examples import SCENARIO, scenario

HELD = """\
expect:
  promises:
    choose: [promise, {contents: [words], who: tutor}]
    outcome: unsafe
    evidence: {confidentiality: [unsafe], records: [exemplary, unsafe]}
    breaches: [promises-secrecy]
    values: {trust: 3, promised: true, locked_in: true, mood: guarded}
"""


def _told(old: str = "", new: str = "") -> list[tuple[str, str]]:
    assert old in HELD
    text = SCENARIO[: SCENARIO.index("expect:")] + HELD.replace(old, new, 1)
    return [(each.rule, each.message) for each in scenario(text).diagnostics]


def test_a_walkthrough_whose_evidence_breaches_and_values_come_so_tells_nothing() -> None:
    assert _told() == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        (
            "[exemplary, unsafe]",
            "[unsafe, exemplary]",
            "walkthrough-outcome",
            "The evidence for `records` is exemplary, unsafe, not unsafe, exemplary.",
        ),
        (
            "confidentiality: [unsafe], ",
            "",
            "walkthrough-outcome",
            "The evidence for `confidentiality` is unsafe, not none.",
        ),
        (
            "[promises-secrecy]",
            "[]",
            "walkthrough-outcome",
            "The breaches that stand at the end of this walkthrough are promises-secrecy, not none.",
        ),
        ("trust: 3", "trust: 4", "walkthrough-ending", "At the end of this walkthrough `trust` is 3, not 4."),
        (
            "promised: true",
            "promised: false",
            "walkthrough-ending",
            "At the end of this walkthrough `promised` is true, not false.",
        ),
        (
            "promised: true",
            "promised: 1",
            "walkthrough-ending",
            "At the end of this walkthrough `promised` is true, not 1.",
        ),
        ("promised: true", "promise: true", "walkthrough-ending", "There is no variable, fact or duty `promise`."),
        ("records: [", "record: [", "unknown-clause", "The rubric has no clause `record`."),
    ],
)
def test_what_comes_otherwise_than_a_walkthrough_says_is_told(old: str, new: str, rule: str, message: str) -> None:
    assert (rule, message) in _told(old, new)


def test_a_walkthrough_that_says_nothing_of_them_is_not_held_to_them() -> None:
    text = HELD[: HELD.index("    evidence")]
    assert scenario(SCENARIO[: SCENARIO.index("expect:")] + text).diagnostics == ()
