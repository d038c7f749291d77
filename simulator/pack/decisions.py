"""What markers decided, in a report: written answers, criteria, the evidence as a whole, feedback, second marking."""

from collections.abc import Iterator

from simulator.engine.state import Wrote
from simulator.report.page import (
    NOTHING,
    Cell,
    Element,
    Facts,
    Paragraph,
    Quote,
    Section,
    Span,
    Table,
    Tone,
    level_span,
    line,
    said,
    verdict_span,
    wrote,
)
from simulator.report.views.transcript import turn_id
from simulator.report.words.moments import when_utc
from simulator.report.words.people import acted, who
from simulator.report.words.sanitize import in_one_line, visible
from simulator.review.events import REQUIREMENTS, Advised, Agreed, Decided, Entry, Evidence, Judged, Marked
from simulator.review.people import MARKING, Part
from simulator.review.result import counted_criterion, differences
from simulator.review.state import Criterion, Marking
from simulator.store.format.dossier import Dossier

from .clauses import clause_title
from .contents import PackContents

"""What vocational assessment asks of evidence."""


def answers(case: Dossier, folio: PackContents) -> Section:
    """Every written answer with what markers gave it, and every written reason."""
    sections = [
        _answer(case, folio, number, turn.event, act)
        for number, turn in enumerate(case.state.turns)
        for act in turn.acts
        if isinstance(act, Wrote) and act.text.strip()
    ]
    intro = "Written answers are marked by a person, never by the program."
    if not sections:
        intro = "There is no written answer in this attempt."
    return Section(f"answers-{case.id}", "Written answers", (said(intro),), tuple(sections))


def _answer(case: Dossier, folio: PackContents, number: int, event: int, act: Wrote) -> Section:
    rows: list[tuple[str, Cell]] = [
        ("Clause", line(clause_title(case, act.field.clause))),
        ("Where", (Span(f"turn {number}", link=turn_id(case.id, event)),)),
    ]
    for part in MARKING:
        entry = case.review.markings[part].answers.get((event, act.field.id))
        if entry is not None and isinstance(entry.event, Marked):
            by = Span(f"{acted(entry.by, folio.names)}, {when_utc(entry.at)}")
            rows.append((str(part).capitalize(), (level_span(entry.event.level), by)))
            rows.append(("Comment", wrote(entry.event.comment)))
    if len(rows) == 2:
        rows.append(("Mark", (Span("not marked yet", NOTHING.tone),)))
    blocks: tuple[Element, ...] = (Quote(visible(act.text), "The learner"), Facts(tuple(rows)))
    return Section(f"answer-{case.id}-{event}-{act.field.id}", in_one_line(act.field.ask), blocks)


def criteria(case: Dossier, folio: PackContents) -> Section:
    """Every criterion that was decided on this attempt."""
    decided = sorted({key for part in MARKING for key in case.review.markings[part].criteria})
    if not decided:
        nothing = said("No criterion of an award was decided on this attempt.")
        return Section(f"criteria-{case.id}", "Criteria", (nothing,))
    table = Table(
        "Criteria that were decided on this attempt",
        ("Criterion", "Decision", "Evidence", "By whom and why"),
        tuple(_criterion_row(case, folio, key) for key in decided),
        (6, 2, 3, 6),
    )
    return Section(f"criteria-{case.id}", "Criteria", (table,))


def _criterion_row(case: Dossier, folio: PackContents, key: Criterion) -> tuple[Cell, ...]:
    counts = counted_criterion(case.review, key)
    entries = [case.review.markings[part].criteria.get(key) for part in MARKING]
    agreed = case.review.agreed_criteria.get(key)
    evidence = tuple(
        span
        for entry in entries
        if entry is not None and isinstance(entry.event, Decided)
        for each in entry.event.evidence
        for span in (_evidence(folio, each),)
    )
    told = [span for entry in (*entries, agreed) if entry is not None for span in _told(entry, folio)]
    return (
        (Span(in_one_line(key[1])), Span(criterion_text(folio, key))),
        (verdict_span(counts.verdict),),
        tuple(dict.fromkeys(evidence)) or (NOTHING,),
        tuple(told) or (NOTHING,),
    )


def criterion_text(folio: PackContents, key: Criterion) -> str:
    """A criterion's wording, where the qualification is known."""
    award = folio.awards.get(key[0])
    item = award.value.items.get(key[1]) if award else None
    return in_one_line(item.text) if item else f"(of {in_one_line(key[0])}, whose wording is not in this pack)"


def _evidence(folio: PackContents, each: Evidence) -> Span:
    for place, case in enumerate(folio.cases, 1):
        numbers = [number for number, turn in enumerate(case.state.turns) if turn.event == each.event]
        if case.id == each.attempt and numbers:
            return Span(f"attempt {place}, turn {numbers[0]}", link=turn_id(case.id, each.event))
    return Span(f"event {each.event} of attempt {in_one_line(each.attempt)}, which is not in this pack")


