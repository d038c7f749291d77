"""However many attempts there are, verifying asks the store little, and does with each attempt everything once."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from benchmarks.queueing import fill
from simulator.store import open_store, wreck
from simulator.store.format import canonical, dossier, steps
from tests.cli.conftest import run_here
from tests.pack.centre import Clock, Texts, people, play, whole_review

FEW, MANY = 5, 60
SCENARIOS = 2
STATEMENTS = 20
"""More than one batch takes, and far fewer than five attempts that are each asked for."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("filled")
    stores = {number: folder / f"{number}.sqlite3" for number in (FEW, MANY)}
    for number, place in stores.items():
        fill(place, number)
    return stores


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Attempts that were played to their ends, one reviewed by two markers, with what was written freely in them."""
    place = tmp_path_factory.mktemp("played") / "attempts.sqlite3"
    texts, clock = Texts(), Clock()
    with open_store(str(place)) as store:
        people(store, texts)
        attempts = [play(store, texts), play(store, texts), play(store, texts, "write-it-up", "sit-with-me")]
        whole_review(store, attempts[0], texts, clock)
    return place


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every statement that any database is given."""
    found: list[str] = []

    def given(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", given)
    yield found
    event.remove(Engine, "before_cursor_execute", given)


def checked(place: Path) -> list[str]:
    done = run_here("attempts", "verify", "--store", str(place))
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_very_many_attempts_take_no_more_statements_than_a_few(filled: dict[int, Path], statements: list[str]) -> None:
    taken = {}
    for number, place in filled.items():
        statements.clear()
        told = checked(place)
        assert len(told) == number
        assert all(line.endswith(": well") for line in told)
        taken[number] = len(statements)
    assert taken[MANY] == taken[FEW]


def test_each_batch_takes_the_same_few_statements(
    filled: dict[int, Path], statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wreck, "BATCH", 10)
    checked(filled[MANY])
    assert len(statements) <= MANY // 10 * 9 + STATEMENTS


def test_every_event_is_parsed_folded_and_scored_once_and_every_text_read(
    played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: Counter[str] = Counter()

    def counting(name: str, owner: object, attribute: str) -> None:
        given = getattr(owner, attribute)

        def counted(*rest: Any, **named: Any) -> Any:
            done[name] += 1
            return given(*rest, **named)

        monkeypatch.setattr(owner, attribute, counted)

    counting("folded", dossier, "evolve")
    counting("scored", dossier, "score")
    counting("parsed", canonical, "parse")
    counting("numbered", steps, "NumberedSteps")
    steps._numbered.cache_clear()
    canonical.parse_body.cache_clear()
    with sqlite3.connect(played) as connection:
        events, entries, attempts = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("events", "entries WHERE stream <> 'centre'", "attempts")
        )
        texts, centre = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("texts", "entries WHERE stream = 'centre'")
        )
    connection.close()
    assert all(line.endswith(": well") for line in checked(played))
    assert texts
    assert (done["folded"], done["scored"]) == (events, attempts)
    assert done["numbered"] <= SCENARIOS
    assert done["parsed"] <= events + entries + texts + centre


def test_a_changed_body_or_text_is_never_taken_for_one_that_was_looked_at_before(played: Path, tmp_path: Path) -> None:
    """What is remembered is remembered by the whole of it: here by whoever looked at the sound store just before."""
    place = tmp_path / "attempts.sqlite3"
    for damage, rule in (
        ("UPDATE events SET body = replace(body, '\"chose\"', '\"chosen\"')", "event-changed"),
        ("UPDATE texts SET text = '\"another\"'", "text-changed"),
        ("UPDATE documents SET text = text || ' ' WHERE kind = 'rubric'", "document-swapped"),
        ("UPDATE heads SET decisions = decisions + 1", "head-changed"),
    ):
        assert all(line.endswith(": well") for line in checked(played))
        shutil.copy(played, place)
        changed(place, damage)
        told = checked(place)
        assert told
        assert all(f"[{rule}]" in line for line in told), (damage, told)


def changed(place: Path, *damage: str) -> None:
    """Change a store as no program of ours would, and leave its guards as they were."""
    connection = sqlite3.connect(place)
    with connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in damage:
            connection.execute(statement)
        for _, statement in guards:
            connection.execute(statement)
    connection.close()


UNREADABLE = {
    "a text that is none": "UPDATE events SET body = CAST(x'ff41' AS TEXT) WHERE attempt = '{one}' AND number = 1",
    "a path that is none": "UPDATE paths SET path = 'words' WHERE attempt = '{one}'",
    "two paths": "INSERT INTO paths VALUES ('other', '{one}', x'0100')",
    "a number that is none": "UPDATE heads SET count = 'many' WHERE attempt = '{one}'",
    "a draft that is none": "INSERT OR REPLACE INTO drafts SELECT attempt, count, 'x', 'y' FROM heads "
    "WHERE attempt = '{one}'",
}


@pytest.mark.parametrize("way", UNREADABLE)
def test_where_one_of_a_batch_cannot_be_read_the_others_are_well(
    way: str, filled: dict[int, Path], tmp_path: Path
) -> None:
    place = tmp_path / "attempts.sqlite3"
    shutil.copy(filled[FEW], place)
    one = f"{3:016x}"
    changed(place, UNREADABLE[way].format(one=one))
    told = checked(place)
    assert sum(line.endswith(": well") for line in told) == FEW - 1
    (wrong,) = (line for line in told if not line.endswith(": well"))
    assert wrong.startswith(f"{one}: ")


@pytest.mark.parametrize("way", UNREADABLE)
def test_what_is_told_of_each_attempt_is_what_asking_for_it_alone_tells(
    way: str, filled: dict[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "attempts.sqlite3"
    shutil.copy(filled[FEW], place)
    changed(place, UNREADABLE[way].format(one=f"{3:016x}"))
    together = checked(place)
    monkeypatch.setattr(wreck.Wreck, "_batch", lambda _wreck, _attempts: None)
    assert checked(place) == together


def test_a_damaged_file_is_read_attempt_by_attempt(
    filled: dict[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same attempt can read as sound in one way and as damaged in another, where two pages were exchanged."""
    place = tmp_path / "attempts.sqlite3"
    content = filled[MANY].read_bytes()
    place.write_bytes(content[:-4096] + bytes(4096))
    monkeypatch.setattr(wreck, "read_together", lambda *_rest, **_named: pytest.fail("it was read in a batch"))
    assert len(run_here("attempts", "verify", "--store", str(place)).stdout.splitlines()) > MANY


def test_where_reading_together_breaks_the_program_each_is_read_alone(
    filled: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_rest: object, **_named: object) -> None:
        raise KeyError("something nobody thought of")

    monkeypatch.setattr(wreck, "read_together", breaks)
    assert [line.rpartition(": ")[2] for line in checked(filled[FEW])] == ["well"] * FEW
