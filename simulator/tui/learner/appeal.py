"""Appealing against a released result: the learner's grounds, in their own words; nothing typed is lost."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.review.people import Part, Person, Role
from simulator.sessions.review import ReviewSession
from simulator.tui.learner.text_dialog import TextDialog
from simulator.tui.shared.typed import FormQuestion, Typed, give_typed
from simulator.tui.widgets.choices import Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block

if TYPE_CHECKING:
    from simulator.sessions.attempt import Attempt
    from simulator.tui.shared.services import Services

TOLD = (
    "Say what you disagree with, and why. Somebody who had no part in the result reads everything and decides; you see "
    "their decision and their reason here. Asking costs you nothing. Your tutor can tell you how long you have."
)


class AppealDialog(TextDialog[bool]):
    """Dismissed with True where the appeal was made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "cancel", "Back (kept)", key_display="Esc", tooltip="Back; what you typed is kept", id="back"
        ),
        Binding("ctrl+s", "give", "Appeal", key_display="Ctrl+S", tooltip="Appeal, with these grounds", id="give"),
    ]

    NUMBERED = False

    def __init__(self, services: "Services", attempt: "Attempt") -> None:
        """For an attempt whose result is released.

        Raises:
            StoreError: it cannot be read.
        """
        by = Person(attempt.learner, Role.LEARNER)
        self._reviewing = ReviewSession(services.store, by, Part.APPEAL, attempt.id)
        self._typed = Typed(self._reviewing, "appeal", (FormQuestion("grounds", Content(), "text"),))
        super().__init__(services, self._typed, "grounds")

    def body(self) -> Iterable[Widget]:
        """What an appeal is."""
        yield Aside((Block(Content("Appeal against this result?"), "title"), Block(Content(TOLD), gap=1)), id="text")

    def offers(self) -> Iterable[Offer]:
        """To appeal, or not now."""
        return (Offer("give", Content("Appeal")), Offer("leave", Content("Not now")))

    def action_give(self) -> None:
        """Appeal, or say what keeps it from being made."""
        give_typed(self, self.draft, self._typed, lambda: self._reviewing.appeal(self.text))
