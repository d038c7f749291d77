"""Findings as text and as JSON."""

import json

from simulator.analysis.waivers import Waived
from simulator.diagnostics import Diagnostic, Severity
from simulator.documents.yaml.source_map import SourceMap
from simulator.report.write.findings import as_json, as_text, summary, waived_as_text

TEXT = "title: A promise\n  goto: recrod\n"
MAPS = {"a.yaml": SourceMap(TEXT, 0)}

STUCK = Diagnostic("stuck", Severity.ERROR, "a.yaml", 2, 9, "Nothing is open.", "Add a choice.", ("a", "b"))
LONGEST = Diagnostic("best-is-longest", Severity.WARNING, "a.yaml", 1, 1, "It is the longest.")
REMARK = Diagnostic("breach-without-why", Severity.REMARK, "b.yaml", 1, 1, "It says no why.")


def test_a_finding_has_its_line_a_caret_a_hint_and_a_line_to_copy() -> None:
    assert as_text([STUCK], MAPS).splitlines() == [
        "a.yaml:2:9: error: Nothing is open. [stuck]",
        "  2 |   goto: recrod",
        "    |         ^^^^^^",
        "  try: Add a choice.",
        '  play: simulator walk a.yaml --choose "a, b"',
    ]


def test_what_is_waived_is_told_with_the_reason() -> None:
    assert waived_as_text([Waived(LONGEST, "The honest answer\x1b needs\nits because")], MAPS).splitlines() == [
        "a.yaml:1:1: waived warning: It is the longest. [best-is-longest]",
        "  1 | title: A promise",
        "    | ^^^^^",
        "  because: The honest answer<U+001B> needs its because",
    ]


def test_json_has_the_stable_names_and_a_reason_where_something_is_waived() -> None:
    stuck, waived = json.loads(as_json([STUCK], [Waived(LONGEST, "Meant")]))
    names = ["rule", "severity", "file", "line", "column", "message", "hint", "witness"]
    assert list(stuck) == names
    assert stuck["witness"] == ["a", "b"]
    assert list(waived) == [*names, "waived"]
    assert waived["waived"] == "Meant"


def test_the_summary_counts_each_kind_and_what_is_waived() -> None:
    assert summary([], 1) == "1 file read: nothing wrong."
    assert summary([STUCK, LONGEST, LONGEST, REMARK], 3, 2) == "3 files read: 1 error, 2 warnings, 1 remark, 2 waived."
    assert summary([], 2, 1) == "2 files read: nothing wrong, 1 waived."
