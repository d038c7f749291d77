"""Chains of entries: what people decide about one attempt, and what concerns the centre as a whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from simulator.json_value import Json
from simulator.review.codes import fault_in
from simulator.review.people import Person
from simulator.review.state import Status
from simulator.review.summary import ReviewSummary
from simulator.store.db.database import Database
from simulator.store.db.rows import (
    Damaged,
    Values,
    from_columns,
    link_of,
    link_values,
    number_of,
    text_of,
    to_columns,
    values_of,
)
from simulator.store.format.canonical import CodecError, canonical, parse
from simulator.store.format.chain import StoredEvent, Tip, beginning
from simulator.store.format.erasable_texts import ErasableTexts, TextExtractor
from simulator.store.format.fault import Fault
from simulator.store.format.record import ReviewRecord
from simulator.store.format.verify_review import review_chain_faults

from .db import tables
from .errors import StoreError, StoreMoved, StreamDamaged
from .format import chain, entry_codec
from .free_texts import FreeTexts

BLANK: Final = ReviewSummary(Status.HANDED_IN)

_ENTRIES = (
    select(tables.entries.c.number, tables.entries.c.at, tables.entries.c.body, tables.entries.c.hash)
    .where(tables.entries.c.stream == bindparam("of"))
    .order_by(tables.entries.c.number)
)
_HEAD = select(tables.entry_heads).where(tables.entry_heads.c.stream == bindparam("of"))
_NEW_HEAD = tables.new_row(tables.entry_heads)
_ADVANCE = update(tables.entry_heads).where(
    tables.entry_heads.c.stream == bindparam("of"),
    tables.entry_heads.c.count == bindparam("of_count"),
    tables.entry_heads.c.head == bindparam("of_head"),
)


@dataclass(frozen=True, slots=True)
class EntryHead:
    """Where a stream ends, and what a queue shows of it; the one part that is written over."""

    tip: Tip
    summary: ReviewSummary

    def seal(self, stream: str) -> str:
        """A hash of all of it, so that damage shows."""
        summary: dict[str, Json] = {name: getattr(self.summary, name) for name in ReviewSummary.__slots__}
        tip: dict[str, Json] = {"count": self.tip.count, "head": self.tip.head}
        return chain.sha256(canonical({"stream": stream, "tip": tip, "summary": summary}))


@dataclass(frozen=True, slots=True)
class StreamRecord:
    """A stream as it is kept, checked for nothing but its types."""

    stream: str
    entries: tuple[StoredEvent, ...]
    head: EntryHead | None
    """None where nothing was ever added."""
    seal: str
    texts: ErasableTexts
    partly: bool = False
    """The database may hold entries back from whoever asks, and the head as well."""

    @property
    def tip(self) -> Tip:
        """Where it ends, as its head says; what is held back is not counted."""
        if self.head is None and self.partly and self.entries:
            return Tip(self.entries[-1].number + 1, self.entries[-1].hash)
        return self.head.tip if self.head else beginning(self.stream)

    def as_review(self) -> ReviewRecord:
        """It as the review of an attempt, to be checked with the attempt."""
        head = self.head
        there = head is not None or (self.partly and bool(self.entries))
        return ReviewRecord(self.entries, self.tip if there else None, head.summary if head else None, self.partly)

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with its chain and head; nothing of what its entries mean is looked at."""
        if self.head is not None and self.head.seal(self.stream) != self.seal:
            return (Fault("review-head-changed", "Where the review ends, as kept beside its entries, was changed."),)
        return review_chain_faults(self.stream, self.as_review())


@dataclass(frozen=True, slots=True)
class StreamEntry:
    """One entry of a stream, with who and when."""

    number: int
    at: str
    by: Person
    event: object
    facts: Json = None
    """What the store itself noted with it."""


def entries_of(kept: StreamRecord) -> tuple[StreamEntry, ...]:
    """The entries of a stream as values.

    Raises:
        StoreCorrupt: the stream is damaged; the message says where.
    """
    for fault in kept.faults():
        raise StreamDamaged(kept.stream, fault.message)
    return tuple(_entry_of(kept, each) for each in kept.entries)


def _entry_of(kept: StreamRecord, each: StoredEvent) -> StreamEntry:
    """One of them.

    Raises:
        StoreCorrupt: it cannot be read; the message says which.
    """
    try:
        read = entry_codec.decode(parse(each.body), kept.texts)
    except CodecError as error:
        raise StreamDamaged(kept.stream, f"entry {each.number} cannot be read: {error}") from error
    return StreamEntry(each.number, each.at, read.by, read.event, read.facts)


