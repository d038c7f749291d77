"""A generated conversation: scenes in a row, each with four choices, and feelings that have limits.

It is told to our checker in YAML, to bardic in its language and to ChoiceScript in its own. Evidence is in ours alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Option:
    """One of a scene's four choices."""

    letter: str
    text: str
    guard: tuple[str, int] | None
    """The feeling that has to be at least so high."""
    evidence: tuple[str, str] | None
    change: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Conversation:
    """The choices of each scene, in order; the feelings go from 0 to ``top``."""

    top: int
    scenes: tuple[tuple[Option, ...], ...]

    @property
    def start(self) -> int:
        """Every feeling at the beginning."""
        return self.top // 2


def situations(scenes: int, top: int) -> int:
    """About how many situations a conversation has, once its feelings have spread."""
    return scenes * int((top + 1) ** len(FEELINGS))


def generate(scenes: int, top: int, seed: int = 7) -> Conversation:
    """A conversation of so many scenes."""
    random = Random(seed)
    return Conversation(
        top,
        tuple(tuple(_option(number, place, scenes, top, random) for place in range(4)) for number in range(scenes)),
    )


def _option(number: int, place: int, scenes: int, top: int, random: Random) -> Option:
    letter = "abcd"[place]
    marked = max(1, scenes // MARKED)
    shown = number % marked == 0 and number // marked < MARKED
    return Option(
        letter=letter,
        text=f"In moment {number} you answer in manner {letter}, with some care.",
        guard=(FEELINGS[number % len(FEELINGS)], random.randrange(1, top)) if place == 3 else None,
        evidence=(CLAUSES[number // marked % len(CLAUSES)], LEVELS[place]) if shown else None,
        change=(FEELINGS[place % len(FEELINGS)], (1, 1, -1, -1)[place] * random.randint(1, 2)),
    )


def as_yaml(scenes: int, top: int, seed: int = 7) -> str:
    """A conversation of so many scenes, its feelings from 0 to ``top``, as a document of ours."""
    return _HEAD + "\n".join(_yaml_lines(generate(scenes, top, seed))) + "\n"


def _yaml_lines(told: Conversation) -> Iterator[str]:
    yield "variables:"
    for name in FEELINGS:
        yield f"  {name}: {{start: {told.start}, min: 0, max: {told.top}, means: A feeling}}"
    yield "start: scene-0"
    yield "scenes:"
    for number, options in enumerate(told.scenes):
        yield f"  scene-{number}:"
        yield f"    says: Moment {number} comes and Jamie looks up."
        yield "    choices:"
        for option in options:
            yield from _yaml_choice(option, number + 1 if number + 1 < len(told.scenes) else None)
    for ending, title in (("close", "Close"), ("apart", "Apart")):
        yield f"  {ending}:\n    ending: {{title: {title}}}"


def _yaml_choice(option: Option, following: int | None) -> Iterator[str]:
    yield f"      {option.letter}:"
    yield f"        say: {option.text}"
    if option.guard is not None:
        yield f"        when: {option.guard[0]} >= {option.guard[1]}"
    if option.evidence is not None:
        yield f"        evidence: {{{option.evidence[0]}: {option.evidence[1]}}}"
    yield "        why: The reason for it."
    yield f"        change: {{{option.change[0]}: {option.change[1]}}}"
    if following is not None:
        yield f"        goto: scene-{following}"
    else:
        yield "        goto:"
        yield "          - {when: trust >= 2 and calm >= 2, to: close}"
        yield "          - {to: apart}"


def as_bardic(told: Conversation) -> str:
    """The conversation for bardic: a passage a scene, which the choices hand their changes to."""
    return "\n".join(_bardic_lines(told)) + "\n"


def _bardic_lines(told: Conversation) -> Iterator[str]:
    yield "@metadata\n  title: A generated conversation\n"
    yield ":: Start"
    yield from (f"~ {name} = {told.start}" for name in FEELINGS)
    yield "-> scene_0(0, 0)\n"
    clamped = [f"~ {name} = max(0, min({told.top}, {name} + more_{name}))" for name in FEELINGS]
    takes = ", ".join(f"more_{name}=0" for name in FEELINGS)
    for number, options in enumerate(told.scenes):
        yield f":: scene_{number}({takes})"
        yield from clamped
        yield f"Moment {number} comes and Jamie looks up."
        onward = f"scene_{number + 1}" if number + 1 < len(told.scenes) else "judged"
        for option in options:
            guard = f"{{{option.guard[0]} >= {option.guard[1]}}} " if option.guard else ""
            hands = ", ".join(str(option.change[1] if name == option.change[0] else 0) for name in FEELINGS)
            yield f"+ {guard}[{option.text}] -> {onward}({hands})"
        yield ""
    yield f":: judged({takes})"
    yield from clamped
    yield "@if trust >= 2 and calm >= 2:\n-> close\n@else:\n-> apart\n@endif\n"
    yield ":: close\nClose\n"
    yield ":: apart\nApart"


def as_choicescript(told: Conversation) -> str:
    """The conversation for ChoiceScript: all of it in one file, a label a scene."""
    return "\n".join(_choicescript_lines(told)) + "\n"


def _choicescript_lines(told: Conversation) -> Iterator[str]:
    yield "*title A generated conversation"
    yield "*author Nobody"
    yield from (f"*create {name} {told.start}" for name in FEELINGS)
    for number, options in enumerate(told.scenes):
        yield f"*label scene_{number}"
        yield f"Moment {number} comes and Jamie looks up."
        yield "*choice"
        onward = f"scene_{number + 1}" if number + 1 < len(told.scenes) else "judged"
        for option in options:
            name, delta = option.change
            guard = f"*if ({option.guard[0]} >= {option.guard[1]}) " if option.guard else ""
            yield f"  {guard}#{option.text}"
            yield f"    *set {name} {'+' if delta > 0 else '-'}{abs(delta)}"
            yield f"    *if ({name} {'>' if delta > 0 else '<'} {told.top if delta > 0 else 0})"
            yield f"      *set {name} {told.top if delta > 0 else 0}"
            yield f"    *goto {onward}"
    yield "*label judged\n*if ((trust >= 2) and (calm >= 2))\n  *goto close\n*goto apart"
    yield "*label close\nClose\n*ending\n*label apart\nApart\n*ending"
