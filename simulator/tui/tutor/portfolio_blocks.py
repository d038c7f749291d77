"""A portfolio as blocks of a page."""

from collections.abc import Iterator

from textual.content import Content

from simulator.cohort.portfolio import SIMULATED, CriterionProgress, Portfolio, QualificationProgress
from simulator.cohort.portfolio_text import VERDICT_SIGNS, shows_words, tried_words, verdict_words
from simulator.cohort.words import INDICATIVE, outcome_words
from simulator.report.words.signs import counted
from simulator.tui.shared.about import heading
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose


def portfolio_blocks(portfolio: Portfolio) -> Iterator[Block]:
    """Each criterion as a line, by award; then the attempts, and first try against last."""
    for number, award in enumerate(portfolio.awards):
        yield heading(award.qualification.title, gap=1 if number else 0)
        yield Block(line(f"{award.qualification.awarding_body}, level {award.qualification.level}"), "quiet")
        for place, criterion in enumerate(award.criteria):
            yield _criterion_line(criterion, f"criterion {number} {place}")
    yield heading("Attempts")
    for tried in portfolio.tried:
        yield Block(
            join(
                line(portfolio.titles[tried.attempt], "bold"),
                "\n",
                line(f"{tried.started_at:%d %B %Y}, {tried.mode}; {tried_words(portfolio, tried)}", ".page--quiet"),
            ),
            lead=Content("· "),
        )
    if not portfolio.tried:
        yield Block(Content("None has ended yet."), "quiet")
    if portfolio.open:
        yield Block(Content(f"{counted(portfolio.open, 'attempt')} not finished yet."), "quiet")
    if portfolio.changes:
        yield heading("First try against last")
    for title, change in portfolio.changes:
        told = f"{outcome_words(change.first)} → {outcome_words(change.last)}"
        steps = f"↑ {len(change.risen)} up, ↓ {len(change.fallen)} down"
        yield Block(join(line(title, "bold"), "\n", f"{told}; clauses {steps}"), lead=Content("· "))
    yield Block(Content(f"{INDICATIVE} {SIMULATED}"), "quiet", gap=1)


def _criterion_line(criterion: CriterionProgress, ref: str) -> Block:
    shows = counted(len(criterion.shows), "line") if criterion.shows else "nothing bears on it yet"
    state = Content.styled(f"{criterion.status}; {shows}", ".page--quiet")
    lead = Content(f"{VERDICT_SIGNS[criterion.status]} ")
    return Block(
        join(line(criterion.item.id, "bold"), "  ", state, "\n", line(criterion.item.text)), lead=lead, ref=ref
    )


def criterion_blocks(award: QualificationProgress, criterion: CriterionProgress) -> Iterator[Block]:
    """One criterion: what was decided, and what bears on it."""
    yield Block(line(criterion.item.id), "title")
    yield Block(prose(criterion.item.text))
    yield Block(line(award.qualification.title), "quiet")
    yield heading("What was decided")
    for verdict in criterion.verdicts:
        yield Block(prose(f"{VERDICT_SIGNS[str(verdict.verdict)]} {verdict_words(verdict)}"))
        for text in verdict.rests_on:
            yield Block(prose(text), "you", gap=1)
    if not criterion.verdicts:
        yield Block(Content("Nothing yet. An assessor decides, and you see it once it is released."))
    yield heading("What bears on it")
    for each in criterion.shows:
        yield Block(prose(shows_words(each)), lead=Content("· "))
    if not criterion.shows:
        yield Block(Content("Nothing yet in attempts whose results you may see."))
