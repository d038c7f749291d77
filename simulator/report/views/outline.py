"""A scenario's structure as an outline in words: every scene in reading order, with what leads where."""

from collections.abc import Iterator

from simulator.analysis.structure import Arrow, Part, Place, Structure, Via, Way
from simulator.report.words.labels import WORDS
from simulator.report.words.sanitize import in_one_line
from simulator.report.words.signs import (
    DUE,
    HOW,
    KINDS,
    OPENS,
    OTHERWISE,
    UNREACHED,
    act_notes,
    in_words,
    shortened,
    size_words,
)


def outline(structure: Structure) -> str:
    """The outline as text; scenes are numbered in reading order, and arrows say the number."""
    return "\n".join(in_one_line_keeping_indent(line) for line in _lines(structure)) + "\n"


def in_one_line_keeping_indent(line: str) -> str:
    """A line that is safe to print, as far to the right as it was."""
    text = in_one_line(line)
    return " " * (len(line) - len(line.lstrip(" "))) + text if text else ""


def _lines(structure: Structure) -> Iterator[str]:
    yield f"{in_one_line(structure.title)} ({structure.id})"
    if structure.summary:
        yield structure.summary
    yield f"{size_words(structure)}."
    if structure.duties:
        yield ""
        yield "Duties"
        yield from (f"  {duty.name}: {in_words(duty)}" for duty in structure.duties)
    numbers = {name: number for number, name in enumerate(structure.order, start=1)}
    for name in structure.order:
        yield ""
        yield from _scene(structure, structure.places[name], numbers)


def _scene(structure: Structure, place: Place, numbers: dict[str, int]) -> Iterator[str]:
    told = [KINDS[place.kind]]
    told += ["start"] if place.id == structure.start else []
    told += [UNREACHED] if place.id in structure.unreached else []
    yield f"{numbers[place.id]}. {place.id} ({', '.join(told)})"
    yield from (f"   {line}" for line in spoken_lines(structure, place))
    yield from (f"   {OPENS} {duty}" for duty in place.opens)
    yield from (f"   {DUE} {duty}" for duty in place.due)
    for part in place.parts:
        yield from _field(part)
    for way in place.ways:
        yield from _way(way, numbers)


def spoken_lines(structure: Structure, place: Place) -> Iterator[str]:
    """Everything that is said in a scene, whole, with who says it and on what it hangs."""
    who = f"{in_one_line(structure.mentee)}: " if place.voice == "says" else ""
    for said in place.said:
        text = in_one_line(said.text)
        told = f"{who}“{text}”" if who else text
        if len(place.said) > 1 or said.when:
            told = f"{told} [{f'when {said.when}' if said.when else 'otherwise'}]"
        yield told


def in_short(structure: Structure, place: Place, most: int) -> Iterator[str]:
    """What is said in a scene, each text shortened: what is said without a condition, and how many others there are.

    Where everything hangs on a condition, all of it.
    """
    who = f"{in_one_line(structure.mentee)}: " if place.voice == "says" else ""
    shown = place.said if place.always is None else (place.always,)
    others = len(place.said) - len(shown)
    for said in shown:
        text = shortened(in_one_line(said.text), most)
        told = f"{who}“{text}”" if who else text
        more = f" (and {others} more by what came before)" if others else ""
        yield f"{told}{f' when {said.when}' if said.when else more}"


def _field(part: Part) -> Iterator[str]:
    when = f", when {part.when}" if part.when else ""
    yield f"   {part.id} ({HOW[part.how]}{when}): {in_one_line(part.ask)}"
    for option in part.options:
        notes = ", ".join(act_notes(option))
        yield f"      {option.id}{f' [{notes}]' if notes else ''}: {shortened(in_one_line(option.text), WORDS)}"


def _way(way: Way, numbers: dict[str, int]) -> Iterator[str]:
    targets = "; ".join(target_words(way, arrow, numbers[arrow.to]) for arrow in way.arrows)
    if way.act is None:
        yield f"   {OTHERWISE} {targets}" if way.via is Via.OTHERWISE else f"   {targets}"
        return
    notes = ", ".join(act_notes(way.act))
    yield f"   {way.act.id}{f' [{notes}]' if notes else ''} {targets}"
    said = shortened(in_one_line(way.act.text), WORDS)
    yield f"      {f'“{said}”' if way.act.spoken else said}"


def target_words(way: Way, arrow: Arrow, number: int) -> str:
    """Where an arrow leads, and its condition if there are several or it has one."""
    otherwise = "else " if len(way.arrows) > 1 and not arrow.when and arrow is not way.arrows[0] else ""
    return f"{otherwise}→ {number} {arrow.to}{f' if {arrow.when}' if arrow.when else ''}"
