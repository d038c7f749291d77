"""The line that would have been stronger, and whether it may be recommended."""

from dataclasses import dataclass

from simulator.engine import play
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Action, Scenario
from simulator.engine.state import Situation


@dataclass(frozen=True, slots=True)
class Stronger:
    """A line that was open and would have shown more."""

    text: str
    why: str
    spoken: bool


def stronger(
    scenario: Scenario, rubric: Rubric, situation: Situation, chosen: str | None, seed: int
) -> Stronger | None:
    """The best choice that was open, where it shows more than the one that was chosen and may be recommended."""
    if chosen is None:
        return None
    choices = play.in_shown_order(seed, situation.scene, play.open_choices(scenario, situation))
    taken = next((choice for choice in choices if choice.id == chosen), None)
    if taken is None:
        return None
    better = [choice for choice in choices if recommended(choice.action, over=taken.action, passing=rubric.passing)]
    if not better:
        return None
    best = max(better, key=lambda choice: worth(choice.action))
    return Stronger(best.action.text, best.action.why, best.spoken)


def recommended(action: Action, *, over: Action | None = None, passing: Level) -> bool:
    """Whether a line may be shown to a learner as a better one than ``over``.

    Nothing that breaks the code and nothing below the pass level is, however weak the line was that was taken.
    """
    return not action.breach and _weakest(action) >= passing and (over is None or worth(action) > worth(over))


def worth(action: Action) -> tuple[int, int, int]:
    """What a line shows, so that the stronger of two compares as the greater."""
    return (0 if action.breach else 1, _weakest(action), sum(level for _, level in action.evidence))


def _weakest(action: Action) -> Level:
    """The weakest of what a line shows; one without evidence is competent where it keeps or mends something."""
    bare = Level.COMPETENT if action.repairs or action.effects.fulfils else Level.DEVELOPING
    return min((level for _, level in action.evidence), default=bare)
