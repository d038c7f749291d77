"""An open store: its database, and what all its parts share."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import Connection, Row, bindparam, insert, select, text

from simulator.store.db.database import Database
from simulator.store.db.location import Place
from simulator.store.db.rows import erasure_of, text_values, texts_in
from simulator.store.format.erasable_texts import Erasure, Text, Texts
from simulator.store.format.record import CENTRE, Document

from .db import tables
from .errors import StoreCorrupt
from .typed import TypedFiles

DOCUMENT = select(tables.documents).where(
    tables.documents.c.digest == bindparam("of_digest"), tables.documents.c.name == bindparam("of_name")
)
_PIN = tables.new_row(tables.documents)
_TEXTS = select(tables.texts).where(tables.texts.c.stream == bindparam("of"))
_before = tables.entries.alias("before")
_told = select(tables.erasures.c.number).where(tables.erasures.c.stream == bindparam("of")).distinct().subquery()
_ERASURES = (
    select(tables.entries, _before.c.hash.label("previous"))
    .select_from(_told)
    .outerjoin(tables.entries, (tables.entries.c.stream == CENTRE) & (tables.entries.c.number == _told.c.number))
    .outerjoin(_before, (_before.c.stream == CENTRE) & (_before.c.number == _told.c.number - 1))
    .order_by(_told.c.number)
)
_HELD_BACK = text("SELECT * FROM erasure_records(:of)")
"""The same for somebody to whom the stream of the centre is not shown."""

_told_of_all = (
    select(tables.erasures.c.stream.label("erased"), tables.erasures.c.number)
    .where(tables.erasures.c.stream.in_(bindparam("of", expanding=True)))
    .distinct()
    .subquery()
)
_ERASURES_OF_ALL = (
    select(_told_of_all.c.erased, tables.entries, _before.c.hash.label("previous"))
    .select_from(_told_of_all)
    .outerjoin(tables.entries, (tables.entries.c.stream == CENTRE) & (tables.entries.c.number == _told_of_all.c.number))
    .outerjoin(_before, (_before.c.stream == CENTRE) & (_before.c.number == _told_of_all.c.number - 1))
    .order_by(_told_of_all.c.number)
)
_HELD_BACK_OF_ALL = text(
    "SELECT streams.erased, found.* FROM unnest(CAST(:of AS text[])) AS streams(erased) "
    "CROSS JOIN LATERAL erasure_records(streams.erased) AS found ORDER BY found.number"
)


class Opened:
    """Where attempts are kept. Every change is durable before its method returns; every fault is a ``StoreError``."""

    def __init__(self, place: Place, *, only_read: bool = False) -> None:
        self._database = _database(place, only_read=only_read)
        self._stand_at(place)

    def _stand_at(self, place: Place) -> None:
        self.place = place
        self._typed = None if place.path is None else TypedFiles(place.path)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _pin(self, connection: Connection, document: Document) -> None:
        """Keep a document's exact text, once."""
        kept = connection.execute(DOCUMENT, {"of_digest": document.digest, "of_name": document.name}).one_or_none()
        if kept is None:
            values = {field.name: getattr(document, field.name) for field in fields(Document)}
            connection.execute(_PIN, values)
        elif kept.text != document.text:
            raise StoreCorrupt(f"The store {self.place} is damaged: its copy of “{document.name}” was changed.")

    @staticmethod
    def _keep_texts(connection: Connection, stream: str, texts: list[Text]) -> None:
        if texts:
            connection.execute(insert(tables.texts), [text_values(stream, each) for each in texts])

    def _document(self, connection: Connection, digest: str, name: str) -> dict[str, object] | None:
        """The row of a pinned text."""
        return values_of(connection.execute(DOCUMENT, {"of_digest": digest, "of_name": name}).one_or_none())

    def _texts(self, connection: Connection, stream: str) -> Texts:
        """The free texts of a stream, or ``Damaged``."""
        rows = [row._asdict() for row in connection.execute(_TEXTS, {"of": stream})]
        return texts_in(stream, rows, lambda: self._erasures(connection, stream))

    def _erasures(self, connection: Connection, stream: str) -> list[Erasure]:
        """The records of what was erased of a stream, or ``Damaged``."""
        rows = connection.execute(_ERASURES, {"of": stream}).all()
        if connection.dialect.name == "postgresql" and any(row.stream is None for row in rows):
            rows = connection.execute(_HELD_BACK, {"of": stream}).all()
        return [erasure_of(row._asdict()) for row in rows if row.stream is not None]


def erasures_of_all(connection: Connection, streams: Sequence[str]) -> list[dict[str, object]]:
    """The rows of what records an erasure in some streams; ``erased`` is the stream."""
    rows = [row._asdict() for row in connection.execute(_ERASURES_OF_ALL, {"of": streams})]
    there = [row for row in rows if row["stream"] is not None]
    held_back = {str(row["erased"]) for row in rows if row["stream"] is None}
    if connection.dialect.name != "postgresql" or not held_back:
        return there
    shown = connection.execute(_HELD_BACK_OF_ALL, {"of": sorted(held_back)})
    return [*(row for row in there if row["erased"] not in held_back), *(row._asdict() for row in shown)]


def _database(place: Place, *, only_read: bool) -> Database:
    if not place.address:
        return Database(place, only_read=only_read)
    from simulator.store.db.postgresql import Shared  # noqa: PLC0415  (its driver is only needed for a shared store)

    return Shared(place, only_read=only_read)


def values_of(row: Row[*tuple[object, ...]] | None) -> dict[str, object] | None:
    """A row by the names of its columns."""
    return None if row is None else row._asdict()
