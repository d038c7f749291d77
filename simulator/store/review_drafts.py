"""What reviewers type and have not submitted, by the place in the review."""

from typing import Final

from sqlalchemy import bindparam, delete, select

from simulator.store.db.database import Database
from simulator.store.db.rows import Damaged, text_of

from .db import tables
from .errors import StoreCorrupt
from .format.canonical import CodecError, canonical, parse
from .streams import refuse_code

_DRAFTS = select(tables.review_drafts.c.place, tables.review_drafts.c.text).where(
    tables.review_drafts.c.attempt == bindparam("of"), tables.review_drafts.c.code == bindparam("of_code")
)
_SET_DRAFT: Final = tables.set_row(tables.review_drafts)
_FORGET = delete(tables.review_drafts).where(
    tables.review_drafts.c.attempt == bindparam("of"),
    tables.review_drafts.c.code == bindparam("of_code"),
    tables.review_drafts.c.place == bindparam("of_place"),
)


class ReviewDrafts:
    """The drafts of reviews."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, attempt: str, code: str) -> dict[str, str]:
        """What somebody typed into a review and did not submit, by place.

        Raises:
            StoreCorrupt: it is damaged.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_DRAFTS, {"of": attempt, "of_code": code}).all()
        try:
            return {text_of(place): text_of(parse(text_of(kept))) for place, kept in rows}
        except (Damaged, CodecError) as error:
            raise StoreCorrupt(f"What was typed into the review of {attempt} and not submitted is damaged.") from error

    def keep(self, attempt: str, code: str, place: str, text: str) -> None:
        """Keep what somebody types in a place of a review until it is submitted; no text forgets it.

        Raises:
            StoreError: it could not be kept.
        """
        refuse_code(code)
        of = {"of": attempt, "of_code": code, "of_place": place}
        with self._database.writing() as connection:
            if text:
                kept = {"attempt": attempt, "code": code, "place": place, "text": canonical(text)}
                connection.execute(_SET_DRAFT, kept)
            else:
                connection.execute(_FORGET, of)
