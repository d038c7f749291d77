"""What is wrong with a record of an attempt: exactly, and at which event first.

What is found: a changed, missing, moved or foreign event; anything after the closing event; a changed header; a
swapped document; a head that does not fit its events (so a cut tail, of an open attempt too, as long as the head was
not cut with it); events that cannot have happened in the scenario; an outcome in the list that a re-score does not
give.

What cannot be found, because nothing outside the record vouches for it: an attempt that somebody who knows the format
wrote anew from some event on, with every later hash and the head worked out again; a whole attempt that was taken away.
Against these stands an export or a sign-off that was made before and names the number of events and the last hash.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from simulator.engine.events import Mode
from simulator.engine.scenario import Decision
from simulator.store.errors import AttemptDamaged, StoreError

from .canonical import CodecError, parse_body
from .chain import StoredEvent, link, moment, sha256, stamp
from .dossier import Dossier
from .erasable_texts import TextFault
from .fault import Fault, Unreplayable, describe, kind_of, of_event
from .progress import progress_in
from .record import CLOSINGS, Record
from .snapshots import TEXTS


def chain_faults(kept: Record) -> tuple[Fault, ...]:
    """What is wrong with hashes, digests, order and head; needs no reading of the documents."""
    faults = [*_header_faults(kept), *_document_faults(kept)]
    broken = _first_broken(kept)
    if broken:
        return (*faults, broken)
    return (*faults, *_head_faults(kept), *text_faults(kept))


def refuse_damaged(kept: Record) -> None:
    """Refuse an attempt whose hashes, digests, order or end are not as they were written.

    Raises:
        AttemptDamaged: something is wrong; the message says what.
    """
    for fault in chain_faults(kept):
        raise AttemptDamaged(kept.header.attempt, fault.message)


def checked_attempt(kept: Record) -> tuple[tuple[Fault, ...], Dossier | None]:
    """Everything that is wrong with an attempt without its review, the first of it first, and what it comes to.

    That is None where it comes to nothing.
    """
    faults = list(chain_faults(kept))
    if any(fault.rule == "document-swapped" for fault in faults):
        return tuple(faults), None  # a text that nobody vouches for is not read
    try:
        dossier = Dossier.of_attempt(kept)
    except Unreplayable as error:
        known = {fault.event for fault in faults if fault.event is not None}
        return (tuple(faults) if known else (*faults, error.fault)), None
    except StoreError as error:
        return (*faults, Fault("document-unreadable", str(error))), None
    if not faults:
        scorecard = None if dossier.state.closed is None else dossier.unmarked
        if progress_in(dossier.state, scorecard) != kept.head.progress:
            faults.append(Fault("outcome-changed", "What the list says of its outcome is not what its events come to."))
    return (*faults, *_missing_reasons(dossier)), dossier


def clock_faults(kept: Record) -> tuple[Fault, ...]:
    """Moments that a clock which was right cannot have given: a day and more before what went before them.

    Clocks are put right by minutes, so less does not count, and those of an attempt and of its review may be two. It
    makes nothing else of an attempt wrong: order and content are held by its hashes, and times are the machine's alone.
    """
    faults = []
    for noun, links in (("event", kept.events), ("entry", kept.review.entries)):
        before = kept.header.started_at if noun == "event" else ""
        for each in links:
            if each.at < before and _day_after(each.at) < before:
                told = f"{describe(each, noun).capitalize()} is dated {each.at[:10]}, before what went before it"
                message = f"{told} ({before[:10]}): the machine’s clock was wrong at one of the two."
                faults.append(Fault("clock-set-back", message))
            before = each.at
    return tuple(faults)


def _day_after(at: str) -> str:
    try:
        return stamp(moment(at) + timedelta(days=1))
    except (ValueError, OverflowError):
        return at


def _missing_reasons(dossier: Dossier) -> Iterator[Fault]:
    """Choices whose reason had to be written, and that nobody could have made without one. They can be replayed."""
    if dossier.mode is Mode.PRACTICE:
        return
    for turn in dossier.state.turns:
        content = dossier.scenario.scenes[turn.scene].content if turn.scene else None
        if isinstance(content, Decision) and content.because == "required" and turn.choice and not turn.reason:
            message = f"Event {turn.event} is a choice in `{turn.scene}` that asks for a written reason, and has none."
            yield Fault("reason-missing", message, turn.event)


def _header_faults(kept: Record) -> list[Fault]:
    if kept.header.hash() == kept.header_hash:
        return []
    return [Fault("header-changed", "The header was changed.")]


def _document_faults(kept: Record) -> list[Fault]:
    header = kept.header
    expected = (
        (kept.scenario, "scenario", header.scenario, header.scenario_digest),
        (kept.rubric, "rubric", header.rubric, header.rubric_digest),
    )
    return [
        Fault("document-swapped", f"The {kind} is not the one it was played against, or was changed.")
        for document, kind, name, digest in expected
        if (document.kind, document.name, document.digest) != (kind, name, digest) or _digest(document.text) != digest
    ]


@lru_cache(maxsize=TEXTS)
def _digest(text: str) -> str:
    """The digest of a document's text, which very many attempts share."""
    return sha256(text)


