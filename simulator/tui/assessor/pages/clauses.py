"""The clauses of a review: each with its indicative level, what made it so, and what the marker settled."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.engine.scoring import ClauseScore
from simulator.report.page import Style, said
from simulator.report.views.audience import OTHERS
from simulator.report.views.clauses import because_items, clause_review
from simulator.review.events import Agreed, Entry, Settled
from simulator.review.people import MARKING
from simulator.review.result import counted_clause, is_to_settle
from simulator.tui.assessor.pages.words import DONE_GLYPH, OPEN_GLYPH, clause_name, level_words
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.page import Block, heading
from simulator.tui.widgets.prose import join, prose

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession


def clause_blocks(reviewing: "ReviewSession") -> Iterator[Block]:
    """Every clause that anything bears on, the rest in one line."""
    yield heading("The code, clause by clause")
    keys = " a accepts one, o overrides it." if reviewing.part in MARKING else ""
    yield Block(Content(f"Levels here are indicative.{keys} Enter on a line goes to its turn."), "quiet")
    left_out = []
    for score in reviewing.scorecard().clauses:
        if is_to_settle(score):
            yield from _clause(reviewing, score)
        else:
            left_out.append(str(reviewing.rubric.clauses[score.clause].number))
    if left_out:
        yield Block(Content(f"Not assessed in this conversation: clauses {', '.join(left_out)}."), "quiet", gap=1)


def _clause(reviewing: "ReviewSession", score: ClauseScore) -> Iterator[Block]:
    clause, review = reviewing.rubric.clauses[score.clause], reviewing.review
    critical = "  safety critical" if clause.critical else ""
    title = join(clause_name(clause).stylize("bold"), Content.styled(critical, ".page--quiet"))
    settled = settled_words(score, review.markings[reviewing.shown_part].clauses.get(clause.id))
    yield Block(join(title, "\n", settled), ref=ref("clause", clause.id), gap=1)
    counts = counted_clause(review, clause.id).entry
    if counts is not None and isinstance(counts.event, Agreed):
        both = Content.styled(f"{DONE_GLYPH} agreed by both markers: {level_words(counts.event.level)}", "bold")
        yield Block(join(both, ": ", prose(counts.event.reason)), indent=2)
    told = clause_review(reviewing.scenario, reviewing.rubric, reviewing.state, score, OTHERS)
    summary = said(told.summary, Style.QUIET, indent=2)
    yield from page_blocks((summary, because_items(told, OTHERS, indent=2)))


def settled_words(score: ClauseScore, entry: Entry | None) -> Content:
    """The indicative level beside what the marker settled."""
    machine = f"indicative: {_indicated(score)}"
    event = entry.event if entry is not None else None
    if not isinstance(event, Settled):
        return join(machine, Content.styled(f"  ·  {OPEN_GLYPH} to settle", "bold"))
    if event.machine != score.level:
        again = "  ·  △ look again: the indicative level has changed since"
        return join(machine, Content.styled(again, "bold"))
    if not event.overridden:
        return join(machine, Content.styled(f"  ·  {DONE_GLYPH} accepted", "bold"))
    told = Content.styled(f"  ·  {DONE_GLYPH} overridden to {level_words(event.level)}", "bold")
    return join(machine, told, ": ", prose(event.reason))


def _indicated(score: ClauseScore) -> str:
    if score.level is not None:
        return level_words(score.level)
    return f"{OPEN_GLYPH} {score.status}"
