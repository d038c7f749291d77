"""A class as rows for a spreadsheet or a data frame, and as JSON under names that stay."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from simulator.report.words.json_value import Json

from .values import ChosenLine, ClassAttempt, ClassScenario, Cohort, DiscussionPoint, FirstLast, HardDecision, LineCount

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


def class_json(cohort: Cohort, names: Mapping[str, str]) -> dict[str, Json]:
    """Everything that a class shows."""
    return {
        "with_unreleased": cohort.with_unreleased,
        "unreleased": cohort.unreleased,
        "open": cohort.open,
        "stuck": cohort.stuck,
        "without_code": cohort.without_code,
        "damaged": list(cohort.damaged),
        "scenarios": [_scenario(each, names) for each in cohort.scenarios],
    }


def _scenario(scenario: ClassScenario, names: Mapping[str, str]) -> dict[str, Json]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "versions": scenario.versions,
        "passing": scenario.passing.word,
        "few": scenario.few,
        "clauses": [
            {"id": each.id, "number": each.number, "title": each.title, "critical": each.critical}
            for each in scenario.clauses
        ],
        "learners": [_learner(code, attempts, names) for code, attempts in scenario.learners],
        "points": [_point(each) for each in scenario.points],
        "hardest": [_hard(each) for each in scenario.hardest],
        "changes": [_change(each) for each in scenario.changes],
    }


def _learner(code: str, attempts: tuple[ClassAttempt, ...], names: Mapping[str, str]) -> dict[str, Json]:
    named: dict[str, Json] = {"learner": code}
    if code in names:
        named["name"] = names[code]
    return {**named, "attempts": [_tried(each) for each in attempts]}


def _tried(tried: ClassAttempt) -> dict[str, Json]:
    return {
        "attempt": tried.attempt,
        "mode": str(tried.mode),
        "started_at": tried.started_at.isoformat(),
        "left_early": tried.left_early,
        "basis": str(tried.basis),
        "outcome": None if tried.outcome is None else tried.outcome.word,
        "provisional": tried.provisional,
        "results": {
            clause: {
                "level": None if each.level is None else each.level.word,
                "result": each.word,
                "assessed": each.assessed,
                "settled_by_assessor": each.decided,
            }
            for clause, each in tried.results.items()
        },
    }


def _said(said: ChosenLine) -> dict[str, Json]:
    return {
        "scene": said.scene,
        "field": said.field,
        "ref": said.ref,
        "text": said.text,
        "stronger": said.stronger,
        "why": said.why,
    }


def _often(often: LineCount) -> dict[str, Json]:
    level = None if often.level is None else often.level.word
    return {"line": _said(often.said), "level": level, "learners": often.learners}


def _point(point: DiscussionPoint) -> dict[str, Json]:
    return {
        "kind": str(point.kind),
        "ref": point.ref,
        "text": point.text,
        "clause": point.clause.id,
        "level": None if point.level is None else point.level.word,
        "learners": point.learners,
        "of": point.of,
        "most_often": None if point.line is None else _often(point.line),
    }


def _hard(hard: HardDecision) -> dict[str, Json]:
    return {
        "scene": hard.scene,
        "field": hard.field,
        "asked": hard.asked,
        "below": hard.below,
        "of": hard.of,
        "lines": [_often(each) for each in hard.lines],
    }


def _change(change: FirstLast) -> dict[str, Json]:
    return {
        "learner": change.learner,
        "attempts": change.attempts,
        "first": change.first.attempt,
        "last": change.last.attempt,
        "up": list(change.risen),
        "down": list(change.fallen),
    }
