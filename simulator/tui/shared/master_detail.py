"""A list, and what is told of the line under the cursor: side by side where there is room, one after the other else."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from simulator.tui.shared.base import ResultT, SimulatorScreen, columns
from simulator.tui.widgets.page import Block, Page


class MasterDetailScreen(SimulatorScreen[ResultT]):
    """A list with its aside."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "level--unsafe",
        "level--developing",
        "level--competent",
        "level--exemplary",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", key_display="Esc", tooltip="Back", id="back"),
        Binding("enter", "read", "More", key_display="Enter", tooltip="Read more of this line", id="read"),
    ]

    first: str = ""
    """The line to begin at."""
    read_first: bool = False
    """Whether that line is read at once."""
    whole: bool = True
    """Whether the list never begins in the middle of a line; some are longer than a screen."""

    def list_blocks(self) -> Iterable[Block]:
        """The list."""
        return ()

    def detail_blocks(self, ref: str) -> Iterable[Block]:
        """What is told of a line."""
        del ref
        return ()

    def body(self) -> Iterable[Widget]:
        """The list and its aside."""
        yield columns(Page(id="master", whole=self.whole), Page(id="details"))

    def on_mount(self) -> None:
        """Ready to move; or reading, where a line was asked for."""
        self.renew(self.first)
        self.read(bool(self.first) and self.read_first)

    def renew(self, select: str = "", *, keep_place: bool = False) -> None:
        """Show the list as it is now."""
        blocks = [each if number else replace(each, gap=0) for number, each in enumerate(self.list_blocks())]
        self.master.show(blocks, select=select, keep_place=keep_place)
        self.renew_title()
        self.tell()
        self.renew_keys()

    @property
    def master(self) -> Page:
        """The list on the screen."""
        return self.query_one("#master", Page)

    @property
    def selected(self) -> str:
        """The line under the cursor."""
        return self.master.selected

    @on(Page.Moved, "#master")
    def tell(self) -> None:
        """Tell of the line under the cursor."""
        self.query_one("#details", Page).show(self.detail_blocks(self.selected) if self.selected else ())

    @on(Page.Picked, "#master")
    def action_read(self) -> None:
        """Read what is told."""
        if self.selected:
            self.read(True)

    def read(self, opened: bool) -> None:
        """Go over to what is told, or back to the list."""
        self.set_class(opened, "-reading")
        self.query_one("#details" if opened else "#master", Page).focus()
        self.renew_keys()

    def action_back(self) -> None:
        """From the aside to the list; from the list to where one was."""
        if self.has_class("-reading"):
            self.read(False)
        else:
            self.leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reading is offered from the list."""
        del parameters
        return action != "read" or not self.has_class("-reading")
