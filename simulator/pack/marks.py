"""Every mark and decision of a pack as rows for a spreadsheet."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from simulator.report.words.levels import level_word
from simulator.report.write.csv_cells import MARK, csv_text
from simulator.review.events import REQUIREMENTS, Agreed, Checked, Decided, Entry, Judged, Marked, Settled
from simulator.review.result import counted_clause, counted_criterion
from simulator.review.state import Review

from .contents import PackContents

HEAD: Final = (
    "attempt",
    "scenario",
    "learner",
    "what",
    "item",
    "part",
    "indicative",
    "decision",
    "counts",
    "reason",
    "by",
    "role",
    "at",
    "entry",
)
Row: TypeAlias = tuple[str | int, ...]


def marks_csv(folio: PackContents) -> bytes:
    """One row for each mark, clause, criterion, judgement, agreement and check, in the order in which it happened.

    UTF-8 with a byte order mark, as spreadsheets like it; nothing in a cell is a formula.
    """
    rows: Iterator[Row] = (
        (
            case.id,
            case.header.scenario,
            case.header.learner,
            *cells,
            entry.by.code,
            entry.by.role,
            entry.at,
            entry.number,
        )
        for case in folio.cases
        for entry in case.review.entries
        for cells in _decided(case.review, entry)
    )
    return (MARK + csv_text(HEAD, rows)).encode("utf-8", "replace")


def _decided(review: Review, entry: Entry) -> Iterator[tuple[str, ...]]:
    """What was decided, from *what* to *reason*; nothing for an entry that decides nothing."""
    match entry.event:
        case Marked(part=part, event=number, field=name, level=level, comment=comment):
            yield "written answer", f"{number}/{name}", part, "", level.word, "", comment
        case Settled(part=part, clause=clause, machine=machine, level=found, reason=reason):
            counts = _yes(counted_clause(review, clause).entry, entry)
            yield "clause", clause, part, level_word(machine), level_word(found), counts, reason
        case Decided(part=part, qualification=of, criterion=criterion, verdict=verdict, reason=reason):
            counts = _yes(counted_criterion(review, (of, criterion)).entry, entry)
            yield "criterion", f"{of}/{criterion}", part, "", verdict, counts, reason
        case Judged(part=part, lacking=lacking, note=note):
            for name in REQUIREMENTS:
                yield "evidence", name, part, "", "no" if name in lacking else "yes", "", note
        case Agreed(clause=clause, level=found, reason=reason) if clause:
            counts = _yes(counted_clause(review, clause).entry, entry)
            yield "clause", clause, "agreed", "", level_word(found), counts, reason
        case Agreed(qualification=of, criterion=criterion, verdict=agreed, reason=reason):
            counts = _yes(counted_criterion(review, (of, criterion)).entry, entry)
            yield "criterion", f"{of}/{criterion}", "agreed", "", agreed or "", counts, reason
        case Checked(qualification=of, criterion=criterion, accepted=accepted, action=action):
            word = "accepted" if accepted else "rejected"
            yield "criterion", f"{of}/{criterion}", "quality assurance", "", word, "", action
        case _:
            return


def _yes(counted: Entry | None, entry: Entry) -> str:
    return "yes" if counted is entry else "no"
