"""A way as a walkthrough of ``expect``: the text to put into the document."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from simulator.authoring.playthrough import Chosen, Filled, Rehearsal, named, written_steps
from simulator.diagnostics import Step
from simulator.engine import play
from simulator.engine.events import Ended, Stuck
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Form
from simulator.engine.scoring import score
from simulator.report.words.sanitize import in_one_line

WIDTH: Final = 118
"""A list that would be longer than this stands with one entry a line."""

_PLAIN: Final = re.compile(r"[a-z_][a-z0-9_-]*")
_NOT_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
"""What an editor would take for something else than a word."""


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
    played = [step for step in rehearsal.taken if isinstance(step, Chosen | Filled)]
    if why_not(rehearsal) or len(played) != rehearsal.held:
        raise ValueError("this way is no walkthrough")
    beside = bool(rehearsal.scenario.expect)
    ended = isinstance(rehearsal.state.closed, Ended)
    lines = [] if beside else ["expect:"]
    lines.append(f"  {_scalar(_name(rehearsal, ended=ended))}:")
    lines += _choose([_step(step) for step in written_steps(played)])
    lines += _end(rehearsal, rubric) if ended else [f"    # {_next(rehearsal)}"]
    return WalkthroughText("\n".join(lines) + "\n", beside, ended)


def _name(rehearsal: Rehearsal, *, ended: bool) -> str:
    """A name that no walkthrough has yet."""
    taken = {walkthrough.name for walkthrough in rehearsal.scenario.expect}
    name = f"to-{rehearsal.state.situation.scene}" if ended else "not-finished"
    numbered = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def _choose(steps: list[str]) -> Iterator[str]:
    flow = f"    choose: [{', '.join(steps)}]"
    if len(flow) <= WIDTH:
        yield flow
    else:
        yield "    choose:"
        yield from (f"      - {step}" for step in steps)


def _end(rehearsal: Rehearsal, rubric: Rubric) -> Iterator[str]:
    return _ended(rehearsal.state.situation.scene, score(rehearsal.scenario, rubric, rehearsal.state).outcome)


def _ended(ending: str, outcome: Level | None) -> Iterator[str]:
    yield f"    ending: {_scalar(ending)}"
    if outcome is not None:
        yield f"    outcome: {outcome.word}"


def walkthrough(name: str, steps: Sequence[Step], ending: str, outcome: Level | None) -> Iterator[str]:
    """The lines of one walkthrough that comes to an ending, as they stand below ``expect``."""
    yield f"  {_scalar(name)}:"
    yield from _choose([_step(step) for step in steps])
    yield from _ended(ending, outcome)


def _next(rehearsal: Rehearsal) -> str:
    """A remark on how a way that has not ended goes on."""
    scenario, situation = rehearsal.scenario, rehearsal.state.situation
    if isinstance(scenario.scenes[situation.scene].content, Form):
        return f"not at an ending yet: next is the form of {situation.scene}"
    open_now = ", ".join(choice.id for choice in play.open_choices(scenario, situation))
    return f"not at an ending yet: open in {situation.scene} are {open_now or 'no choices'}"


def _step(step: Step) -> str:
    if isinstance(step, str):
        return _scalar(step)
    return "{" + ", ".join(f"{_scalar(field)}: {_answer(given)}" for field, given in step.items()) + "}"


def _answer(given: str | tuple[str, ...]) -> str:
    return _scalar(given) if isinstance(given, str) else f"[{', '.join(map(_scalar, given))}]"


def _scalar(text: str) -> str:
    """A text as YAML, in quotes where it needs them; on one line, and without what documents refuse."""
    plain = in_one_line(text)
    if _PLAIN.fullmatch(plain) and plain not in _NOT_WORDS:
        return plain
    return json.dumps(plain, ensure_ascii=False)
