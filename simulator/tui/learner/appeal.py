"""Appealing against a released result: the learner's grounds, in their own words; nothing typed is lost."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from simulator.review.people import Part, Person, Role
from simulator.sessions.review import ReviewSession
from simulator.tui.shared.base import Dialog
from simulator.tui.shared.drafts import ScreenDraft
from simulator.tui.shared.typed import FormQuestion, Typed, give_typed
from simulator.tui.widgets.choices import Choices, Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.typing import SafeText

if TYPE_CHECKING:
    from simulator.engine.events import Answer
    from simulator.sessions.attempt import Attempt
    from simulator.tui.shared.services import Services

TOLD = (
    "Say what you disagree with, and why. Somebody who had no part in the result reads everything and decides; you see "
    "their decision and their reason here. Asking costs you nothing. Your tutor can tell you how long you have."
)


class AppealDialog(Dialog[bool]):
    """Dismissed with whether the appeal was made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back (kept)", key_display="Esc", tooltip="Back; what you typed is kept", id="back"),
        Binding("ctrl+s", "give", "Appeal", key_display="Ctrl+S", tooltip="Appeal, with these grounds", id="give"),
    ]

    draft: ScreenDraft

    def __init__(self, services: "Services", attempt: "Attempt") -> None:
        """For an attempt whose result is released.

        Raises:
            StoreError: it cannot be read.
        """
        super().__init__(services)
        by = Person(attempt.learner, Role.LEARNER)
        self._reviewing = ReviewSession(services.store, by, Part.APPEAL, attempt.id)
        self._typed = Typed(self._reviewing, "appeal", (FormQuestion("grounds", Content(), "text"),))
        self.draft = ScreenDraft(self, self._typed, self.draft_now)
        self._begun_with = self.draft.read()

    def body(self) -> Iterable[Widget]:
        """What an appeal is."""
        yield Aside((Block(Content("Appeal against this result?"), "title"), Block(Content(TOLD), gap=1)), id="text")

    def foot(self) -> Iterable[Widget]:
        """The grounds, and the ways on."""
        text = self._begun_with.get("grounds", "")
        yield SafeText(text.strip() if isinstance(text, str) else "", id="grounds")
        yield Choices(
            [Offer("give", Content("Appeal")), Offer("leave", Content("Not now"))], id="choices", numbered=False
        )

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#grounds", SafeText).focus()

    def draft_now(self) -> "dict[str, Answer]":
        """What is typed."""
        return {"grounds": self.query_one("#grounds", SafeText).text}

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Keep what is typed, in a moment."""
        self.draft.keep_soon()

    @on(Choices.ChoiceMade)
    def answered(self, message: Choices.ChoiceMade) -> None:
        """Appeal, or go back."""
        message.stop()
        if message.choice == "give":
            self.action_give()
        else:
            self.action_leave()

    def action_give(self) -> None:
        """Appeal, or say what keeps it from being made."""
        give_typed(
            self,
            self.draft,
            self._typed,
            lambda: self._reviewing.appeal(self.query_one("#grounds", SafeText).text.strip()),
        )

    def action_leave(self) -> None:
        """Back; what is typed is kept."""
        self.draft.keep_now()
        self.dismiss(False)
