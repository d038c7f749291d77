"""A document's faults and what its scenario proves, joined: every finding with its place in the file."""

from collections.abc import Collection

from simulator.analysis.case import BUDGET
from simulator.analysis.check import check
from simulator.analysis.finding import Finding
from simulator.diagnostics import RULES, Diagnostic, in_order
from simulator.documents.loaded import Loaded
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario


def examine(
    loaded: Loaded[Scenario], rubric: Rubric | None, *, only: Collection[str] | None = None, budget: int = BUDGET
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a scenario; its proofs only where it can be played and its rubric is known."""
    found = [each for each in loaded.diagnostics if only is None or each.rule in only]
    if loaded.value is not None and rubric is not None:
        found += [_placed(each, loaded) for each in check(loaded.value, rubric, only=only, budget=budget)]
    return in_order(found)


def _placed(finding: Finding, loaded: Loaded[Scenario]) -> Diagnostic:
    line, column = loaded.source_map.of(finding.address, value=finding.value)
    return Diagnostic(
        finding.rule,
        RULES[finding.rule].severity,
        loaded.name,
        line,
        column,
        finding.message,
        finding.hint,
        finding.witness,
    )
