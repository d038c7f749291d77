"""Attempts, their events and the exact texts they are played against, in a database that is only ever added to."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Final

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, func, insert, select, update

from simulator.engine.events import Answer, Event

from . import codec, record, tables
from .database import Database
from .errors import NoSuchAttempt, StoreCorrupt, StoreMoved
from .place import Place
from .record import Document, Head, Header, Progress, Record, StoredEvent, Tip
from .rows import Damaged, document_of, head_of, head_values, header_of, number_of, summary_of, text_of
from .summary import AttemptSummary
from .verify import chain_faults

_HEADER: Final = tuple(field.name for field in fields(Header))
_OF: Final[BindParameter[str]] = bindparam("of")

_ONE_HEADER = select(tables.attempts).where(tables.attempts.c.attempt == _OF)
_ONE_HEAD = select(tables.heads).where(tables.heads.c.attempt == _OF)
_EVENTS = (
    select(tables.events.c.number, tables.events.c.at, tables.events.c.body, tables.events.c.hash)
    .where(tables.events.c.attempt == _OF)
    .order_by(tables.events.c.number)
)
_DOCUMENT = select(tables.documents).where(
    tables.documents.c.digest == bindparam("of_digest"), tables.documents.c.name == bindparam("of_name")
)
_ALL = (
    select(tables.attempts, *(column for column in tables.heads.c if column.name != "attempt"))
    .outerjoin(tables.heads, tables.heads.c.attempt == tables.attempts.c.attempt)
    .order_by(tables.attempts.c.started_at.desc(), tables.attempts.c.attempt)
)
_IDS = select(tables.attempts.c.attempt).order_by(tables.attempts.c.started_at, tables.attempts.c.attempt)
_BEGINNING_WITH = (
    select(tables.attempts.c.attempt)
    .where(func.substr(tables.attempts.c.attempt, 1, func.length(_OF)) == _OF)
    .order_by(tables.attempts.c.attempt)
    .limit(2)
)
_ADVANCE = update(tables.heads).where(
    tables.heads.c.attempt == _OF,
    tables.heads.c.count == bindparam("of_count"),
    tables.heads.c.head == bindparam("of_head"),
    tables.heads.c.closed == "",
)
_DRAFT = select(tables.drafts).where(tables.drafts.c.attempt == _OF)
_FORGET = delete(tables.drafts).where(tables.drafts.c.attempt == _OF)


class Store:
    """Where attempts are kept. Every change is durable before its method returns; every fault is a ``StoreError``."""

    def __init__(self, place: Place) -> None:
        self._database = Database(place)
        self.place = place

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # Writing

    def begin(
        self,
        header: Header,
        scenario: Document,
        rubric: Document,
        events: Sequence[Event],
        progress: Progress,
    ) -> tuple[StoredEvent, ...]:
        """Keep a new attempt with its first events and the texts it is played against.

        Raises:
            StoreError: nothing of it was kept.
        """
        added = self._chained(header.attempt, Tip(0, header.hash()), header.started_at, events)
        head = Head(Tip(len(added), added[-1].hash), progress, header.started_at)
        with self._database.writing() as connection:
            for document in (scenario, rubric):
                self._pin(connection, document)
            values = {name: getattr(header, name) for name in _HEADER}
            connection.execute(insert(tables.attempts), {**values, "hash": header.hash()})
            self._add(connection, header.attempt, added)
            connection.execute(insert(tables.heads), {"attempt": header.attempt, **head_values(header.attempt, head)})
        return added

    def append(
        self, attempt: str, tip: Tip, events: Sequence[Event], at: datetime, progress: Progress
    ) -> tuple[StoredEvent, ...]:
        """Add the events of one step after ``tip``, all or none, and forget the draft.

        Raises:
            StoreMoved: the attempt went on elsewhere, or is closed.
            StoreError: nothing was added.
        """
        added = self._chained(attempt, tip, record.stamp(at), events)
        head = Head(Tip(tip.count + len(added), added[-1].hash), progress, added[-1].at)
        with self._database.writing() as connection:
            expected = {"of": attempt, "of_count": tip.count, "of_head": tip.head}
            advanced = connection.execute(_ADVANCE, {**expected, **head_values(attempt, head)})
            if advanced.rowcount != 1:
                raise StoreMoved(
                    "This attempt went on, or ended, in another window; open it again to see where it stands."
                )
            self._add(connection, attempt, added)
            connection.execute(_FORGET, {"of": attempt})
        return added

    def keep_draft(self, attempt: str, count: int, answers: Mapping[str, Answer]) -> None:
        """Keep what is typed and not handed in after the first ``count`` events; no answers forget it."""
        body = codec.canonical(codec.encode_answers(answers))
        with self._database.writing() as connection:
            connection.execute(_FORGET, {"of": attempt})
            if answers:
                seal = record.sha256(f"{attempt}/{count}/{body}")
                connection.execute(
                    insert(tables.drafts), {"attempt": attempt, "count": count, "body": body, "seal": seal}
                )

    @staticmethod
    def _chained(attempt: str, tip: Tip, at: str, events: Sequence[Event]) -> tuple[StoredEvent, ...]:
        return record.chained(attempt, tip, at, [codec.canonical(codec.encode(event)) for event in events])

    def _pin(self, connection: Connection, document: Document) -> None:
        kept = connection.execute(_DOCUMENT, {"of_digest": document.digest, "of_name": document.name}).one_or_none()
        if kept is None:
            values = {field.name: getattr(document, field.name) for field in fields(Document)}
            connection.execute(insert(tables.documents), values)
        elif kept.text != document.text:
            raise StoreCorrupt(f"The store {self.place} is damaged: its copy of “{document.name}” was changed.")

    @staticmethod
    def _add(connection: Connection, attempt: str, events: Sequence[StoredEvent]) -> None:
        connection.execute(
            insert(tables.events),
            [
                {"attempt": attempt, "number": each.number, "at": each.at, "body": each.body, "hash": each.hash}
                for each in events
            ],
        )

    # Reading

    def attempts(self) -> tuple[AttemptSummary, ...]:
        """Every attempt, the newest first; damaged ones are left out and named by ``damaged``."""
        return tuple(summary for _, summary in self._summaries() if summary is not None)

    def damaged(self) -> tuple[str, ...]:
        """The ids of attempts whose header or head is damaged."""
        return tuple(attempt for attempt, summary in self._summaries() if summary is None)

    def _summaries(self) -> list[tuple[str, AttemptSummary | None]]:
        with self._database.reading() as connection:
            rows = connection.execute(_ALL).all()
        return [(str(row.attempt), summary_of(row._asdict())) for row in rows]

    def summary(self, attempt: str) -> AttemptSummary:
        """One attempt's summary.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: it is damaged.
        """
        kept = self.sound(attempt)
        return AttemptSummary.of(kept.header, kept.head)

    def ids(self) -> tuple[str, ...]:
        """The ids of all attempts, the oldest first."""
        with self._database.reading() as connection:
            return tuple(str(attempt) for attempt in connection.execute(_IDS).scalars())

    def find(self, beginning: str) -> str:
        """The id that begins so.

        Raises:
            NoSuchAttempt: there is none, or more than one.
        """
        with self._database.reading() as connection:
            found = [str(attempt) for attempt in connection.execute(_BEGINNING_WITH, {"of": beginning}).scalars()]
        if beginning in found:
            return beginning
        if not beginning or not found:
            raise NoSuchAttempt(f"There is no attempt “{beginning}”; “simulator attempts list” names them all.")
        if len(found) > 1:
            raise NoSuchAttempt(f"More than one attempt begins with “{beginning}”; write more of its id.")
        return found[0]

    def record(self, attempt: str) -> Record:
        """Everything that is kept of an attempt, as it is, checked for nothing but its types.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: parts of it are missing or of another type.
        """
        with self._database.reading() as connection:
            header = connection.execute(_ONE_HEADER, {"of": attempt}).one_or_none()
            if header is None:
                raise NoSuchAttempt(f"There is no attempt “{attempt}”; “simulator attempts list” names them all.")
            head = connection.execute(_ONE_HEAD, {"of": attempt}).one_or_none()
            rows = connection.execute(_EVENTS, {"of": attempt}).all()
            texts = [
                connection.execute(_DOCUMENT, {"of_digest": digest, "of_name": name}).one_or_none()
                for digest, name in ((header.scenario_digest, header.scenario), (header.rubric_digest, header.rubric))
            ]
        try:
            scenario, rubric = (document_of(_values(row)) for row in texts)
            kept_head, seal = head_of(_values(head))
            events = tuple(
                StoredEvent(number_of(number), text_of(at), text_of(body), text_of(hash_))
                for number, at, body, hash_ in rows
            )
            return Record(header_of(header._asdict()), text_of(header.hash), scenario, rubric, events, kept_head, seal)
        except Damaged as error:
            raise StoreCorrupt(f"The attempt {attempt} is damaged: {error}.") from error

    def sound(self, attempt: str) -> Record:
        """Everything that is kept of an attempt, once its chain has been checked.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: it is damaged; the message says where.
        """
        kept = self.record(attempt)
        faults = chain_faults(kept)
        if faults:
            raise StoreCorrupt(f"The attempt {attempt} is damaged: {faults[0].message}")
        return kept

    def events(self, attempt: str) -> tuple[StoredEvent, ...]:
        """The events of an attempt, as they are kept.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: it is damaged.
        """
        return self.sound(attempt).events

    def draft(self, attempt: str, count: int) -> dict[str, Answer]:
        """What was typed after the first ``count`` events and not handed in.

        Raises:
            StoreCorrupt: the draft is damaged.
        """
        with self._database.reading() as connection:
            row = connection.execute(_DRAFT, {"of": attempt}).one_or_none()
        if row is None or row._mapping["count"] != count:
            return {}
        try:
            body = text_of(row.body)
            if record.sha256(f"{attempt}/{count}/{body}") == row.seal:
                return codec.decode_answers(codec.parse(body))
        except (Damaged, codec.CodecError):
            pass
        raise StoreCorrupt(f"What was typed into attempt {attempt} and not handed in is damaged; nothing else is.")

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file as a whole: one sentence each."""
        with self._database.reading() as connection:
            problems = [str(line) for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
            missing = sorted(set(tables.TRIGGERS) - {str(name) for name in found})
        faults = [] if problems == ["ok"] else [f"The file is damaged: {line}." for line in problems]
        faults += [f"The table “{row[0]}” holds a row that belongs to nothing." for row in orphans]
        return (*faults, *(f"The guard “{name}” against changes is missing." for name in missing))


def _values(row: Row[*tuple[object, ...]] | None) -> dict[str, object] | None:
    return None if row is None else row._asdict()
