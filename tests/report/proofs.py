"""Checks of the analysis that find what a test wants."""

from collections.abc import Iterator

import pytest

import simulator.analysis.check
from simulator.analysis.check import Check
from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding


def finds(*findings: Finding, rules: tuple[str, ...] = ()) -> tuple[frozenset[str], Check]:
    """A check that gives these findings; of these rules, or of those in the findings."""

    def run(case: AnalysisContext) -> Iterator[Finding]:
        del case
        return iter(findings)

    return frozenset(rules or {finding.rule for finding in findings}), run


def only_checks(monkeypatch: pytest.MonkeyPatch, *checks: tuple[frozenset[str], Check]) -> None:
    """Let the analysis run these checks and no others."""
    monkeypatch.setattr(simulator.analysis.check, "CHECKS", checks)
