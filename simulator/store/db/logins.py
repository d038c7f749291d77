"""Giving the staff their logins in a shared store: what its owner does, once and for each person."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from simulator.review.people import Role
from simulator.store.errors import StoreRefused

from . import grants
from .location import Location
from .postgresql import SharedDatabase
from .row_security import GROUPS, LOGINS

_HERE: Final = text(
    "SELECT schemaname AS schema, tableowner::text AS owner, pg_has_role(tableowner, 'USAGE') AS ours "
    "FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'meta'"
)
_NOTED: Final = text("SELECT obj_description(to_regclass(:name), 'pg_class')")
_KNOWN: Final = text(
    "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR pg_has_role(rolname, :owner, 'MEMBER') "
    "FROM pg_roles WHERE rolname = :login"
)
_LISTED: Final = text(f"SELECT login, code FROM {LOGINS} ORDER BY login")  # noqa: S608  (a name of our own)
_MEMBERS: Final = text(
    "SELECT m.rolname AS login, g.rolname AS grp FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member "
    "JOIN pg_roles g ON g.oid = a.roleid WHERE g.rolname = ANY(:groups)"
)


@dataclass(frozen=True, slots=True)
class Login:
    """A login of a shared store."""

    login: str
    code: str
    role: Role | None
    """What the database lets it do; None where it lets it do nothing."""


class Logins:
    """The logins of a shared store, for its owner."""

    def __init__(self, location: Location) -> None:
        """Open the store; the first opening makes its tables.

        Raises:
            StoreRefused: it is a file, which cannot tell people apart.
            StoreError: it cannot be opened.
        """
        if not location.address:
            raise StoreRefused(
                "A store in a file cannot tell people apart: whoever can open the file can do everything. "
                "Logins are for a shared store on a PostgreSQL server."
            )
        self._database = SharedDatabase(location)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def set_up(self, *, dry: bool = False) -> tuple[str, ...]:
        """Make the roles and the policies, or make them anew; the statements that did, or would.

        Raises:
            StoreRefused: this login does not own the store.
            StoreError: nothing was done.
        """
        with self._database.writing() as connection:
            self._database.advisory_lock(connection, "grants")
            self._refuse_others(connection)
            statements = (*grants.set_up(connection.execute(_HERE).one().schema), grants.stamped())
            return self._run(connection, statements, dry=dry)

    def grant(self, login: str, code: str, role: Role, *, dry: bool = False) -> tuple[str, ...]:
        """Make a login somebody's, with the rights of their role; the statements that did, or would.

        Raises:
            StoreRefused: they are a learner, the store is not set up for it, or this cannot be anybody's login.
            StoreError: nothing was done.
        """
        if role not in grants.GROUP_OF:
            raise StoreRefused(
                f"“{code}” is a learner, and learners have no login in a shared store: they play in a store of their "
                "own and hand in a file, which “simulator review take-in” takes in."
            )
        with self._database.writing() as connection:
            self._database.advisory_lock(connection, "grants")
            self._refuse_unready(connection)
            owner = connection.execute(_HERE).one().owner
            above = connection.execute(_KNOWN, {"login": login, "owner": owner}).scalar()
            if not grants.usable(login) or above:
                raise StoreRefused(f"“{login}” cannot be somebody’s login here: no right could be kept from it.")
            return self._run(connection, grants.granted(login, code, role, new=above is None), dry=dry)

    def withdraw(self, login: str, *, dry: bool = False) -> tuple[str, ...]:
        """Take every right in the store from a login; the statements that did, or would.

        Raises:
            StoreRefused: it has none.
            StoreError: nothing was done.
        """
        with self._database.writing() as connection:
            self._database.advisory_lock(connection, "grants")
            self._refuse_unready(connection)
            if login not in {each.login for each in self._listed(connection)}:
                raise StoreRefused(f"“{login}” is nobody’s login here.")
            return self._run(connection, grants.withdrawn(login), dry=dry)

    def listed(self) -> tuple[Login, ...]:
        """Every login, by name.

        Raises:
            StoreRefused: the store is not set up for them.
            StoreError: they cannot be read.
        """
        with self._database.reading() as connection:
            self._refuse_unready(connection)
            return self._listed(connection)

    @staticmethod
    def _listed(connection: Connection) -> tuple[Login, ...]:
        roles = {group: role for role, group in grants.GROUP_OF.items()}
        members = {str(row.login): roles[row.grp] for row in connection.execute(_MEMBERS, {"groups": list(GROUPS)})}
        rows = connection.execute(_LISTED).all()
        return tuple(Login(row.login, row.code, members.get(row.login)) for row in rows)

    @staticmethod
    def _run(connection: Connection, statements: tuple[str, ...], *, dry: bool) -> tuple[str, ...]:
        for statement in () if dry else statements:
            # as it is: a percent sign in a name is no placeholder
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
        return statements

    def _refuse_others(self, connection: Connection) -> None:
        if not connection.execute(_HERE).one().ours:
            raise StoreRefused(f"Only who owns the store {self._database.location} can say who may do what in it.")

    def _refuse_unready(self, connection: Connection) -> None:
        self._refuse_others(connection)
        noted = connection.execute(_NOTED, {"name": LOGINS}).scalar()
        if noted is None:
            raise StoreRefused("The store does not keep people apart yet; “simulator people grant --setup” makes it.")
        if noted != f"simulator {grants.version()}":
            raise StoreRefused(
                "The store keeps people apart as another version did; run “simulator people grant --setup” again."
            )
