"""The notebook on a screen: what the learner knows so far, in words that can be quoted."""

from collections.abc import Iterator

from simulator.report.views.notebook import notebook, notebook_page
from simulator.tui.shared.in_progress import ConversationInProgress
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.widgets.page import Block


def notebook_blocks(attempt: ConversationInProgress, *, quotes: bool = True) -> Iterator[Block]:
    """What was learnt, and with the ``quotes`` what was said and seen."""
    told = notebook_page(notebook(attempt.scenario, attempt.state))
    yield from page_blocks(told if quotes else told[:1])
