"""Opening a store whatever state its file is in, to read what can still be read; nothing of it changes.

SQLite gives up on a whole file where one page is lost, though nearly everything in it can still be read: its check
raises, a file that was cut off is refused, and a list ends at the first page that is none. Here each of these is a
finding, a list is read from both ends, and what one table has lost is looked for in the others.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

from sqlalchemy import Engine, event

from simulator.isolation import isolated
from simulator.store.db.database import Database, _raw, _version
from simulator.store.db.location import Location
from simulator.store.format.chain import CENTRE

from .batches import BATCH, AttemptBatch, AttemptSource, EachByItself, read_together
from .db import tables
from .documents import RememberedDocuments
from .errors import StoreCorrupt, StoreError, StoreNewer, plainly
from .free_texts import FreeTexts
from .store import Store

_NAMED_BY: Final = (
    "SELECT attempt FROM attempts NOT INDEXED ORDER BY attempt {way}",
    "SELECT attempt FROM attempts INDEXED BY attempts_by_learner ORDER BY learner {way}, started_at {way}",
    "SELECT attempt FROM attempts INDEXED BY attempts_by_scenario ORDER BY scenario {way}",
    "SELECT attempt FROM heads ORDER BY attempt {way}",
    "SELECT attempt FROM events ORDER BY attempt {way}, number {way}",
    "SELECT stream FROM entry_heads NOT INDEXED ORDER BY stream {way}",
    "SELECT stream FROM entries ORDER BY stream {way}, number {way}",
    "SELECT stream FROM texts ORDER BY stream {way}, commitment {way}",
    "SELECT attempt FROM drafts ORDER BY attempt {way}",
    "SELECT attempt FROM paths ORDER BY play {way}, attempt {way}",
)
"""Where ids of attempts stand, each read in the order in which it is kept, so that it comes as far as the damage."""


class DamagedDatabase(Database):
    """A database that is opened although something is wrong with its file; what was found in doing so is ``found``."""

    def __init__(self, location: Location) -> None:
        self.found: list[str] = []
        self._checks: tuple[str, ...] | None = None
        self._folder = TemporaryDirectory() if _interrupted(location) else None
        super().__init__(_copied(location, Path(self._folder.name)) if self._folder else location, only_read=True)
        self.location = location

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        if self._folder is not None:
            self._folder.cleanup()

    def check(self) -> tuple[str, ...]:
        """What is wrong with the database as a whole: one sentence each."""
        if self._checks is None:
            self._checks = tuple(dict.fromkeys([*self.found, *super().check()]))
        return self._checks

    def ids(self) -> set[str]:
        """The ids of all attempts of which anything can still be read."""
        found: set[str] = set()
        with self.reading() as connection:
            for statement in _NAMED_BY:
                for way in ("ASC", "DESC"):
                    with suppress(sqlite3.Error):
                        for (name,) in _raw(connection).execute(statement.format(way=way)):
                            found.add(str(name))
        return found - {CENTRE}

    def _engines(self) -> tuple[Engine, Engine]:
        reader, writer = super()._engines()
        # without the first, a file that was cut off would be refused whole; the second would refuse a page for one cell
        for pragma in ("PRAGMA writable_schema=ON", "PRAGMA cell_size_check=OFF"):
            event.listen(reader, "connect", lambda raw, _entry, pragma=pragma: raw.execute(pragma).close())
        return reader, writer

    def _open(self) -> None:
        try:
            with self.reading() as connection:
                version = _version(connection, self.location)
                if version < tables.SCHEMA_VERSION:
                    with suppress(sqlite3.Error, StoreError):
                        self._copy(connection)
                        version = 0
            if version == 0:
                super()._open()
        except StoreNewer:
            raise
        except StoreCorrupt as error:
            with self.reading() as connection:
                names = {name for (name,) in _raw(connection).execute("SELECT name FROM sqlite_master")}
            if not names >= {"attempts", "events", "heads"}:
                raise
            self.found.append(plainly(error))


def _interrupted(location: Location) -> bool:
    """Whether a change was broken off: to read the file, it is undone first, and that in a copy."""
    if location.path is None:
        return False
    journal = location.path.with_name(f"{location.path.name}-journal")
    with suppress(OSError):
        return journal.stat().st_size > 0
    return False


def _copied(location: Location, folder: Path) -> Location:
    if location.path is None:
        return location
    for name in (location.path.name, f"{location.path.name}-journal"):
        shutil.copyfile(location.path.with_name(name), folder / name)
    return replace(location, path=folder / location.path.name)


class Wreck:
    """A store to read what can be read, attempt by attempt."""

    def __init__(self, location: Location) -> None:
        self._damaged = None if location.address else DamagedDatabase(location)
        self.store = Store(self._damaged or _shared(location), RememberedDocuments(location), FreeTexts(lenient=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.store.close()

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file as a whole, and with what concerns the centre: one sentence each."""
        found = self.store.database.check()
        try:
            self.store.centre.entries()
        except StoreCorrupt as error:
            return (*found, f"What concerns the centre: {plainly(error)}")
        return found

    def each(self, attempts: Sequence[str]) -> Iterator[tuple[AttemptSource, str]]:
        """Attempts in their order, each with what is to be asked for it.

        Where nothing is wrong with the file, hundreds are read together; each by itself otherwise, for then what one
        way of asking gives need not be what another gives.
        """
        by_itself = EachByItself(self.store)
        together = self._damaged is None or not self._damaged.check()
        for first in range(0, len(attempts), BATCH):
            some = attempts[first : first + BATCH]
            source = (self._batch(some) if together else None) or by_itself
            yield from ((source, attempt) for attempt in some)

    def _batch(self, attempts: Sequence[str]) -> AttemptBatch | None:
        """Some attempts as they were read together; None where they cannot be."""
        with suppress(StoreError):
            found = isolated(f"{attempts[0]} …", lambda: read_together(self.store, attempts), (StoreError,))
            return found if isinstance(found, AttemptBatch) else None
        return None

    def known_ids(self) -> tuple[str, ...]:
        """The ids of all attempts, the oldest first; at the end those that only other tables still name."""
        found: tuple[str, ...] = ()
        with suppress(StoreError):
            found = self.store.attempts.ids()
        if self._damaged is None or (found and not self._damaged.check()):
            return found
        return (*found, *sorted(self._damaged.ids() - set(found)))


def _shared(location: Location) -> Database:
    from simulator.store.db.postgresql import SharedDatabase  # noqa: PLC0415  (its driver is only needed for a shared store)

    return SharedDatabase(location, only_read=True)
