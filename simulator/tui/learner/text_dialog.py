"""A question that is answered in a text: what is typed is kept until it is given, and after going back as well."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.widget import Widget
from textual.widgets import TextArea

from simulator.tui.shared.base import Dialog
from simulator.tui.shared.drafts import ScreenDraft
from simulator.tui.widgets.choices import Choices, Offer
from simulator.tui.widgets.typing import SafeText

if TYPE_CHECKING:
    from simulator.engine.events import Answer
    from simulator.tui.shared.in_progress import KeepsDraft
    from simulator.tui.shared.services import Services

ResultT = TypeVar("ResultT")


class TextDialog(Dialog[ResultT]):
    """Dismissed with None where nothing is given; the offer *give* gives the text, any other goes back."""

    NUMBERED: ClassVar[bool] = True
    """Whether the offers below the text have numbers."""

    draft: ScreenDraft

    def __init__(self, services: "Services", keeper: "KeepsDraft", place: str) -> None:
        """For the text that is kept in a place among the drafts of ``keeper``."""
        super().__init__(services)
        self._place = place
        self.draft = ScreenDraft(self, keeper, self.draft_now)
        self._begun_with = dict(self.draft.read())

    def offers(self) -> Iterable[Offer]:
        """The ways on."""
        return ()

    def foot(self) -> Iterable[Widget]:
        """The text, and the ways on."""
        begun = self._begun_with.get(self._place, "")
        yield SafeText(begun if isinstance(begun, str) else "", id="answer")
        yield Choices(self.offers(), id="choices", numbered=self.NUMBERED)

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(SafeText).focus()

    @property
    def text(self) -> str:
        """What is typed, without the space around it."""
        return self.query_one(SafeText).text.strip()

    def draft_now(self) -> "dict[str, Answer]":
        """What is typed, beside what was typed in other places before."""
        return {**self._begun_with, self._place: self.query_one(SafeText).text}

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Keep what is typed, in a moment."""
        self.draft.keep_soon()

    @on(Choices.ChoiceMade)
    def answered(self, message: Choices.ChoiceMade) -> None:
        """Go on, or back."""
        message.stop()
        self.go(message.choice)

    def go(self, choice: str) -> None:
        """Go the way that was chosen."""
        if choice == "give":
            self.action_give()
        else:
            self.action_cancel()

    def action_give(self) -> None:
        """Give the text, or say what keeps it from being given."""

    def action_cancel(self) -> None:
        """Back; what is typed is kept."""
        self.draft.keep_now()
        self.dismiss(None)
