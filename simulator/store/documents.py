"""The exact texts that attempts are played against and decisions are made by: each is kept once."""

from dataclasses import fields
from typing import Final

from sqlalchemy import Connection, bindparam, select

from simulator.store.db.location import Location
from simulator.store.db.rows import values_of
from simulator.store.format.record import Document

from .db import tables
from .errors import StoreCorrupt

_DOCUMENT: Final = select(tables.documents).where(
    tables.documents.c.digest == bindparam("of_digest"), tables.documents.c.name == bindparam("of_name")
)
_PIN: Final = tables.new_row(tables.documents)


class Documents:
    """The pinned texts of a store; everything here is part of a transaction that somebody else began."""

    def __init__(self, location: Location) -> None:
        self._location = location

    def pin(self, connection: Connection, document: Document) -> None:
        """Keep a document's exact text, once.

        Raises:
            StoreCorrupt: another text is kept under its digest.
        """
        kept = self.row(connection, document.digest, document.name)
        if kept is None:
            connection.execute(_PIN, {field.name: getattr(document, field.name) for field in fields(Document)})
        elif kept["text"] != document.text:
            raise StoreCorrupt(f"The store {self._location} is damaged: its copy of “{document.name}” was changed.")

    def row(self, connection: Connection, digest: str, name: str) -> dict[str, object] | None:
        """The row of a pinned text."""
        return values_of(connection.execute(_DOCUMENT, {"of_digest": digest, "of_name": name}).one_or_none())


class RememberedDocuments(Documents):
    """The same, each fetched once: for who reads all attempts, very many of which name the same texts."""

    def __init__(self, location: Location) -> None:
        super().__init__(location)
        self._fetched: dict[tuple[str, str], dict[str, object] | None] = {}

    def row(self, connection: Connection, digest: str, name: str) -> dict[str, object] | None:
        """The row of a pinned text."""
        if (digest, name) not in self._fetched:
            self._fetched[digest, name] = super().row(connection, digest, name)
        return self._fetched[digest, name]
