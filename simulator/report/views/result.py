"""What an assessor's released result tells the learner, and what came of an appeal against it."""

from collections.abc import Iterator

from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.report.page import Element, Paragraph, Section, Span, Style, Tone, level_span, said, verdict_span
from simulator.report.words.glossary import Glossary
from simulator.report.words.moments import day
from simulator.review.events import Advised, Agreed, AppealDecided, Appealed, Decided, Entry, Marked, Settled, Verdict
from simulator.review.result import counted_clause, counted_criterion
from simulator.review.state import Review


def result_section(review: Review, scenario: Scenario, rubric: Rubric) -> Section | None:
    """The result as the learner may see it; None until it is released."""
    if review.released is None:
        return None
    return Section("result", "From your assessor", tuple(_result(review, Glossary(scenario, rubric))))


def _result(review: Review, glossary: Glossary) -> Iterator[Element]:
    advice = review.first.advice
    if advice is not None and isinstance(advice.event, Advised) and advice.event.text:
        yield said(advice.event.text)
    for clause in glossary.rubric.clauses if glossary.rubric is not None else ():
        if (entry := review.first.clauses.get(clause)) is not None:
            yield from _clause(review, entry, glossary.clause(clause), clause)
    for _, entry in sorted(review.first.answers.items()):
        if isinstance(entry.event, Marked):
            ask = Span(f"{glossary.question(entry.event.field)} ")
            yield Paragraph((ask, level_span(entry.event.level)), gap=True)
            yield from _below(entry.event.comment)
    for key in review.first.criteria:
        counted = counted_criterion(review, key)
        if counted.verdict not in (None, Verdict.NOT_ASSESSED):
            yield Paragraph((Span(f"{key[1]}: "), verdict_span(counted.verdict)), gap=True)
            yield from _below(_reason(counted.entry))


def _clause(review: Review, settled: Entry, title: str, clause: str) -> Iterator[Element]:
    machine = settled.event.machine if isinstance(settled.event, Settled) else None
    counted = counted_clause(review, clause)
    yield Paragraph((Span(f"{title}: "), level_span(counted.level)), ref=("clause", clause), gap=True)
    if machine is not None and machine != counted.level:
        yield from _below(f"Your choices had shown: {machine.word}")
    yield from _below(_reason(counted.entry))


def _reason(entry: Entry | None) -> str:
    return entry.event.reason if entry is not None and isinstance(entry.event, Settled | Decided | Agreed) else ""


def _below(text: str) -> Iterator[Element]:
    if text:
        yield said(text, Style.QUIET, indent=2)


def appeal_sections(review: Review) -> tuple[Section, ...]:
    """The appeals against a result, the oldest first, and what was decided of them; nothing where there is none."""
    told = [part for appeal in review.appeals for part in _appeal(appeal.made, appeal.decided)]
    title = "Your appeal" if len(review.appeals) == 1 else "Your appeals"
    return (Section("appeals", title, tuple(told)),) if told else ()


def _appeal(made: Entry, decided: Entry | None) -> Iterator[Element]:
    if not isinstance(made.event, Appealed):
        return
    decision = decided.event if decided is not None and isinstance(decided.event, AppealDecided) else None
    came = f"{decision.outcome}, decided on {day(decided.at)}" if decided is not None and decision else "open"
    yield Paragraph((Span(f"Appealed on {day(made.at)}; {came}", Tone.STRONG),), gap=True)
    yield said(f"You wrote: {made.event.grounds}", indent=2)
    yield from _below(decision.reason if decision else "")