def entry_head_of(values: Values) -> EntryHead:
    """The head in a row of ``entry_heads``, or ``Damaged``."""
    return EntryHead(Tip(number_of(values["count"]), text_of(values["head"])), from_columns(ReviewSummary, values))


def entry_head_values(stream: str, head: EntryHead) -> dict[str, object]:
    """A head as the columns of ``entry_heads``, sealed."""
    tip = {"count": head.tip.count, "head": head.tip.head}
    return {**to_columns(head.summary), **tip, "seal": head.seal(stream)}


def stream_in(
    name: str, head: Values | None, entries: Iterable[Values], texts: Callable[[], ErasableTexts], *, partly: bool
) -> StreamRecord:
    """A stream in its row of ``entry_heads`` and its rows of ``entries``, checked for nothing but its types.

    Raises:
        StoreCorrupt: parts of it are missing or of another type.
    """
    try:
        return StreamRecord(
            name,
            tuple(link_of(row) for row in entries),
            entry_head_of(head) if head else None,
            text_of(head["seal"]) if head else "",
            texts(),
            partly=partly,
        )
    except Damaged as error:
        raise StreamDamaged(name, str(error)) from error


class Streams:
    """The chains of entries of a store."""

    def __init__(self, database: Database, texts: FreeTexts) -> None:
        self._database = database
        self._texts = texts

    def of(self, name: str) -> StreamRecord:
        """A stream as it is kept, checked for nothing but its types.

        Raises:
            StoreCorrupt: parts of it are missing or of another type.
        """
        with self._database.reading() as connection:
            return self.read(connection, name)

    def read(self, connection: Connection, name: str) -> StreamRecord:
        """The same as ``of``, within a transaction."""
        head = values_of(connection.execute(_HEAD, {"of": name}).one_or_none())
        rows = [row._asdict() for row in connection.execute(_ENTRIES, {"of": name})]
        partly = self._database.holds_back(connection)
        return stream_in(name, head, rows, lambda: self._texts.of(connection, name), partly=partly)

    def advance(  # noqa: PLR0913, PLR0917  (an entry has these parts)
        self,
        connection: Connection,
        stream: str,
        tip: Tip,
        by: Person,
        at: str,
        events: Sequence[object],
        summary: ReviewSummary,
        facts: Mapping[str, Json] | None = None,
    ) -> None:
        """Add entries after a tip, within a transaction.

        Raises:
            StoreMoved: somebody else wrote there meanwhile.
        """
        if not events:
            raise ValueError("there is nothing to add")
        refuse_code(by.code)
        apart = TextExtractor()
        noted_facts = dict(facts) if facts is not None else None
        bodies = [canonical(entry_codec.encode(by, event, apart, noted_facts)) for event in events]
        added = chain.links_after(stream, tip, at, bodies)
        self.add_links(connection, stream, tip, added, summary)
        self._texts.keep(connection, stream, apart.texts)

    @staticmethod
    def add_links(
        connection: Connection, stream: str, tip: Tip, added: Sequence[StoredEvent], summary: ReviewSummary
    ) -> None:
        """Add links to a stream's chain, within a transaction, if it still ends where it did.

        Raises:
            StoreMoved: it does not.
        """
        head = entry_head_values(stream, EntryHead(Tip(tip.count + len(added), added[-1].hash), summary))
        if tip == beginning(stream):
            there = connection.execute(_HEAD, {"of": stream}).one_or_none() is not None
            if there or connection.execute(_NEW_HEAD, {"stream": stream, **head}).rowcount != 1:
                raise _moved()
        else:
            expected = {"of": stream, "of_count": tip.count, "of_head": tip.head}
            if connection.execute(_ADVANCE, {**expected, **head}).rowcount != 1:
                raise _moved()
        connection.execute(insert(tables.entries), [link_values("stream", stream, each) for each in added])


def refuse_code(code: str) -> None:
    """Refuse what cannot be somebody's code.

    Raises:
        StoreError: it is too long, or not all of it can be seen.
    """
    if fault := fault_in(code):
        raise StoreError(fault)


def _moved() -> StoreMoved:
    return StoreMoved("Somebody else wrote to this review meanwhile; open it again to see where it stands.")
