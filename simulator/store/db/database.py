"""One database under a store: its settings, its transactions, its schema, and its faults as sentences.

Settings of SQLite: a rollback journal with ``synchronous=EXTRA``, which no power cut took an acknowledged commit from.
Write-ahead logging would commit in a third of the time, but it was unsafe before SQLite 3.51.3 and does not work on the
network drives that colleges give their learners; both are far below what a person notices.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import PurePath
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool, StaticPool

from simulator import waiting
from simulator.review.people import Person
from simulator.store.errors import (
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
    StoreUnreadable,
    StoreVanished,
)

from . import tables, triggers
from .location import APPLICATION, Location, file_errors

NO_CHARACTER: Final = "Something in this is no character, so it is kept nowhere; nothing was changed."

PRAGMAS: Final[tuple[str, ...]] = (
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA trusted_schema=OFF",
)


def address(path: PurePath) -> str:
    """A file's URI as SQLite takes it: a Windows share is part of the path, for it knows no machine but this one.

    Source: https://www.sqlite.org/uri.html, 3.1: “the authority must be either an empty string or localhost”.
    """
    return re.sub(r"^file://(?=[^/])", "file:////", path.as_uri())


def engine_for(location: Location) -> Engine:
    """A database engine for this place; a file must exist already, and connecting makes none."""
    target = ":memory:" if location.path is None else f"{address(location.path.absolute())}?mode=rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(target, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
        waiting.patiently(lambda: _set(connection), _busy)
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=StaticPool if location.path is None else QueuePool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _set(connection: sqlite3.Connection) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    """Begin a transaction once it is sure that nobody else stands in its way.

    What is going to write takes the store before it reads: a transaction that reads first and then wants to write fails
    when another has written in between. What only reads looks at one moment from here on, and is not disturbed later.
    """
    raw = _raw(connection)
    raw.execute("PRAGMA busy_timeout=0")  # here we wait ourselves; committing, SQLite waits for those who still read
    if connection.get_execution_options().get("immediate"):
        waiting.patiently(lambda: raw.execute("BEGIN IMMEDIATE"), _busy)
    else:
        waiting.patiently(lambda: _look(raw), _busy)
    raw.execute(f"PRAGMA busy_timeout={int(waiting.PATIENCE * 1000)}")


def _raw(connection: Connection) -> sqlite3.Connection:
    """The connection underneath, for what the library would do in a transaction of its own."""
    raw: object = connection.connection.dbapi_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError("a store in a file is one of SQLite's")
    return raw


def _look(raw: sqlite3.Connection) -> None:
    """Begin to read: from the first look on nobody who writes can come in between."""
    raw.execute("BEGIN")
    try:
        raw.execute("SELECT 1 FROM sqlite_master LIMIT 1").close()
    except sqlite3.Error:
        raw.execute("ROLLBACK")
        raise


def _busy(error: Exception) -> bool:
    """Whether somebody else holds the store."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


