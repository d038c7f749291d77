"""The notebook: what the learner knows so far, in words that can be quoted."""

from collections.abc import Iterator

from textual.content import Content

from simulator.report.views.notebook import Noted, notebook
from simulator.tui.shared.about import heading
from simulator.tui.shared.in_progress import ConversationInProgress
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import prose


def notebook_blocks(attempt: ConversationInProgress) -> Iterator[Block]:
    """What was learnt, in the order in which it was."""
    yield heading("Your notebook")
    facts = notebook(attempt.scenario, attempt.state).facts
    for fact in facts:
        yield Block(prose(fact.text), lead=Content("· "))
    if not facts:
        yield Block(Content("Nothing noted yet. What you learn is written here."), "quiet")


def quotes(attempt: ConversationInProgress) -> Iterator[Block]:
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
