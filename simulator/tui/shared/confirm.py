"""The one yes-or-no question."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.content import Content
from textual.widget import Widget

from simulator.tui.shared.base import BaseScreen, Dialog
from simulator.tui.widgets.choices import NUMBERS, Choices, Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services


class ConfirmDialog(Dialog[bool]):
    """Dismissed with whether it is really meant; the safe answer comes first, and alone where ``yes`` is empty."""

    BINDINGS = NUMBERS

    def __init__(self, services: "Services", question: str, text: str | Iterable[Block], yes: str, no: str) -> None:
        super().__init__(services)
        blocks = (Block(Content(text), gap=1),) if isinstance(text, str) else text
        self._blocks = (Block(Content(question), "title"), *blocks)
        answers = {"no": no, "yes": yes} if yes else {"no": no}
        self._offers = tuple(Offer(name, Content(words)) for name, words in answers.items())

    def body(self) -> Iterable[Widget]:
        """The question, and what there is to know first."""
        yield Aside(self._blocks, id="text")

    def foot(self) -> Iterable[Widget]:
        """The answers."""
        yield Choices(self._offers, id="choices")

    def on_mount(self) -> None:
        """Ready to answer."""
        self.query_one(Choices).focus()

    @on(Choices.ChoiceMade)
    def answered(self, message: Choices.ChoiceMade) -> None:
        """Give the answer."""
        message.stop()
        self.dismiss(message.choice == "yes")


def confirm(screen: BaseScreen[Any], asked: tuple[str, str, str, str], then: Callable[[], object]) -> None:
    """Ask over a screen, with a question, what there is to know, yes and no; go on where it is really meant."""

    def answered(sure: bool | None) -> None:
        if sure:
            with screen.saying_refusals():
                then()

    screen.app.push_screen(ConfirmDialog(screen.services, *asked), answered)
