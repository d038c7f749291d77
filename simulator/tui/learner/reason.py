"""Asks why something was chosen, before it is."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from simulator.engine.state import LineKind
from simulator.tui.shared.base import Dialog
from simulator.tui.shared.drafts import ScreenDraft
from simulator.tui.widgets.choices import Choices, Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import prose
from simulator.tui.widgets.typing import SafeText

if TYPE_CHECKING:
    from simulator.engine.events import Answer
    from simulator.sessions.attempt import Attempt
    from simulator.tui.shared.services import Services


class ReasonDialog(Dialog[str]):
    """Dismissed with the reason, which may be empty where it may be skipped; or with None to choose again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Choose again", key_display="Esc", tooltip="Back to the choices", id="back"),
        Binding("ctrl+s", "give", "Say it", key_display="Ctrl+S", tooltip="Choose, with this reason", id="give"),
    ]

    draft: ScreenDraft

    def __init__(self, services: "Services", attempt: "Attempt", choice: str) -> None:
        super().__init__(services)
        self.attempt = attempt
        self._choice = next(each for each in attempt.choices() if each.id == choice)
        self._required = attempt.reason_asked() == "required"
        self.draft = ScreenDraft(self, attempt, self.draft_now)
        self._begun_with = dict(self.draft.read())

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

    def foot(self) -> Iterable[Widget]:
        """The text, and the ways on."""
        text = self._begun_with.get(self._choice.id, "")
        yield SafeText(text if isinstance(text, str) else "", id="reason")
        offers = [Offer("say", Content("Choose it, with this reason"))]
        offers += [] if self._required else [Offer("skip", Content("Choose it without a reason"))]
        yield Choices([*offers, Offer("again", Content("Choose again"))], id="choices")

    def _heard(self) -> Iterable[Block]:
        """What the mentee said last."""
        lines = [line for turn in self.attempt.state.turns for line in turn.lines if line.kind is LineKind.SAYS]
        return [Block(prose(line.text), "mentee", side="left", gap=1) for line in lines[-1:]]

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#reason", SafeText).focus()

    def draft_now(self) -> "dict[str, Answer]":
        """What is typed, beside what was typed for other choices here."""
        return {**self._begun_with, self._choice.id: self.query_one("#reason", SafeText).text}

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Keep what is typed, in a moment."""
        self.draft.keep_soon()

    @on(Choices.ChoiceMade)
    def answered(self, message: Choices.ChoiceMade) -> None:
        """Go on, or back."""
        message.stop()
        match message.choice:
            case "say":
                self.action_give()
            case "skip":
                self.dismiss("")
            case _:
                self.action_cancel()

    def action_give(self) -> None:
        """Choose, with the reason."""
        reason = self.query_one("#reason", SafeText).text.strip()
        if self._required and not reason:
            self.say("Write a sentence that says why you chose this; in assessment it is asked for.")
            return
        self.dismiss(reason)

    def action_cancel(self) -> None:
        """Back to the choices; what is typed is kept."""
        self.draft.keep_now()
        self.dismiss(None)
