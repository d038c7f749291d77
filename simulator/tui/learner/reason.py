"""Asks why something was chosen, before it is."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.engine.state import LineKind
from simulator.tui.learner.text_dialog import TextDialog
from simulator.tui.widgets.choices import Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import prose

if TYPE_CHECKING:
    from simulator.sessions.attempt import Attempt
    from simulator.tui.shared.services import Services


class ReasonDialog(TextDialog[str]):
    """Dismissed with the reason, which may be empty where it may be skipped; or with None to choose again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Choose again", key_display="Esc", tooltip="Back to the choices", id="back"),
        Binding("ctrl+s", "give", "Say it", key_display="Ctrl+S", tooltip="Choose, with this reason", id="give"),
    ]

    def __init__(self, services: "Services", attempt: "Attempt", choice: str) -> None:
        super().__init__(services, attempt, choice)
        self.attempt = attempt
        self._choice = next(each for each in attempt.choices() if each.id == choice)
        self._required = attempt.reason_asked() == "required"

    def body(self) -> Iterable[Widget]:
        """What was chosen."""
        told = "In a sentence or two." if self._required else "In a sentence or two; or skip it."
        yield Aside(
            (
                Block(Content("Why this?"), "title"),
                *self._heard(),
                Block(prose(self._choice.action.text), "you", side="right", gap=1),
                Block(Content(told), "quiet", gap=1),
            ),
            id="text",
        )

    def offers(self) -> Iterable[Offer]:
        """With a reason, without one where that may be, or back."""
        offers = [Offer("give", Content("Choose it, with this reason"))]
        offers += [] if self._required else [Offer("skip", Content("Choose it without a reason"))]
        return [*offers, Offer("again", Content("Choose again"))]

    def _heard(self) -> Iterable[Block]:
        """What the mentee said last."""
        lines = [line for turn in self.attempt.state.turns for line in turn.lines if line.kind is LineKind.SAYS]
        return [Block(prose(line.text), "mentee", side="left", gap=1) for line in lines[-1:]]

    def go(self, choice: str) -> None:
        """Go on with the reason or without, or back."""
        if choice == "skip":
            self.dismiss("")
        else:
            super().go(choice)

    def action_give(self) -> None:
        """Choose, with the reason."""
        reason = self.text
        if self._required and not reason:
            self.say("Write a sentence that says why you chose this; in assessment it is asked for.")
            return
        self.dismiss(reason)
