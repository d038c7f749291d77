"""A portfolio as a page: the criteria of each award with what bears on them, the attempts, first try against last."""

from collections.abc import Iterator
from typing import Final

from simulator.engine.events import Mode
from simulator.report.page import (
    Element,
    Items,
    ListItem,
    Paragraph,
    Quote,
    Report,
    Section,
    Span,
    Style,
    Tone,
    level_span,
    said,
)
from simulator.report.words.signs import counted

from .portfolio import SIMULATED, CriterionProgress, EvidenceLine, Portfolio, QualificationProgress, ReleasedVerdict
from .values import Basis, ClassAttempt
from .words import INDICATIVE, change_words, learner_words, outcome_words

VERDICT_SIGNS: Final = {"met": "✓", "not yet met": "○", "not assessed": "–", "not decided yet": "·"}
"""A sign stands beside its words and never for them."""

DECIDED: Final = "What an assessor decides is seen once it is released."


def portfolio_report(portfolio: Portfolio, name: str = "", *, most: int | None = None) -> Report:
    """The attempts, what changed, and each award with ``most`` lines for each criterion that anything bears on."""
    whose = learner_words(portfolio.learner, {portfolio.learner: name})
    awards = (award_section(each, number, most) for number, each in enumerate(portfolio.awards))
    return Report(f"Portfolio of {whose}", "", "", (*attempt_sections(portfolio), *awards), portfolio_notes())


def portfolio_notes() -> tuple[Paragraph, ...]:
    """What has to be known of everything in it."""
    sentences = (INDICATIVE, SIMULATED, DECIDED)
    return tuple(Paragraph((Span(each),), Style.QUIET, gap=not number) for number, each in enumerate(sentences))


def attempt_sections(portfolio: Portfolio) -> tuple[Section, ...]:
    """The attempts that have ended, and the first of several against the last."""
    items = [
        ListItem((Span(f"{portfolio.titles[each.attempt]}:", Tone.STRONG), Span(_attempt_words(portfolio, each))))
        for each in portfolio.tried
    ]
    open_ = [said(f"{counted(portfolio.open, 'attempt')} not finished yet.", Style.QUIET)] if portfolio.open else []
    ended = Items(tuple(items)) if items else said("None has ended yet.", Style.QUIET)
    changes = [
        ListItem((Span(f"{title}:", Tone.STRONG), Span(f"{change_words(change, portfolio.clause_titles)}.")))
        for title, change in portfolio.changes
    ]
    changed = (Section("changes", "First try against last", (Items(tuple(changes)),)),) if changes else ()
    return (Section("attempts", "Attempts", (ended, *open_)), *changed)


def _attempt_words(portfolio: Portfolio, tried: ClassAttempt) -> str:
    return f"{tried.started_at:%Y-%m-%d}, {tried.mode}; {result_words(portfolio, tried)}"


def result_words(portfolio: Portfolio, tried: ClassAttempt) -> str:
    """How an attempt stands, as far as the learner may know."""
    if tried.basis is Basis.HELD_BACK:
        return "handed in" if tried.attempt in portfolio.handed_in else "finished, not handed in yet"
    if tried.mode is Mode.ASSESSMENT:
        return f"released; indicative outcome: {outcome_words(tried)}"
    return f"indicative: {outcome_words(tried)}"


def award_section(award: QualificationProgress, number: int, most: int | None = None) -> Section:
    """Every criterion of an award; with ``most``, so many lines for each that anything bears on."""
    qualification = award.qualification
    empty = [each.item.id for each in award.criteria if most is not None and not (each.verdicts or each.shows)]
    criteria = (
        _criterion(each, ("criterion", number, place), most)
        for place, each in enumerate(award.criteria)
        if each.item.id not in empty
    )
    return Section(
        f"award-{number}",
        qualification.title,
        (said(f"Nothing bears on these yet: {', '.join(empty)}.", Style.QUIET),) if empty else (),
        tuple(criteria),
        note=f"{qualification.awarding_body}, level {qualification.level}",
    )


def _criterion(criterion: CriterionProgress, ref: tuple[str, int, int], most: int | None) -> Section:
    number = len(criterion.shows)
    bears = f"{counted(number, 'line')} {'bears' if number == 1 else 'bear'}" if number else "nothing bears"
    status = criterion.status
    return Section(
        f"criterion-{ref[1]}-{ref[2]}",
        f"{criterion.item.id}, {status}: {criterion.item.text}",
        tuple(_elements(criterion, most)),
        note=f"{bears} on it{'' if number else ' yet'}",
        ref=ref,
        sign=VERDICT_SIGNS[status],
    )


def _elements(criterion: CriterionProgress, most: int | None) -> Iterator[Element]:
    """What was decided of a criterion, and what bears on it."""
    for verdict in criterion.verdicts:
        yield Paragraph((Span(_verdict_words(verdict)),), gap=True)
        yield from (Quote(each, "Rests on") for each in verdict.rests_on)
    if criterion.shows:
        yield Items(tuple(_evidence(each) for each in criterion.shows[:most]))


def _verdict_words(verdict: ReleasedVerdict) -> str:
    """What was decided, by whom and when, and why."""
    reason = f": {verdict.reason}" if verdict.reason else ""
    return f"{str(verdict.verdict).capitalize()} in “{verdict.title}”, {verdict.by}, {verdict.at:%Y-%m-%d}{reason}"


def _evidence(shows: EvidenceLine) -> ListItem:
    """A line that bears on a criterion, and where it is from."""
    where = Span(f"({shows.title}, {shows.mode}, {shows.at:%Y-%m-%d})", Tone.QUIET)
    return ListItem((Span(shows.bears.text), where), level_span(shows.bears.level, "written"))
