"""The single lines around a screen: where one is, what was just said by the program, and the keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import RenderOptions
from textual.widget import Widget
from textual.widgets import Static


class TitleLine(Widget):
    """Where one is, at the left; what holds there, at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--state"}
    ALLOW_SELECT = False

    def __init__(self, place: Content, state: Content) -> None:
        super().__init__()
        self._place = place
        self._state = state

    def show(self, place: Content, state: Content) -> None:
        """Say something else."""
        self._place, self._state = place, state
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line; the state gives way to the place where there is no room for both."""
        width = self.size.width
        style = self.visual_style
        if y or width <= 0:
            return Strip.blank(max(width, 0), style.rich_style)
        state = self._state.truncate(max(width // 2, 1), ellipsis=True)
        room = width - state.cell_length - 4
        if room < min(self._place.cell_length, 12):
            state, room = Content(), width - 2
        place = self._place.truncate(max(room, 1), ellipsis=True)
        pad = " " * max(width - place.cell_length - state.cell_length - 2, 0)
        whole = Content.assemble(" ", place, pad, state.stylize(".title--state"), " ")
        (strip,) = whole.render_strips(1_000, 1, style, RenderOptions(self._get_style, {}))
        return strip.adjust_cell_length(width, style.rich_style)


class Notice(Static):
    """One calm sentence of the program's own; hidden while there is nothing to say."""

    def say(self, sentence: Content) -> None:
        """Say it until the next one, or until ``hush``."""
        self.update(sentence)
        self.display = True

    def hush(self) -> None:
        """Say nothing."""
        if self.display:
            self.display = False


@dataclass(frozen=True, slots=True)
class Hint:
    """A key that works here."""

    key: str
    label: str
    action: str
    lasting: bool = False
    """Kept where there is no room for all."""


class KeyLine(Widget):
    """The keys that work here, on one line; each can be clicked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}
    ALLOW_SELECT = False
    hints: reactive[tuple[Hint, ...]] = reactive(())

    @dataclass
    class ActionWanted(Message):
        """Someone clicked a key."""

        action: str

    def _fitting(self) -> list[tuple[int, Hint]]:
        """The hints that fit, each with its column."""
        width = self.size.width
        chosen = list(self.hints)
        while chosen and _width(chosen) > width:
            loose = [hint for hint in chosen if not hint.lasting]
            chosen.remove(loose[-1] if loose else chosen[-1])
        column, placed = 1, []
        for hint in chosen:
            placed.append((column, hint))
            column += _one(hint)
        return placed

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width = self.size.width
        style = self.visual_style
        if y or width <= 0:
            return Strip.blank(max(width, 0), style.rich_style)
        parts: list[Content | str | tuple[str, str]] = [" "]
        for _, hint in self._fitting():
            parts += [(hint.key, ".keys--key"), f" {hint.label}  "]
        (strip,) = Content.assemble(*parts).render_strips(1_000, 1, style, RenderOptions(self._get_style, {}))
        return strip.adjust_cell_length(width, style.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Ask for the key that was clicked."""
        for column, hint in self._fitting():
            if column <= event.x < column + _one(hint) - 2:
                self.post_message(self.ActionWanted(hint.action))


def _one(hint: Hint) -> int:
    return len(hint.key) + len(hint.label) + 3


def _width(hints: Sequence[Hint]) -> int:
    return sum(_one(hint) for hint in hints)
