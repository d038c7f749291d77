"""Findings as the workflow commands by which GitHub marks lines of a change."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final

from simulator.analysis.waivers import Waived
from simulator.diagnostics import RULES, Diagnostic, Severity
from simulator.report.words.sanitize import visible
from simulator.report.words.witness import command

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "notice"}


def as_github(findings: Sequence[Diagnostic], waived: Sequence[Waived] = ()) -> str:
    """One command a line; waived findings are notices with their reasons."""
    told = [_command(_COMMANDS[finding.severity], finding, _lines(finding)) for finding in findings]
    told += [_command("notice", each.finding, _waived(each)) for each in waived]
    return "\n".join(told)


def _lines(finding: Diagnostic) -> Iterator[str]:
    yield finding.message
    if finding.hint:
        yield f"Try: {finding.hint}"
    if line := command(finding):
        yield f"Play: {line}"


def _waived(waived: Waived) -> Iterator[str]:
    yield f"Waived: {waived.finding.message}"
    yield f"Because: {waived.reason}"


def _command(name: str, finding: Diagnostic, lines: Iterator[str]) -> str:
    path = _property(PurePath(finding.file).as_posix())
    title = _property(f"{RULES[finding.rule].title} ({finding.rule})")
    place = f"file={path},line={finding.line},col={finding.column},title={title}"
    return f"::{name} {place}::{_data(chr(10).join(lines))}"


def _data(text: str) -> str:
    """A message; its own line breaks are shown, and nothing in it begins a command."""
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
