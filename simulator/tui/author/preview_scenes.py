"""Asks for a scene: the scenes in the order in which they are written, found by id or by what is said in them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.engine.scenario import Decision, Ending, Form, Scene
from simulator.report.words.signs import shortened
from simulator.tui.shared.finder import FinderDialog
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.authoring.workbench import Workbench
    from simulator.tui.shared.services import Services


class ScenesDialog(FinderDialog[str]):
    """Dismissed with the id of a scene."""

    ABOUT = "Type a part of a scene's name or of what is said there; ↑ ↓ and Enter, or the mouse, take one."
    ASKS = "Go to which scene?"

    def __init__(self, services: "Services", bench: "Workbench") -> None:
        super().__init__(services, self._fitting, self.dismiss)
        self._bench = bench

    def _fitting(self, words: list[str]) -> Iterator[Block]:
        """The scenes that fit."""
        playable = self._bench.playable
        scenes = self._bench.scenario.scenes
        found = [scene for scene in scenes.values() if all(word in _words(scene).casefold() for word in words)]
        for scene in found:
            where = f"  line {playable.line_of(scene.id)}, {_kind(scene)}" if playable is not None else ""
            told = join(*(part for text in _in_short(scene) for part in ("\n", line(text, ".page--quiet"))))
            yield Block(join(line(scene.id, "bold"), Content.styled(where, ".page--quiet"), told), ref=scene.id)
        if not found:
            yield Block(Content("No scene is called that, and none says it."), "quiet")


def _kind(scene: Scene) -> str:
    match scene.content:
        case Decision(choices):
            return f"{len(choices)} choice{'' if len(choices) == 1 else 's'}"
        case Form():
            return "a form"
        case Ending():
            return "an ending"
        case _:
            return "goes on by itself"


def _texts(scene: Scene) -> list[str]:
    texts = [variant.text for words in (scene.says, scene.tells, scene.cue) for variant in words]
    return texts + ([scene.content.title] if isinstance(scene.content, Form | Ending) else [])


def _words(scene: Scene) -> str:
    return " ".join((scene.id, *_texts(scene)))


def _in_short(scene: Scene) -> Iterator[str]:
    """What is said without a condition, and how many others there are; everything where all hangs on conditions."""
    words = scene.says or scene.tells or scene.cue
    always = [variant for variant in words if variant.when is None][:1]
    others = len(words) - 1 if always else 0
    texts = [variant.text for variant in always or words] or _texts(scene) or ["nothing is said here"]
    for text in texts:
        yield shortened(text, 66) + (f" (and {others} more)" if others else "")
