"""Pages that are only read: the brief again, the notebook."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.report.views.anytime import brief_page
from simulator.tui.shared.base import SimulatorScreen
from simulator.tui.shared.in_progress import ConversationInProgress
from simulator.tui.shared.notes import notebook_blocks
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.widgets.page import Block, Page

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services


class ReadingScreen(SimulatorScreen[None]):
    """One page, and the way back."""

    ABOUT = "Scroll with ↑ ↓, Page Up and Page Down, or the mouse wheel. Esc goes back to where you were."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", key_display="Esc", tooltip="Back to where you were", id="back"),
    ]

    def __init__(self, services: "Services", name: str, blocks: Iterable[Block], state: str = "") -> None:
        super().__init__(services)
        self._name_of = name
        self._state = state
        self._blocks = tuple(blocks)

    def place(self) -> Content:
        """What is read."""
        return Content.styled(self._name_of, "bold")

    def state_of(self) -> Content:
        """A word on it."""
        return Content(self._state)

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield Page(self._blocks, id="text")

    def on_mount(self) -> None:
        """Ready to scroll."""
        self.query_one("#text", Page).focus()


class QuotingScreen(SimulatorScreen[str]):
    """The notebook over a form: a line of it is picked for the form's text; dismissed with the line."""

    ABOUT = "Move with ↑ ↓; Enter or the mouse puts a line into the text of the form. Esc goes back with nothing."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", key_display="Esc", tooltip="Back to the form", id="back"),
        Binding("enter", "put", "Put into the text", key_display="Enter", tooltip="Put it into the text", id="put"),
    ]

    def __init__(self, services: "Services", attempt: ConversationInProgress) -> None:
        super().__init__(services)
        self._blocks = tuple(
            replace(block, ref=str(number)) if block.lead.plain else block
            for number, block in enumerate(notebook_blocks(attempt))
        )

    def place(self) -> Content:
        """What is read."""
        return Content.styled("Notebook", "bold")

    def state_of(self) -> Content:
        """A word on it."""
        return Content("Enter puts a line into your text")

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield Page(self._blocks, id="text", whole=True)

    def on_mount(self) -> None:
        """Ready to pick."""
        self.query_one("#text", Page).focus()

    @on(Page.Picked, "#text")
    def picked(self, message: Page.Picked) -> None:
        """Give the line back."""
        self.dismiss(self._blocks[int(message.ref)].text.plain)

    def action_put(self) -> None:
        """Put the line under the cursor into the text."""
        self.query_one("#text", Page).action_pick()

    def action_back(self) -> None:
        """Back to the form."""
        self.dismiss("")


def brief_screen(services: "Services", attempt: ConversationInProgress) -> ReadingScreen:
    """The brief of an attempt in progress."""
    return ReadingScreen(services, "Brief", page_blocks(brief_page(attempt.scenario, attempt.mode)))


def notebook_screen(services: "Services", attempt: ConversationInProgress) -> ReadingScreen:
    """What is known so far."""
    return ReadingScreen(services, "Notebook", notebook_blocks(attempt), "as it was, to quote")