def _first_broken(kept: Record) -> Fault | None:
    """The first event that does not follow from what is before it, or whose texts are not there."""
    previous = kept.header_hash
    closed_by: StoredEvent | None = None
    for place, each in enumerate(kept.events):
        if closed_by is not None and each.number == place:
            return of_event(each, "event-after-closing", f"follows the closing event {closed_by.number}")
        broken = broken_link(previous, kept.header.attempt, place, each)
        if broken:
            return broken
        if kind_of(each) in CLOSINGS:
            closed_by = each
        previous = each.hash
    return None


def broken_link(previous: str, chain: str, place: int, each: StoredEvent, noun: str = "event") -> Fault | None:
    """What is wrong with one link of a chain, which should stand in this place."""
    if each.number != place:
        message = f"{noun.capitalize()} {place} is missing or moved: {describe(each, noun)} stands in its place."
        return _link_fault(noun, "missing", message, place)
    if link(previous, chain, each.number, each.at, each.body) != each.hash:
        message = f"{describe(each, noun).capitalize()} was changed, or belongs elsewhere."
        return _link_fault(noun, "changed", message, place)
    return None


def _link_fault(noun: str, what: str, message: str, place: int) -> Fault:
    if noun == "event":
        return Fault(f"event-{what}", message, place)
    return Fault(f"{noun}-{what}", message, entry=place)


def text_faults(kept: Record) -> tuple[Fault, ...]:
    """The events whose free texts are missing without a record of their erasure, or were changed."""
    if kept.header.format < 2:
        return ()
    faults = []
    for each in kept.events:
        try:
            kept.texts.join(parse_body(each.body))
        except TextFault as error:
            faults.append(of_event(each, error.rule, str(error)))
        except CodecError:
            continue  # a body that was changed is told by its hash
    return tuple(faults)


def _head_faults(kept: Record) -> list[Fault]:
    count, tip = len(kept.events), kept.head.tip
    if kept.head.seal(kept.header.attempt) != kept.head_seal:
        return [Fault("head-changed", "Where the attempt ends, as kept beside its events, was changed.")]
    if count < tip.count:
        missing = "1 event is" if tip.count - count == 1 else f"{tip.count - count} events are"
        return [Fault("tail-cut", f"The tail is cut: {missing} missing from event {count} on.", count)]
    if count > tip.count:
        return [of_event(kept.events[tip.count], "event-after-head", "was added behind the end that was kept")]
    last = kept.events[-1] if kept.events else None
    if last is None or last.hash != tip.head:
        return [Fault("head-changed", "The last event is not the one that was kept as the last.", count - 1)]
    closing = kind_of(last) if kind_of(last) in CLOSINGS else ""
    if closing != kept.head.progress.closed:
        return [
            of_event(last, "closing-missing", "is the last, which does not fit how the attempt is said to have closed")
        ]
    return []
