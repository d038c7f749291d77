"""What is wrong with the review of an attempt: its chain, what it says of the attempt, and each signature in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from simulator.engine.scoring import score
from simulator.review.events import Decided, Entry, HandedIn, ReviewEvent, Signed
from simulator.review.result import digest_of
from simulator.review.state import Review, evolve_shown
from simulator.review.summary import ReviewSummary, as_kept_before, is_unsafe, summary_of

from . import entry_codec
from .canonical import CodecError, parse, parse_body
from .erasable_texts import TextFault, Texts, commitments
from .record import Document, Record, StoredEvent, Tip, beginning, sha256
from .verify import Fault, Played, ReadPinned, broken_link, described, judged

LEFT_OUT: Final = Texts(left_out=True)


@dataclass(frozen=True, slots=True)
class KeptReview:
    """The entries of a review as they are kept, or came in a file."""

    entries: tuple[StoredEvent, ...] = ()
    tip: Tip | None = None
    """Where it is said to end; None where nothing was ever added."""
    summary: ReviewSummary | None = None
    """What the queue shows of it; None in a file, which has none."""
    partly: bool = False
    """The database may hold entries back from whoever asks: those that are here need not be all."""


def review_faults(kept: Record, review: KeptReview, played: Played) -> tuple[Fault, ...]:
    """Everything that is wrong with a review; the first of it first. The attempt itself is whole."""
    broken = review_chain_faults(kept.header.attempt, review)
    if broken:
        return broken
    folded = Review()
    for each in review.entries:
        try:
            read = entry_codec.decode(parse_body(each.body), kept.texts)
        except TextFault as error:
            return (_at(each, error.rule, str(error)),)
        except CodecError as error:
            return (_at(each, "entry-unknown", f"cannot be read: {error}"),)
        if not isinstance(read.event, ReviewEvent):
            return (_at(each, "entry-unknown", "is none of a review"),)
        entry = Entry(each.number, each.at, read.by, read.event)
        fault = _entry_fault(kept, folded, each, entry)
        if fault:
            return (fault,)
        folded = evolve_shown(folded, entry)
    return () if review.partly else _summary_faults(review, folded, played)


def review_chain_faults(attempt: str, review: KeptReview) -> tuple[Fault, ...]:
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


def _partly_shown_faults(attempt: str, review: KeptReview) -> tuple[Fault, ...]:
    """The same of entries between which others are held back: each link is checked whose one before is here."""
    before = beginning(attempt)
    for each in review.entries:
        previous = before.head if each.number == before.count else each.hash
        broken = each.number < before.count
        if broken or (previous != each.hash and broken_link(previous, attempt, each.number, each, "entry")):
            return (_at(each, "entry-changed", "was changed, or belongs elsewhere"),)
        before = Tip(each.number + 1, each.hash)
    tip = review.tip or before
    if before.count > tip.count or (before.count == tip.count and before.head != tip.head):
        return (Fault("review-head-changed", "The last entry of the review is not the one that was kept as the last."),)
    return ()


def _entry_fault(kept: Record, before: Review, each: StoredEvent, entry: Entry) -> Fault | None:
    match entry.event:
        case HandedIn(count, head):
            if not _stood(kept, count, head):
                return _at(each, "handed-in-differs", "is about another state of the attempt than any it was in")
        case Signed(part, count, head, entries, digest):
            if not _stood(kept, count, head):
                return _at(each, "signed-differs", "signs another state of the attempt than any it was in")
            if entries != entry.number or digest != digest_of(before, part):
                return _at(each, "signed-differs", "signs other decisions than those that stood then")
        case _:
            pass
    return None


def _stood(kept: Record, count: int, head: str) -> bool:
    """Whether the attempt ever had so many events and this last hash."""
    head = kept.texts.rewritten.get(head, head)
    return 0 < count <= len(kept.events) and kept.events[count - 1].hash == head


def _summary_faults(review: KeptReview, folded: Review, played: Played) -> tuple[Fault, ...]:
    if review.summary is None or not folded.entries:
        return ()
    scorecard = played.scorecard or score(played.scenario, played.rubric, played.state)
    now = summary_of(folded, played.rubric, scorecard)
    if review.summary == now:
        return ()
    marked = score(played.scenario, played.rubric, played.state, folded.first.levels())
    for unsafe in (now.unsafe, is_unsafe(played.rubric, marked)):  # older stores count the first marker's marks
        summary = replace(now, unsafe=unsafe)
        if review.summary in (summary, as_kept_before(folded, summary)):
            return ()
    return (Fault("summary-changed", "What the queue says of the review is not what its entries come to."),)


def _at(each: StoredEvent, rule: str, what: str) -> Fault:
    return Fault(rule, f"{described(each, 'entry').capitalize()} {what.rstrip('.')}.", entry=each.number)


def all_faults(kept: Record, review: KeptReview, read: ReadPinned) -> tuple[Fault, ...]:
    """Everything that is wrong with an attempt and its review; the first of it first."""
    return all_judged(kept, review, read)[0]


def all_judged(kept: Record, review: KeptReview, read: ReadPinned) -> tuple[tuple[Fault, ...], Played | None]:
    """The same with the attempt as it was played; None where it cannot be."""
    faults, played = judged(kept, read)
    if faults or played is None:
        return (*faults, *review_chain_faults(kept.header.attempt, review)), played
    return review_faults(kept, review, played), played


def foreign_faults(kept: Record, review: KeptReview, qualifications: Sequence[Document]) -> tuple[Fault, ...]:
    """What a file holds that belongs to nothing in it, and qualifications that are not the ones they are said to be."""
    used = {commitment for each in kept.events for commitment in commitments(parse(each.body))}
    wanted = set()
    for each in review.entries:
        read = entry_codec.decode(parse(each.body), LEFT_OUT)
        used |= set(read.commitments)
        if isinstance(read.event, Decided) and read.event.digest:
            wanted.add((read.event.qualification, read.event.digest))
    faults = []
    if set(kept.texts.kept) - used:  # what was erased may have stood in entries that the file does not hold
        faults.append(Fault("text-foreign", "It holds a text that belongs to none of its events and entries."))
    faults += [
        Fault("document-swapped", f"The qualification “{each.name}” is not the one it was decided against.")
        for each in qualifications
        if (each.name, each.digest) not in wanted or each.kind != "qualification" or sha256(each.text) != each.digest
    ]
    faults += [
        Fault("document-missing", f"The qualification “{name}” that it was decided against is missing.")
        for name, digest in sorted(wanted - {(each.name, each.digest) for each in qualifications})
    ]
    return tuple(faults)
