"""The store's tables; ``guards`` has the triggers that keep what was written from being changed.

Times are texts in UTC, bodies are canonical JSON in texts, numbers are whole: nothing depends on how a database keeps a
date, a fraction or a JSON value of its own, nor on the order in which a language sorts.
"""

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

SCHEMA_VERSION: Final = 3
"""A store with a higher one was made by a newer program and is left alone."""

Text: Final = AnyText().with_variant(TEXT(collation="C"), "postgresql")
"""A text that is compared and sorted by its code points, whatever the language of the database is."""

metadata = MetaData()

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

attempts = Table(
    "attempts",
    metadata,
    Column("attempt", Text, primary_key=True),
    Column("scenario", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("scenario_digest", Text, nullable=False),
    Column("rubric", Text, nullable=False),
    Column("rubric_digest", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("learner", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("format", Integer, nullable=False),
    Column("program", Text, nullable=False),
    Column("hash", Text, nullable=False),
    ForeignKeyConstraint(["scenario_digest", "scenario"], ["documents.digest", "documents.name"]),
    ForeignKeyConstraint(["rubric_digest", "rubric"], ["documents.digest", "documents.name"]),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("attempt", Text, ForeignKey("attempts.attempt"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_with_rowid=False,
)

heads = Table(
    "heads",
    metadata,
    Column("attempt", Text, ForeignKey("attempts.attempt"), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("head", Text, nullable=False),
    Column("closed", Text, nullable=False),
    Column("ending", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("provisional", Integer, nullable=False),
    Column("decisions", Integer, nullable=False),
    Column("last_at", Text, nullable=False),
    Column("seal", Text, nullable=False),
    sqlite_with_rowid=False,
)

drafts = Table(
    "drafts",
    metadata,
    Column("attempt", Text, ForeignKey("attempts.attempt"), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("seal", Text, nullable=False),
    sqlite_with_rowid=False,
)


# Since version 2 ------------------------------------------------------------------------------------------------------

Index("attempts_by_learner", attempts.c.learner, attempts.c.started_at)
Index("attempts_by_scenario", attempts.c.scenario)

texts = Table(
    "texts",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("commitment", Text, primary_key=True),
    Column("salt", Text, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Free texts of events and entries; the text is kept as a JSON string, so that any character can be kept anywhere."""

erasures = Table(
    "erasures",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("commitment", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Which texts were erased, and the entry of the stream ``centre`` that records it."""

entry_heads = Table(
    "entry_heads",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("head", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("handed_in_at", Text, nullable=False),
    Column("first", Text, nullable=False),
    Column("second", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("held_until", Text, nullable=False),
    Column("unmarked", Integer, nullable=False),
    Column("unsafe", Integer, nullable=False),
    Column("sampled", Integer, nullable=False),
    Column("action", Integer, nullable=False),
    Column("released_at", Text, nullable=False),
    Column("last_at", Text, nullable=False),
    Column("seal", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("entry_heads_in_order", entry_heads.c.handed_in_at, entry_heads.c.stream)
Index("entry_heads_by_status", entry_heads.c.status, entry_heads.c.handed_in_at, entry_heads.c.stream)
Index("entry_heads_by_first", entry_heads.c.first, entry_heads.c.handed_in_at)
Index("entry_heads_by_second", entry_heads.c.second, entry_heads.c.handed_in_at)
Index("entry_heads_by_holder", entry_heads.c.holder, entry_heads.c.handed_in_at)

entries = Table(
    "entries",
    metadata,
    Column("stream", Text, ForeignKey("entry_heads.stream"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    Column("attempt", Text, ForeignKey("attempts.attempt"), primary_key=True),
    Column("part", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("until", Text, nullable=False),
    sqlite_with_rowid=False,
)

review_drafts = Table(
    "review_drafts",
    metadata,
    Column("attempt", Text, ForeignKey("attempts.attempt"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

people = Table(
    "people",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    sqlite_with_rowid=False,
)

SINCE_2: Final = (texts, erasures, entry_heads, entries, claims, review_drafts, people)
INDEXES_SINCE_2: Final = tuple(attempts.indexes)
"""Indexes on older tables."""


# Since version 3 ------------------------------------------------------------------------------------------------------

paths = Table(
    "paths",
    metadata,
    Column("play", Text, primary_key=True),
    Column("attempt", Text, ForeignKey("attempts.attempt"), primary_key=True),
    Column("path", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
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
