"""What people decide about attempts, and who works on which part until when."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, text

from simulator.review.events import Claimed, Decided, Entry, LetGo, ReviewEvent
from simulator.review.people import Part, Person
from simulator.review.summary import ReviewSummary
from simulator.store.db.database import Database
from simulator.store.db.rows import document_of
from simulator.store.format.chain import StoredEvent, Tip, stamp
from simulator.store.format.dossier import read_entry
from simulator.store.format.erasable_texts import LEFT_OUT
from simulator.store.format.fault import kind_of
from simulator.store.format.record import Document

from .attempts import Attempts
from .db import tables
from .documents import Documents
from .errors import AttemptDamaged, StoreTaken, no_such_attempt
from .format import entry_codec
from .format.canonical import CodecError, parse_body
from .streams import StreamRecord, Streams

_TAKE: Final = text(
    "INSERT INTO claims (attempt, part, code, until) VALUES (:attempt, :part, :code, :until) "
    "ON CONFLICT (attempt, part) DO UPDATE SET code = excluded.code, until = excluded.until "
    "WHERE claims.until <= :now OR claims.code = excluded.code"
)
"""One statement, so that of two who ask at once only one can have it, at any level of isolation."""
_HOLDER = select(tables.claims.c.code, tables.claims.c.until).where(
    tables.claims.c.attempt == bindparam("of"), tables.claims.c.part == bindparam("of_part")
)
_RELEASE = delete(tables.claims).where(
    tables.claims.c.attempt == bindparam("of"),
    tables.claims.c.part == bindparam("of_part"),
    tables.claims.c.code == bindparam("of_code"),
)


class Reviews:
    """The reviews of a store."""

    def __init__(self, database: Database, documents: Documents, streams: Streams) -> None:
        self._database = database
        self._documents = documents
        self._streams = streams

    def entries(self, attempt: str) -> tuple[Entry, ...]:
        """The entries of an attempt's review, in order; none where it was not handed in.

        Raises:
            StoreCorrupt: they are damaged; the message says where.
        """
        return self.with_tip(attempt)[1]

    def with_tip(self, attempt: str) -> tuple[Tip, tuple[Entry, ...]]:
        """The entries of an attempt's review, and where they end, as they were at one moment.

        Raises:
            StoreCorrupt: they are damaged; the message says where.
        """
        stream = self._streams.of(attempt)
        for fault in stream.faults():
            raise AttemptDamaged(attempt, fault.message)
        return stream.tip, tuple(read_entry(attempt, each, stream.texts).entry for each in stream.entries)

    def tip(self, attempt: str) -> Tip:
        """Where an attempt's review ends: what ``add`` adds after."""
        return self._streams.of(attempt).tip

    def add(  # noqa: PLR0913, PLR0917  (an entry has these parts)
        self,
        attempt: str,
        tip: Tip,
        by: Person,
        at: datetime,
        events: Sequence[ReviewEvent],
        summary: ReviewSummary,
        documents: Sequence[Document] = (),
    ) -> tuple[Entry, ...]:
        """Add to an attempt's review after ``tip``, all or none, and pin the documents that the entries speak of.

        Raises:
            NoSuchAttempt: there is no such attempt.
            StoreMoved: somebody else wrote to the review meanwhile.
            StoreTaken: one of the events is a claim, and somebody else holds that part.
            StoreError: nothing was added.
        """
        now = stamp(at)
        with self._database.writing() as connection:
            if not Attempts.is_there(connection, attempt):
                raise no_such_attempt(attempt)
            for event in events:
                if isinstance(event, Claimed):
                    self._take(connection, attempt, by, event, now)
                elif isinstance(event, LetGo):
                    of = {"of": attempt, "of_part": str(event.part), "of_code": by.code}
                    connection.execute(_RELEASE, of)
            for document in documents:
                self._documents.pin(connection, document)
            self._streams.advance(connection, attempt, tip, by, now, events, summary)
        return tuple(Entry(number, now, by, event) for number, event in enumerate(events, start=tip.count))

    def qualifications(self, stream: StreamRecord) -> tuple[Document, ...]:
        """The pinned texts of the qualifications that a review speaks of; what cannot be read is left out."""
        with self._database.reading() as connection:
            return self.read_qualifications(connection, stream)

    def read_qualifications(self, connection: Connection, kept: StreamRecord) -> tuple[Document, ...]:
        """The same within a transaction."""
        rows = [self._documents.row(connection, digest, name) for name, digest in qualifications_named(kept.entries)]
        return tuple(document_of(row) for row in rows if row is not None)

    @staticmethod
    def _take(connection: Connection, attempt: str, by: Person, claimed: Claimed, now: str) -> None:
        wanted = {"attempt": attempt, "part": str(claimed.part), "code": by.code, "until": claimed.until, "now": now}
        if connection.execute(_TAKE, wanted).rowcount == 1:
            return
        holder = connection.execute(_HOLDER, {"of": attempt, "of_part": str(claimed.part)}).one_or_none()
        raise _taken(claimed.part, *(holder or ("Somebody else", "")))


def qualifications_named(entries: Iterable[StoredEvent]) -> list[tuple[str, str]]:
    """The names and digests of the qualifications that entries speak of; what cannot be read speaks of none."""
    named = set()
    for each in entries:
        if kind_of(each) != entry_codec.KINDS.name_of(Decided):
            continue
        try:
            event = entry_codec.decode(parse_body(each.body), LEFT_OUT).event
        except CodecError:
            continue
        if isinstance(event, Decided) and event.digest:
            named.add((event.qualification, event.digest))
    return sorted(named)


def _taken(part: Part, code: str, until: str) -> StoreTaken:
    when = f" until {until[:16].replace('T', ' ')} UTC" if until else ""
    return StoreTaken(f"{code} has this attempt for {part}{when}.")
