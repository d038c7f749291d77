"""A small whole scenario in which nothing is found, and the examples of the rules' pages put into it."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from simulator.analysis.context import BUDGET
from simulator.diagnostics import Diagnostic
from simulator.documents.centre.signposts import read_signposts
from simulator.documents.yaml.source import Source
from simulator.library import Library
from tests.shortcuts import examine

ROOT: Final = Path(__file__).resolve().parent.parent.parent

SCENARIO: Final = """\
title: First meeting
summary: Sam is not sure what a peer mentor is for.
level: 2
stage: initiation
setting: school
kinds: [rapport]
minutes: 5
rubric: code-of-conduct
assesses: {listening: 1}
mentee: {name: Sam, pronouns: they/them, age: 15, about: Year 10. New to the scheme.}
you: You are Sam's peer mentor. Your safeguarding lead is Ms Okafor.
brief: Your first meeting, in the corner of the library.
variables:
  trust: {start: 3, min: 0, max: 10, means: How safe Sam feels with you}
start: arrives
scenes:
  arrives:
    cue: Sam stays by the door.
    choices:
      sit-down: {say: Come in. Sit where you like., change: {trust: 1}, goto: hello}
      close-it: {say: Hello. Close the door behind you., goto: hello}
  hello:
    says: So what happens here?
    choices:
      how-it-works: {say: We talk about what matters to you., goto: worry}
      what-you-heard: {say: What did you hear about it?, goto: worry}
  worry:
    cue:
      - {when: trust >= 4, text: Sam looks up.}
      - Sam looks at the table.
    says: I walk round the field at lunch. On my own, I mean.
    choices:
      cheer-up: {say: It gets better., evidence: {listening: developing}, goto: goodbye}
      on-your-own: {say: "On your own, you said?", evidence: {listening: competent}, goto: goodbye}
      me-too: {say: I was on my own once as well., evidence: {listening: developing}, goto: goodbye}
  goodbye:
    says:
      - {when: trust >= 4, text: Can I come again?}
      - See you.
    ending: {title: Same time next week, text: Sam is going to come again.}
"""

JOINED: Final = frozenset({"scenes", "variables"})
"""Parts of which an example shows only what it is about."""

SIGNPOSTS: Final = """\
organisation: Thistlewick College
person: {name: Ms Okafor, role: Safeguarding lead, contact: Room 12, hours: Weekdays}
"""

TODAY: Final = date(2025, 6, 1)
"""The day on which the examples' signposts are read."""


@cache
def library() -> Library:
    """What came with the program, and nothing else."""
    return Library(ROOT, ROOT / "there-is-nothing-here")


def assembled(example: str, base: str = SCENARIO) -> str:
    """The base with the example's parts in place of its own.

    A top-level part takes the place of the base's; of scenes and variables each takes the place of its namesake.
    """
    kept, given = _parts(base, 0), _parts(example, 0)
    names = [name for name, _ in given]
    whole = [(name, text) for name, text in kept if name not in names]
    for name, text in given:
        others = [part for known, part in kept if known == name]
        joined = name in JOINED and others and names.count(name) == 1
        whole.append((name, _joined(others[0], text) if joined else text))
    return "".join(text for _, text in whole)


def _joined(base: str, example: str) -> str:
    """One part of both, each named part of the example in place of its namesake in the base."""
    head, _, below = example.partition("\n")
    given = _parts(below, 2)
    names = {name for name, _ in given}
    kept = [text for name, text in _parts(base.partition("\n")[2], 2) if name not in names]
    return head + "\n" + "".join([*kept, *(text for _, text in given)])


def _parts(text: str, indent: int) -> list[tuple[str, str]]:
    """The parts that begin at this indent, each with its name; what stands before the first belongs to none."""
    starts = list(re.finditer(rf"^ {{{indent}}}(?=[^\s#])", text, re.MULTILINE))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    found = [text[match.start() : end] for match, end in zip(starts, ends, strict=True)]
    return [(part.strip().partition(":")[0], part) for part in found]


def findings(source: Source | Path, budget: int = BUDGET) -> tuple[Diagnostic, ...]:
    """Everything that is found in a document."""
    if isinstance(source, Path) or not source.name.startswith("signposts"):
        loaded = library().scenario(source)
        rubric = library().rubric(loaded.value.rubric) if loaded.value is not None else None
        return examine(loaded, rubric.value if rubric else None, budget=budget)
    return read_signposts(source, TODAY).diagnostics
