"""Findings as text for a person, and as JSON for a program."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from simulator.analysis.waivers import Waived
from simulator.diagnostics import Diagnostic, Severity
from simulator.documents.yaml.source_map import SourceMap
from simulator.report.words.sanitize import in_one_line, visible
from simulator.report.words.signs import counted as count
from simulator.report.words.witness import command, plain

from .json_fields import fields_of

WIDTH: Final = 96
"""The longest excerpt, in characters."""

_WORD: Final = re.compile(r"[^\s:,\[\]{}\"']+")


def as_text(findings: Sequence[Diagnostic], maps: Mapping[str, SourceMap]) -> str:
    """Every finding with its line and a caret below it; ``maps`` holds the files' texts by name."""
    return "\n".join("\n".join(_finding(finding, maps.get(finding.file))) + "\n" for finding in findings)


def waived_as_text(waived: Sequence[Waived], maps: Mapping[str, SourceMap]) -> str:
    """Every waived finding with its line and the reason why it is right there."""
    return "\n".join("\n".join(_waived(each, maps.get(each.finding.file))) + "\n" for each in waived)


def _waived(waived: Waived, source_map: SourceMap | None) -> Iterator[str]:
    yield from _with_place(waived.finding, f"waived {waived.finding.severity}", source_map)
    yield f"  because: {in_one_line(waived.reason)}"


def _finding(finding: Diagnostic, source_map: SourceMap | None) -> Iterator[str]:
    yield from _with_place(finding, finding.severity, source_map)
    if finding.hint:
        yield f"  try: {in_one_line(finding.hint)}"
    if line := command(finding):
        yield f"  play: {visible(line)}"


def _with_place(finding: Diagnostic, what: str, source_map: SourceMap | None) -> Iterator[str]:
    place = f"{in_one_line(finding.file)}:{finding.line}:{finding.column}"
    yield f"{place}: {what}: {in_one_line(finding.message)} [{finding.rule}]"
    if source_map is not None:
        yield from _excerpt(finding, source_map)


def _excerpt(finding: Diagnostic, source_map: SourceMap) -> Iterator[str]:
    line = source_map.line_text(finding.line)
    if not line.strip():
        return
    column = min(finding.column - 1, len(line))
    word = _WORD.match(line, column)
    size = min(len(word[0]), 40) if word else 1
    begin = max(0, min(column - WIDTH // 2, len(line) - WIDTH))
    before, marked, after = line[begin:column], line[column : column + size], line[column + size : begin + WIDTH]
    start = "…" if begin else ""
    end = "…" if begin + WIDTH < len(line) else ""
    number = str(finding.line)
    lead = start + visible(before).replace("\t", " ")
    yield f"  {number} | {lead}{visible(marked)}{visible(after).replace(chr(9), ' ')}{end}"
    yield f"  {' ' * len(number)} | {' ' * len(lead)}{'^' * max(1, len(visible(marked)))}"


def as_json(findings: Sequence[Diagnostic], waived: Sequence[Waived] = ()) -> str:
    """The findings as a list, each with rule, severity, file, line, column, message, hint and witness.

    Waived ones come last, each with its reason under ``waived`` as well.
    """
    listed = [_object(finding) for finding in findings]
    listed += [{**_object(each.finding), "waived": each.reason} for each in waived]
    return json.dumps(listed, indent=2, ensure_ascii=True)


def _object(finding: Diagnostic) -> dict[str, object]:
    named = fields_of(finding, "rule", "severity", "file", "line", "column", "message", "hint")
    return {**named, "witness": plain(finding.witness)}


def counted(findings: Sequence[Diagnostic]) -> str:
    """How many errors, warnings and remarks there are; empty where there are none."""
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    named = [
        count(counts[Severity.ERROR], "error"),
        count(counts[Severity.WARNING], "warning"),
        count(counts[Severity.REMARK], "remark"),
    ]
    return ", ".join(part for part in named if not part.startswith("0 "))


def summary(findings: Sequence[Diagnostic], files: int, waived: int = 0) -> str:
    """One line: how much was read and what was found."""
    found = counted(findings) or "nothing wrong"
    return f"{count(files, 'file')} read: {found}{f', {waived} waived' if waived else ''}."
