"""Runs the rules over one scenario."""

from collections.abc import Callable, Collection, Iterator
from typing import Final, TypeAlias

from simulator.analysis.model.collecting import uncollected
from simulator.analysis.rules.explored import EXPLORED
from simulator.analysis.rules.static import STATIC
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario

from .context import BUDGET, AnalysisContext
from .finding import Address, Finding

Check: TypeAlias = Callable[[AnalysisContext], Iterator[Finding]]

CHECKS: Final[tuple[tuple[frozenset[str], Check], ...]] = (*EXPLORED, *STATIC)
"""The checks in order, each with the rules whose findings it can give."""


@uncollected()
def check(
    scenario: Scenario, rubric: Rubric, *, only: Collection[str] | None = None, budget: int = BUDGET
) -> tuple[Finding, ...]:
    """Every finding about play, assessment and writing; ``only`` names the rules that are asked for.

    A check of which no rule is asked for is not run at all.
    """
    context = AnalysisContext(scenario, rubric, budget)
    found = [
        finding
        for rules, run in CHECKS
        if only is None or not rules.isdisjoint(only)
        for finding in run(context)
        if only is None or finding.rule in only
    ]
    explained = frozenset[tuple[str, Address]]().union(*(each.explains for each in found))
    told = {each.rule for each in found}
    return tuple(each for each in found if (each.rule, each.address) not in explained and each.follows.isdisjoint(told))
