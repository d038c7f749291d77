"""Every key of a screen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from textual.binding import Binding
from textual.content import Content

from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.reading import ReadingScreen
from simulator.tui.widgets.page import Block, heading

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services

NAMES: Final = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "slash": "/",
    "question_mark": "?",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
}
EDGE: Final = 14


class HelpScreen(ReadingScreen):
    """The keys of the screen it was opened from."""

    def __init__(self, services: "Services", about: BaseScreen[Any]) -> None:
        super().__init__(services, "Keys", help_blocks(about), "everything works without a mouse")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One is here already."""
        del parameters
        return action != "help"


def key_name(key: str) -> str:
    """A key as people call it."""
    if key in NAMES:
        return NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    if len(key) == 1 and key.isupper():
        return f"Shift+{key}"
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key


def help_blocks(screen: BaseScreen[Any]) -> Iterator[Block]:
    """What can be done on a screen, and with which keys."""
    if screen.ABOUT:
        yield Block(Content(screen.ABOUT), gap=1)
    yield heading("On this screen")
    yield from _rows(screen.all_bindings())
    yield heading("Everywhere")
    taken = any(binding.key == "s" and binding.action != "support" for binding in screen.all_bindings())
    rows = (
        ("F2" if taken else "s  F2", "Stop and get support; F2 also works while you type"),
        ("?  F1", "This page; F1 also works while you type"),
        ("Ctrl+P", "Find a command by its name"),
        ("Ctrl+T", "Light or dark"),
        ("Ctrl+Q", "Close; everything is kept"),
        ("Ctrl+C", "Close as well; with some text selected, copy it"),
        ("Tab", "Go to the next part of the screen; Shift+Tab goes back"),
    )
    for keys, told in rows:
        yield _row(keys, told)


def _rows(bindings: list[Binding]) -> Iterator[Block]:
    keys: dict[str, list[str]] = {}
    told: dict[str, str] = {}
    for binding in bindings:
        action = "number" if binding.action.startswith("number(") else binding.action
        if action in ("support", "help", "palette"):
            continue
        keys.setdefault(action, []).append(key_name(binding.key))
        told.setdefault(action, binding.tooltip or binding.description)
    for action, names in keys.items():
        if action == "number":
            yield _row("1 to 9", "Choose by number")
        else:
            yield _row("  ".join(names), told[action])


def _row(keys: str, told: str) -> Block:
    return Block(Content(told), lead=Content.styled(keys.ljust(EDGE), "bold"))
