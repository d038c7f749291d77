"""Who reads a view of an attempt, and what they may see of it; of an ending that is held back, what happens in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from simulator.engine.scenario import Ending, Scenario
from simulator.engine.state import Line, LineKind


@dataclass(frozen=True, slots=True)
class Audience:
    """What a reader may see, and in which words."""

    you: bool
    """The learner reads it, and is spoken to."""
    worth: bool
    """What a line counts as: the levels that it shows, what it breaks, which boxes are wrong."""
    advice: bool
    """Why, what the mentee thought, and what would have been stronger."""
    alternatives: bool
    """What else was offered, and was not taken."""


LEARNER: Final = Audience(you=True, worth=True, advice=True, alternatives=False)
"""The learner who looks back."""
OTHERS: Final = Audience(you=False, worth=True, advice=False, alternatives=True)
"""An assessor, or somebody outside who reads the evidence."""
BLIND: Final = Audience(you=False, worth=False, advice=False, alternatives=False)
"""Somebody who marks, and is to be told nothing of what it is worth."""

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
