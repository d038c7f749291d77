"""What follows the marking, in a report: quality assurance, release, appeals, signatures and the whole history."""

from typing import Final, TypeAlias

from simulator.report.page import (
    NOTHING,
    Cell,
    Element,
    Facts,
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
from simulator.report.words.moments import when_utc
from simulator.report.words.people import acted, who
from simulator.report.words.sanitize import in_one_line
from simulator.review import events as happened
from simulator.review.events import (
    Actioned,
    AppealDecided,
    Appealed,
    Checked,
    Entry,
    Released,
    Reopened,
    Sampled,
    Signed,
)
from simulator.review.result import digest_of
from simulator.review.state import fold
from simulator.store.format.dossier import Dossier

from .contents import PackContents
from .decisions import criterion_text

_FITS: Final = Span("fits what stood then", Tone.GOOD)
_MISFIT: Final = Span("does not fit what stood then", Tone.BAD)
Row: TypeAlias = tuple[Cell, ...]


def quality(case: Dossier, folio: PackContents) -> Section:
    """In which samples the attempt was, and what was accepted, rejected and done."""
    blocks: list[Element] = []
    for entry in case.review.sampled:
        assert isinstance(entry.event, Sampled)  # noqa: S101  (the fold keeps nothing else here)
        sampled = entry.event
        blocks.append(
            Facts(
                (
                    ("Sampled", line(f"{when_utc(entry.at)}, {acted(entry.by, folio.names)}")),
                    ("Plan", (Span(in_one_line(sampled.plan)), Span(sampled.digest, code=True))),
                    ("Kind", line("interim" if sampled.interim else "final")),
                    ("Why", tuple(Span(in_one_line(each)) for each in sampled.why) or (NOTHING,)),
                )
            )
        )
    rows = [row for entry in case.review.entries if (row := _check_row(entry, folio)) is not None]
    if rows:
        columns = ("Criterion", "What was said", "By whom", "What was to be done, or was done")
        blocks.append(Table("What the quality assurer accepted and rejected", columns, tuple(rows), (4, 2, 3, 5)))
    if not blocks:
        blocks.append(said("This attempt is in no sample of quality assurance."))
    return Section(f"quality-{case.id}", "Quality assurance", tuple(blocks))


def _check_row(entry: Entry, folio: PackContents) -> Row | None:
    by: Cell = (Span(acted(entry.by, folio.names)), Span(when_utc(entry.at)))
    match entry.event:
        case Checked(qualification, criterion, accepted, action, due):
            word = Span("accepted", Tone.GOOD) if accepted else Span("rejected", Tone.POOR)
            asked = (*wrote(action), Span(f"due {in_one_line(due)}")) if not accepted else (NOTHING,)
            return (_criterion(folio, qualification, criterion), (word,), by, asked)
        case Actioned(qualification, criterion, note):
            return (_criterion(folio, qualification, criterion), line("done"), by, wrote(note))
        case _:
            return None


def _criterion(folio: PackContents, qualification: str, criterion: str) -> Cell:
    return (Span(in_one_line(criterion)), Span(criterion_text(folio, (qualification, criterion))))


def release(case: Dossier, folio: PackContents) -> Section:
    """When the result was released, taken up again, appealed against, and how that ended."""
    rows = [row for entry in case.review.entries if (row := _release_row(entry, folio)) is not None]
    if not rows:
        blocks: tuple[Element, ...] = (said("The result has not been released to the learner. There is no appeal."),)
    else:
        columns = ("What", "When", "By whom", "Grounds or reason")
        blocks = (Table("Release and appeals", columns, tuple(rows), (3, 3, 3, 6)),)
    return Section(f"release-{case.id}", "Release and appeals", blocks)


def _release_row(entry: Entry, folio: PackContents) -> Row | None:
    match entry.event:
        case Released():
            what, why = "Released to the learner", ""
        case Reopened(reason):
            what, why = "Taken up again", reason
        case Appealed(grounds):
            what, why = "Appeal", grounds
        case AppealDecided(outcome, reason):
            what, why = f"Appeal {outcome}", reason
        case _:
            return None
    return (line(what), line(when_utc(entry.at)), line(acted(entry.by, folio.names)), wrote(why))


def signatures(case: Dossier, folio: PackContents) -> Section:
    """Every signature of a marker, and whether it fits what stood when it was given."""
    rows = tuple(
        _signature_row(case, folio, entry, entry.event)
        for entry in case.review.entries
        if isinstance(entry.event, Signed)
    )
    if not rows:
        blocks: tuple[Element, ...] = (said("Nobody has signed yet."),)
    else:
        intro = said(
            "A marker’s signature in the record names how long the attempt was, the hash of its last event, and the "
            "digest of the decisions that stood. Whether it still fits is worked out again here."
        )
        columns = ("Part", "By whom and when", "What was signed", "Worked out again")
        blocks = (intro, Table("Signatures in the record", columns, rows, (2, 4, 6, 3)))
    return Section(f"signatures-{case.id}", "Signatures", blocks)


def _signature_row(case: Dossier, folio: PackContents, entry: Entry, signed: Signed) -> Row:
    stood = fold(case.review.entries[: entry.number])
    fits = (signed.count, case.rewritten.get(signed.head, signed.head), signed.entries, signed.digest) == (
        len(case.events),
        case.tip.head,
        entry.number,
        digest_of(stood, signed.part),
    )
    by: Cell = (Span(acted(entry.by, folio.names)), Span(when_utc(entry.at)))
    what: Cell = (
        Span(f"{signed.count} events, {signed.entries} entries before it"),
        Span(f"decisions {signed.digest}", code=True),
    )
    return (line(str(signed.part).capitalize()), by, what, (_FITS if fits else _MISFIT,))


def history(case: Dossier, folio: PackContents) -> Section:
    """Everything that happened in the review, in order; nothing of it can be changed or taken away."""
    rows = tuple(
        (line(str(entry.number)), line(when_utc(entry.at)), line(acted(entry.by, folio.names)), told(entry, folio))
        for entry in case.review.entries
    )
    if not rows:
        return Section(f"history-{case.id}", "History", (said("This attempt has not been handed in."),))
    columns = ("No.", "When", "Who", "What")
    return Section(
        f"history-{case.id}", "History", (Table("Everything that happened, in order", columns, rows, (1, 3, 4, 8)),)
    )


def told(entry: Entry, folio: PackContents) -> Cell:
    """One entry in a few words."""
    match entry.event:
        case happened.HandedIn():
            return line("handed the attempt in, with the declaration")
        case happened.TakenIn():
            return line("took it in from another machine’s file")
        case happened.Claimed(part, until):
            return line(f"took it for {part}, until {when_utc(until)}")
        case happened.LetGo(part):
            return line(f"gave it back for {part}")
        case happened.Marked(part=part, level=given):
            return (Span(f"{part}: marked a written answer"), level_span(given))
        case happened.Settled(part=part, clause=clause, level=given):
            return (Span(f"{part}: settled {in_one_line(clause)}"), level_span(given))
        case happened.Decided(part=part, criterion=criterion, verdict=found):
            return (Span(f"{part}: decided {in_one_line(criterion)}"), verdict_span(found))
        case happened.Judged(part=part):
            return line(f"{part}: judged the evidence as a whole")
        case happened.Advised(part=part):
            return line(f"{part}: wrote feedback to the learner")
        case Signed(part=part):
            return line(f"{part}: signed what stood")
        case happened.Agreed(clause=clause, criterion=criterion):
            return line(f"the two markers agreed on {in_one_line(clause or criterion)}")
        case _:
            return _assured(entry, folio)


def _assured(entry: Entry, folio: PackContents) -> Cell:
    match entry.event:
        case Sampled(plan=plan):
            return line(f"chosen by the sampling plan {in_one_line(plan)}")
        case Checked(criterion=criterion, accepted=accepted):
            return line(f"{'accepted' if accepted else 'rejected'} the decision on {in_one_line(criterion)}")
        case Actioned(criterion=criterion):
            return line(f"did what was asked for on {in_one_line(criterion)}")
        case Released():
            return line("released the result to the learner")
        case Reopened():
            return line("took the result up again")
        case Appealed():
            return line("appealed" if entry.by.code == folio.learner else "wrote down an appeal")
        case AppealDecided(outcome=outcome):
            return line(f"decided the appeal: {outcome}")
        case _:
            return line(type(entry.event).__name__)


def marker_names(case: Dossier, folio: PackContents) -> str:
    """The first marker, or that there is none."""
    code = case.review.first.code
    return who(code, folio.names) if code else "nobody yet"
