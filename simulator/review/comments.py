"""Comments that assessors write again and again, kept once: a bank by clause."""

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.engine.rubric import Level


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment to begin from; an assessor changes it to fit."""

    text: str
    clause: str = ""
    """The clause that it is for; empty for any."""
    level: Level | None = None
    """The level that it goes with; None for any."""


def fitting(comments: Iterable[Comment], level: Level | None, words: Iterable[str] = ()) -> tuple[Comment, ...]:
    """The comments that have all these words, where a level is given those of it first."""
    wanted = [word.casefold() for word in words]
    found = [each for each in comments if all(word in each.text.casefold() for word in wanted)]
    if level is None:
        return tuple(found)
    return tuple(sorted(found, key=lambda each: 0 if each.level is level else 1 if each.level is None else 2))
