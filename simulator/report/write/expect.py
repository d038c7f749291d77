"""Walkthroughs as ``expect`` writes them in a scenario's document."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulator.diagnostics import Step
from simulator.engine.rubric import Level
from simulator.report.words.sanitize import in_one_line

WIDTH: Final = 118
"""A list that would be longer than this stands with one entry a line."""

_PLAIN: Final = re.compile(r"[a-z_][a-z0-9_-]*")
_NOT_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
"""What an editor would take for something else than a word."""


def walkthrough(name: str, steps: Sequence[Step], ending: str, outcome: Level | None) -> Iterator[str]:
    """The lines of one walkthrough that comes to an ending, as they stand below ``expect``."""
    yield f"  {scalar(name)}:"
    yield from choose_lines(steps)
    yield from ending_lines(ending, outcome)


def choose_lines(steps: Iterable[Step]) -> Iterator[str]:
    """What is chosen, in one line if it is short."""
    written = [_step(step) for step in steps]
    flow = f"    choose: [{', '.join(written)}]"
    if len(flow) <= WIDTH:
        yield flow
    else:
        yield "    choose:"
        yield from (f"      - {step}" for step in written)


def ending_lines(ending: str, outcome: Level | None) -> Iterator[str]:
    """Where it ends, and how it comes out."""
    yield f"    ending: {scalar(ending)}"
    if outcome is not None:
        yield f"    outcome: {outcome.word}"


def _step(step: Step) -> str:
    if isinstance(step, str):
        return scalar(step)
    return "{" + ", ".join(f"{scalar(field)}: {_answer(given)}" for field, given in step.items()) + "}"


def _answer(given: str | tuple[str, ...]) -> str:
    return scalar(given) if isinstance(given, str) else f"[{', '.join(map(scalar, given))}]"


def scalar(text: str) -> str:
    """A text as YAML, in quotes where it needs them; on one line, and without what documents refuse."""
    plain = in_one_line(text)
    if _PLAIN.fullmatch(plain) and plain not in _NOT_WORDS:
        return plain
    return json.dumps(plain, ensure_ascii=False)
