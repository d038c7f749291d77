"""A scenario under examination: what the rules share is worked out once, when it is first asked for."""

from typing import Final

from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario

BUDGET: Final = 2_000_000
"""How many situations are looked at before nothing is claimed any more."""


class Case:
    """One scenario, the rubric that it is marked against, and what has been worked out about them so far."""

    def __init__(self, scenario: Scenario, rubric: Rubric, budget: int = BUDGET) -> None:
        self.scenario = scenario
        self.rubric = rubric
        self.budget = budget
