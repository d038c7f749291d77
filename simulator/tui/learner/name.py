"""Asks for the learner's name or code before something that counts."""

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from simulator.tui.shared.base import Dialog
from simulator.tui.shared.naming import name_them
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.typing import SafeInput

TOLD = (
    "An assessor needs to know whose work this is. Write your learner number, or your name as your assessor knows it. "
    "It stays on this computer until somebody exports it. Nothing is timed, and you can leave and come back."
)


class NameDialog(Dialog[str]):
    """Dismissed with the name."""

    def body(self) -> Iterable[Widget]:
        """The question."""
        yield Aside((Block(Content("This one counts"), "title"), Block(Content(TOLD), gap=1)), id="text")

    def foot(self) -> Iterable[Widget]:
        """A line for the answer."""
        yield SafeInput(self.services.learner, placeholder="Learner number or name, then Enter", id="name")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#name", SafeInput).focus()

    @on(Input.Submitted, "#name")
    def written(self, message: Input.Submitted) -> None:
        """Give the name, if there is one."""
        if not message.value.strip():
            self.say("Write your learner number or your name; or press Esc and choose practice.")
            return
        with self.saying_refusals():
            name_them(self, message.value, self.dismiss)
