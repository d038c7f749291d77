"""What was written freely, kept apart from the chains that commit to it, with the records of what was erased."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import Connection, bindparam, insert, select, text
from sqlalchemy.exc import DBAPIError

from simulator.store.db.rows import erasure_of, text_values, texts_in
from simulator.store.format.chain import CENTRE
from simulator.store.format.erasable_texts import ErasableText, ErasableTexts, Erasure

from .db import tables

_TEXTS = select(tables.texts).where(tables.texts.c.stream == bindparam("of"))
_before = tables.entries.alias("before")
_erased = (
    select(tables.erasures.c.stream.label("erased"), tables.erasures.c.number)
    .where(tables.erasures.c.stream.in_(bindparam("of", expanding=True)))
    .distinct()
    .subquery()
)
_ERASURES = (
    select(_erased.c.erased, tables.entries, _before.c.hash.label("previous"))
    .select_from(_erased)
    .outerjoin(tables.entries, (tables.entries.c.stream == CENTRE) & (tables.entries.c.number == _erased.c.number))
    .outerjoin(_before, (_before.c.stream == CENTRE) & (_before.c.number == _erased.c.number - 1))
    .order_by(_erased.c.number)
)
_HELD_BACK = text(
    "SELECT streams.erased, found.* FROM unnest(CAST(:of AS text[])) AS streams(erased) "
    "CROSS JOIN LATERAL erasure_records(streams.erased) AS found ORDER BY found.number"
)
"""The same for somebody to whom the stream of the centre is not shown."""


class FreeTexts:
    """The free texts of a store's streams; everything here is part of a transaction that somebody else began."""

    def __init__(self, *, lenient: bool = False) -> None:
        """Records of erasures that are lost are an error, unless ``lenient``: then what was erased shows as missing."""
        self._lenient = lenient

    @staticmethod
    def keep(connection: Connection, stream: str, texts: Sequence[ErasableText]) -> None:
        """Keep what was written freely in a stream."""
        if texts:
            connection.execute(insert(tables.texts), [text_values(stream, each) for each in texts])

    def of(self, connection: Connection, stream: str) -> ErasableTexts:
        """The free texts of a stream, or ``Damaged``."""
        rows = [row._asdict() for row in connection.execute(_TEXTS, {"of": stream})]
        return texts_in(stream, rows, lambda: self._erasures(connection, stream))

    def _erasures(self, connection: Connection, stream: str) -> list[Erasure]:
        """The records of what was erased of a stream, or ``Damaged``."""
        with suppress(*((DBAPIError, ValueError) if self._lenient else ())):
            return [erasure_of(row) for row in erasure_rows(connection, [stream])]
        return []


def erasure_rows(connection: Connection, streams: Sequence[str]) -> list[dict[str, object]]:
    """The rows of what records an erasure in some streams; ``erased`` is the stream."""
    rows = [row._asdict() for row in connection.execute(_ERASURES, {"of": streams})]
    there = [row for row in rows if row["stream"] is not None]
    held_back = {str(row["erased"]) for row in rows if row["stream"] is None}
    if connection.dialect.name != "postgresql" or not held_back:
        return there
    shown = connection.execute(_HELD_BACK, {"of": sorted(held_back)})
    return [*(row for row in there if row["erased"] not in held_back), *(row._asdict() for row in shown)]
