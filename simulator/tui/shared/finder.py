"""A dialog in which one types to find something in a list, and takes it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from simulator.tui.shared.base import Dialog
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.typing import SafeInput

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services

TakenT = TypeVar("TakenT")

Rows = Callable[[list[str]], Iterable[Block]]
"""What fits all of some words, or says that nothing does."""


class FinderDialog(Dialog[TakenT]):
    """Type to find, Enter to take; the cursor moves while one types on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Up", show=False, id="find.up"),
        Binding("down", "step(1)", "Down", show=False, id="find.down"),
    ]
    ASKS: ClassVar[str] = ""

    def __init__(self, services: "Services", rows: Rows, take: Callable[[str], object]) -> None:
        """Of these rows; ``take`` is called with the reference of the one that is taken."""
        super().__init__(services)
        self._rows = rows
        self._take = take

    def body(self) -> Iterable[Widget]:
        """What to look for, and what was found."""
        yield SafeInput(placeholder=self.ASKS, id="find")
        yield Page(self._rows([]), id="found")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#found", Page).can_focus = False
        self.query_one("#find", SafeInput).focus()

    @on(Input.Changed, "#find")
    def looked(self, message: Input.Changed) -> None:
        """Show what fits."""
        self.query_one("#found", Page).show(self._rows(message.value.casefold().split()))

    @on(Input.Submitted, "#find")
    def entered(self) -> None:
        """Take what is under the cursor."""
        self.query_one("#found", Page).action_pick()

    @on(Page.Picked, "#found")
    def asked(self, message: Page.Picked) -> None:
        """Take what was picked."""
        message.stop()
        self._take(message.ref)

    def action_step(self, by: int) -> None:
        """Move among what was found while typing on."""
        self.query_one("#found", Page).action_step(by)
