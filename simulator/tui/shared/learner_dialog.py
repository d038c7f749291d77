"""The dialog that asks who somebody is."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from simulator.review import codes
from simulator.tui.shared.base import Dialog
from simulator.tui.shared.choose_learner import name_them
from simulator.tui.shared.intents import SayWho
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.typing import SafeInput

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services


class LearnerDialog(Dialog[str]):
    """Dismissed with a learner's code."""

    def __init__(self, services: "Services", wanted: SayWho) -> None:
        super().__init__(services)
        self._wanted = wanted

    def body(self) -> Iterable[Widget]:
        """The question."""
        asked = self._wanted.question
        yield Aside((Block(Content(asked.title), "title"), Block(Content(asked.why), gap=1)), id="text")

    def foot(self) -> Iterable[Widget]:
        """A line for the answer."""
        yield SafeInput(self._wanted.start, placeholder="Learner number or name, then Enter", id="name")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#name", SafeInput).focus()

    @on(Input.Submitted, "#name")
    def written(self, message: Input.Submitted) -> None:
        """Give the code, once it is clear whose it is."""
        message.stop()
        wanted = self._wanted
        if wanted.question.if_empty and not message.value.strip():
            self.say(wanted.question.if_empty)
        elif wanted.among is not None:
            self._one_of(message.value, wanted.among)
        else:
            with self.saying_refusals():
                name_them(self, message.value, self.dismiss)

    def _one_of(self, given: str, among: Sequence[str]) -> None:
        recognised = codes.recognise(given, among)
        if recognised.code in among:
            self.dismiss(recognised.code)
        else:
            self.say(f"Nobody here began an attempt as that.{codes.hint(recognised)} Try again, or press Esc.")
