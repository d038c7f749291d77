"""Paths: what scoring reads of each closed attempt, packed, for very many at once.

A path is written with the event that closes its attempt. It is derived: what events say counts, and one that is missing
or wrong is made again from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, text

from simulator.store.db.database import Database
from simulator.store.db.rows import Damaged, Values, document_of, values_of
from simulator.store.format.record import Document
from simulator.store.format.steps import PathRecord, play_of

from .db import tables
from .errors import StoreCorrupt

BATCH: Final = 1 << 17
"""How many paths are read at a time."""

_SET: Final = tables.set_row(tables.paths)
_ONE = select(tables.paths.c.play, tables.paths.c.path).where(tables.paths.c.attempt == bindparam("of"))
_SOME: Final = "SELECT attempt, path FROM paths WHERE play = :of AND attempt > :after ORDER BY attempt LIMIT :most"
_JOINED: Final = {
    dialect: text(
        f"SELECT max(attempt) AS last, sum(length(path)) AS length, {joined} AS joined FROM ({_SOME}) AS part"  # noqa: S608  (our own)
    )
    for dialect, joined in (
        ("sqlite", "CAST(group_concat(path, '') AS BLOB)"),
        ("postgresql", "string_agg(path, ''::bytea)"),
    )
}
_ANY = select(tables.paths.c.attempt).where(tables.paths.c.play == bindparam("of")).limit(1)
_FORGET = delete(tables.paths).where(tables.paths.c.attempt == bindparam("of"))
_DOCUMENTS = (
    select(tables.documents).where(tables.documents.c.kind == bindparam("of")).order_by(tables.documents.c.name)
)
_LACKING = (
    select(tables.heads.c.attempt)
    .outerjoin(tables.paths, tables.paths.c.attempt == tables.heads.c.attempt)
    .where(tables.heads.c.closed != "", tables.paths.c.attempt.is_(None))
    .order_by(tables.heads.c.attempt)
)


@dataclass(frozen=True, slots=True)
class Play:
    """A scenario and a rubric, by their exact texts, that closed attempts were played against."""

    key: str
    scenario: Document
    rubric: Document


class Paths:
    """The paths of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def keep_in(connection: Connection, attempt: str, path: PathRecord | None) -> None:
        """Keep a path if there is one, within a transaction."""
        if path is not None:
            connection.execute(_SET, {"play": path.play, "attempt": attempt, "path": path.path})

    def of(self, attempt: str) -> PathRecord | None:
        """The path that is kept of an attempt."""
        with self._database.reading() as connection:
            return path_in(values_of(connection.execute(_ONE, {"of": attempt}).one_or_none()))

    def plays(self) -> tuple[Play, ...]:
        """Every scenario with a rubric that there are paths of.

        Raises:
            StoreCorrupt: a document is damaged.
        """
        with self._database.reading() as connection:
            scenarios, rubrics = (self._documents(connection, kind) for kind in ("scenario", "rubric"))
            found = [Play(play_of(one.digest, two.digest), one, two) for one in scenarios for two in rubrics]
            return tuple(each for each in found if connection.execute(_ANY, {"of": each.key}).first() is not None)

    @staticmethod
    def _documents(connection: Connection, kind: str) -> list[Document]:
        try:
            return [document_of(row._asdict()) for row in connection.execute(_DOCUMENTS, {"of": kind})]
        except Damaged as error:
            raise StoreCorrupt("A document in the store is damaged; “simulator attempts verify” says which.") from error

    def joined(self, play: str) -> Iterator[bytes]:
        """The paths of a play, very many at a time, one after the other: each ends with the number of a closing.

        Raises:
            StoreCorrupt: one of them is damaged.
        """
        after = ""
        while True:
            with self._database.reading() as connection:
                joined = _JOINED[connection.dialect.name]
                row = connection.execute(joined, {"of": play, "after": after, "most": BATCH}).one()
            if row.last is None:
                return
            # joining them takes a tenth of the time that fetching a million rows would
            if not isinstance(row.joined, bytes | memoryview) or len(row.joined) != row.length:
                raise StoreCorrupt("A path kept for scoring again is damaged; the events of its attempt are not.")
            yield bytes(row.joined)
            after = str(row.last)

    def lacking(self) -> tuple[str, ...]:
        """The closed attempts of which no path is kept."""
        with self._database.reading() as connection:
            return tuple(str(attempt) for attempt in connection.execute(_LACKING).scalars())

    def keep(self, attempt: str, path: PathRecord) -> None:
        """Keep a path that was made again."""
        with self._database.writing() as connection:
            self.keep_in(connection, attempt, path)

    def forget(self, attempt: str) -> None:
        """Let go of a path; it can be made again."""
        with self._database.writing() as connection:
            connection.execute(_FORGET, {"of": attempt})


def path_in(row: Values | None) -> PathRecord | None:
    """The path in a row of ``paths``."""
    if row is None:
        return None
    path = row["path"]
    return PathRecord(str(row["play"]), bytes(path) if isinstance(path, bytes | memoryview) else b"")
