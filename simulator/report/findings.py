"""Findings as text for a person, and as JSON for a program."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from simulator.diagnostics import Diagnostic, Severity, Step
from simulator.documents.source_map import SourceMap

from .visible import in_one_line, visible

WIDTH: Final = 96
"""The longest excerpt, in characters."""

_WORD: Final = re.compile(r"[^\s:,\[\]{}\"']+")


def as_text(findings: Sequence[Diagnostic], maps: Mapping[str, SourceMap]) -> str:
    """Every finding with its line and a caret below it; ``maps`` holds the files' texts by name."""
    return "\n".join("\n".join(_finding(finding, maps.get(finding.file))) + "\n" for finding in findings)


def _finding(finding: Diagnostic, source_map: SourceMap | None) -> Iterator[str]:
    place = f"{in_one_line(finding.file)}:{finding.line}:{finding.column}"
    yield f"{place}: {finding.severity}: {in_one_line(finding.message)} [{finding.rule}]"
    if source_map is not None:
        yield from _excerpt(finding, source_map)
    if finding.hint:
        yield f"  try: {in_one_line(finding.hint)}"
    if finding.witness:
        yield f"  play: {in_one_line(steps(finding.witness))}"


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


def steps(witness: Sequence[Step]) -> str:
    """A witness in the way in which `expect` writes it."""
    return ", ".join(_step(step) for step in witness)


def _step(step: Step) -> str:
    if isinstance(step, str):
        return step
    parts = (f"{name}: {_answer(answer)}" for name, answer in step.items())
    return "{" + ", ".join(parts) + "}"


def _answer(answer: str | tuple[str, ...]) -> str:
    if not isinstance(answer, str):
        return f"[{', '.join(answer)}]"
    return answer if re.fullmatch(r"[\w-]+", answer) else json.dumps(answer, ensure_ascii=False)


def as_json(findings: Sequence[Diagnostic]) -> str:
    """The findings as a list, each with rule, severity, file, line, column, message, hint and witness."""
    return json.dumps([_object(finding) for finding in findings], indent=2, ensure_ascii=True)


def _object(finding: Diagnostic) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "hint": finding.hint,
        "witness": [
            step if isinstance(step, str) else {k: v if isinstance(v, str) else list(v) for k, v in step.items()}
            for step in finding.witness
        ],
    }


def summary(findings: Sequence[Diagnostic], files: int) -> str:
    """One line: how much was read and what was found."""
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    named = [
        _count(counts[Severity.ERROR], "error"),
        _count(counts[Severity.WARNING], "warning"),
        _count(counts[Severity.INFO], "remark"),
    ]
    found = ", ".join(part for part in named if not part.startswith("0 ")) or "nothing wrong"
    return f"{_count(files, 'file')} read: {found}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
