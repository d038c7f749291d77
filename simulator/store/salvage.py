"""Taking what still verifies out of a damaged store into a new one; the old one is only read.

An attempt is taken whole or not at all, with its exact texts, and its review with it, where that verifies, too. What
was taken verifies in the new store as it did in the old one: the same hashes, heads and seals.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, insert

from simulator.store.db.rows import link_values
from simulator.store.format.chain import CENTRE, Tip, beginning
from simulator.store.format.dossier import Dossier
from simulator.store.format.fault import Fault
from simulator.store.format.record import Document, Record
from simulator.store.format.verify import broken_link
from simulator.store.format.verify_review import checked

from .batches import AttemptSource, EachByItself
from .db import tables
from .drafts import sealed_draft
from .errors import NoSuchAttempt, StoreError, StoreUnreadable
from .store import Store
from .streams import BLANK, EntryHead, StreamRecord, entry_head_values
from .wreck import Wreck

T = TypeVar("T")

LOST = Fault("page-lost", "What is kept of it stands in a part of the file that is damaged.")
REVIEW_LOST = Fault("review-lost", "Its review stands in a part of the file that is damaged.")
PEOPLE_LOST = Fault("people-lost", "Who is who stands in a part of the file that is damaged.")
HEADER_LOST = Fault("header-lost", "How it began is lost; other parts of the file still name it.")


@dataclass(frozen=True, slots=True)
class Readable:
    """What can be read of an attempt, and what is wrong with it."""

    record: Record | None
    stream: StreamRecord | None
    """Its review as the store keeps it; None also where the qualifications that it speaks of cannot be read."""
    faults: tuple[Fault, ...]
    """With the attempt, or with its review; the attempt is whole where all are about the review."""
    dossier: Dossier | None = None
    """What it comes to; None where it comes to nothing."""


def readable(source: AttemptSource, attempt: str) -> Readable:
    """What can be read of one attempt, and everything that is wrong with it and its review."""
    record, fault = _read(lambda: source.record(attempt), LOST)
    if record is None:
        return Readable(None, None, (fault,))
    stream, lost = _read(lambda: source.stream(attempt), REVIEW_LOST)
    qualifications = None
    if stream is not None:
        qualifications, lost = _read(partial(source.qualifications, stream), REVIEW_LOST)
        record = replace(record, review=stream.as_review(), qualifications=qualifications or ())
    faults, dossier = checked(record)
    if qualifications is None:
        return Readable(record, None, (*faults, lost), dossier)
    return Readable(record, stream, faults, dossier)


def _read(read: Callable[[], T], lost: Fault) -> tuple[T | None, Fault]:
    """What can be read, or what is wrong where nothing can."""
    try:
        return read(), lost
    except StoreUnreadable:
        return None, lost
    except NoSuchAttempt:
        return None, HEADER_LOST
    except StoreError as error:
        return None, Fault(f"{'review' if lost is REVIEW_LOST else 'attempt'}-damaged", str(error))


def salvage(old: Wreck, new: Store) -> Iterator[tuple[str, tuple[Fault, ...]]]:
    """Take what verifies into a new store: for each attempt what of it could not be taken, and why; empty for whole.

    What concerns the centre comes first, under the name of its stream.

    Raises:
        StoreError: the new store cannot be written.
    """
    yield CENTRE, _take_centre(old.store, new)
    source = EachByItself(old.store)
    for attempt in old.known_ids():
        found = readable(source, attempt)
        wrong = tuple(each for each in found.faults if each.entry is None and not each.rule.startswith(_OF_REVIEWS))
        if found.record is None or wrong:
            yield attempt, found.faults
            continue
        with new.database.writing() as connection:
            _add_attempt(new, connection, found.record)
            if found.stream is not None and not found.faults:
                _add_review(new, connection, found.stream, found.record.qualifications)
            _add_drafts(old.store, connection, found.record)
        yield attempt, found.faults


_OF_REVIEWS = ("review-", "summary-", "entry-")
"""How the rules begin whose faults leave the attempt itself whole."""


def _add_attempt(new: Store, connection: Connection, kept: Record) -> None:
    attempt = kept.header.attempt
    for document in (kept.scenario, kept.rubric):
        new.documents.pin(connection, document)
    new.attempts.add_whole(connection, kept.header, kept.header_hash, kept.events, kept.head)
    new.texts.keep(connection, attempt, list(kept.texts.kept.values()))
    rows = [
        {"stream": attempt, "commitment": commitment, "number": each.number}
        for each in kept.texts.erasures
        for commitment in sorted(each.facts(attempt)[0])
    ]
    if rows:
        connection.execute(insert(tables.erasures), rows)


def _add_review(new: Store, connection: Connection, stream: StreamRecord, qualifications: tuple[Document, ...]) -> None:
    for document in qualifications:
        new.documents.pin(connection, document)
    if stream.head is not None:
        _add_stream(connection, stream, stream.head)


def _add_stream(connection: Connection, stream: StreamRecord, head: EntryHead) -> None:
    values = {"stream": stream.stream, **entry_head_values(stream.stream, head)}
    connection.execute(insert(tables.entry_heads), values)
    entries = [link_values("stream", stream.stream, each) for each in stream.entries[: head.tip.count]]
    if entries:
        connection.execute(insert(tables.entries), entries)


def _add_drafts(old: Store, connection: Connection, kept: Record) -> None:
    """What was typed and not handed in, if its seal is right."""
    attempt, count = kept.header.attempt, kept.head.tip.count
    with suppress(StoreError):
        answers = old.drafts.of(attempt, count)
        if answers:
            connection.execute(tables.set_row(tables.drafts), sealed_draft(attempt, count, answers))


def _take_centre(old: Store, new: Store) -> tuple[Fault, ...]:
    """People, and what concerns the centre as far as its chain holds."""
    people, lost = _read(old.people.all, PEOPLE_LOST)
    for each in people or ():
        new.people.set(each.code, each.name, each.role)
    wrong = [lost] if people is None else []
    stream, lost = _read(lambda: old.streams.of(CENTRE), LOST)
    if stream is None:
        return (*wrong, lost)
    count, head = _sound_beginning(stream)
    if count:
        whole = stream.head if stream.head is not None and not stream.faults() else None
        with new.database.writing() as connection:
            _add_stream(connection, stream, whole or EntryHead(Tip(count, head), BLANK))
            new.texts.keep(connection, CENTRE, list(stream.texts.kept.values()))
    return (*wrong, *stream.faults())


def _sound_beginning(stream: StreamRecord) -> tuple[int, str]:
    """How many entries follow from each other from the first on, and the hash of the last."""
    previous = beginning(stream.stream).head
    for place, each in enumerate(stream.entries):
        if broken_link(previous, stream.stream, place, each, "entry"):
            return place, previous
        previous = each.hash
    return len(stream.entries), previous
