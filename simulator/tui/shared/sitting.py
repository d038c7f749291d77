"""Asks who sits here, where one program serves several people: each sees and plays their own attempts only."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from simulator.tui.shared.base import BaseScreen, Dialog
from simulator.tui.shared.naming import name_them
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.typing import SafeInput

TOLD: Final = (
    "Several people play here. Write your learner number, or your name as your assessor knows it: what you play is "
    "kept under it, and you see your own attempts only. Nobody checks who you are, so write nobody else's."
)


class SittingDialog(Dialog[str]):
    """Dismissed with the learner's code."""

    def body(self) -> Iterable[Widget]:
        """The question."""
        yield Aside((Block(Content("Who are you?"), "title"), Block(Content(TOLD), gap=1)), id="text")

    def foot(self) -> Iterable[Widget]:
        """A line for the answer."""
        yield SafeInput(placeholder="Learner number or name, then Enter", id="name")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#name", SafeInput).focus()

    @on(Input.Submitted, "#name")
    def written(self, message: Input.Submitted) -> None:
        """Give the code, once it is clear whose it is."""
        message.stop()
        if not message.value.strip():
            self.say("Write your learner number or your name.")
            return
        with self.saying_refusals():
            name_them(self, message.value, self.dismiss)


def ask_who(screen: BaseScreen[Any], then: Callable[[], None]) -> None:
    """Go on once it is known who sits here; at once where that is known, or where one person has the program alone."""
    services = screen.services
    with screen.saying_refusals():
        services.sitting = services.sitting or (services.store.people.login_code() if services.shared else "")
    if services.sitting or not services.shared:
        then()
        return

    def answered(code: str | None) -> None:
        if code:
            services.sitting = code
            then()

    screen.app.push_screen(SittingDialog(services), answered)
