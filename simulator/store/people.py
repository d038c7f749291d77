"""The part of a store that keeps people: their codes, their roles, and their names, which may be erased."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from simulator.review.people import Role

from . import codec, tables
from .errors import StoreCorrupt
from .opened import Opened
from .rows import Damaged, Values, text_of
from .streams import refuse_code


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the centre."""

    code: str
    role: Role
    name: str = ""
    """Empty where none was given, or it was erased."""


_SET: Final = tables.set_row(tables.people)
_ALL = select(tables.people).order_by(tables.people.c.code)


class People(Opened):
    """The part of a store that keeps people."""

    def people(self) -> tuple[Known, ...]:
        """Everybody, by code.

        Raises:
            StoreCorrupt: a row is damaged.
        """
        with self._database.reading() as connection:
            return tuple(_known(row._asdict()) for row in connection.execute(_ALL).all())

    def person(self, code: str) -> Known | None:
        """Who has this code; None where nobody was given it.

        Raises:
            StoreCorrupt: the row is damaged.
        """
        with self._database.reading() as connection:
            row = connection.execute(_ALL.where(tables.people.c.code == code)).one_or_none()
        return None if row is None else _known(row._asdict())

    def set_person(self, code: str, name: str, role: Role) -> None:
        """Say who has a code, over whatever was said before.

        Raises:
            StoreError: it could not be kept.
        """
        refuse_code(code)
        kept = {"code": code, "name": codec.canonical(name), "role": str(role)}
        with self._database.writing() as connection:
            connection.execute(_SET, kept)


def _known(values: Values) -> Known:
    try:
        code, name = text_of(values["code"]), text_of(codec.parse(text_of(values["name"])))
        return Known(code, Role(text_of(values["role"])), name)
    except (Damaged, codec.CodecError, ValueError) as error:
        raise StoreCorrupt(f"What is kept of the person “{values['code']}” is damaged.") from error
