"""A document's faults and what its scenario proves, joined: every finding with its place in the file."""

from collections.abc import Collection, Sequence

from simulator.analysis import check as analysis
from simulator.analysis.context import BUDGET
from simulator.analysis.finding import Finding
from simulator.analysis.rules.explored import EXPLORED
from simulator.diagnostics import DOCUMENT_RULES, RULES, Diagnostic, in_order
from simulator.documents.yaml.loaded import Loaded
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario

from .waivers import Examination, PlacedFinding, Waived, sort_out


def examination(
    loaded: Loaded[Scenario], rubric: Rubric | None, *, only: Collection[str] | None = None, budget: int = BUDGET
) -> Examination:
    """Everything that is wrong with a scenario, and what of it is waived; ``only`` names the rules that are asked for.

    It is proved only where it can be played and its rubric is known; walkthroughs that do not hold hinder neither.
    """
    found = [PlacedFinding(each, None) for each in loaded.diagnostics if only is None or each.rule in only]
    proved: tuple[Finding, ...] | None = None
    if loaded.playable is not None and rubric is not None:
        proved = analysis.check(loaded.playable, rubric, only=_looked_for(only), budget=budget)
        found += [_placed(each, loaded) for each in proved]
    standing, waived = sort_out(loaded, found, _judged(loaded, proved, only) if loaded.waivers else ())
    if only is not None:
        standing = [each for each in standing if each.rule in only]
    return Examination(in_order(standing), tuple(sorted(waived, key=_place)))


def _looked_for(only: Collection[str] | None) -> Collection[str] | None:
    """The rules that are asked for, and whether they could be judged."""
    if only is None or proved_rules().isdisjoint(only):
        return only
    return {*only, "not-proved"}


def examined_rules() -> frozenset[str]:
    """The rules that are judged by examining a scenario, and not by reading it alone."""
    return frozenset(rule for rules, _ in analysis.CHECKS for rule in rules)


def proved_rules() -> frozenset[str]:
    """Those of them that look at every situation, and say nothing where there are too many."""
    return frozenset(rule for rules, _ in EXPLORED for rule in rules)


def _judged(loaded: Loaded[Scenario], proved: Sequence[Finding] | None, only: Collection[str] | None) -> frozenset[str]:
    """The rules of which it is certain that all they find in this scenario was found."""
    if loaded.playable is None:
        return frozenset()
    examined = examined_rules()
    judged = frozenset(DOCUMENT_RULES) - examined
    if proved is not None:
        judged |= examined
        if any(each.rule == "not-proved" for each in proved):
            judged -= proved_rules()
    return judged if only is None else judged.intersection(only)


def _place(waived: Waived) -> tuple[int, int, str]:
    return waived.finding.line, waived.finding.column, waived.finding.rule


def _placed(finding: Finding, loaded: Loaded[Scenario]) -> PlacedFinding:
    line, column = loaded.source_map.of(finding.address, value=finding.value)
    diagnostic = Diagnostic(
        finding.rule,
        RULES[finding.rule].severity,
        loaded.name,
        line,
        column,
        finding.message,
        finding.hint,
        finding.witness,
    )
    return PlacedFinding(diagnostic, finding.address)
