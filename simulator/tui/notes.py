"""The notebook: what the learner knows so far, in words that can be quoted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.engine.state import LineKind
from simulator.tui.about import heading
from simulator.tui.prose import prose
from simulator.tui.widgets.page import Block

if TYPE_CHECKING:
    from simulator.attempt import Attempt


def notebook_blocks(attempt: "Attempt") -> Iterator[Block]:
    """What was learnt, in the order in which it was."""
    yield heading("Your notebook")
    learned = [fact for turn in attempt.state.turns for fact in turn.learned]
    for fact in learned:
        yield Block(prose(attempt.scenario.facts[fact]), lead=Content("· "))
    if not learned:
        yield Block(Content("Nothing noted yet. What you learn is written here."), "quiet")


def quotes(attempt: "Attempt") -> Iterator[Block]:
    """What the mentee said and what could be seen, as it was."""
    for turn in attempt.state.turns:
        for line in turn.lines:
            if line.kind is LineKind.SAYS:
                yield Block(prose(f"“{line.text}”"), lead=Content("· "))
            elif line.kind is LineKind.CUE:
                yield Block(prose(line.text, "italic"), lead=Content("· "))
