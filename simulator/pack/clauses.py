"""Each clause of the code in a report: its indicative level, what people settled, and the lines that made it."""

from simulator.engine.scoring import ClauseScore
from simulator.report.page import NOTHING, Cell, Element, Paragraph, Section, Span, Table, level_span, said, wrote
from simulator.report.views.audience import OTHERS
from simulator.report.views.clauses import because_items, clause_review
from simulator.report.words.moments import when_utc
from simulator.report.words.people import acted
from simulator.report.words.sanitize import in_one_line
from simulator.review.events import Agreed, Entry, Settled
from simulator.review.people import MARKING
from simulator.review.result import counted_clause
from simulator.store.format.dossier import Dossier

from .contents import PackContents


def clauses(case: Dossier, folio: PackContents) -> Section:
    """Every clause that this attempt bears on."""
    scores = [each for each in case.indicative.clauses if _bears(case, each)]
    table = Table(
        "What the choices show of each clause, and what people settled",
        ("Clause", "Indicative level", *_marker_columns(case), "What counts"),
        tuple(_row(case, folio, each) for each in scores),
        (5, 3, *(3 for _ in _marker_columns(case)), 3),
    )
    blocks: tuple[Element, ...] = (
        said(
            "The indicative level is worked out by the program from the choices and from the marks that the first "
            "marker gave to written answers. It decides nothing: what counts is what a person settled."
        ),
        table,
    )
    return Section(
        f"clauses-{case.id}",
        "The code of conduct, clause by clause",
        blocks,
        tuple(_detail(case, folio, each) for each in scores),
    )


def _bears(case: Dossier, score: ClauseScore) -> bool:
    settled = any(score.clause in case.review.markings[part].clauses for part in MARKING)
    return bool(score.required or score.pieces or score.caps or settled)


def _marker_columns(case: Dossier) -> tuple[str, ...]:
    return ("First marker", "Second marker") if case.review.second.code else ("First marker",)


def _row(case: Dossier, folio: PackContents, score: ClauseScore) -> tuple[Cell, ...]:
    markings = [case.review.first, *([case.review.second] if case.review.second.code else [])]
    settled = tuple(_settled(marking.clauses.get(score.clause)) for marking in markings)
    title = Span(folio.glossary(case).clause(score.clause), link=_detail_id(case, score.clause))
    counts = counted_clause(case.review, score.clause)
    final = (level_span(counts.level),) if counts.entry is not None else (Span("not settled yet", NOTHING.tone),)
    return ((title,), (level_span(score.level, str(score.status)),), *settled, final)


def _settled(entry: Entry | None) -> Cell:
    if entry is None or not isinstance(entry.event, Settled):
        return (NOTHING,)
    how = "overridden" if entry.event.overridden else "accepted"
    return (level_span(entry.event.level), Span(how, NOTHING.tone))


def _detail_id(case: Dossier, clause: str) -> str:
    return f"clause-{case.id}-{clause}"


def _detail(case: Dossier, folio: PackContents, score: ClauseScore) -> Section:
    clause = case.rubric.clauses[score.clause]
    critical = " It is critical to safety: unsafe here makes the whole attempt unsafe." if clause.critical else ""
    blocks: list[Element] = [said(f"“{in_one_line(clause.text)}”{critical}")]
    told = clause_review(case.scenario, case.rubric, case.state, score, OTHERS)
    blocks.append(said(told.summary))
    if told.because:
        blocks.append(because_items(told, OTHERS, attempt=case.id))
    settled = [case.review.markings[part].clauses for part in MARKING]
    entries = [each.get(score.clause) for each in (*settled, case.review.agreed_clauses)]
    blocks += [_decision(entry, folio) for entry in entries if entry is not None]
    return Section(_detail_id(case, score.clause), folio.glossary(case).clause(score.clause), tuple(blocks))


def _decision(entry: Entry, folio: PackContents) -> Paragraph:
    """What a marker settled, or both agreed on, by whom, when and why."""
    match entry.event:
        case Settled(part=part, overridden=overridden, machine=machine) as event:
            indicated = level_span(machine, "none").text
            start = str(part).capitalize()
            how = f"overridden, where the indicative level was {indicated}, by" if overridden else "accepted by"
        case Agreed() as event:
            start, how = "Agreed", "by both markers, written down by"
        case other:
            raise ValueError(f"a clause is not decided by {other}")
    end = f" {how} {acted(entry.by, folio.names)}, {when_utc(entry.at)}."
    why = (Span(" Reason: "), Span(" ".join(span.text for span in wrote(event.reason))))
    return Paragraph((Span(f"{start}: "), level_span(event.level), Span(end), *(why if event.reason.strip() else ())))
