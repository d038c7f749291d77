"""The outline of a scenario as blocks of a page: every scene in reading order, with what leads where."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from textual.content import Content

from simulator.analysis.structure import Act, Arrow, Part, Place, Structure, Via, Way
from simulator.engine.rubric import Level
from simulator.engine.scenario import Scenario, Scene
from simulator.report.views.outline import in_short
from simulator.report.words.signs import DUE, HOW, KINDS, OPENS, OTHERWISE, UNREACHED, act_notes, shortened
from simulator.tui.widgets.levels import level_label
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line

OPEN: Final = "▾ "
FOLDED: Final = "▸ "

WORDS: Final = 64
"""How many characters are shown of what can be said, so that it is one line."""

FIRST_WORDS: Final = 48
"""The same, of what a scene says."""

_LEADS: Final = {Via.OTHERWISE: OTHERWISE, Via.ONWARD: "goes on", Via.FORM: "handed in", Via.CHOICE: ""}

Ref = tuple[str, str, int, int]
"""What a line is about: ``scene``, ``part``, ``way`` or ``arrow``; the scene; and the numbers of the others in it."""


def ref_of(what: str, scene: str, number: int = 0, arrow: int = 0) -> str:
    """The reference of a line."""
    return f"{what}:{scene}:{number}:{arrow}"


def read_ref(ref: str) -> Ref | None:
    """What a reference stands for; None for an empty one."""
    if not ref:
        return None
    what, scene, number, arrow = ref.split(":")
    return what, scene, int(number), int(arrow)


def target_of(structure: Structure, ref: str) -> str | None:
    """The scene to which a line leads; None where it leads nowhere, or to several."""
    read = read_ref(ref)
    if read is None or read[0] not in ("way", "arrow"):
        return None
    what, scene, number, arrow = read
    arrows = structure.places[scene].ways[number].arrows
    return arrows[arrow].to if what == "arrow" or len(arrows) == 1 else None


def fitting(scenario: Scenario, structure: Structure, wanted: str) -> list[str]:
    """The scenes in which every one of the wanted words stands somewhere, in reading order."""
    words = wanted.casefold().split()
    found = []
    for name in structure.order:
        text = _text(structure.places[name], scenario.scenes[name]) if words else ""
        if all(word in text for word in words):
            found.append(name)
    return found


def _text(place: Place, scene: Scene) -> str:
    """All of a scene in which words are looked for."""
    spoken = [variant.text for variant in (*scene.tells, *scene.cue, *scene.says)]
    chosen = [way.act for way in place.ways if way.act is not None]
    acts = chosen + [option for part in place.parts for option in part.options]
    told = [f"{act.id} {act.text} {' '.join(act_notes(act))}" for act in acts]
    arrows = [f"→ {arrow.to} {arrow.when}" for arrow in place.arrows]
    parts = [f"{part.id} {part.ask}" for part in place.parts]
    duties = [f"{OPENS} {duty}" for duty in place.opens] + [f"{DUE} {duty}" for duty in place.due]
    titles = [said.text for said in place.said]
    return " ".join((place.id, KINDS[place.kind], *titles, *spoken, *told, *arrows, *parts, *duties)).casefold()


def outline_blocks(structure: Structure, shown: Sequence[str], folded: Collection[str]) -> Iterator[Block]:
    """The lines of the scenes that are shown; of those that are folded only the first."""
    numbers = {name: number for number, name in enumerate(structure.order, start=1)}
    for name in shown:
        place = structure.places[name]
        yield _heading(structure, place, numbers[name], first=name == shown[0], folded=name in folded)
        if name not in folded:
            for number, part in enumerate(place.parts):
                yield Block(_field(part), indent=4, ref=ref_of("part", name, number))
            for number, way in enumerate(place.ways):
                yield from _way(place, way, number, numbers)


def _heading(structure: Structure, place: Place, number: int, *, first: bool, folded: bool) -> Block:
    told = [KINDS[place.kind]]
    told += ["start"] if place.id == structure.start else []
    told += [UNREACHED] if place.id in structure.unreached else []
    text = join(f"{number} ", line(place.id, "bold"), Content.styled(f"  {', '.join(told)}", ".page--quiet"))
    for said in in_short(structure, place, FIRST_WORDS):
        text = join(text, "\n", line(said, ".page--quiet"))
    duties = [f"{OPENS} {duty}" for duty in place.opens] + [f"{DUE} {duty}" for duty in place.due]
    if duties:
        text = join(text, "\n", *(part for duty in duties for part in (line(duty), "  ")))
    lead = Content(FOLDED if folded else OPEN)
    return Block(text, lead=lead, gap=0 if first else 1, ref=ref_of("scene", place.id))


def _field(part: Part) -> Content:
    when = f", when {part.when}" if part.when else ""
    text = join(line(part.id, "bold"), "  ", line(f"{HOW[part.how]}{when}", ".page--quiet"))
    counted = [option for option in part.options if part.how == "pick" or option.level is not None or option.fulfils]
    for option in counted:
        text = join(text, "\n  ", line(option.id), *_notes(option))
    return text


def _way(place: Place, way: Way, number: int, numbers: Mapping[str, int]) -> Iterator[Block]:
    several = len(way.arrows) > 1
    text = Content(_LEADS[way.via]) if way.act is None else line(way.act.id, "bold")
    if not several:
        text = join(text, " ", _arrow(way.arrows[0], numbers))
    if way.act is not None:
        said = shortened(way.act.text, WORDS)
        said = f"“{said}”" if way.act.spoken else said
        text = join(text, *_notes(way.act), "\n", line(said, ".page--quiet"))
    yield Block(text, indent=4, ref=ref_of("way", place.id, number))
    if several:
        for which, arrow in enumerate(way.arrows):
            lead = "" if arrow.when else "else " if which else "always "
            yield Block(join(lead, _arrow(arrow, numbers)), indent=8, ref=ref_of("arrow", place.id, number, which))


def _arrow(arrow: Arrow, numbers: Mapping[str, int]) -> Content:
    when = f" if {arrow.when}" if arrow.when else ""
    return line(f"→ {numbers[arrow.to]} {arrow.to}{when}")


def _notes(act: Act) -> Iterator[Content]:
    for number, note in enumerate(act_notes(act)):
        yield Content("  " if not number else " · ")
        unsafe = note == level_label(Level.UNSAFE)
        yield line(note, ".page--fault") if unsafe else line(note)
