"""A way as a walkthrough of ``expect``: the text to put into the document."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from simulator.authoring.playthrough import ChoiceStep, FormStep, Rehearsal, named, written_steps
from simulator.engine import play
from simulator.engine.events import Ended, Stuck
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Form
from simulator.engine.scoring import score
from simulator.report.write.expect import choose_lines, ending_lines, scalar


@dataclass(frozen=True, slots=True)
class WalkthroughText:
    """A walkthrough as text."""

    text: str
    beside: bool
    """Whether the document has walkthroughs already, so that this one goes among them."""
    finished: bool
    """Whether it comes to an ending; a walkthrough that does not is a fault."""


def why_not(rehearsal: Rehearsal) -> str:
    """Why a way cannot be written as a walkthrough, in a sentence; empty where it can."""
    made = rehearsal.by_hand
    if made:
        more = f" and {len(made) - 3} more" if len(made) > 3 else ""
        return (
            f"This way was made by hand ({', '.join(named(step) for step in made[:3])}{more}), and a walkthrough holds "
            "only what a learner can do. Take that back, or start again, and play it."
        )
    if isinstance(rehearsal.state.closed, Stuck):
        return f"This way gets stuck in `{rehearsal.state.situation.scene}`, and a walkthrough has to reach an ending."
    return "" if rehearsal.held else "There is nothing to copy yet: make a choice first."


def block(rehearsal: Rehearsal, rubric: Rubric) -> WalkthroughText:
    """The way as a walkthrough, with its ending and outcome where it has come to one.

    Raises:
        ValueError: it cannot be written as one (see ``why_not``).
    """
    played = [step for step in rehearsal.taken if isinstance(step, ChoiceStep | FormStep)]
    if why_not(rehearsal) or len(played) != rehearsal.held:
        raise ValueError("this way is no walkthrough")
    beside = bool(rehearsal.scenario.expect)
    ended = isinstance(rehearsal.state.closed, Ended)
    lines = [] if beside else ["expect:"]
    lines.append(f"  {scalar(_name(rehearsal, ended=ended))}:")
    lines += choose_lines(written_steps(played))
    lines += _end(rehearsal, rubric) if ended else [f"    # {_next(rehearsal)}"]
    return WalkthroughText("\n".join(lines) + "\n", beside, ended)


def _name(rehearsal: Rehearsal, *, ended: bool) -> str:
    """A name that no walkthrough has yet."""
    taken = {walkthrough.name for walkthrough in rehearsal.scenario.expect}
    name = f"to-{rehearsal.state.situation.scene}" if ended else "not-finished"
    numbered = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def _end(rehearsal: Rehearsal, rubric: Rubric) -> Iterator[str]:
    return ending_lines(rehearsal.state.situation.scene, score(rehearsal.scenario, rubric, rehearsal.state).outcome)


def _next(rehearsal: Rehearsal) -> str:
    """A remark on how a way that has not ended goes on."""
    scenario, situation = rehearsal.scenario, rehearsal.state.situation
    if isinstance(scenario.scenes[situation.scene].content, Form):
        return f"not at an ending yet: next is the form of {situation.scene}"
    open_now = ", ".join(choice.id for choice in play.open_choices(scenario, situation))
    return f"not at an ending yet: open in {situation.scene} are {open_now or 'no choices'}"
