"""What people decided, in a pack: a section for each thing, out of the views that every reader of a review has."""

from functools import partial
from typing import Final

from simulator.report.page import (
    NOTHING,
    Cell,
    Element,
    Facts,
    Quote,
    Section,
    Span,
    Table,
    Tone,
    line,
    said,
)
from simulator.report.views import decisions as view
from simulator.report.views.history import about, entries_table
from simulator.report.views.history import history as history_of
from simulator.report.views.transcript import turn_id
from simulator.report.words.moments import when_utc
from simulator.report.words.people import who
from simulator.report.words.sanitize import in_one_line, visible
from simulator.review.disclosure import Concern
from simulator.review.events import Advised, Decided, Entry, Evidence, Signed
from simulator.review.people import MARKING
from simulator.review.result import differences, digest_of
from simulator.review.state import Criterion, fold
from simulator.store.format.dossier import Dossier

from .contents import PackContents

_FITS: Final = Span("fits what stood then", Tone.GOOD)
_MISFIT: Final = Span("does not fit what stood then", Tone.BAD)


def answers(case: Dossier, folio: PackContents) -> Section:
    """Every written answer with what markers gave it."""
    table = view.answers(case.state, case.review, MARKING, folio.glossary(case), partial(_where, case))
    told = "Written answers are marked by a person, never by the program."
    blocks = (said(told), table) if table.rows else (said("There is no written answer in this attempt."),)
    return Section(f"answers-{case.id}", "Written answers", blocks)


def _where(case: Dossier, number: int, event: int) -> Span:
    return Span(f"turn {number}", link=turn_id(case.id, event))


def criteria(case: Dossier, folio: PackContents) -> Section:
    """Every criterion that was decided on this attempt."""
    decided = sorted({key for part in MARKING for key in case.review.markings[part].criteria})
    if not decided:
        nothing = said("No criterion of an award was decided on this attempt.")
        return Section(f"criteria-{case.id}", "Criteria", (nothing,))
    evidence = {key: _evidence_of(case, folio, key) for key in decided}
    table = view.criteria(case.review, decided, MARKING, folio.glossary(case), evidence)
    others = [said(told) for key in decided for told in _other_wordings(case, folio, key)]
    return Section(f"criteria-{case.id}", "Criteria", (table, *others))


def _decisions_of(case: Dossier, key: Criterion) -> list[Decided]:
    entries = [case.review.markings[part].criteria.get(key) for part in MARKING]
    return [each.event for each in entries if each is not None and isinstance(each.event, Decided)]


def _evidence_of(case: Dossier, folio: PackContents, key: Criterion) -> Cell:
    named = [_evidence(folio, each) for decided in _decisions_of(case, key) for each in decided.evidence]
    return tuple(dict.fromkeys(named)) or (NOTHING,)


def _evidence(folio: PackContents, each: Evidence) -> Span:
    for place, case in enumerate(folio.cases, 1):
        numbers = [number for number, turn in enumerate(case.state.turns) if turn.event == each.event]
        if case.id == each.attempt and numbers:
            return Span(f"attempt {place}, turn {numbers[0]}", link=turn_id(case.id, each.event))
    return Span(f"event {each.event} of attempt {in_one_line(each.attempt)}, which is not in this pack")


def _other_wordings(case: Dossier, folio: PackContents, key: Criterion) -> list[str]:
    """That a criterion was decided as another text than the pack's says it."""
    award = folio.awards.get(key[0])
    digests = [
        each.digest for each in _decisions_of(case, key) if award and each.digest not in ("", award.document.digest)
    ]
    named = in_one_line(key[1])
    return [f"{named} was decided against another wording, whose digest is {in_one_line(each)}." for each in digests]


def evidence_as_a_whole(case: Dossier, folio: PackContents) -> Section:
    """Whether the evidence is valid, authentic, current, sufficient and reliable."""
    judged = [(part, case.review.markings[part].judged) for part in MARKING]
    rows = tuple(
        (str(part).capitalize(), view.decision(entry, folio.glossary(case)))
        for part, entry in judged
        if entry is not None
    )
    nothing = said("Nobody has judged the evidence as a whole yet.")
    return Section(f"judged-{case.id}", "The evidence as a whole", (Facts(rows) if rows else nothing,))


def feedback(case: Dossier, folio: PackContents) -> Section:
    """What was written to the learner."""
    quotes = tuple(
        Quote(visible(entry.event.text), f"{folio.glossary(case).acted(entry.by)}, {when_utc(entry.at)}")
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
    signed = f"signed {when_utc(review.second.signed.at)}" if review.second.signed else "has not signed yet"
    told = f"{who(review.second.code, folio.names)} marked without sight of the first marking, and {signed}."
    blocks: list[Element] = [said(told)]
    differing = differences(review)
    if differing:
        blocks.append(view.differences(review, differing, folio.glossary(case)))
    elif review.first.signed and review.second.signed:
        blocks.append(said("The two markers differed nowhere."))
    return Section(f"second-{case.id}", title, tuple(blocks))


def quality(case: Dossier, folio: PackContents) -> Section:
    """In which samples the attempt was, and what was accepted, rejected and done."""
    nothing = "This attempt is in no sample of quality assurance."
    return _entries(case, folio, "quality", "Quality assurance", {Concern.QUALITY}, nothing)


def release(case: Dossier, folio: PackContents) -> Section:
    """When the result was released, taken up again, appealed against, and how that ended."""
    nothing = "The result has not been released to the learner. There is no appeal."
    return _entries(case, folio, "release", "Release and appeals", {Concern.RELEASE, Concern.APPEAL}, nothing)


def _entries(  # noqa: PLR0913, PLR0917  (a section has these)
    case: Dossier, folio: PackContents, id_: str, title: str, concerns: set[Concern], nothing: str
) -> Section:
    entries = about(case.review.entries, concerns)
    block = entries_table(title, entries, folio.glossary(case)) if entries else said(nothing)
    return Section(f"{id_}-{case.id}", title, (block,))


def history(case: Dossier, folio: PackContents) -> Section:
    """Everything that happened in the review, in order; nothing of it can be changed or taken away."""
    return Section(f"history-{case.id}", "History", (history_of(case.review.entries, folio.glossary(case)),))


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


def _signature_row(case: Dossier, folio: PackContents, entry: Entry, signed: Signed) -> tuple[Cell, ...]:
    stood = fold(case.review.entries[: entry.number])
    fits = (signed.count, case.rewritten.get(signed.head, signed.head), signed.entries, signed.digest) == (
        len(case.events),
        case.tip.head,
        entry.number,
        digest_of(stood, signed.part),
    )
    by: Cell = (Span(folio.glossary(case).acted(entry.by)), Span(when_utc(entry.at)))
    what: Cell = (
        Span(f"{signed.count} events, {signed.entries} entries before it"),
        Span(f"decisions {signed.digest}", code=True),
    )
    return (line(str(signed.part).capitalize()), by, what, (_FITS if fits else _MISFIT,))
