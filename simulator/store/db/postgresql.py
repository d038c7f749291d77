"""A store that a whole centre shares, on a PostgreSQL server: its settings, its schema, and its faults as sentences.

Several people write at once. Whatever depends on what is there already is one conditional statement, or is done alone
under an advisory lock, so that the server's default isolation suffices; reading looks at one snapshot.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from simulator.review.people import Person
from simulator.store.errors import (
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
)

from . import tables, triggers
from .database import NO_CHARACTER, Database, migrate, version_in
from .grants import GROUP_OF, missing_rights
from .location import APPLICATION, Location
from .row_security import LOGINS

CONNECT_SECONDS: Final = 10
LOCK_SECONDS: Final = 10
"""How long to wait for somebody else who writes the same."""

_ALONE: Final = text("SELECT pg_advisory_xact_lock(:program, hashtext(:name))")
_HOLDS_BACK: Final = text("SELECT row_security_active('entry_heads')")
_LOGINS: Final = text("SELECT to_regclass(:name) IS NOT NULL AND row_security_active('entries')")
_LOGGED_IN: Final = text(
    f"SELECT l.code, g.name FROM {LOGINS} l, unnest(CAST(:groups AS text[])) AS g(name) "  # noqa: S608  (our own name)
    "WHERE l.login = session_user::text AND pg_has_role(session_user, g.name::name, 'MEMBER')"
)
_NAMES: Final = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
_GUARDS: Final = text(
    "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace"
)


def engine_for(location: Location) -> Engine:
    """An engine for the server at this place.

    Raises:
        StoreUnreachable: the address is none, or the driver is not installed.
    """
    try:
        address = make_url(location.address)
        options = " ".join([*_listed(address.query.get("options")), f"-c lock_timeout={LOCK_SECONDS}s"])
        arguments = {"connect_timeout": CONNECT_SECONDS, "options": options}
        return create_engine(address, connect_args=arguments, hide_parameters=True, pool_pre_ping=True)
    except ImportError as error:
        from simulator.extras import install  # noqa: PLC0415

        raise StoreUnreachable(
            f"For a shared store the driver of PostgreSQL is missing: {install('postgresql')}"
        ) from error
    except (ArgumentError, ValueError) as error:
        raise StoreUnreachable(
            "The store's address cannot be read; write it as postgresql://NAME@SERVER/DATABASE."
        ) from error


def _listed(given: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given or ()


class SharedDatabase(Database):
    """An open database on a server with the store's schema."""

    def errors(self) -> AbstractContextManager[None]:
        """Turns what the server and its driver refuse into sentences."""
        return database_errors(self.location)

    def advisory_lock(self, connection: Connection, name: str) -> None:
        """Let nobody else do what they would also do alone under this name, until the transaction ends."""
        connection.execute(_ALONE, {"program": APPLICATION, "name": name})

    def holds_back(self, connection: Connection) -> bool:
        """Whether the database shows whoever asks only some of what is kept."""
        return bool(connection.execute(_HOLDS_BACK).scalar())

    def logged_in(self, connection: Connection) -> Person | None:
        """Who is logged in, where the database keeps people apart; None where it does not, or to its owner."""
        if not connection.execute(_LOGINS, {"name": LOGINS}).scalar():
            return None
        found = connection.execute(_LOGGED_IN, {"groups": list(GROUP_OF.values())}).all()
        roles = {group: role for role, group in GROUP_OF.items()}
        return next((Person(str(code), roles[str(group)]) for code, group in found), None)

    @contextmanager
    def unguarded(self, connection: Connection, *names: str) -> Iterator[None]:
        """Within a transaction, let some tables be changed; what is guarded again at its end was so for all others."""
        for name in names:
            connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        for name in names:
            connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")

    def tidy(self) -> None:
        """Write the tables that hold free texts anew, without what was erased.

        Raises:
            StoreError: it cannot be done now.
        """
        with self.errors(), self._writer.connect() as connection:
            outside = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in (tables.texts, tables.drafts, tables.review_drafts, tables.events, tables.people):
                outside.exec_driver_sql(f"VACUUM FULL {table.name}")

    def check(self) -> tuple[str, ...]:
        """What is wrong with the database as a whole: one sentence each. The server looks after its own files."""
        with self.reading() as connection:
            found = {str(name) for name in connection.execute(_GUARDS).scalars()}
            wanted = {guard.name for guard in triggers.ALL if not guard.sqlite_only}
            rights = tuple(missing_rights(connection))
        return (*(f"The guard “{name}” against changes is missing." for name in sorted(wanted - found)), *rights)

    def _engines(self) -> tuple[Engine, Engine]:
        writer = engine_for(self.location)
        return writer.execution_options(isolation_level="REPEATABLE READ"), writer

    def _open(self) -> None:
        with self.reading() as connection:
            if connection.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
                raise StoreUnreachable(
                    f"The database {self.location} does not keep Unicode; make one with ENCODING 'UTF8'."
                )
            version = _version(connection, self.location)
        if version == 0 and self.only_read:
            raise StoreUnreachable(
                f"There is no store in the database {self.location} yet; whoever adds to it first makes one."
            )
        if version < tables.SCHEMA_VERSION:
            with self.writing() as connection:
                self.advisory_lock(connection, "schema")
                version = _version(connection, self.location)
                lacking = [guard for guard in triggers.since(version) if not guard.sqlite_only]
                migrate(connection, version, [each for guard in lacking for each in guard.postgresql()])


