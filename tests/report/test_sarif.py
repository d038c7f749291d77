"""SARIF 2.1.0: the parts that code-scanning services read.

The names and limits are those of the standard, sections 3.13 (log), 3.14 (run), 3.27 (result), 3.35 (suppression).
"""

import json
import re
from typing import Any
from urllib.parse import unquote

import pytest

from simulator.analysis.waivers import Waived
from simulator.diagnostics import FAMILIES, RULES, Diagnostic, Severity
from simulator.documents.yaml.source_map import SourceMap
from simulator.report.write.sarif import FINGERPRINT, as_sarif, location

TEXT = "title: A promise\nstart: here\nscenes: none\n"
STUCK = Diagnostic("stuck", Severity.ERROR, "my scenarios/é.yaml", 2, 8, "Stuck.", "Add one.", ("a", {"f": ("x",)}))
LONGEST = Diagnostic("best-is-longest", Severity.WARNING, "a.yaml", 1, 1, "It is the longest.")
REMARK = Diagnostic("breach-without-why", Severity.REMARK, "a.yaml", 3, 1, "It says no why.")


def run_of(findings: list[Diagnostic], waived: tuple[Waived, ...] = (), text: str = TEXT) -> Any:
    maps = {finding.file: SourceMap(text, 0) for finding in [*findings, *(each.finding for each in waived)]}
    log = json.loads(as_sarif(findings, waived, maps))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    return run


def test_the_driver_names_each_rule_that_was_found_once() -> None:
    driver = run_of([STUCK, LONGEST, REMARK, LONGEST])["tool"]["driver"]
    assert driver["name"] == "simulator"
    assert [rule["id"] for rule in driver["rules"]] == ["stuck", "breach-without-why", "best-is-longest"]
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in driver["rules"]}
    assert levels == {"stuck": "error", "best-is-longest": "warning", "breach-without-why": "note"}
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] == RULES[rule["id"]].title
        assert rule["help"]["text"]
        assert rule["properties"]["tags"][0] in FAMILIES


def test_each_result_points_to_its_rule_and_its_place() -> None:
    run = run_of([STUCK, LONGEST, REMARK])
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    first = run["results"][0]
    assert first["message"]["text"] == "Stuck.\nTry: Add one."
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 8}
    assert first["properties"]["witness"] == ["a", {"f": ["x"]}]
    assert first["properties"]["play"].startswith("simulator walk ")
    assert "properties" not in run["results"][1]


@pytest.mark.parametrize("file", ["my scenarios/é.yaml", "a:b/100%.yaml", "q?#.yaml", "../up.yaml", "[x].yaml"])
def test_a_path_is_a_relative_address_with_nothing_that_means_something_else(file: str) -> None:
    held = location(file)
    uri = str(held["uri"])
    assert re.fullmatch(r"[A-Za-z0-9._~/-]*(%[0-9A-F]{2}[A-Za-z0-9._~/-]*)*", uri)
    assert unquote(uri) == file
    assert held["uriBaseId"] == "%SRCROOT%"


def test_a_file_outside_has_its_whole_address() -> None:
    assert location("/home/a tutor/x.yaml") == {"uri": "file:///home/a%20tutor/x.yaml"}


def test_what_is_waived_is_suppressed_in_the_source_with_its_reason() -> None:
    standing, waived = run_of([STUCK], (Waived(LONGEST, "Meant"),))["results"]
    assert "suppressions" not in standing
    assert waived["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "Meant"}]


def test_a_finding_keeps_its_fingerprint_when_lines_are_added_above() -> None:
    def mark(finding: Diagnostic, text: str) -> str:
        return str(run_of([finding], text=text)["results"][0]["partialFingerprints"][FINGERPRINT])

    moved = Diagnostic("breach-without-why", Severity.REMARK, "a.yaml", 4, 1, "It says no why.")
    assert mark(REMARK, TEXT) == mark(moved, "# new\n" + TEXT)
    assert mark(REMARK, TEXT) != mark(moved, TEXT)


def test_two_findings_of_a_rule_in_one_line_have_different_fingerprints() -> None:
    results = run_of([LONGEST, LONGEST])["results"]
    assert len({result["partialFingerprints"][FINGERPRINT] for result in results}) == 2


def test_no_findings_are_a_run_without_results() -> None:
    run = run_of([])
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
