"""The clauses of a review: each with its indicative level, what made it so, and what the marker settled."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import ClauseScore, Scorecard
from simulator.engine.state import State
from simulator.report.page import Style, said
from simulator.report.views.audience import OTHERS
from simulator.report.views.clauses import because_items, clause_review
from simulator.review.events import Agreed, Entry, Settled
from simulator.review.result import is_to_settle
from simulator.tui.assessor.pages.words import DONE_GLYPH, OPEN_GLYPH, clause_name, level_words
from simulator.tui.shared.about import heading
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, prose


class Clauses:
    """What a scorecard says of one attempt, clause by clause, as blocks of a page."""

    def __init__(self, scenario: Scenario, rubric: Rubric, state: State) -> None:
        self._scenario = scenario
        self._rubric = rubric
        self._state = state

    def blocks(
        self, card: Scorecard, settled: Mapping[str, Entry], agreed: Mapping[str, Agreed], *, marks: bool
    ) -> Iterator[Block]:
        """Every clause that anything bears on, the rest in one line; ``marks``: whoever reads it settles them."""
        yield heading("The code, clause by clause")
        keys = " a accepts one, o overrides it." if marks else ""
        yield Block(Content(f"Levels here are indicative.{keys} Enter on a line goes to its turn."), "quiet")
        left_out = []
        for score in card.clauses:
            if is_to_settle(score):
                yield from self._clause(score, settled.get(score.clause), agreed.get(score.clause))
            else:
                left_out.append(str(self._rubric.clauses[score.clause].number))
        if left_out:
            yield Block(Content(f"Not assessed in this conversation: clauses {', '.join(left_out)}."), "quiet", gap=1)

    def _clause(self, score: ClauseScore, entry: Entry | None, agreed: Agreed | None) -> Iterator[Block]:
        clause = self._rubric.clauses[score.clause]
        critical = "  safety critical" if clause.critical else ""
        title = join(clause_name(clause).stylize("bold"), Content.styled(critical, ".page--quiet"))
        yield Block(join(title, "\n", settled_words(score, entry)), ref=ref("clause", clause.id), gap=1)
        if agreed is not None:
            both = Content.styled(f"{DONE_GLYPH} agreed by both markers: {level_words(agreed.level)}", "bold")
            yield Block(join(both, ": ", prose(agreed.reason)), indent=2)
        told = clause_review(self._scenario, self._rubric, self._state, score, OTHERS)
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
