"""The store's tables, and the triggers that keep what was written from being changed.

Times are texts in UTC, bodies are canonical JSON in texts, numbers are whole: nothing depends on how a database keeps a
date, a fraction or a JSON value of its own.
"""

from typing import Final

from sqlalchemy import DDL, BigInteger, Column, ForeignKey, ForeignKeyConstraint, Integer, MetaData, Table, Text, event

SCHEMA_VERSION: Final = 1
"""A store with a higher one was made by a newer program and is left alone."""

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


def _refuse(table: Table, name: str, before: str, sentence: str, when: str = "") -> str:
    trigger = f"{table.name}_{name}"
    condition = f"WHEN {when} " if when else ""
    event.listen(
        table.metadata,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER {trigger} BEFORE {before} ON {table.name} {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        ).execute_if(dialect="sqlite"),
    )
    return trigger


TRIGGERS: Final = (
    *(
        _refuse(table, f"never_{word}", before, f"{table.name} are only ever added to")
        for table in (documents, attempts, events)
        for word, before in (("change", "UPDATE"), ("go", "DELETE"))
    ),
    # INSERT OR REPLACE takes the old row away without asking the triggers for DELETE
    _refuse(
        documents,
        "never_replace",
        "INSERT",
        "documents are only ever added to",
        "EXISTS (SELECT 1 FROM documents WHERE digest = NEW.digest AND name = NEW.name)",
    ),
    _refuse(
        attempts,
        "never_replace",
        "INSERT",
        "attempts are only ever added to",
        "EXISTS (SELECT 1 FROM attempts WHERE attempt = NEW.attempt)",
    ),
    _refuse(
        events,
        "in_order",
        "INSERT",
        "events are only ever added at the end",
        "NEW.number <> (SELECT count(*) FROM events WHERE attempt = NEW.attempt)",
    ),
    _refuse(heads, "never_go", "DELETE", "heads stay"),
    _refuse(
        heads,
        "never_replace",
        "INSERT",
        "heads stay",
        "EXISTS (SELECT 1 FROM heads WHERE attempt = NEW.attempt)",
    ),
    _refuse(heads, "stay_closed", "UPDATE", "a closed attempt stays closed", "OLD.closed <> ''"),
    _refuse(
        heads, "only_grow", "UPDATE", "an attempt only grows", "NEW.count <= OLD.count OR NEW.attempt <> OLD.attempt"
    ),
)
"""The names of the triggers of a whole store."""
