"""Many attempts read together, with a few statements for all: asking for each takes longer than judging it.

What a batch gives of an attempt is what a store gives that is asked for that attempt, out of the same rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias

from sqlalchemy import BindParameter, Column, Connection, Select, Table, bindparam, select

from simulator.engine.events import Answer
from simulator.store.db.rows import Values, erasure_of, texts_in
from simulator.store.format.erasable_texts import ErasableTexts, Erasure
from simulator.store.format.record import Document, Record
from simulator.store.format.steps import PathRecord

from .attempts import documents_named, record_in
from .db import tables
from .drafts import draft_in
from .errors import no_such_attempt
from .free_texts import erasure_rows
from .paths import path_in
from .reviews import qualifications_named
from .store import Store
from .streams import StreamRecord, stream_in

BATCH: Final = 500
"""How many attempts are read together: enough that statements no longer count, and few enough to be held in memory."""

_MANY: Final[BindParameter[str]] = bindparam("of", expanding=True)


class AttemptSource(Protocol):
    """What is kept of attempts, whether each is asked for by itself or many were read together."""

    def record(self, attempt: str) -> Record:
        """Everything that is kept of an attempt."""

    def stream(self, name: str) -> StreamRecord:
        """Its review."""

    def qualifications(self, stream: StreamRecord) -> tuple[Document, ...]:
        """The pinned texts of the qualifications that a review speaks of."""

    def draft(self, attempt: str, count: int) -> dict[str, Answer]:
        """What was typed after the first ``count`` events and not handed in."""

    def path(self, attempt: str) -> PathRecord | None:
        """The path that is kept of an attempt."""


class EachByItself:
    """A store that is asked for one attempt after the other."""

    def __init__(self, store: Store) -> None:
        self.record = store.attempts.record
        self.stream = store.streams.of
        self.qualifications = store.reviews.qualifications
        self.draft = store.drafts.of
        self.path = store.paths.of


def _of_all(table: Table, key: Column[str]) -> Select[*tuple[object, ...]]:
    """The rows of many attempts, those of each in the order of their key."""
    return select(table).where(key.in_(_MANY)).order_by(*table.primary_key.columns)


_HEADERS: Final = _of_all(tables.attempts, tables.attempts.c.attempt)
_HEADS: Final = _of_all(tables.heads, tables.heads.c.attempt)
_EVENTS: Final = _of_all(tables.events, tables.events.c.attempt)
_TEXTS: Final = _of_all(tables.texts, tables.texts.c.stream)
_ENTRY_HEADS: Final = _of_all(tables.entry_heads, tables.entry_heads.c.stream)
_ENTRIES: Final = _of_all(tables.entries, tables.entries.c.stream)
_DRAFTS: Final = _of_all(tables.drafts, tables.drafts.c.attempt)
_PATHS: Final = select(tables.paths).where(tables.paths.c.attempt.in_(_MANY))

_Rows: TypeAlias = Mapping[str, Sequence[Values]]
"""The rows of a table, by attempt."""


@dataclass(frozen=True, slots=True)
class AttemptBatch:
    """What is kept of some attempts, as of one moment."""

    store: Store
    """Who is asked for what a batch seldom has."""
    headers: _Rows
    heads: _Rows
    events: _Rows
    free: _Rows
    erasures: _Rows
    entry_heads: _Rows
    entries: _Rows
    drafts: _Rows
    paths: _Rows
    documents: Mapping[tuple[str, str], Values | None]
    partly: bool
    """The database may hold entries back from whoever asks."""
    _texts: dict[str, ErasableTexts] = field(default_factory=dict)

    def record(self, attempt: str) -> Record:
        """Everything that is kept of an attempt, as it is, checked for nothing but its types.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: parts of it are missing or of another type.
        """
        header = _one(self.headers, attempt)
        if header is None:
            raise no_such_attempt(attempt)
        documents = [self.documents[named] for named in documents_named(header)]
        events = self.events.get(attempt, ())
        return record_in(attempt, header, _one(self.heads, attempt), events, documents, lambda: self._free(attempt))

    def stream(self, name: str) -> StreamRecord:
        """A review as it is kept, checked for nothing but its types.

        Raises:
            StoreCorrupt: parts of it are missing or of another type.
        """
        entries = self.entries.get(name, ())
        return stream_in(name, _one(self.entry_heads, name), entries, lambda: self._free(name), partly=self.partly)

    def qualifications(self, stream: StreamRecord) -> tuple[Document, ...]:
        """The pinned texts of the qualifications that a review speaks of."""
        return self.store.reviews.qualifications(stream) if qualifications_named(stream.entries) else ()

    def draft(self, attempt: str, count: int) -> dict[str, Answer]:
        """What was typed after the first ``count`` events and not handed in.

        Raises:
            StoreCorrupt: the draft is damaged.
        """
        return draft_in(attempt, count, self.store.drafts.in_file(attempt), _one(self.drafts, attempt))

    def path(self, attempt: str) -> PathRecord | None:
        """The path that is kept of an attempt."""
        if len(self.paths.get(attempt, ())) > 1:  # then a store has a sentence of its own
            return self.store.paths.of(attempt)
        return path_in(_one(self.paths, attempt))

    def _free(self, stream: str) -> ErasableTexts:
        """Its free texts, or ``Damaged``."""
        if stream not in self._texts:
            self._texts[stream] = texts_in(stream, self.free.get(stream, ()), lambda: self._erased(stream))
        return self._texts[stream]

    def _erased(self, stream: str) -> list[Erasure]:
        """The records of what was erased; where they are damaged, only what was erased shows as missing."""
        with suppress(ValueError):
            return [erasure_of(row) for row in self.erasures.get(stream, ())]
        return []


def read_together(store: Store, attempts: Sequence[str]) -> AttemptBatch:
    """Some attempts, read together.

    Raises:
        StoreError: one of them cannot be read; each is to be asked for by itself.
    """
    with store.database.reading() as connection:
        return _read(store, connection, attempts)


def _read(store: Store, connection: Connection, attempts: Sequence[str]) -> AttemptBatch:
    def rows(statement: Select[*tuple[object, ...]], key: str = "attempt") -> dict[str, list[Values]]:
        return _by(key, (row._asdict() for row in connection.execute(statement, {"of": attempts})))

    headers = rows(_HEADERS)
    named = {each for (header,) in headers.values() for each in documents_named(header)}
    return AttemptBatch(
        store=store,
        headers=headers,
        heads=rows(_HEADS),
        events=rows(_EVENTS),
        free=rows(_TEXTS, "stream"),
        erasures=_by("erased", erasure_rows(connection, attempts)),
        entry_heads=rows(_ENTRY_HEADS, "stream"),
        entries=rows(_ENTRIES, "stream"),
        drafts=rows(_DRAFTS),
        paths=rows(_PATHS),
        documents={each: store.documents.row(connection, *each) for each in sorted(named)},
        partly=store.database.holds_back(connection),
    )


def _by(key: str, rows: Iterable[Values]) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = {}
    for row in rows:
        found.setdefault(str(row[key]), []).append(row)
    return found


def _one(rows: _Rows, attempt: str) -> Values | None:
    found = rows.get(attempt, ())
    return found[0] if found else None