class Database:
    """An open database with the store's schema."""

    def __init__(self, location: Location, *, only_read: bool = False) -> None:
        self.location = location
        self.only_read = only_read
        self._reader, self._writer = self._engines()
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def errors(self) -> AbstractContextManager[None]:
        """Turns what the database and the machine refuse into sentences."""
        return database_errors(self.location)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the store, unchanged while it is looked at."""
        with self.errors(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is durable when the block ends, or nothing of it is there."""
        with self.errors(), self._writer.begin() as connection:
            yield connection

    def advisory_lock(self, connection: Connection, name: str) -> None:
        """Let nobody else do what they would also do alone under this name, until the transaction ends."""
        # on SQLite there is only ever one that writes

    def holds_back(self, connection: Connection) -> bool:
        """Whether the database shows whoever asks only some of what is kept."""
        del connection
        return False

    def logged_in(self, connection: Connection) -> Person | None:
        """Who is logged in, where the database keeps people apart; None where it does not, or to its owner."""
        del connection
        return None

    @contextmanager
    def unguarded(self, connection: Connection, *names: str) -> Iterator[None]:
        """Within a transaction, let some tables be changed; what is guarded again at its end was so for all others."""
        guarded = [guard for guard in triggers.ALL if guard.table in names]
        for guard in guarded:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {guard.name}")
        yield
        for guard in guarded:
            connection.exec_driver_sql(guard.sqlite())

    def tidy(self) -> None:
        """Give the place of what was erased back.

        Raises:
            StoreError: it cannot be done now.
        """
        with self.errors(), self._reader.connect() as connection:
            raw = _raw(connection)
            waiting.patiently(lambda: raw.execute("VACUUM").close(), _busy)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the database as a whole: one sentence each."""
        with self.reading() as connection:
            return tuple(_problems(_raw(connection)))

    def close(self) -> None:
        """Let go of the file."""
        self._reader.dispose()

    def _engines(self) -> tuple[Engine, Engine]:
        reader = engine_for(self.location)
        if self.only_read:
            event.listen(reader, "connect", lambda connection, _entry: connection.execute("PRAGMA query_only=ON"))
        return reader, reader.execution_options(immediate=True)

    def _open(self) -> None:
        with self.reading() as connection:
            version = _version(connection, self.location)
            if self.only_read and version < tables.SCHEMA_VERSION:
                self._copy(connection)
        if version < tables.SCHEMA_VERSION:
            with self.writing() as connection:
                _migrate(connection, _version(connection, self.location))
        if self.only_read:
            return
        with self.errors(), self._reader.connect() as connection:
            # outside of a transaction, where alone it can be set
            raw = _raw(connection)
            waiting.patiently(lambda: raw.execute("PRAGMA journal_mode=DELETE").close(), _busy)

    def _copy(self, connection: Connection) -> None:
        """Go on with a copy in memory: what an older program made is brought up there, and the file stays as it is."""
        reader = engine_for(Location(None))
        with reader.connect() as copy:
            _raw(connection).backup(_raw(copy))
        self._reader.dispose()
        self._reader, self._writer = reader, reader.execution_options(immediate=True)


def _problems(raw: sqlite3.Connection) -> Iterator[str]:
    """What SQLite itself finds wrong with a file, and what was taken from its schema."""
    try:
        for (line,) in raw.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield f"The file is damaged: {' '.join(str(line).split())}."
    except sqlite3.Error:
        yield "The file is damaged: a part of it is lost, and SQLite cannot check the rest as a whole."
    try:
        for row in raw.execute("PRAGMA foreign_key_check").fetchall():
            yield f"The table “{row[0]}” holds a row that belongs to nothing."
        found = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    except sqlite3.Error:
        return  # a page of it is lost, which is said already
    for name in sorted({guard.name for guard in triggers.ALL} - found):
        yield f"The guard “{name}” against changes is missing."


def blank(location: Location) -> bytes:
    """A store in which nothing is kept yet, as the bytes of the file that is to stand at a place."""
    with database_errors(location):
        engine = engine_for(Location(None))
        try:
            with engine.execution_options(immediate=True).begin() as connection:
                _migrate(connection, 0)
            with engine.connect() as connection:
                return _raw(connection).serialize()
        finally:
            engine.dispose()


def _version(connection: Connection, location: Location) -> int:
    """The version of the database's schema; 0 where it is empty.

    Raises:
        StoreCorrupt: it holds something else.
        StoreNewer: a newer program made it.
    """
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    names = {str(name) for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
    if not names and application == 0 and location.path is None:
        return 0
    if application != APPLICATION or "meta" not in names:
        raise StoreCorrupt(f"{location} is a database of something else, or is damaged; nothing in it was changed.")
    return version_in(connection, location)


def version_in(connection: Connection, location: Location) -> int:
    """The version that the table ``meta`` tells.

    Raises:
        StoreCorrupt: it tells none.
        StoreNewer: a newer program made it.
    """
    version = connection.execute(select(tables.meta.c.value).where(tables.meta.c.name == "schema")).scalar()
    if not isinstance(version, str) or not version.isdecimal() or int(version) < 1:
        raise StoreCorrupt(f"The store {location} is damaged: it does not say which version made it.")
    if int(version) > tables.SCHEMA_VERSION:
        raise StoreNewer(
            f"The store {location} was made by a newer version of this program; nothing in it was changed."
        )
    return int(version)


def _migrate(connection: Connection, version: int) -> None:
    """Make what a database of this version lacks; what is kept stays as it is."""
    if version == 0:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
    migrate(connection, version, [guard.sqlite() for guard in triggers.since(version)])


def migrate(connection: Connection, version: int, guarding: Iterable[str]) -> None:
    """Make the tables, indexes and guards that a database of this version lacks, within a transaction."""
    if version == 0:
        tables.metadata.create_all(connection, checkfirst=False)
        connection.execute(insert(tables.meta).values(name="schema", value=str(tables.SCHEMA_VERSION)))
    elif version < tables.SCHEMA_VERSION:
        if version < 2:
            tables.metadata.create_all(connection, tables.SINCE_2, checkfirst=False)
            for index in tables.INDEXES_SINCE_2:
                index.create(connection)
        tables.metadata.create_all(connection, tables.SINCE_3, checkfirst=False)
        connection.execute(
            update(tables.meta).where(tables.meta.c.name == "schema").values(value=str(tables.SCHEMA_VERSION))
        )
    for statement in guarding:
        connection.exec_driver_sql(statement)


@contextmanager
def database_errors(location: Location) -> Iterator[None]:
    """Turn what the database and the machine refuse into sentences."""
    with file_errors(location):
        try:
            yield
        except DBAPIError as error:
            raise _sentence(location, error.orig) from error
        except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes a damaged schema in its messages
            raise _sentence(location, error) from error
        except UnicodeEncodeError as error:
            raise StoreError(NO_CHARACTER) from error
        except SQLAlchemyError as error:
            raise StoreError(f"The store {location} cannot be used; nothing that was saved is lost.") from error


_BUSY: Final = (
    "The store {location} is busy, because others write to it, and was not free for half a minute: nothing was lost, "
    "and what you typed is still here, so do the same again in a moment."
)
_SENTENCES: Final[tuple[tuple[str, type[StoreError], str], ...]] = (
    ("SQLITE_FULL", StoreFull, "There is no room left for the store {location}; what was saved is still saved."),
    (
        "SQLITE_READONLY_DBMOVED",
        StoreVanished,
        "The store {location} was moved or deleted while it was open; put it back, or start again.",
    ),
    ("SQLITE_READONLY", StoreReadOnly, "The store {location} may not be written; what was saved is still saved."),
    ("SQLITE_PERM", StoreReadOnly, "The store {location} may not be written; what was saved is still saved."),
    ("SQLITE_BUSY", StoreLocked, _BUSY),
    ("SQLITE_LOCKED", StoreLocked, _BUSY),
    ("SQLITE_CANTOPEN", StoreUnreachable, "The store {location} cannot be opened, or its folder may not be written."),
    (
        "SQLITE_IOERR",
        StoreError,
        "The store {location} could not be read or written: the disk reports a fault; what was saved is still saved.",
    ),
)


def _sentence(location: Location, error: BaseException | None) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    for prefix, kind, sentence in _SENTENCES:
        if name.startswith(prefix):
            return kind(sentence.format(location=location))
    return StoreUnreadable(f"The store {location} is damaged; “simulator attempts verify” says what can still be read.")
