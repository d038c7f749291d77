"""The code of conduct: every clause, and what each level of keeping it looks like."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from simulator.engine.rubric import Clause, Level, Rubric
from simulator.report.words.levels import level_label
from simulator.tui.shared.master_detail import MasterDetailScreen
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import line, prose

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services


class CodeScreen(MasterDetailScreen[None]):
    """A list of clauses, and the one that is read; side by side where there is room."""

    ABOUT = "Pick a clause with ↑ ↓ and Enter or the mouse. ← and → turn to the clause before and after."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "Read", key_display="Enter", tooltip="Read the clause", id="read"),
        Binding("left", "turn(-1)", "Before", key_display="←", tooltip="Go to the clause before", id="before"),
        Binding("right", "turn(1)", "Next", key_display="→", tooltip="Go to the next clause", id="after"),
    ]

    read_first = True

    def __init__(self, services: "Services", rubric: Rubric, clause: str = "") -> None:
        super().__init__(services)
        self._rubric = rubric
        self.first = clause

    def place(self) -> Content:
        """The code's title."""
        return line(self._rubric.title, "bold")

    def state_of(self) -> Content:
        """How long it is."""
        return Content(f"{len(self._rubric.clauses)} clauses")

    def list_blocks(self) -> Iterator[Block]:
        """Every clause."""
        for clause in self._rubric.clauses.values():
            yield Block(line(clause.title), lead=Content(f"{clause.number:>2}  "), ref=clause.id)

    def detail_blocks(self, ref: str) -> Iterator[Block]:
        """The clause under the cursor."""
        return clause_blocks(self._rubric.clauses[ref])

    def action_turn(self, by: int) -> None:
        """Turn to another clause."""
        self.master.action_step(by)


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
