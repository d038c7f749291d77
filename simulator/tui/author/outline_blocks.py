"""The outline of a scenario as blocks of a page: every scene in reading order, with what leads where."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from textual.content import Content

from simulator.analysis.structure import SceneOutline, Structure
from simulator.engine.scenario import Scenario, Scene
from simulator.report.page import Section
from simulator.report.views.outline import duty_lines, scene_sections
from simulator.report.words.signs import KINDS, act_notes
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.refs import parts
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join

OPEN: Final = "▾ "
FOLDED: Final = "▸ "


def target_of(structure: Structure, reference: str) -> str | None:
    """The scene to which a line leads; None where it leads nowhere, or to several."""
    match parts(reference):
        case ("way", scene, number) if len(arrows := structure.places[scene].ways[int(number)].arrows) == 1:
            return arrows[0].to
        case ("arrow", scene, number, arrow):
            return structure.places[scene].ways[int(number)].arrows[int(arrow)].to
        case _:
            return None


def fitting(scenario: Scenario, structure: Structure, wanted: str) -> list[str]:
    """The scenes in which every one of the wanted words stands somewhere, in reading order."""
    words = wanted.casefold().split()
    found = []
    for name in structure.order:
        text = _text(structure.places[name], scenario.scenes[name]) if words else ""
        if all(word in text for word in words):
            found.append(name)
    return found


def _text(place: SceneOutline, scene: Scene) -> str:
    """All of a scene in which words are looked for."""
    acts = [way.act for way in place.ways if way.act is not None]
    acts += [option for part in place.parts for option in part.options]
    texts = [
        *(said.text for said in place.said),
        *(variant.text for variant in (*scene.tells, *scene.cue, *scene.says)),
        *(f"{act.id} {act.text} {' '.join(act_notes(act))}" for act in acts),
        *(f"→ {arrow.to} {arrow.when}" for arrow in place.arrows),
        *(f"{part.id} {part.ask}" for part in place.parts),
    ]
    return " ".join((place.id, KINDS[place.kind], *texts, *duty_lines(place))).casefold()


def outline_blocks(structure: Structure, shown: Sequence[str], folded: Collection[str]) -> Iterator[Block]:
    """The lines of the scenes that are shown; of those that are folded only the first."""
    for number, section in enumerate(scene_sections(structure, shown, short=True)):
        yield _heading(section, first=not number, folded=section.id in folded)
        if section.id not in folded:
            yield from (replace(block, indent=block.indent + 4) for block in page_blocks(section.sections))


def _heading(section: Section, *, first: bool, folded: bool) -> Block:
    """A scene with what is said in it as one block."""
    blocks = page_blocks((replace(section, sections=()),))
    title = next(blocks)
    lines = (block.text.stylize(".page--quiet") if block.kind == "quiet" else block.text for block in blocks)
    text = Content("\n").join((title.text, *lines))
    return replace(title, text=text, kind="text", lead=join(FOLDED if folded else OPEN, title.lead), gap=int(not first))
