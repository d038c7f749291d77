"""What learners type and have not handed in, in the store or in files beside it."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from simulator.engine.events import Answer
from simulator.store.db.database import Database
from simulator.store.db.rows import Damaged, Values, text_of, values_of

from .db import tables
from .draft_files import DraftFiles
from .errors import StoreCorrupt
from .format import chain, event_codec
from .format.canonical import CodecError, canonical, parse

_OF: Final[BindParameter[str]] = bindparam("of")
_DRAFT = select(tables.drafts).where(tables.drafts.c.attempt == _OF)
_SET: Final = tables.set_row(tables.drafts)
_FORGET = delete(tables.drafts).where(tables.drafts.c.attempt == _OF)


class Drafts:
    """The drafts of attempts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        path = database.location.path
        self._files = None if path is None else DraftFiles(path)

    def keep(self, attempt: str, count: int, answers: Mapping[str, Answer]) -> None:
        """Keep what is typed and not handed in after the first ``count`` events; no answers forget it.

        Beside a store that is a file it outlives a program that is killed, but not surely a power cut.
        """
        if self._files is not None and answers:
            with self._database.errors():
                self._files.keep(attempt, sealed_draft(attempt, count, answers))
            return
        if self._files is not None:
            self.forget_file(attempt)
            if self._row(attempt) is None:
                return
        with self._database.writing() as connection:
            if answers:
                connection.execute(_SET, sealed_draft(attempt, count, answers))
            else:
                self.forget_row(connection, attempt)

    def of(self, attempt: str, count: int) -> dict[str, Answer]:
        """What was typed after the first ``count`` events and not handed in.

        Raises:
            StoreCorrupt: the draft is damaged.
        """
        return draft_in(attempt, count, self.in_file(attempt), self._row(attempt))

    def in_file(self, attempt: str) -> Values | None:
        """A draft beside the store, where what is typed is kept there."""
        with self._database.errors():
            return None if self._files is None else self._files.read(attempt)

    def forget_file(self, attempt: str) -> None:
        """Let go of a draft beside the store."""
        if self._files is not None:
            with self._database.errors():
                self._files.forget(attempt)

    @staticmethod
    def forget_row(connection: Connection, attempt: str) -> None:
        """Let go of a draft in the store itself, within a transaction."""
        connection.execute(_FORGET, {"of": attempt})

    def _row(self, attempt: str) -> Values | None:
        """A draft in the store itself: of a shared store, of an older program, or one that was salvaged."""
        with self._database.reading() as connection:
            return values_of(connection.execute(_DRAFT, {"of": attempt}).one_or_none())


def sealed_draft(attempt: str, count: int, answers: Mapping[str, Answer]) -> dict[str, object]:
    """A draft as the columns of ``drafts``."""
    body = canonical(event_codec.encode_answers(answers))
    seal = chain.sha256(f"{attempt}/{count}/{body}")
    return {"attempt": attempt, "count": count, "body": body, "seal": seal}


def draft_in(attempt: str, count: int, typed: Values | None, row: Values | None) -> dict[str, Answer]:
    """What was typed after the first ``count`` events, beside the store or in a row of ``drafts``.

    Raises:
        StoreCorrupt: it is damaged.
    """
    for each in (typed, row):
        if each is not None and each.get("count") == count:
            return _opened_draft(attempt, each)
        if each is not None and each is typed:
            _opened_draft(attempt, each)  # one that was typed earlier is past; one that is damaged is not that
    return {}


def _opened_draft(attempt: str, row: Values) -> dict[str, Answer]:
    """What a draft holds, if its seal is right.

    Raises:
        StoreCorrupt: it is damaged.
    """
    try:
        body = text_of(row.get("body"))
        if chain.sha256(f"{attempt}/{row.get('count')}/{body}") == row.get("seal"):
            return event_codec.decode_answers(parse(body))
    except (Damaged, CodecError):
        pass
    raise StoreCorrupt(f"What was typed into attempt {attempt} and not handed in is damaged; nothing else is.")
