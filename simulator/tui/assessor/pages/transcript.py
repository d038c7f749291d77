"""The transcript as an assessor reads it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.report.page import Section, Style, said
from simulator.report.views.audience import OTHERS
from simulator.report.views.transcript import transcript
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.widgets.page import Block

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession


def transcript_blocks(reviewing: "ReviewSession") -> Iterator[Block]:
    """Every turn that stands; each can be picked, and each written answer, with the mark that it was given."""
    attempt = reviewing.scenario, reviewing.rubric, reviewing.state, reviewing.scorecard()
    marks = reviewing.review.markings[reviewing.shown_part].levels()
    turns = transcript(*attempt, OTHERS, times=dict(enumerate(reviewing.dossier.times)), marks=marks)
    hint = "Levels are indicative. c on a turn shows the clauses it bears on. Times are in UTC."
    yield from page_blocks((Section("said", "What was said and done", (said(hint, Style.QUIET),), turns),))
