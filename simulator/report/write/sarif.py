"""Findings as SARIF 2.1.0, the part of it that code-scanning services read.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import quote

from simulator import __version__
from simulator.analysis.waivers import Waived
from simulator.diagnostics import FAMILIES, RULES, Diagnostic, Severity
from simulator.documents.yaml.source_map import SourceMap
from simulator.report.words.witness import command, plain

Object: TypeAlias = dict[str, object]

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

FINGERPRINT: Final = "ruleAndLine/v1"
"""The fingerprint's name: the same finding keeps it when lines are added above."""

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "note"}
_PROBLEMS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "recommendation"}


def as_sarif(findings: Sequence[Diagnostic], waived: Sequence[Waived], maps: Mapping[str, SourceMap]) -> str:
    """The findings as one run of the checker; waived ones are suppressed results.

    ``maps`` holds the files' texts by name.
    """
    every = [*findings, *(each.finding for each in waived)]
    rules = [name for name in RULES if any(finding.rule == name for finding in every)]
    numbers = {name: number for number, name in enumerate(rules)}
    results = [_result(finding, numbers) for finding in every]
    for result, mark in zip(results, _fingerprints(every, maps), strict=True):
        result["partialFingerprints"] = {FINGERPRINT: mark}
    for result, each in zip(results[len(findings) :], waived, strict=True):
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": each.reason}]
    driver = {"name": "simulator", "semanticVersion": __version__, "rules": [_rule(name) for name in rules]}
    run: Object = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True)


def _rule(name: str) -> Object:
    rule = RULES[name]
    family = next(family for family, names in FAMILIES.items() if name in names)
    return {
        "id": name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title}."},
        "help": {"text": f"{rule.title}. “simulator explain {name}” tells more."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [family], "problem.severity": _PROBLEMS[rule.severity]},
    }


def _result(finding: Diagnostic, numbers: Mapping[str, int]) -> Object:
    said = f"{finding.message}\nTry: {finding.hint}" if finding.hint else finding.message
    result: Object = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": said},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": location(finding.file),
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
    }
    if finding.witness:
        result["properties"] = {"witness": plain(finding.witness), "play": command(finding)}
    return result


def location(file: str) -> Object:
    """Where a file is: relative to the folder of the sources, or absolute where it is outside."""
    path = Path(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(os.fsencode(path.as_posix()), safe="/"), "uriBaseId": "%SRCROOT%"}


def _fingerprints(findings: Iterable[Diagnostic], maps: Mapping[str, SourceMap]) -> list[str]:
    """A mark for each finding, of its rule, its file and its line's text; like ones are numbered."""
    seen: Counter[str] = Counter()
    marks = []
    for finding in findings:
        line = maps[finding.file].line_text(finding.line).strip() if finding.file in maps else ""
        whole = "\0".join((finding.rule, Path(finding.file).as_posix(), line))
        mark = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[mark] += 1
        marks.append(f"{mark}:{seen[mark]}")
    return marks
