"""What was written freely goes for good, on record; what it was part of still verifies, replays and scores the same."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from simulator.engine.events import ERASED
from simulator.review.events import free
from simulator.review.people import Role
from simulator.review.state import fold
from simulator.sessions.attempt import Attempt
from simulator.store.db.database import Database
from simulator.store.errors import NoSuchAttempt, StoreCorrupt, StoreFull, StoreMoved
from simulator.store.format import entry_codec
from simulator.store.store import Store
from tests.shortcuts import all_faults
from tests.store.format_1 import insert_format_1
from tests.store.reviewed import ANN, NINE, begun, exported, hand_in, marked, played

SECRET = "SECRET Jamie lives at number nine"


@dataclass(frozen=True, slots=True)
class TestErasure:
    """An entry of the centre, as those who erase make one."""

    __test__ = False
    learner: str
    why: str = free()


entry_codec.KINDS.register(TestErasure)


def erase(store: Store, *attempts: str, names: tuple[str, ...] = ()) -> None:
    store.erasing.erase(attempts, store.centre.tip(), ANN, NINE, TestErasure("L-1", "They asked"), names=names)


def written(store: Store) -> Attempt:
    attempt = played(store, SECRET)
    hand_in(store, attempt, note=SECRET)
    marked(store, attempt, comment=SECRET)
    store.review_drafts.keep(attempt.id, "ann", "advice", SECRET)
    store.people.set("L-1", SECRET, Role.LEARNER)
    return attempt


def everywhere(store: Store) -> str:
    """All that the tables hold."""
    with store.database.reading() as connection:
        from simulator.store.db import tables

        return repr([connection.execute(table.select()).all() for table in tables.metadata.sorted_tables])


def test_after_erasing_everything_verifies_replays_and_scores_as_before(store: Store) -> None:
    attempt, other = written(store), played(store, SECRET, learner="L-2")
    before, queue = store.everything(attempt.id), store.queue.items()
    scorecard = Attempt.resume(store, attempt.id).scorecard()
    review = fold(store.reviews.entries(attempt.id))
    erase(store, attempt.id, names=("L-1",))
    kept = store.everything(attempt.id)
    assert all_faults(kept) == ()
    assert (kept.header, kept.events, kept.head, kept.review) == (
        before.header,
        before.events,
        before.head,
        before.review,
    )
    again = Attempt.resume(store, attempt.id)
    assert again.scorecard() == scorecard
    after = fold(store.reviews.entries(attempt.id))
    assert (after.status, after.first.levels()) == (review.status, review.first.levels())
    assert after.first.answers[3, "account"].event.comment == ERASED  # type: ignore[union-attr]
    assert store.queue.items() == queue
    assert everywhere(store).count(SECRET) == 1, "the other learner's own text"
    assert store.attempts.record(other.id).texts.erased == frozenset()
    assert store.people.all()[0].name == ""
    assert store.faults() == ()


def test_the_bytes_are_gone_from_the_file_and_from_what_lies_beside_it(store: Store) -> None:
    if store.location.path is None:
        return  # what lies on a server's disk is the server's; the tables were looked at above
    attempt = written(store)
    folder: Path = store.location.path.parent
    assert any(b"SECRET" in file.read_bytes() for file in folder.iterdir())
    erase(store, attempt.id, names=("L-1",))
    assert not any(b"SECRET" in file.read_bytes() for file in folder.iterdir())


def test_the_bytes_are_gone_even_where_the_file_cannot_be_packed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_: Database) -> None:
        raise StoreFull("There is no room.")

    monkeypatch.setattr(Database, "tidy", no_room)
    if store.location.path is None:
        return
    attempt = written(store)
    erase(store, attempt.id, names=("L-1",))
    assert b"SECRET" not in store.location.path.read_bytes()


def test_an_erasure_is_on_record_with_what_went(store: Store) -> None:
    attempt = written(store)
    commitments = set(store.attempts.record(attempt.id).texts.kept)
    erase(store, attempt.id)
    (entry,) = store.centre.entries()
    assert (entry.by, entry.event) == (ANN, TestErasure("L-1", "They asked"))
    assert entry.facts == {"erased": {attempt.id: sorted(commitments)}, "rewritten": {}}
    assert store.attempts.record(attempt.id).texts.erased == commitments


def test_a_text_that_is_gone_without_a_record_is_missed_after_an_erasure_too(store: Store) -> None:
    attempt = written(store)
    erase(store, attempt.id)
    marked(store, attempt, comment="Written after the erasure")
    assert all_faults(store.everything(attempt.id)) == ()
    with store.database.writing() as connection, store.database.unguarded(connection, "texts"):
        connection.execute(text("DELETE FROM texts"))
    assert all_faults(store.everything(attempt.id, sound=False))[0].rule == "text-missing"


def test_a_record_of_an_erasure_that_was_made_up_is_told(store: Store) -> None:
    attempt = written(store)
    erase(store, attempt.id)
    with store.database.writing() as connection, store.database.unguarded(connection, "entries"):
        connection.execute(text("UPDATE entries SET body = replace(body, 'L-1', 'L-2') WHERE stream = 'centre'"))
    with pytest.raises(StoreCorrupt, match="erasure was changed"):
        store.attempts.record(attempt.id)
    assert any("entry 0" in sentence.lower() for sentence in store.faults())


def test_an_open_attempt_goes_on_after_its_texts_were_erased(store: Store) -> None:
    attempt = begun(store)
    attempt.choose("honest")
    attempt.keep_draft({"reason": SECRET})
    erase(store, attempt.id)
    again = Attempt.resume(store, attempt.id)
    assert again.draft() == {}
    again.choose("tell")
    again.answer({"account": "Written afterwards"})
    assert all_faults(store.everything(attempt.id)) == ()


def test_an_erasure_that_somebody_came_before_changes_nothing(store: Store) -> None:
    attempt = written(store)
    tip = store.centre.tip()
    store.centre.add(tip, ANN, NINE, [TestErasure("L-9")])
    before = everywhere(store)
    with pytest.raises(StoreMoved):
        store.erasing.erase([attempt.id], tip, ANN, NINE, TestErasure("L-1"))
    with pytest.raises(NoSuchAttempt):
        erase(store, attempt.id, "nothing")
    assert everywhere(store) == before


def test_an_attempt_of_format_1_is_written_anew_without_its_texts(store: Store) -> None:
    attempt = played(store, SECRET)
    old = insert_format_1(store, attempt)
    before = store.attempts.record(old)
    assert all_faults(store.everything(old)) == ()
    there = Attempt.resume(store, old)
    hand_in(store, there)
    marked(store, there)
    erase(store, old, attempt.id)
    kept = store.everything(old)
    assert all_faults(kept) == ()
    assert (kept.header.format, kept.head.progress) == (2, before.head.progress)
    assert kept.texts.rewritten == {before.head.tip.head: kept.head.tip.head}
    assert Attempt.resume(store, old).scorecard() == there.scorecard()
    assert SECRET not in everywhere(store)
    found = exported(store, old)
    assert all_faults(found.record) == ()
    assert store.faults() == ()
