"""What comes from other machines: checked first, taken once, gone on with, and refused where it differs."""

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.review.events import Advised, HandedIn, Released, TakenIn
from simulator.review.people import Part, Person, Role
from simulator.review.state import Status
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.errors import NoSuchAttempt, StoreCorrupt, StoreDiffers, StoreRefused
from simulator.store.format.chain import Tip
from simulator.store.format.export import Exported
from simulator.store.format.record import ReviewRecord
from simulator.store.importing import ImportResult
from simulator.store.store import Store
from tests.shortcuts import all_faults
from tests.store.reviewed import ANN, WORDS, add, after, begun, exported, hand_in, marked, played

DIGEST = "d" * 64


@pytest.fixture
def learners(tmp_path: Path) -> Store:
    """The store on a learner's own machine."""
    return open_store(":memory:")


def take(store: Store, found: Exported, *, with_decisions: bool = False) -> ImportResult:
    return store.importing.take_in(found, ANN, after(30), DIGEST, with_decisions=with_decisions)


def handed_in(learners: Store) -> Exported:
    attempt = played(learners)
    hand_in(learners, attempt)
    return exported(learners, attempt.id)


def test_a_file_is_taken_in_whole_and_says_so_in_the_review(store: Store, learners: Store) -> None:
    found = handed_in(learners)
    assert take(store, found) is ImportResult.NEW
    attempt = found.record.header.attempt
    kept = store.everything(attempt)
    assert kept.review.entries[:1] == found.record.review.entries
    assert kept == replace(found.record, texts=kept.texts, review=kept.review)
    assert [text.text for text in kept.texts.kept.values()].count(WORDS) == 1
    assert all_faults(kept) == ()
    entry = store.reviews.entries(attempt)[1]
    assert (entry.by, entry.event) == (ANN, TakenIn(DIGEST))
    (line,) = store.queue.items()
    assert (line.attempt.id, line.review.status, line.review.unmarked) == (attempt, Status.HANDED_IN, 1)


def test_the_same_file_twice_changes_nothing(store: Store, learners: Store) -> None:
    found = handed_in(learners)
    take(store, found)
    before = store.everything(found.record.header.attempt)
    assert take(store, found) is ImportResult.SAME
    assert store.everything(found.record.header.attempt) == before


def test_what_went_on_elsewhere_is_taken_in_as_growth(store: Store, learners: Store) -> None:
    attempt = begun(learners)
    attempt.choose("honest")
    early = exported(learners, attempt.id)
    assert take(store, early) is ImportResult.NEW
    attempt.choose("tell")
    attempt.answer({"account": WORDS})
    hand_in(learners, attempt)
    late = exported(learners, attempt.id)
    assert take(store, late) is ImportResult.GROWN
    assert take(store, early) is ImportResult.SAME
    kept = store.everything(attempt.id)
    assert kept.events == late.record.events
    assert len(kept.review.entries) == 2
    assert all_faults(kept) == ()
    assert store.attempts.summary(attempt.id).closed == "ended"


def test_an_attempt_that_went_on_differently_is_refused(store: Store, learners: Store) -> None:
    attempt = begun(learners)
    early = exported(learners, attempt.id)
    attempt.choose("honest")
    one = exported(learners, attempt.id)
    with open_store(":memory:") as other:
        take(other, early)
        there = Attempt.resume(other, attempt.id)
        there.choose("promise")
        two = exported(other, attempt.id)
    take(store, one)
    before = store.everything(attempt.id)
    with pytest.raises(StoreDiffers, match="went on differently"):
        take(store, two)
    assert store.everything(attempt.id) == before


def test_another_header_under_the_same_id_is_refused(store: Store, learners: Store) -> None:
    found = handed_in(learners)
    with open_store(":memory:") as other:
        events = [begun(other)]
        header = replace(other.attempts.record(events[0].id).header, attempt=found.record.header.attempt)
        kept = other.attempts.record(events[0].id)
        added = other.attempts.begin(header, kept.scenario, kept.rubric, events[0].events, kept.head.progress)
        assert len(added) == 1
        stranger = exported(other, header.attempt)
    take(store, found)
    with pytest.raises(StoreDiffers):
        take(store, stranger)


def test_a_file_that_does_not_verify_is_refused_with_the_reason(store: Store, learners: Store) -> None:
    found = handed_in(learners)
    kept = found.record
    text = next(iter(kept.texts.kept.values()))
    first = kept.events[1]
    wrong = {
        "was changed": replace(kept, events=(kept.events[0], replace(first, at="x"), *kept.events[2:])),
        "tail is cut": replace(kept, events=kept.events[:-1]),
        "another text": replace(
            kept, texts=replace(kept.texts, kept={**kept.texts.kept, text.commitment: replace(text, text="y")})
        ),
        "id that": replace(kept, header=replace(kept.header, attempt="centre")),
    }
    for reason, record in wrong.items():
        with pytest.raises(StoreCorrupt, match=reason):
            take(store, replace(found, record=record))
    assert store.attempts.ids() == ()
    with pytest.raises(NoSuchAttempt):
        store.attempts.record(kept.header.attempt)


def test_a_file_without_its_texts_is_refused(store: Store, learners: Store) -> None:
    attempt = played(learners)
    with pytest.raises(StoreRefused, match="leaves out"):
        take(store, exported(learners, attempt.id, texts=False))


def test_decisions_in_a_learners_file_are_not_believed(store: Store, learners: Store) -> None:
    attempt = played(learners)
    hand_in(learners, attempt)
    add(learners, attempt, ANN, Released())
    forged = exported(learners, attempt.id)
    with pytest.raises(StoreRefused, match="decisions"):
        take(store, forged)
    assert store.attempts.ids() == ()
    (first, *_) = forged.record.review.entries
    early = ReviewRecord((first,), Tip(1, first.hash))
    assert take(store, replace(forged, record=replace(forged.record, review=early))) is ImportResult.NEW
    with pytest.raises(StoreDiffers):
        take(store, forged, with_decisions=True)


def test_a_result_comes_back_to_the_learner_as_growth(store: Store, learners: Store) -> None:
    found = handed_in(learners)
    attempt_id = found.record.header.attempt
    take(store, found)
    attempt = Attempt.resume(store, attempt_id)
    marked(store, attempt, comment="Well put")
    add(store, attempt, ANN, Released())
    back = exported(store, attempt_id)
    with pytest.raises(StoreRefused):
        take(learners, back)
    assert take(learners, back, with_decisions=True) is ImportResult.GROWN
    assert learners.reviews.entries(attempt_id) == store.reviews.entries(attempt_id)
    assert learners.attempts.summary(attempt_id).review == "released"
    add(store, attempt, Person("qa", Role.QUALITY_ASSURER), Advised(Part.FIRST, "More"))
    add(learners, attempt, Person("L-1", Role.LEARNER), HandedIn(1, "0", declared=True))
    with pytest.raises(StoreDiffers, match="review"):
        take(learners, exported(store, attempt_id), with_decisions=True)
