"""A class as rows for a spreadsheet or a data frame."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from .values import ClassAttempt, ClassScenario, Cohort

COLUMNS: Final = (
    "scenario",
    "learner",
    "name",
    "attempt",
    "mode",
    "started_at",
    "basis",
    "outcome",
    "provisional",
    "clause_number",
    "clause",
    "clause_title",
    "assessed",
    "level",
    "result",
    "settled_by_assessor",
)
"""One row for each clause of each attempt; an attempt that is held back has one row without a clause."""

KINDS: Final = {
    "clause_number": "INTEGER",
    "provisional": "BOOLEAN",
    "assessed": "BOOLEAN",
    "settled_by_assessor": "BOOLEAN",
}
"""The columns of a Parquet file that are no texts."""

Row = tuple[str | int, ...]


class NoTables(Exception):  # noqa: N818  (the sentence about it is for a person)
    """Parquet cannot be written; the text says why."""


def rows(cohort: Cohort, names: Mapping[str, str]) -> Iterator[Row]:
    """The class as rows."""
    for scenario in cohort.scenarios:
        for tried in scenario.attempts:
            yield from _of_attempt(scenario, tried, names)


def _of_attempt(scenario: ClassScenario, tried: ClassAttempt, names: Mapping[str, str]) -> Iterator[Row]:
    outcome = "" if tried.outcome is None else tried.outcome.word
    started = tried.started_at.isoformat(timespec="seconds")
    basis, mode = str(tried.basis), str(tried.mode)
    start = (scenario.id, tried.learner, names.get(tried.learner, ""), tried.attempt, mode, started, basis, outcome)
    if not tried.results:
        yield (*start, _yes(tried.provisional), 0, "", "", "", "", "", "")
    for head in scenario.clauses:
        result = tried.results.get(head.id)
        if result is not None:
            level = "" if result.level is None else result.level.word
            shown = (head.number, head.id, head.title, _yes(result.assessed), level, result.word, _yes(result.decided))
            yield (*start, _yes(tried.provisional), *shown)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def parquet(cohort: Cohort, names: Mapping[str, str]) -> bytes:
    """The rows as the bytes of a Parquet file.

    Raises:
        NoTables: what writes such files is not installed.
    """
    try:
        import duckdb  # noqa: PLC0415  (an extra, and slow to load)
    except ImportError as error:
        from simulator.extras import install  # noqa: PLC0415

        raise NoTables(
            f"Writing Parquet needs the extra “tables”: {install('tables')}\n--csv needs nothing more."
        ) from error
    columns = ", ".join(f"{name} {KINDS.get(name, 'VARCHAR')}" for name in COLUMNS)
    found = [
        [None if cell == "" and name in KINDS else cell for name, cell in zip(COLUMNS, row, strict=True)]
        for row in rows(cohort, names)
    ]
    with TemporaryDirectory() as folder, duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.execute(f"CREATE TABLE class ({columns})")
        if found:
            places = ", ".join("?" for _ in COLUMNS)
            connection.executemany(f"INSERT INTO class VALUES ({places})", found)  # noqa: S608  (our own names)
        file = Path(folder) / "class.parquet"
        connection.table("class").write_parquet(str(file))
        return file.read_bytes()
