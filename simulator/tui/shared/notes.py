"""The notebook: what the learner knows so far, in words that can be quoted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from textual.content import Content

from simulator.report.views.notebook import Noted, notebook
from simulator.tui.shared.about import heading
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import prose

if TYPE_CHECKING:
    from simulator.engine.events import Mode
    from simulator.engine.scenario import Scenario
    from simulator.engine.state import State


class Played(Protocol):
    """A conversation in progress: an attempt, or a scenario that is tried out."""

    @property
    def scenario(self) -> "Scenario":
        """What is played."""

    @property
    def state(self) -> "State":
        """Where it stands."""

    @property
    def mode(self) -> "Mode":
        """How it is played."""


def notebook_blocks(attempt: Played) -> Iterator[Block]:
    """What was learnt, in the order in which it was."""
    yield heading("Your notebook")
    facts = notebook(attempt.scenario, attempt.state).facts
    for fact in facts:
        yield Block(prose(fact.text), lead=Content("· "))
    if not facts:
        yield Block(Content("Nothing noted yet. What you learn is written here."), "quiet")


def quotes(attempt: Played) -> Iterator[Block]:
    """What was said and seen, as it was."""
    notes = notebook(attempt.scenario, attempt.state)
    yield from _part("Said, word for word", notes.said, quoted=True)
    yield from _part("Seen", notes.seen)
    yield from _part("What you said and did", notes.yours)


def _part(name: str, notes: tuple[Noted, ...], *, quoted: bool = False) -> Iterator[Block]:
    if notes:
        yield heading(name)
    for note in notes:
        yield Block(prose(f"“{note.text}”" if quoted else note.text), lead=Content("· "))
