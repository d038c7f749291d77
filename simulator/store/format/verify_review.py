"""What is wrong with the review of an attempt: its chain, what it says of the attempt, and each signature in it."""

from dataclasses import replace

from simulator.review.events import Decided, Entry, HandedIn, Signed
from simulator.review.result import digest_of
from simulator.review.state import Review, evolve_shown
from simulator.review.summary import as_kept_before, is_unsafe, summary_of

from .canonical import parse_body
from .chain import StoredEvent, Tip, beginning, sha256
from .dossier import Dossier, read_entry
from .erasable_texts import commitments
from .fault import Fault, Unreplayable, of_entry
from .record import Record, ReviewRecord
from .verify import broken_link, checked_attempt


def checked(kept: Record) -> tuple[tuple[Fault, ...], Dossier | None]:
    """Everything that is wrong with an attempt and its review, the first of it first, and what both come to.

    That is None where the attempt comes to nothing, and the attempt alone where its review does not.
    """
    faults, dossier = checked_attempt(kept)
    if dossier is None or faults:
        return (*faults, *review_chain_faults(kept.header.attempt, kept.review)), dossier
    return _review_checked(kept, dossier)


def _review_checked(kept: Record, attempt: Dossier) -> tuple[tuple[Fault, ...], Dossier]:
    """Everything that is wrong with the review of an attempt that is whole, and what both come to."""
    faults = review_chain_faults(attempt.id, kept.review)
    if faults:
        return faults, attempt
    review = Review()
    texts = []
    try:
        for link in kept.review.entries:
            read = read_entry(attempt.id, link, kept.texts)
            fault = _entry_fault(kept, review, link, read.entry)
            if fault:
                return (fault,), attempt
            review = evolve_shown(review, read.entry)
            texts.append(read.commitments)
    except Unreplayable as error:
        return (error.fault,), attempt
    dossier = attempt.with_review(kept, review, tuple(texts))
    return (() if kept.review.partly else _summary_faults(kept.review, dossier)), dossier


def review_chain_faults(attempt: str, review: ReviewRecord) -> tuple[Fault, ...]:
    """What is wrong with the hashes of a review's entries, their order, and where they are said to end."""
    if review.partly:
        return _partly_shown_faults(attempt, review)
    previous = beginning(attempt).head
    for place, each in enumerate(review.entries):
        broken = broken_link(previous, attempt, place, each, "entry")
        if broken:
            return (broken,)
        previous = each.hash
    count, tip = len(review.entries), review.tip or beginning(attempt)
    if count < tip.count:
        return (
            Fault("review-cut", f"The review is cut: it has {count} entries where {tip.count} were kept.", entry=count),
        )
    if tip != Tip(count, previous):
        return (Fault("review-head-changed", "The last entry of the review is not the one that was kept as the last."),)
    return ()


def _partly_shown_faults(attempt: str, review: ReviewRecord) -> tuple[Fault, ...]:
    """The same of entries between which others are held back: each link is checked whose one before is here."""
    before = beginning(attempt)
    for each in review.entries:
        previous = before.head if each.number == before.count else each.hash
        broken = each.number < before.count
        if broken or (previous != each.hash and broken_link(previous, attempt, each.number, each, "entry")):
            return (of_entry(each, "entry-changed", "was changed, or belongs elsewhere"),)
        before = Tip(each.number + 1, each.hash)
    tip = review.tip or before
    if before.count > tip.count or (before.count == tip.count and before.head != tip.head):
        return (Fault("review-head-changed", "The last entry of the review is not the one that was kept as the last."),)
    return ()


def _entry_fault(kept: Record, before: Review, each: StoredEvent, entry: Entry) -> Fault | None:
    match entry.event:
        case HandedIn(count, head):
            if not _stood(kept, count, head):
                return of_entry(each, "handed-in-differs", "is about another state of the attempt than any it was in")
        case Signed(part, count, head, entries, digest):
            if not _stood(kept, count, head):
                return of_entry(each, "signed-differs", "signs another state of the attempt than any it was in")
            if entries != entry.number or digest != digest_of(before, part):
                return of_entry(each, "signed-differs", "signs other decisions than those that stood then")
        case _:
            pass
    return None


def _stood(kept: Record, count: int, head: str) -> bool:
    """Whether the attempt ever had so many events and this last hash."""
    head = kept.texts.rewritten.get(head, head)
    return 0 < count <= len(kept.events) and kept.events[count - 1].hash == head


def _summary_faults(review: ReviewRecord, dossier: Dossier) -> tuple[Fault, ...]:
    folded = dossier.review
    if review.summary is None or not folded.entries:
        return ()
    now = summary_of(folded, dossier.rubric, dossier.unmarked)
    if review.summary == now:
        return ()
    for unsafe in (
        now.unsafe,
        is_unsafe(dossier.rubric, dossier.indicative),
    ):  # older stores count the first marker's marks
        summary = replace(now, unsafe=unsafe)
        if review.summary in (summary, as_kept_before(folded, summary)):
            return ()
    return (Fault("summary-changed", "What the queue says of the review is not what its entries come to."),)


def foreign_faults(kept: Record, dossier: Dossier) -> tuple[Fault, ...]:
    """What a file holds that belongs to nothing in it, and qualifications that are not the ones they are said to be."""
    used = {each for event in kept.events for each in commitments(parse_body(event.body))}
    used |= {each for entry in dossier.commitments for each in entry}
    decided = [entry.event for entry in dossier.review.entries if isinstance(entry.event, Decided)]
    wanted = {(each.qualification, each.digest) for each in decided if each.digest}
    faults = []
    if set(kept.texts.kept) - used:  # what was erased may have stood in entries that the file does not hold
        faults.append(Fault("text-foreign", "It holds a text that belongs to none of its events and entries."))
    faults += [
        Fault("document-swapped", f"The qualification “{each.name}” is not the one it was decided against.")
        for each in kept.qualifications
        if (each.name, each.digest) not in wanted or each.kind != "qualification" or sha256(each.text) != each.digest
    ]
    faults += [
        Fault("document-missing", f"The qualification “{name}” that it was decided against is missing.")
        for name, digest in sorted(wanted - {(each.name, each.digest) for each in kept.qualifications})
    ]
    return tuple(faults)
