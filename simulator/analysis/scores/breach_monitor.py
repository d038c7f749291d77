"""The monitor of one breach: whether it has happened, whatever came of it."""

from collections.abc import Mapping

from simulator.analysis.actions import actions
from simulator.analysis.model.forms import Consequence
from simulator.engine.scenario import Scenario
from simulator.engine.state import DutyStatus

from .clause_monitor import MISSED


def breaches_in(scenario: Scenario) -> tuple[str, ...]:
    """The breaches that a scenario knows of, in the order of the document."""
    found = [each.action.breach for each in actions(scenario)] + [duty.breach for duty in scenario.duties.values()]
    return tuple(dict.fromkeys(breach for breach in found if breach is not None))


class BreachMonitor:
    """Whether one breach has happened."""

    def __init__(self, scenario: Scenario, breach: str) -> None:
        self.breach = breach
        self.duties = frozenset(name for name, duty in scenario.duties.items() if duty.breach == breach)
        self.start = False

    def bears(self, consequence: Consequence) -> Consequence:
        """The part of a consequence that matters for it."""
        return Consequence((((), self.breach, None),)) if self._in(consequence) else Consequence()

    def step(self, so_far: bool, consequence: Consequence, /) -> bool:
        """Whether it has happened after one more step."""
        return so_far or self._in(consequence)

    def _in(self, consequence: Consequence) -> bool:
        return any(breach == self.breach for _, breach, _ in consequence.actions)

    def end(self, so_far: bool, duties: Mapping[str, DutyStatus], *, stuck: bool) -> bool:
        """Whether it has happened when the playthrough is over; an ending commits the breaches of missed duties."""
        return so_far or (not stuck and any(duties[name] in MISSED for name in self.duties))
