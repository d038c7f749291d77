"""The code of conduct: every clause, and what each level of keeping it looks like."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.engine.rubric import Clause, Level, Rubric
from simulator.report.words.levels import level_label
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.prose import line, prose

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services


class CodeScreen(SimulatorScreen[None]):
    """A list of clauses, and the one that is read; side by side where there is room."""

    ABOUT = "Pick a clause with ↑ ↓ and Enter or the mouse. ← and → turn to the clause before and after."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", key_display="Esc", tooltip="Back", id="back"),
        Binding("enter", "read", "Read", key_display="Enter", tooltip="Read the clause", id="read"),
        Binding("left", "turn(-1)", "Before", key_display="←", tooltip="The clause before", id="before"),
        Binding("right", "turn(1)", "Next", key_display="→", tooltip="The next clause", id="after"),
    ]

    def __init__(self, services: "Services", rubric: Rubric, clause: str = "") -> None:
        super().__init__(services)
        self._rubric = rubric
        self._first = clause

    def place(self) -> Content:
        """The code's title."""
        return line(self._rubric.title, "bold")

    def state_of(self) -> Content:
        """How long it is."""
        return Content(f"{len(self._rubric.clauses)} clauses")

    def body(self) -> Iterable[Widget]:
        """The list and the clause."""
        yield columns(
            Page(self._list(), id="clauses"),
            Page(id="clause"),
        )

    def on_mount(self) -> None:
        """Show a clause at once where one was asked for."""
        clauses = self.query_one("#clauses", Page)
        clauses.focus()
        if self._first:
            clauses.select(self._first)
            self._open(True)
        self._show()

    def _list(self) -> Iterator[Block]:
        for clause in self._rubric.clauses.values():
            yield Block(line(clause.title), lead=Content(f"{clause.number:>2}  "), ref=clause.id)

    @on(Page.Moved, "#clauses")
    def _show(self) -> None:
        """Show the clause under the cursor."""
        clause = self._rubric.clauses[self.query_one("#clauses", Page).selected]
        self.query_one("#clause", Page).show(clause_blocks(clause))

    @on(Page.Asked, "#clauses")
    def asked(self) -> None:
        """Read the clause."""
        self._open(True)

    def _open(self, opened: bool) -> None:
        self.set_class(opened, "-reading")
        self.query_one("#clause" if opened else "#clauses", Page).focus()
        self.renew_keys()

    def action_read(self) -> None:
        """Read the clause under the cursor."""
        self._open(True)

    def action_turn(self, by: int) -> None:
        """Turn to another clause."""
        self.query_one("#clauses", Page).action_step(by)

    def action_back(self) -> None:
        """From the clause to the list; from the list to where one was."""
        if self.has_class("-reading"):
            self._open(False)
        else:
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reading is offered from the list."""
        del parameters
        return action != "read" or not self.has_class("-reading")


def clause_blocks(clause: Clause) -> Iterator[Block]:
    """A clause with its levels, the best first."""
    yield Block(line(f"{clause.number}  {clause.title}"), "title", gap=1)
    yield Block(prose(clause.text), gap=1)
    if clause.critical:
        yield Block(
            Content("Safety comes first here: unsafe on this clause makes the whole conversation unsafe."),
            "quiet",
            gap=1,
        )
    for level in sorted(Level, reverse=True):
        if level in clause.descriptors:
            yield Block(Content(level_label(level)), "heading", gap=1)
            yield Block(prose(clause.descriptors[level]), indent=2)
