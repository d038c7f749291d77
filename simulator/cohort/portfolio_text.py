"""A portfolio as plain text."""

from collections.abc import Iterator

from simulator.engine.events import Mode
from simulator.report.words.columns import prose, table
from simulator.report.words.levels import level_label
from simulator.report.words.sanitize import in_one_line
from simulator.report.words.signs import counted

from .portfolio import SIMULATED, CriterionProgress, EvidenceLine, Portfolio, QualificationProgress, ReleasedVerdict
from .values import Basis, ClassAttempt
from .words import INDICATIVE, learner_words, outcome_words

VERDICT_SIGNS = {"met": "✓", "not yet met": "○", "not assessed": "–", "not decided yet": "·"}
"""A sign stands beside its words and never for them."""


def tried_words(portfolio: Portfolio, tried: ClassAttempt) -> str:
    """How an attempt stands, as far as the learner may know."""
    if tried.basis is Basis.HELD_BACK:
        return "handed in" if tried.attempt in portfolio.handed_in else "finished, not handed in yet"
    if tried.mode is Mode.ASSESSMENT:
        return f"released; indicative outcome: {outcome_words(tried)}"
    return f"indicative: {outcome_words(tried)}"


def portfolio_lines(portfolio: Portfolio, name: str = "", *, most: int = 3, width: int | None = None) -> Iterator[str]:
    """The portfolio, line by line; ``most`` lines of evidence for each criterion."""
    title = f"Portfolio of {in_one_line(learner_words(portfolio.learner, {portfolio.learner: name}))}"
    yield from (title, "=" * len(title), "")
    yield from _attempts(portfolio, width)
    yield from _changes(portfolio, width)
    for award in portfolio.awards:
        yield from _award(award, most, width)
    yield prose(INDICATIVE, width)
    yield prose(SIMULATED, width)


def _attempts(portfolio: Portfolio, width: int | None) -> Iterator[str]:
    yield "Attempts"
    rows = [
        [f"{each.started_at:%Y-%m-%d}", portfolio.titles[each.attempt], str(each.mode), tried_words(portfolio, each)]
        for each in portfolio.tried
    ]
    if not rows:
        yield "  None has ended yet."
    yield from table(("Begun", "Scenario", "Mode", "Result"), rows, width=width)
    if portfolio.open:
        yield prose(f"{counted(portfolio.open, 'attempt')} not finished yet.", width, "  ")
    yield ""


def _changes(portfolio: Portfolio, width: int | None) -> Iterator[str]:
    if not portfolio.changes:
        return
    yield "First try against last"
    for title, change in portfolio.changes:
        steps = [f"up: {_titles(portfolio, change.risen)}"] if change.risen else []
        steps += [f"down: {_titles(portfolio, change.fallen)}"] if change.fallen else []
        told = f"{outcome_words(change.first)} → {outcome_words(change.last)}, {counted(change.attempts, 'attempt')}"
        yield prose("; ".join([f"{in_one_line(title)}: {told}", *(steps or ["no clause changed"])]) + ".", width, "  ")
    yield ""


def _titles(portfolio: Portfolio, clauses: tuple[str, ...]) -> str:
    return in_one_line(", ".join(portfolio.clause_titles.get(each, each) for each in clauses))


def _award(award: QualificationProgress, most: int, width: int | None) -> Iterator[str]:
    found = award.qualification
    yield in_one_line(f"{found.title} ({found.awarding_body}, level {found.level})")
    for criterion in award.criteria:
        if criterion.verdicts or criterion.shows:
            yield from _criterion(criterion, most, width)
    empty = [each.item.id for each in award.criteria if not each.verdicts and not each.shows]
    if empty:
        yield prose(f"Nothing bears on these yet: {', '.join(empty)}.", width, "  ")
    yield ""


def _criterion(criterion: CriterionProgress, most: int, width: int | None) -> Iterator[str]:
    status = criterion.status
    text = in_one_line(criterion.item.text)
    yield prose(f"{VERDICT_SIGNS[status]} {criterion.item.id}, {status}: {text}", width, "  ")
    for verdict in criterion.verdicts:
        yield prose(verdict_words(verdict), width, "      ")
        yield from (prose(f"Rests on: {in_one_line(each)}", width, "      ") for each in verdict.rests_on)
    for each in criterion.shows[:most]:
        yield prose(shows_words(each), width, "      ")
    if len(criterion.shows) > most:
        yield f"      and {counted(len(criterion.shows) - most, 'more line')}"


def verdict_words(verdict: ReleasedVerdict) -> str:
    """What was decided, by whom and when, and why."""
    reason = f": {verdict.reason}" if verdict.reason else ""
    when = f"{verdict.at:%Y-%m-%d}"
    return in_one_line(f"{str(verdict.verdict).capitalize()} in “{verdict.title}”, {verdict.by}, {when}{reason}")


def shows_words(shows: EvidenceLine) -> str:
    """A line that bears on a criterion, and where it is from."""
    level = "written" if shows.bears.level is None else level_label(shows.bears.level)
    when = f"{shows.title}, {shows.mode}, {shows.at:%Y-%m-%d}"
    return in_one_line(f"{level}  {shows.bears.text}  ({when})")
