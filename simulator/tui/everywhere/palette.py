"""The palette: commands by name, written as ``verb: object``."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.content import Content

from simulator.tui.everywhere.help import key_name
from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.finder import FinderDialog
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services

EVERYWHERE = (
    ("get: support", "support", "s"),
    ("show: every key", "help", "?"),
    ("change: light or dark", "app.theme", "Ctrl+T"),
    ("quit: the simulator (all is kept)", "app.leave", "Ctrl+Q"),
)
NAMES = {
    "code": "read: code of conduct",
    "brief": "read: brief",
    "notebook": "read: notebook",
    "take_back": "take back: last choice",
    "leave": "leave: this attempt (saved)",
    "library": "go to: library",
    "stop": "stop: this attempt, for good",
    "filter": "find: a scenario",
    "carry_on": "carry on: latest attempt",
    "open": "open: scenario under the cursor",
    "hand_in": "hand in: this form",
    "back": "go back: to where you were",
    "section(1)": "go to: next part",
    "section(-1)": "go to: part before",
    "replay": "play again: this scenario",
    "find": "find: a scene",
    "follow": "follow: the choice under the cursor",
    "retrace": "come back: to the choice that you followed",
    "take": "go to: the scene under the cursor",
    "details": "read: all that is written about a line",
    "fold_all": "fold: every scene, or unfold them",
    "jump": "go to: a scene",
    "outline": "show: the outline",
    "put": "set: a variable, a fact or a duty",
    "findings": "show: what is wrong",
    "inside": "show: thoughts, values, duties, evidence",
    "copy": "copy: this way as a walkthrough",
    "restart": "start again: from the beginning",
    "undo": "undo: back to the way before",
    "read_again": "read again: the file",
    "talk": "go back: to the conversation",
    "sign": "sign: what stands in your part",
    "release": "release: the result, or reopen it",
    "accept": "accept: what is under the cursor",
    "override": "override: the clause under the cursor",
    "clauses": "go to: the clauses of this turn",
    "next": "go to: the next thing that is left to do",
    "other": "go to: the other side",
    "history": "show: the history of this review",
    "differences": "compare: where the two markers differ",
    "qualification": "choose: the qualification that you work for",
    "appeal": "appeal: against the result, or decide it",
    "let_go": "give back: this review",
    "look_again": "look again: what others have written",
    "second": "mark: a second time, without sight of the first",
    "status": "show: one status after another",
    "who": "say: who is at this desk",
    "give": "go on: with what is filled in",
    "bank": "insert: a comment from the bank",
}

"""What is done by an action, where that is better said here than by the tooltip of its key."""
UNNAMED = {*(action for _, action, _ in EVERYWHERE), "palette", "cancel", "mark(-1)", "mark(1)"}
"""What is named already, or is only of use as a key."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done."""

    name: Content
    action: str
    key: str = ""


class PaletteDialog(FinderDialog[str]):
    """Type to find, Enter to do; dismissed with the action."""

    ASKS = "Find a command…"

    def __init__(self, services: "Services", commands: Iterable[Command]) -> None:
        super().__init__(services, self._fitting, self.dismiss)
        self._commands = tuple(commands)

    def _fitting(self, words: list[str]) -> Iterable[Block]:
        fitting = [each for each in self._commands if all(word in each.name.plain.casefold() for word in words)]
        for command in fitting:
            key = Content.styled(f"  {command.key}", ".page--quiet")
            yield Block(join(command.name, key), ref=command.action)
        if not fitting:
            yield Block(Content("No command is called that."), "quiet")

    def action_palette(self) -> None:
        """A second press closes it."""
        self.dismiss(None)


def command_name(action: str, tooltip: str) -> str:
    """What an action is called among the commands: ``Read the queue again`` as ``read: the queue again``."""
    if action in NAMES or action in UNNAMED:
        return NAMES.get(action, "")
    verb, _, rest = tooltip.partition(" ")
    return f"{verb.lower()}: {rest}" if rest else ""


def commands_of(screen: BaseScreen[Any]) -> list[Command]:
    """What can be done on a screen, what can be done everywhere, and every scenario by its title."""
    found: dict[str, Command] = {}
    for binding in screen.all_bindings():
        name = command_name(binding.action, binding.tooltip)
        if name and binding.action not in found:
            found[binding.action] = Command(Content(name), binding.action, binding.key_display or key_name(binding.key))
    everywhere = [Command(Content(name), action, key) for name, action, key in EVERYWHERE]
    library = screen.services.library
    meet = [
        Command(join("meet: ", line(card.mentee or card.title), " in ", line(card.title)), f"meet({card.id!r})")
        for card in map(library.card, library.scenarios)
    ]
    return [*found.values(), *everywhere, *(meet if screen.may_meet else [])]
