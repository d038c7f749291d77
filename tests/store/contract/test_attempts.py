"""Attempts come back as they were kept, whatever was typed, and nothing of them can be changed."""

import pytest
from sqlalchemy.exc import DBAPIError

from simulator.sessions.attempt import Attempt
from simulator.store.errors import NoSuchAttempt, StoreError, StoreMoved
from simulator.store.store import Store
from tests.shortcuts import all_faults
from tests.store.contract.conftest import Open
from tests.store.reviewed import begun, hand_in, played

HOSTILE = [
    "NUL \0 inside",
    "half a pair \ud800 here",
    "\u202e turned round",
    "an emoji 🫶",
    "'); DROP TABLE events; --",
    "%s :name \\u0000",
]


def test_whatever_was_typed_comes_back_as_it_was(store: Store) -> None:
    for text in HOSTILE:
        attempt = begun(store)
        attempt.keep_draft({"account": text})
        assert Attempt.resume(store, attempt.id).draft() == {"account": text}
        attempt.choose("honest")
        attempt.choose("tell")
        attempt.answer({"account": text})
        again = Attempt.resume(store, attempt.id)
        assert again.events == attempt.events
        assert again.state == attempt.state
        assert all_faults(store.everything(attempt.id)) == ()


def test_what_was_typed_stands_in_no_event(store: Store) -> None:
    attempt = played(store, "Jamie told me everything about it")
    kept = store.attempts.record(attempt.id)
    assert not any("everything" in event.body for event in kept.events)
    assert [text.text for text in kept.texts.kept.values()] == ["Jamie told me everything about it"]


def test_the_same_words_twice_leave_no_sign_that_they_are_the_same(store: Store) -> None:
    one, other = (store.attempts.record(played(store).id) for _ in range(2))
    assert not set(one.texts.kept) & set(other.texts.kept)


def test_a_step_after_somebody_elses_is_refused(opened: Open) -> None:
    here, there = opened(), opened()
    attempt = begun(here)
    elsewhere = Attempt.resume(there, attempt.id)
    elsewhere.choose("honest")
    with pytest.raises(StoreMoved):
        attempt.choose("promise")
    assert Attempt.resume(here, attempt.id).state == elsewhere.state


def test_lists_are_in_order_and_found_by_learner_and_by_the_start_of_an_id(store: Store) -> None:
    made = [played(store, learner=learner) for learner in ("B", "a", "B", "Ö")]
    assert [each.id for each in store.attempts.all()] == [each.id for each in reversed(made)]
    assert [each.id for each in store.attempts.of("B")] == [made[2].id, made[0].id]
    assert store.attempts.of("b") == ()
    assert store.attempts.find(made[0].id[:12]) == made[0].id
    with pytest.raises(NoSuchAttempt):
        store.attempts.find("%")
    with pytest.raises(NoSuchAttempt):
        store.attempts.record("nothing")
    for strange in ("\0", "\ud800"):
        for ask in (store.attempts.find, store.attempts.record):
            with pytest.raises(StoreError, match=r"^[^.]*\.$"):
                ask(strange)


STATEMENTS = [
    "UPDATE events SET body = '{}'",
    "DELETE FROM events",
    "INSERT INTO events SELECT attempt, 77, at, body, hash FROM events WHERE number = 0",
    "UPDATE attempts SET learner = 'x'",
    "DELETE FROM documents",
    "UPDATE documents SET text = 'x'",
    "DELETE FROM heads",
    "UPDATE heads SET count = count - 1",
    "UPDATE texts SET text = '\"x\"'",
    "DELETE FROM texts",
    "UPDATE entries SET at = 'x'",
    "DELETE FROM entries",
    "INSERT INTO entries SELECT stream, 7, at, body, hash FROM entries",
    "UPDATE entry_heads SET status = 'released'",
    "DELETE FROM entry_heads",
]


def test_the_database_itself_refuses_a_change_of_what_was_written(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    before = store.everything(attempt.id)
    for statement in STATEMENTS:
        with pytest.raises(DBAPIError, match=r"only|stay"), store.database._writer.begin() as connection:
            connection.exec_driver_sql(statement)
    assert store.everything(attempt.id) == before
    assert store.faults() == ()


def test_a_guard_that_was_taken_away_is_missed(store: Store) -> None:
    on = " ON events" if store.location.address else ""
    with store.database._writer.begin() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER events_never_change{on}")
    assert store.faults() == ("The guard “events_never_change” against changes is missing.",)
