"""A walkthrough to put into the document: copied, and shown so that it can be selected."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.tui.shared.base import Dialog
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.typing import SafeText

if TYPE_CHECKING:
    from simulator.authoring.expect_block import WalkthroughText
    from simulator.tui.shared.services import Services


class BlockDialog(Dialog[None]):
    """The walkthrough."""

    ABOUT = "The text is copied already. Where your terminal does not let programs copy, select it here with the mouse."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", key_display="Esc", tooltip="Back to the conversation", id="back"),
        Binding("x", "copy", "Copy again", tooltip="Copy it once more", id="copy"),
        Binding("ctrl+a", "select", "Select all", key_display="Ctrl+A", tooltip="Select all; Ctrl+C copies", id="all"),
    ]

    def __init__(self, services: "Services", written: "WalkthroughText") -> None:
        super().__init__(services)
        self._written = written

    def body(self) -> Iterable[Widget]:
        """Where it goes."""
        where = "among the others under expect:" if self._written.beside else "at the end of your file"
        told = [Block(Content("This way as a walkthrough"), "title")]
        told.append(Block(Content(f"Copied, if your terminal lets programs copy. Put it {where}."), gap=1))
        if not self._written.finished:
            unfinished = "It has not come to an ending yet, and a walkthrough has to: play on, or finish it by hand."
            told.append(Block(Content(f"! {unfinished}"), gap=1))
        yield Aside(told, id="text")

    def foot(self) -> Iterable[Widget]:
        """The text itself."""
        text = SafeText(self._written.text, id="written")
        text.read_only = True
        yield text

    def on_mount(self) -> None:
        """Ready to select."""
        self.query_one("#written", SafeText).focus()

    def action_copy(self) -> None:
        """Copy it once more."""
        self.app.copy_to_clipboard(self._written.text)
        self.say("Copied, if your terminal lets programs copy.")

    def action_select(self) -> None:
        """Select all of it."""
        self.query_one("#written", SafeText).select_all()
