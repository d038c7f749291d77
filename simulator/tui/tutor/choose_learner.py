"""Asks whose portfolio is meant, where several learners share a computer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from simulator.review.codes import hint, recognise
from simulator.tui.shared.base import Dialog
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.typing import SafeInput

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services

TOLD = (
    "Several learners have attempts on this computer. Write your learner number or name as you gave it when you began; "
    "leave it empty if you gave none."
)


class WhoseDialog(Dialog[str]):
    """Dismissed with a learner's code."""

    def __init__(self, services: "Services", codes: tuple[str, ...]) -> None:
        super().__init__(services)
        self._codes = codes

    def body(self) -> Iterable[Widget]:
        """The question."""
        yield Aside((Block(Content("Whose portfolio?"), "title"), Block(Content(TOLD), gap=1)), id="text")

    def foot(self) -> Iterable[Widget]:
        """A line for the answer."""
        yield SafeInput(placeholder="Learner number or name, then Enter", id="name")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#name", SafeInput).focus()

    @on(Input.Submitted, "#name")
    def written(self, message: Input.Submitted) -> None:
        """Give the code, if somebody has it."""
        found = recognise(message.value, self._codes)
        if found.code in self._codes:
            self.dismiss(found.code)
        else:
            self.say(f"Nobody here began an attempt as that.{hint(found)} Try again, or press Esc.")
