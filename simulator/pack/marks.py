"""Every mark and decision of a pack as rows for a spreadsheet."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from simulator.report.words.levels import level_word
from simulator.report.write.csv_cells import MARK, csv_text
from simulator.review.events import REQUIREMENTS, Agreed, Checked, Decided, Entry, Judged, Marked, Settled
from simulator.review.result import counted_clause, counted_criterion
from simulator.store.format.dossier import Dossier

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
    rows = (row for case in folio.cases for entry in case.review.entries for row in _rows(case, entry))
    return (MARK + csv_text(HEAD, rows)).encode("utf-8", "replace")


def _rows(case: Dossier, entry: Entry) -> Iterator[Row]:
    event = entry.event
    match event:
        case Marked(part=part, event=number, field=name, level=level, comment=comment):
            yield _row(case, entry, "written answer", f"{number}/{name}", str(part), "", level.word, "", comment)
        case Settled(part=part, clause=clause, machine=machine, level=found, reason=reason):
            shown, counts = level_word(machine), _yes(counted_clause(case.review, clause).entry, entry)
            yield _row(case, entry, "clause", clause, str(part), shown, level_word(found), counts, reason)
        case Decided(part=part, criterion=criterion, verdict=verdict, reason=reason):
            key = (event.qualification, criterion)
            counts = _yes(counted_criterion(case.review, key).entry, entry)
            yield _row(case, entry, "criterion", "/".join(key), str(part), "", str(verdict), counts, reason)
        case Judged(part=part, note=note):
            for name in REQUIREMENTS:
                yes = "yes" if getattr(event, name) else "no"
                yield _row(case, entry, "evidence", name, str(part), "", yes, "", note)
        case Agreed(clause=clause, level=found, reason=reason) if clause:
            counts = _yes(counted_clause(case.review, clause).entry, entry)
            yield _row(case, entry, "clause", clause, "agreed", "", level_word(found), counts, reason)
        case Agreed(qualification=of, criterion=criterion, verdict=agreed, reason=reason):
            counts = _yes(counted_criterion(case.review, (of, criterion)).entry, entry)
            yield _row(case, entry, "criterion", f"{of}/{criterion}", "agreed", "", str(agreed or ""), counts, reason)
        case Checked(qualification=of, criterion=criterion, accepted=accepted, action=action):
            word = "accepted" if accepted else "rejected"
            yield _row(case, entry, "criterion", f"{of}/{criterion}", "quality assurance", "", word, "", action)
        case _:
            return


def _row(  # noqa: PLR0913, PLR0917  (a row has these cells)
    case: Dossier,
    entry: Entry,
    what: str,
    item: str,
    part: str,
    indicative: str,
    decision: str,
    counts: str,
    reason: str,
) -> Row:
    start = (case.id, case.header.scenario, case.header.learner)
    end = (entry.by.code, str(entry.by.role), entry.at, entry.number)
    return (*start, what, item, part, indicative, decision, counts, reason, *end)


def _yes(counted: Entry | None, entry: Entry) -> str:
    return "yes" if counted is entry else "no"
