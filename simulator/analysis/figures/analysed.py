"""Everything that is known of one scenario by figures: for each way of choosing, and what its options bear on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.analysis.bearing import Bearing, bearings
from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Step
from simulator.analysis.model.collecting import uncollected
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario

from .figures import UNIFORM, Figures, figures
from .strategies import Strategy, walk_by

POLICIES = (UNIFORM, *Strategy)
"""Every way of choosing there are figures for."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """The figures of a scenario."""

    scenario: Scenario
    rubric: Rubric
    policies: Mapping[str, Figures]
    """By way of choosing, in the order in which they were asked for."""
    ways: Mapping[str, tuple[Step, ...]]
    """What each strategy chooses."""
    bearings: tuple[Bearing, ...]


@uncollected()
def analysed(context: AnalysisContext, policies: Sequence[str] = POLICIES) -> Analysed | None:
    """The figures for some ways of choosing; None past the budget, where nothing is claimed."""
    found: dict[str, Figures] = {}
    for policy in policies:
        each = figures(context, policy)
        if each is None:
            return None
        found[policy] = each
    ways = {policy: walk_by(context.scenario, Strategy(policy)).steps for policy in found if policy != UNIFORM}
    return Analysed(context.scenario, context.rubric, found, ways, bearings(context.scenario, context.rubric))
