"""What the drawings in other programs' languages write at scenes and arrows: short lines, not yet escaped."""

from collections.abc import Iterator
from typing import Final

from simulator.analysis.structure import Arrow, FieldOutline, SceneExit, SceneOutline, Structure, Via
from simulator.report.words.levels import level_label
from simulator.report.words.signs import DUE, FULFILS, HOW, KINDS, OPENS, OTHERWISE, UNREACHED, act_notes, shortened

WORDS: Final = 60
"""How many characters are shown of what can be chosen."""

SAID: Final = 150
"""The same, of each way in which something is said in a scene."""


def scene_lines(structure: Structure, place: SceneOutline) -> Iterator[str]:
    """The lines in a scene's box."""
    start = "▶ start, " if place.id == structure.start else ""
    yield f"{start}{KINDS[place.kind]}{f', {UNREACHED}' if place.id in structure.unreached else ''}"
    yield place.id
    yield from said_lines(place, SAID)
    yield from (f"{OPENS} {duty}" for duty in place.opens)
    yield from (f"{DUE} {duty}" for duty in place.due)
    for part in place.parts:
        yield from _field_lines(part)


def said_lines(place: SceneOutline, most: int) -> Iterator[str]:
    """What is said in a scene: every way of it, each with the condition that it hangs on where there are several."""
    for said in place.said:
        text = shortened(said.text, most)
        told = f"“{text}”" if place.voice == "says" else text
        if len(place.said) == 1 and not said.when:
            yield told
        else:
            yield f"{f'when {said.when}' if said.when else 'otherwise'}: {told}"


def _field_lines(part: FieldOutline) -> Iterator[str]:
    when = f", when {part.when}" if part.when else ""
    boxes = f" of {len(part.options)}" if part.how == "tick" else ""
    yield f"{part.id}: {HOW[part.how]}{boxes}{when}"
    for option in part.options:
        told = [level_label(option.level)] if option.level is not None else []
        told += [f"breach: {option.breach}"] if option.breach else []
        told += [f"{FULFILS} {duty}" for duty in option.fulfils]
        if told:
            yield f"{option.id}: {', '.join(told)}"


def arrow_lines(way: SceneExit, arrow: Arrow, *, with_words: bool) -> Iterator[str]:
    """The lines at an arrow."""
    if way.act is not None:
        said = shortened(way.act.text, WORDS)
        yield (f"“{said}”" if way.act.spoken else said) if with_words else way.act.id
        yield from act_notes(way.act)
    elif way.via is Via.OTHERWISE:
        yield OTHERWISE
    if len(way.arrows) > 1 or arrow.when:
        yield f"if {arrow.when}" if arrow.when else "else" if arrow is not way.arrows[0] else "always"