def _version(connection: Connection, location: Location) -> int:
    """The version of the database's schema; 0 where it is empty.

    Raises:
        StoreCorrupt: it holds something else.
        StoreNewer: a newer program made it.
    """
    names = {str(name) for name in connection.execute(_NAMES).scalars()}
    if not names:
        return 0
    if not names >= {"meta", "attempts", "events"}:
        raise StoreCorrupt(f"The database {location} is one of something else; nothing in it was changed.")
    return version_in(connection, location)


@contextmanager
def database_errors(location: Location) -> Iterator[None]:
    """Turn what the server and its driver refuse into sentences."""
    try:
        yield
    except DBAPIError as error:
        raise _sentence(location, error) from None  # the driver's own words may tell the address
    except UnicodeEncodeError as error:
        raise StoreError(NO_CHARACTER) from error
    except SQLAlchemyError as error:
        raise StoreError(f"The store {location} cannot be used; nothing that was saved is lost.") from error


_AWAY = "The store {location} cannot be reached: its server does not answer; what was saved is still saved."
_REFUSED = "The server of the store {location} does not let you in: the name or the password is not right."
_SENTENCES: Final[tuple[tuple[str, type[StoreError], str], ...]] = (
    ("28", StoreUnreachable, _REFUSED),
    ("3D000", StoreUnreachable, "There is no database {location}; whoever looks after the server can make it."),
    ("3F000", StoreReadOnly, "You may not make the store’s tables in {location}; ask who looks after it."),
    ("53100", StoreFull, "There is no room left for the store {location}; what was saved is still saved."),
    ("53", StoreUnreachable, "The server of the store {location} has too much to do; try again in a moment."),
    ("25006", StoreReadOnly, "The store {location} may only be read now; what was saved is still saved."),
    ("42501", StoreReadOnly, "The store {location} does not let you do this; ask who looks after it."),
    (
        "55P03",
        StoreLocked,
        "Somebody else is writing to the store {location} and did not let go; try again in a moment.",
    ),
    ("40", StoreLocked, "Somebody else is writing to the store {location} at the same moment; try again."),
    ("57P", StoreUnreachable, _AWAY),
    ("08", StoreUnreachable, _AWAY),
    ("22021", StoreError, NO_CHARACTER),
    ("22P05", StoreError, NO_CHARACTER),
    ("23", StoreCorrupt, "The store {location} refused a change that would harm what it keeps; nothing was changed."),
)
_WHILE_CONNECTING: Final = (
    ("authentication failed", "28"),
    ("no password supplied", "28"),
    ("pg_hba.conf", "28"),
    ("does not exist", "3D000"),
    ("too many", "53"),
)
"""What the driver says before there is a code, in the server's own language; in another, the server is away."""


def _sentence(location: Location, error: DBAPIError) -> StoreError:
    code = getattr(error.orig, "sqlstate", None) or ""
    if not code and "NUL" in str(error.orig):
        code = "22021"
    if not code:
        said = str(error.orig)
        found = [state for words, state in _WHILE_CONNECTING if words in said]
        code = found[0] if found else "08"
        if code == "3D000" and "role" in said:
            code = "28"
    for prefix, kind, sentence in _SENTENCES:
        if code.startswith(prefix):
            return kind(sentence.format(location=location))
    return StoreError(f"The store {location} cannot be used; nothing that was saved is lost.")