def _told(entry: Entry, folio: PackContents) -> Iterator[Span]:
    match entry.event:
        case Decided(part=part, verdict=found, reason=reason, qualification=named, digest=digest):
            yield Span(f"{str(part).capitalize()}: {found}. {acted(entry.by, folio.names)}, {when_utc(entry.at)}.")
            if digest and named in folio.awards and folio.awards[named].document.digest != digest:
                yield Span(f"Decided against another wording, whose digest is {in_one_line(digest)}.")
        case Agreed(verdict=found, reason=reason):
            yield Span(f"Agreed: {verdict_span(found).text}. {acted(entry.by, folio.names)}, {when_utc(entry.at)}.")
        case _:  # pragma: no cover  (the fold keeps nothing else here)
            return
    yield from (span for span in wrote(reason) if span is not NOTHING)


def evidence_as_a_whole(case: Dossier, folio: PackContents) -> Section:
    """Whether the evidence is valid, authentic, current, sufficient and reliable."""
    judged = [
        (part, entry)
        for part in MARKING
        if (entry := case.review.markings[part].judged) is not None and isinstance(entry.event, Judged)
    ]
    title = "The evidence as a whole"
    if not judged:
        return Section(f"judged-{case.id}", title, (said("Nobody has judged the evidence as a whole yet."),))
    rows = tuple((line(name.capitalize()), *(_tick(entry, name) for _, entry in judged)) for name in REQUIREMENTS)
    columns = ("Requirement", *(str(part).capitalize() for part, _ in judged))
    table = Table("What vocational assessment asks of evidence", columns, rows, (3, *(2 for _ in judged)))
    notes: list[Element] = []
    for part, entry in judged:
        start = f"{str(part).capitalize()}: {acted(entry.by, folio.names)}, {when_utc(entry.at)}."
        assert isinstance(entry.event, Judged)  # noqa: S101
        notes.append(Paragraph((Span(start), *_note(entry.event.note))))
    return Section(f"judged-{case.id}", title, (table, *notes))


def _tick(entry: Entry, name: str) -> Cell:
    return line("yes", Tone.GOOD) if getattr(entry.event, name) else line("no", Tone.POOR)


def _note(text: str) -> tuple[Span, ...]:
    return (Span(" "), *wrote(text)) if text.strip() else ()


def feedback(case: Dossier, folio: PackContents) -> Section:
    """What was written to the learner."""
    quotes = tuple(
        Quote(visible(entry.event.text), f"{acted(entry.by, folio.names)}, {when_utc(entry.at)}")
        for part in MARKING
        if (entry := case.review.markings[part].advice) is not None and isinstance(entry.event, Advised)
    )
    blocks: tuple[Element, ...] = quotes or (said("No feedback to the learner was written."),)
    return Section(f"feedback-{case.id}", "Feedback to the learner", blocks)


def second_marking(case: Dossier, folio: PackContents) -> Section:
    """Who marked a second time, where the two differed, and what they agreed."""
    review, title = case.review, "Second marking"
    if not review.second.code:
        return Section(f"second-{case.id}", title, (said("There was no second marking."),))
    blocks: list[Element] = [said(_second_sentence(case, folio))]
    differing = differences(review)
    if differing:
        rows = tuple(_difference(case, folio, key) for key in differing)
        columns = ("What", "First marker", "Second marker", "Agreed")
        blocks.append(Table("Where the two markers differed", columns, rows, (5, 3, 3, 5)))
    elif review.first.signed and review.second.signed:
        blocks.append(said("The two markers differed nowhere."))
    return Section(f"second-{case.id}", title, tuple(blocks))


def _second_sentence(case: Dossier, folio: PackContents) -> str:
    marking = case.review.second
    signed = f"signed {when_utc(marking.signed.at)}" if marking.signed else "has not signed yet"
    return f"{who(marking.code, folio.names)} marked without sight of the first marking, and {signed}."


def _difference(case: Dossier, folio: PackContents, key: tuple[str, str, str]) -> tuple[Cell, ...]:
    clause, qualification, criterion = key
    markings = [case.review.markings[part] for part in (Part.FIRST, Part.SECOND)]
    if clause:
        agreed = case.review.agreed_clauses.get(clause)
        return (line(clause_title(case, clause)), *(_clause_of(each, clause) for each in markings), _met(agreed, folio))
    found = (qualification, criterion)
    agreed = case.review.agreed_criteria.get(found)
    named = line(f"{in_one_line(criterion)} {criterion_text(folio, found)}")
    return (named, *(_criterion_of(each, found) for each in markings), _met(agreed, folio))


def _clause_of(marking: Marking, clause: str) -> Cell:
    entry = marking.clauses.get(clause)
    return (NOTHING,) if entry is None else (level_span(getattr(entry.event, "level", None)),)


def _criterion_of(marking: Marking, criterion: Criterion) -> Cell:
    entry = marking.criteria.get(criterion)
    return (NOTHING,) if entry is None else (verdict_span(getattr(entry.event, "verdict", None)),)


def _met(entry: Entry | None, folio: PackContents) -> Cell:
    if entry is None or not isinstance(entry.event, Agreed):
        return (Span("not agreed yet", NOTHING.tone),)
    agreed = entry.event
    decided = level_span(agreed.level) if agreed.clause else verdict_span(agreed.verdict)
    return (decided, Span(f"{who(entry.by.code, folio.names)}, {when_utc(entry.at)}"), *wrote(agreed.reason))
