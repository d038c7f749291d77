"""The store's tables; ``guards`` has the triggers that keep what was written from being changed.

Times are texts in UTC, bodies are canonical JSON in texts, numbers are whole: nothing depends on how a database keeps a
date, a fraction or a JSON value of its own, nor on the order in which a language sorts.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    TextClause,
    text,
)
from sqlalchemy import Text as AnyText
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.schema import SchemaItem

SCHEMA_VERSION: Final = 3
"""A store with a higher one was made by a newer program and is left alone."""

Text: Final = AnyText().with_variant(TEXT(collation="C"), "postgresql")
"""A text that is compared and sorted by its code points, whatever the language of the database is."""

metadata = MetaData()


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, *parts, sqlite_with_rowid=False)


def _key(name: str, *, of: str = "") -> Column[str]:
    """A column of the key; ``of`` is the column elsewhere that it names."""
    return Column(name, Text, *([ForeignKey(of)] if of else []), primary_key=True)


def _texts(*names: str) -> Iterator[Column[str]]:
    return (Column(name, Text, nullable=False) for name in names)


def _numbers(*names: str) -> Iterator[Column[int]]:
    return (Column(name, Integer, nullable=False) for name in names)


meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

documents = _table("documents", _key("digest"), _key("name"), *_texts("kind", "text"))

attempts = _table(
    "attempts",
    _key("attempt"),
    *_texts("scenario", "title", "scenario_digest", "rubric", "rubric_digest", "mode"),
    Column("seed", BigInteger, nullable=False),
    *_texts("learner", "started_at"),
    *_numbers("format"),
    *_texts("program", "hash"),
    ForeignKeyConstraint(["scenario_digest", "scenario"], ["documents.digest", "documents.name"]),
    ForeignKeyConstraint(["rubric_digest", "rubric"], ["documents.digest", "documents.name"]),
)

events = _table(
    "events",
    _key("attempt", of="attempts.attempt"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("at", "body", "hash"),
)

heads = _table(
    "heads",
    _key("attempt", of="attempts.attempt"),
    *_numbers("count"),
    *_texts("head", "closed", "ending", "outcome"),
    *_numbers("provisional", "decisions"),
    *_texts("last_at", "seal"),
)

drafts = _table("drafts", _key("attempt", of="attempts.attempt"), *_numbers("count"), *_texts("body", "seal"))


# Since version 2 ------------------------------------------------------------------------------------------------------

Index("attempts_by_learner", attempts.c.learner, attempts.c.started_at)
Index("attempts_by_scenario", attempts.c.scenario)

texts = _table("texts", _key("stream"), _key("commitment"), *_texts("salt", "text"))
"""Free texts of events and entries; the text is kept as a JSON string, so that any character can be kept anywhere."""

erasures = _table("erasures", _key("stream"), _key("commitment"), *_numbers("number"))
"""Which texts were erased, and the entry of the stream ``centre`` that records it."""

entry_heads = _table(
    "entry_heads",
    _key("stream"),
    *_numbers("count"),
    *_texts("head", "status", "handed_in_at", "first", "second", "holder", "held_until"),
    *_numbers("unmarked", "unsafe", "sampled", "action"),
    *_texts("released_at", "last_at", "seal"),
)
Index("entry_heads_in_order", entry_heads.c.handed_in_at, entry_heads.c.stream)
Index("entry_heads_by_status", entry_heads.c.status, entry_heads.c.handed_in_at, entry_heads.c.stream)
Index("entry_heads_by_first", entry_heads.c.first, entry_heads.c.handed_in_at)
Index("entry_heads_by_second", entry_heads.c.second, entry_heads.c.handed_in_at)
Index("entry_heads_by_holder", entry_heads.c.holder, entry_heads.c.handed_in_at)

entries = _table(
    "entries",
    _key("stream", of="entry_heads.stream"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("at", "body", "hash"),
)

claims = _table("claims", _key("attempt", of="attempts.attempt"), _key("part"), *_texts("code", "until"))

review_drafts = _table(
    "review_drafts", _key("attempt", of="attempts.attempt"), _key("code"), _key("place"), *_texts("text")
)

people = _table("people", _key("code"), *_texts("name", "role"))

SINCE_2: Final = (texts, erasures, entry_heads, entries, claims, review_drafts, people)
INDEXES_SINCE_2: Final = tuple(attempts.indexes)
"""Indexes on older tables."""


# Since version 3 ------------------------------------------------------------------------------------------------------

paths = _table(
    "paths", _key("play"), _key("attempt", of="attempts.attempt"), Column("path", LargeBinary, nullable=False)
)
"""What scoring reads of a closed attempt; derived, and so unguarded. Those of one play stand together."""
Index("paths_by_attempt", paths.c.attempt)

SINCE_3: Final = (paths,)


def new_row(table: Table) -> TextClause:
    """Adds a row; none where its key is there already, whoever added it and when."""
    names = [column.name for column in table.c]
    return _insert(table, names, "ON CONFLICT DO NOTHING")


def set_row(table: Table) -> TextClause:
    """Adds a row, or writes it over the one that has its key."""
    names = [column.name for column in table.c]
    key = ", ".join(column.name for column in table.primary_key)
    rest = ", ".join(f"{name} = excluded.{name}" for name in names if name not in table.primary_key)
    return _insert(table, names, f"ON CONFLICT ({key}) DO UPDATE SET {rest}")


def _insert(table: Table, names: list[str], conflict: str) -> TextClause:
    values = ", ".join(f":{name}" for name in names)
    return text(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({values}) {conflict}")  # noqa: S608
