"""A store that the first version made is brought up when it is opened, and everything in it is as it was."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.review.people import Person, Role
from simulator.sessions.attempt import Attempt
from simulator.store import StoreError, open_store
from simulator.store.db import triggers
from simulator.store.format import snapshots
from simulator.store.store import Store
from tests.shortcuts import all_faults
from tests.store.contract.test_erasing import TestErasure

MADE_BY_VERSION_1 = Path(__file__).with_name("schema_1.sql")
REAL_READER = snapshots.read_pinned
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def older(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(snapshots, "read_pinned", REAL_READER)
    with sqlite3.connect(place) as connection:
        connection.executescript(MADE_BY_VERSION_1.read_text())
    connection.close()
    return place


def faults(store: Store, attempt: str) -> tuple[object, ...]:
    return all_faults(store.everything(attempt))


def learner(store: Store, code: str) -> str:
    (attempt,) = store.attempts.of(code)
    return attempt.id


def test_an_older_store_still_verifies_and_has_everything_that_a_new_one_has(older: Path, tmp_path: Path) -> None:
    with open_store(str(older)) as store, open_store(str(tmp_path / "new.sqlite3")) as new:
        assert store.faults() == ()
        assert [faults(store, attempt) for attempt in store.attempts.ids()] == [(), ()]
        assert [each.id for each in store.attempts.all()] == list(reversed(store.attempts.ids()))
        made = [_schema(each) for each in (store, new)]
    assert made[0] == made[1]
    with open_store(str(older)) as store:
        assert len(store.attempts.all()) == 2


def _schema(store: Store) -> set[tuple[str, str]]:
    with store.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")
        return {(str(name), " ".join(str(sql).split())) for name, sql in rows}


def test_an_attempt_of_the_first_version_goes_on_where_it_stood(older: Path) -> None:
    with open_store(str(older)) as store:
        attempt = Attempt.resume(store, learner(store, "L-2"))
        assert attempt.draft() == {"account": "Half a"}
        attempt.answer({"contents": (), "who": "lead", "account": "All of it"})
        assert attempt.closed
        assert faults(store, attempt.id) == ()
        assert "All of it" in store.attempts.sound(attempt.id).events[-2].body, "its format stays the first"


def test_what_was_written_in_the_first_version_can_be_erased(older: Path) -> None:
    with open_store(str(older)) as store:
        attempt = learner(store, "L-1")
        before = Attempt.resume(store, attempt)
        by = Person("ann", Role.ASSESSOR)
        store.erasing.erase([attempt], store.centre.tip(), by, NOW, TestErasure("L-1"))
        again = Attempt.resume(store, attempt)
        assert again.scorecard() == before.scorecard()
        assert faults(store, attempt) == ()
        assert store.faults() == ()
    content = older.read_bytes()
    assert b"Jamie said the door" not in content
    assert b"Because it is true" not in content


def test_an_older_store_is_brought_up_whole_or_not_at_all(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dumped(older)
    broken = triggers.Guard("nowhere", "never_go", "DELETE", "nothing")
    with monkeypatch.context() as during:
        during.setattr(triggers, "ALL", (*triggers.ALL, broken))
        during.setattr(triggers, "SINCE_2", (*triggers.SINCE_2, broken))
        with pytest.raises(StoreError):
            open_store(str(older))
    assert dumped(older) == before
    with open_store(str(older)) as store:
        assert store.faults() == ()


def dumped(place: Path) -> list[str]:
    connection = sqlite3.connect(place)
    found = list(connection.iterdump())
    connection.close()
    return found
