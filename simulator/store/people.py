"""People: their codes, their roles, and their names, which may be erased."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, union

from simulator.review import codes
from simulator.review.codes import Recognised
from simulator.review.people import Person, Role
from simulator.store.db.database import Database
from simulator.store.db.rows import Damaged, Values, text_of

from .db import tables
from .errors import StoreCorrupt
from .format.canonical import CodecError, canonical, parse
from .streams import refuse_code


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of the centre."""

    code: str
    role: Role
    name: str = ""
    """Empty where none was given, or it was erased."""


_SET: Final = tables.set_row(tables.people)
_ALL = select(tables.people).order_by(tables.people.c.code)
_LEARNERS: Final = select(tables.attempts.c.learner).distinct()
_CODES: Final = union(
    select(tables.people.c.code),
    _LEARNERS,
    select(tables.entry_heads.c.first),
    select(tables.entry_heads.c.second),
)


class People:
    """The people of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[KnownPerson, ...]:
        """Everybody, by code.

        Raises:
            StoreCorrupt: a row is damaged.
        """
        with self._database.reading() as connection:
            return tuple(_known(row._asdict()) for row in connection.execute(_ALL).all())

    def find(self, code: str) -> KnownPerson | None:
        """Who has this code; None where nobody was given it.

        Raises:
            StoreCorrupt: the row is damaged.
        """
        with self._database.reading() as connection:
            row = connection.execute(_ALL.where(tables.people.c.code == code)).one_or_none()
        return None if row is None else _known(row._asdict())

    def codes(self) -> tuple[str, ...]:
        """The codes of everybody who is known, has an attempt or marked one, in order, as far as they are shown.

        Raises:
            StoreError: the store cannot be read.
        """
        return self._codes()[0]

    def learners(self) -> tuple[str, ...]:
        """The codes under which attempts were begun, in order.

        Raises:
            StoreError: the store cannot be read.
        """
        with self._database.reading() as connection:
            found = connection.execute(_LEARNERS).scalars().all()
        return tuple(sorted(each for each in found if isinstance(each, str) and each))

    def recognise(self, given: str) -> Recognised:
        """What a code is to this store: somebody's, nobody's, or one that looks like somebody's.

        Raises:
            StoreError: the store cannot be read.
        """
        known, partly = self._codes()
        return codes.recognise(given, known, partly=partly)

    def login_code(self) -> str:
        """Whose login the store was opened with; empty where it does not tell people apart.

        Raises:
            StoreError: the store cannot be read.
        """
        with self._database.reading() as connection:
            logged_in = self._database.logged_in(connection)
        return "" if logged_in is None else logged_in.code

    def _codes(self) -> tuple[tuple[str, ...], bool]:
        with self._database.reading() as connection:
            found = connection.execute(_CODES).scalars().all()
            partly = self._database.holds_back(connection)
        return tuple(sorted(each for each in found if isinstance(each, str) and each)), partly

    def logged_in(self) -> Person | None:
        """Who is logged in to a store that keeps people apart; None where it does not, or to its owner.

        Raises:
            StoreError: it cannot be read.
        """
        with self._database.reading() as connection:
            return self._database.logged_in(connection)

    def set(self, code: str, name: str, role: Role) -> None:
        """Say who has a code, over whatever was said before.

        Raises:
            StoreError: it could not be kept.
        """
        refuse_code(code)
        kept = {"code": code, "name": canonical(name), "role": str(role)}
        with self._database.writing() as connection:
            connection.execute(_SET, kept)


def _known(values: Values) -> KnownPerson:
    try:
        code, name = text_of(values["code"]), text_of(parse(text_of(values["name"])))
        return KnownPerson(code, Role(text_of(values["role"])), name)
    except (Damaged, CodecError, ValueError) as error:
        raise StoreCorrupt(f"What is kept of the person “{values['code']}” is damaged.") from error
