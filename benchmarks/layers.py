"""A generated conversation: scenes in a row, each with four choices, and feelings that have limits."""

from collections.abc import Iterator
from random import Random
from typing import Final

FEELINGS: Final = ("trust", "calm")
CLAUSES: Final = ("confidentiality", "listening", "questions")
MARKED: Final = 9
"""In so many scenes choices are evidence: a conversation is marked by some of its moments, however long it is."""
LEVELS: Final = ("developing", "competent", "competent", "exemplary")

_HEAD: Final = """\
title: A generated conversation
summary: A conversation that a program made, to be proved.
level: 1
stage: exploration
setting: school
kinds: [rapport]
minutes: 10
min_age: 14
rubric: code-of-conduct
assesses: {confidentiality: 1, listening: 1, questions: 1}
mentee: {name: Jamie, pronouns: they/them, age: 15, about: Made up by a program.}
you: You are Jamie's peer mentor.
brief: A long meeting.
"""


def situations(scenes: int, top: int) -> int:
    """About how many situations a conversation has, once its feelings have spread."""
    return scenes * int((top + 1) ** len(FEELINGS))


def as_yaml(scenes: int, top: int, seed: int = 7) -> str:
    """A conversation of so many scenes, its feelings from 0 to ``top``."""
    return _HEAD + "\n".join(_lines(scenes, top, Random(seed))) + "\n"


def _lines(scenes: int, top: int, random: Random) -> Iterator[str]:
    yield "variables:"
    for name in FEELINGS:
        yield f"  {name}: {{start: {top // 2}, min: 0, max: {top}, means: A feeling}}"
    yield "start: scene-0"
    yield "scenes:"
    for number in range(scenes):
        yield f"  scene-{number}:"
        yield f"    says: Moment {number} comes and Jamie looks up."
        yield "    choices:"
        for place in range(4):
            yield from _choice(number, place, scenes, top, random)
    for ending, title in (("close", "Close"), ("apart", "Apart")):
        yield f"  {ending}:\n    ending: {{title: {title}}}"


def _choice(number: int, place: int, scenes: int, top: int, random: Random) -> Iterator[str]:
    letter = "abcd"[place]
    feeling = FEELINGS[place % len(FEELINGS)]
    yield f"      {letter}:"
    yield f"        say: In moment {number} you answer in manner {letter}, with some care."
    if place == 3:
        yield f"        when: {FEELINGS[number % len(FEELINGS)]} >= {random.randrange(1, top)}"
    marked = max(1, scenes // MARKED)
    if number % marked == 0 and number // marked < MARKED:
        clause = CLAUSES[number // marked % len(CLAUSES)]
        yield f"        evidence: {{{clause}: {LEVELS[place]}}}"
    yield "        why: The reason for it."
    yield f"        change: {{{feeling}: {(1, 1, -1, -1)[place] * random.randint(1, 2)}}}"
    if number + 1 < scenes:
        yield f"        goto: scene-{number + 1}"
    else:
        yield "        goto:"
        yield "          - {when: trust >= 2 and calm >= 2, to: close}"
        yield "          - {to: apart}"
