"""How an ending is told: whole, or of an assessment that is not released only what happens in it."""

from collections.abc import Iterable

from simulator.engine.scenario import Ending, Scenario
from simulator.engine.state import Line, LineKind

HELD_BACK_TITLE = "The end"
"""Stands for an ending's own title, which often says how it went."""


def lines_told(lines: Iterable[Line], *, held_back: bool) -> tuple[Line, ...]:
    """The lines of a turn that a learner is told; what usually happens next judges, so it waits for the release."""
    return tuple(line for line in lines if not (held_back and line.kind is LineKind.AFTERWARDS))


def ending_title(scenario: Scenario, scene: str, *, held_back: bool) -> str:
    """The title that stands above the ending of this scene; empty where the scene is none."""
    content = scenario.scenes[scene].content
    if not isinstance(content, Ending):
        return ""
    return HELD_BACK_TITLE if held_back else content.title
