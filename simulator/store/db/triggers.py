"""The triggers that keep what was written from being changed through the database, as statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses one kind of change of one table."""

    table: str
    word: str
    before: str
    """``INSERT``, ``UPDATE`` or ``DELETE``."""
    sentence: str
    when: str = ""
    """The condition, over OLD and NEW; always, where there is none."""
    sqlite_only: bool = False

    @property
    def name(self) -> str:
        """The trigger's name."""
        return f"{self.table}_{self.word}"

    def sqlite(self) -> str:
        """The statement that makes it."""
        condition = f"WHEN {self.when} " if self.when else ""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.before} ON {self.table} {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
        )

    def postgresql(self) -> tuple[str, ...]:
        """The statements that make it there."""
        row = "OLD" if self.before == "DELETE" else "NEW"
        # the names are our own
        function = (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
            f"IF {self.when or 'true'} THEN RAISE EXCEPTION '{self.sentence}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $guard$"
        )
        on, run = f"BEFORE {self.before} ON {self.table} FOR EACH ROW", f"EXECUTE FUNCTION {self.name}()"
        trigger = f"CREATE TRIGGER {self.name} {on} {run}"
        if self.word != "never_go" or self.when:
            return (function, trigger)
        return (function, trigger, f"CREATE TRIGGER {self.table}_never_empty BEFORE TRUNCATE ON {self.table} {run}")


def _only_added(table: str) -> Iterable[Guard]:
    sentence = f"{table} are only ever added to"
    yield Guard(table, "never_change", "UPDATE", sentence)
    yield Guard(table, "never_go", "DELETE", sentence)


def _never_replaced(table: str, sentence: str, *key: str) -> Guard:
    # INSERT OR REPLACE takes the old row away without asking the triggers for DELETE
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  (names of our own)
    return Guard(table, "never_replace", "INSERT", sentence, there, sqlite_only=True)


def _in_order(table: str, key: str) -> Guard:
    return Guard(
        table,
        "in_order",
        "INSERT",
        f"{table} are only ever added at the end",
        f"NEW.number <> (SELECT count(*) FROM {table} WHERE {key} = NEW.{key})",  # noqa: S608
    )


SINCE_1: Final = (
    *(guard for table in ("documents", "attempts", "events") for guard in _only_added(table)),
    _never_replaced("documents", "documents are only ever added to", "digest", "name"),
    _never_replaced("attempts", "attempts are only ever added to", "attempt"),
    _in_order("events", "attempt"),
    Guard("heads", "never_go", "DELETE", "heads stay"),
    _never_replaced("heads", "heads stay", "attempt"),
    Guard("heads", "stay_closed", "UPDATE", "a closed attempt stays closed", "OLD.closed <> ''"),
    Guard(
        "heads",
        "only_grow",
        "UPDATE",
        "an attempt only grows",
        "NEW.count <= OLD.count OR NEW.attempt <> OLD.attempt",
    ),
)
SINCE_2: Final = (
    *(guard for table in ("entries", "erasures") for guard in _only_added(table)),
    _never_replaced("erasures", "erasures are only ever added to", "stream", "commitment"),
    _in_order("entries", "stream"),
    Guard("entry_heads", "never_go", "DELETE", "heads stay"),
    _never_replaced("entry_heads", "heads stay", "stream"),
    Guard(
        "entry_heads",
        "only_grow",
        "UPDATE",
        "a review only grows",
        "NEW.count <= OLD.count OR NEW.stream <> OLD.stream",
    ),
    Guard("texts", "never_change", "UPDATE", "texts stay as they are"),
    _never_replaced("texts", "texts stay as they are", "stream", "commitment"),
    Guard(
        "texts",
        "never_go",
        "DELETE",
        "texts only go when their erasure is recorded",
        "NOT EXISTS (SELECT 1 FROM erasures WHERE stream = OLD.stream AND commitment = OLD.commitment)",
    ),
)
ALL: Final = (*SINCE_1, *SINCE_2)


def since(version: int) -> tuple[Guard, ...]:
    """The guards that a store of this version lacks; 0 is an empty one."""
    return (ALL, SINCE_2, (), ())[version]
