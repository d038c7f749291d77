"""Reviews are kept entry by entry; of several who write at once nobody's entry is lost and nobody's is written over."""

import multiprocessing
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from simulator.engine.rubric import Level
from simulator.engine.scoring import score
from simulator.review.events import Advised, Claimed, Decided, Entry, Evidence, LetGo, Marked, Released, Signed, Verdict
from simulator.review.people import Part, Person, Role
from simulator.review.state import Status, fold
from simulator.review.summary import ReviewSummary, as_kept_before, summary_of
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.errors import NoSuchAttempt, StoreCorrupt, StoreError, StoreMoved, StoreTaken
from simulator.store.format.chain import sha256, stamp
from simulator.store.format.record import Document
from simulator.store.store import Store
from tests.shortcuts import all_faults
from tests.store.contract.conftest import Open
from tests.store.reviewed import ANN, BEN, NINE, add, after, hand_in, marked, played

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the tests' own threads only wait
LINE = ReviewSummary(Status.MARKING, handed_in_at=stamp(NINE), last_at=stamp(NINE))


def faults(store: Store, attempt: Attempt) -> list[str]:
    return [fault.rule for fault in all_faults(store.everything(attempt.id, sound=False))]


def test_entries_come_back_as_they_were_with_who_and_when(store: Store) -> None:
    attempt = played(store)
    assert store.reviews.entries(attempt.id) == ()
    hand_in(store, attempt)
    marked(store, attempt)
    entries = store.reviews.entries(attempt.id)
    assert [entry.number for entry in entries] == list(range(6))
    assert [entry.by.code for entry in entries] == ["L-1", *["ann"] * 5]
    assert entries[0].at == stamp(NINE)
    review = fold(entries)
    assert review.status is Status.SIGNED
    assert review.first.answers[3, "account"].event == Marked(
        Part.FIRST, 3, "account", Level.COMPETENT, "Clear and factual"
    )
    assert faults(store, attempt) == []
    assert store.attempts.summary(attempt.id).review == "signed"


def test_free_texts_stand_in_no_entry(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt, note="Something about Jamie")
    (entry,) = store.streams.of(attempt.id).entries
    assert "Jamie" not in entry.body
    assert store.reviews.entries(attempt.id)[0].event.note == "Something about Jamie"  # type: ignore[union-attr]


def test_somebody_who_did_not_see_the_newest_entry_adds_nothing(store: Store) -> None:
    attempt = played(store)
    before = store.reviews.tip(attempt.id)
    hand_in(store, attempt)
    tip = store.reviews.tip(attempt.id)
    for stale in (before, type(tip)(tip.count, "0" * 64), type(tip)(tip.count + 1, tip.head)):
        with pytest.raises(StoreMoved):
            store.reviews.add(attempt.id, stale, ANN, NINE, [Released()], LINE)
    assert len(store.reviews.entries(attempt.id)) == 1
    with pytest.raises(NoSuchAttempt):
        store.reviews.add("nothing", before, ANN, NINE, [Released()], LINE)
    with pytest.raises(StoreError, match="code"):
        store.reviews.add(attempt.id, tip, Person("a\0b", Role.ASSESSOR), NINE, [Released()], LINE)


def test_a_claim_is_refused_while_somebody_else_holds_it_and_not_afterwards(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    claimed = Claimed(Part.FIRST, stamp(after(60)))
    store.reviews.add(attempt.id, store.reviews.tip(attempt.id), ANN, NINE, [claimed], LINE)
    before = store.reviews.entries(attempt.id)
    with pytest.raises(StoreTaken, match=r"ann has this attempt for first marking until 2026-11-01 10:00 UTC\."):
        store.reviews.add(attempt.id, store.reviews.tip(attempt.id), BEN, after(59), [claimed], LINE)
    assert store.reviews.entries(attempt.id) == before
    longer = Claimed(Part.FIRST, stamp(after(90)))
    store.reviews.add(attempt.id, store.reviews.tip(attempt.id), ANN, after(30), [longer], LINE)
    store.reviews.add(
        attempt.id, store.reviews.tip(attempt.id), BEN, NINE, [Claimed(Part.SECOND, stamp(after(99)))], LINE
    )
    late = Claimed(Part.FIRST, stamp(after(150)))
    store.reviews.add(attempt.id, store.reviews.tip(attempt.id), BEN, after(90), [late], LINE)
    assert [entry.by.code for entry in store.reviews.entries(attempt.id)] == ["L-1", "ann", "ann", "ben", "ben"]


def test_what_was_let_go_can_be_taken_at_once(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    claimed = Claimed(Part.FIRST, stamp(after(60)))
    add(store, attempt, ANN, claimed)
    add(store, attempt, ANN, LetGo(Part.FIRST))
    add(store, attempt, BEN, claimed)
    assert fold(store.reviews.entries(attempt.id)).claims[Part.FIRST].code == "ben"


def test_a_claim_that_cannot_be_written_down_is_not_held(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    stale = store.reviews.tip(attempt.id)
    add(store, attempt, ANN, Advised(Part.FIRST, "Read the policy"))
    claimed = Claimed(Part.FIRST, stamp(after(60)))
    with pytest.raises(StoreMoved):
        store.reviews.add(attempt.id, stale, ANN, NINE, [claimed], LINE)
    store.reviews.add(attempt.id, store.reviews.tip(attempt.id), BEN, NINE, [claimed], LINE)


def test_a_qualification_is_pinned_with_the_decision_and_comes_along(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    document = Document(sha256("id: aim"), "qualification", "aim", "id: aim")
    decided = Decided(
        Part.FIRST, "aim", "1.1", Verdict.MET, (Evidence(attempt.id, 3),), "Said so", digest=document.digest
    )
    store.reviews.add(attempt.id, store.reviews.tip(attempt.id), ANN, NINE, [decided], LINE, [document])
    assert store.everything(attempt.id).qualifications == (document,)
    assert store.reviews.entries(attempt.id)[1].event == decided


def test_drafts_of_a_review_are_each_persons_own(store: Store) -> None:
    attempt = played(store)
    store.review_drafts.keep(attempt.id, "ann", "clause:records", "half a thought \0 \ud800")
    store.review_drafts.keep(attempt.id, "ann", "advice", "Read")
    store.review_drafts.keep(attempt.id, "ben", "advice", "Mine")
    store.review_drafts.keep(attempt.id, "ann", "advice", "Read the policy")
    assert store.review_drafts.of(attempt.id, "ann") == {
        "clause:records": "half a thought \0 \ud800",
        "advice": "Read the policy",
    }
    store.review_drafts.keep(attempt.id, "ann", "clause:records", "")
    assert list(store.review_drafts.of(attempt.id, "ann")) == ["advice"]


def test_people_have_names_that_can_be_changed(store: Store) -> None:
    store.people.set("ben", "Ben Ä\0", Role.ASSESSOR)
    store.people.set("Zoe", "", Role.LEARNER)
    store.people.set("ben", "Ben", Role.QUALITY_ASSURER)
    assert [(each.code, each.name, each.role) for each in store.people.all()] == [
        ("Zoe", "", Role.LEARNER),
        ("ben", "Ben", Role.QUALITY_ASSURER),
    ]
    assert store.people.find("nobody") is None
    with pytest.raises(StoreError, match="code"):
        store.people.set("a\nb", "", Role.TUTOR)


# What is damaged is told -------------------------------------------------------------------------------------------

CHANGES = {
    "entry-changed": "UPDATE entries SET body = replace(body, 'competent', 'exemplary')",
    "entry-changed ": "UPDATE entries SET at = '2020-01-01T00:00:00.000000Z' WHERE number = 2",
    "entry-missing": "DELETE FROM entries WHERE number = 2",
    "review-cut": "DELETE FROM entries WHERE number >= 4",
    "text-changed": "UPDATE texts SET text = '\"Something else\"' WHERE text LIKE '%factual%'",
    "text-missing": "DELETE FROM texts WHERE text LIKE '%factual%'",
    "text-missing ": "DELETE FROM texts WHERE text LIKE '%Jamie%'",
}


@pytest.mark.parametrize("rule", CHANGES)
def test_what_was_changed_behind_the_stores_back_is_told(store: Store, rule: str) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    marked(store, attempt)
    with store.database.writing() as connection, store.database.unguarded(connection, "entries", "texts"):
        connection.execute(text(CHANGES[rule]))
    assert faults(store, attempt)[0] == rule.strip()
    if not rule.startswith("text-missing "):
        with pytest.raises(StoreCorrupt):
            store.reviews.entries(attempt.id)


def test_a_line_of_the_queue_that_was_changed_is_told_and_not_shown(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    with store.database.writing() as connection, store.database.unguarded(connection, "entry_heads"):
        connection.execute(text("UPDATE entry_heads SET status = 'released'"))
    assert store.queue.items() == ()
    assert store.queue.page().damaged == (attempt.id,)
    with pytest.raises(StoreCorrupt):
        store.reviews.entries(attempt.id)


def test_a_line_of_the_queue_that_its_entries_do_not_come_to_is_told(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    store.reviews.add(attempt.id, store.reviews.tip(attempt.id), ANN, NINE, [Advised(Part.FIRST, "Read")], LINE)
    assert faults(store, attempt) == ["summary-changed"]


@pytest.mark.parametrize("field", [field.name for field in fields(Signed) if field.name != "part"])
def test_a_signature_under_anything_else_than_what_stood_is_told(store: Store, field: str) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    marked(store, attempt)
    signed = store.reviews.entries(attempt.id)[-1].event
    values = {each.name: getattr(signed, each.name) for each in fields(Signed)}
    values["entries"] += 1  # it is signed again, after its first signature
    assert isinstance(values[field], int | str)
    values[field] = values[field] - 2 if isinstance(values[field], int) else values[field][::-1]
    add(store, attempt, ANN, Signed(**values))
    assert faults(store, attempt) == ["signed-differs"]


# At once -----------------------------------------------------------------------------------------------------------


def _at_once(address: str, attempt: str, work: Callable[[Store, str, int], int], programs: int = 4) -> list[int]:
    """What each of several programs says that it did to one attempt."""
    context = multiprocessing.get_context("fork")
    results = context.Queue()

    def run(number: int) -> None:
        with open_store(address) as store:
            results.put(work(store, attempt, number))

    started = [context.Process(target=run, args=(number,)) for number in range(programs)]
    for each in started:
        each.start()
    found = [results.get(timeout=60) for _ in started]
    for each in started:
        each.join(timeout=60)
    return found


def _claim_often(store: Store, attempt: str, number: int) -> int:
    by, held = Person(f"p{number}", Role.ASSESSOR), 0
    for turn in range(8):
        at = NINE + timedelta(minutes=turn)
        claimed = Claimed(Part.FIRST, stamp(at + timedelta(seconds=50)))
        try:
            store.reviews.add(attempt, store.reviews.tip(attempt), by, at, [claimed], LINE)
        except (StoreTaken, StoreMoved):
            continue
        held += 1
    return held


def _mark_often(store: Store, attempt: str, number: int) -> int:
    by, done = Person(f"p{number}", Role.ASSESSOR), 0
    while done < 5:
        event = Marked(Part.FIRST, 3, "account", Level.COMPETENT, f"{number}/{done}")
        try:
            store.reviews.add(attempt, store.reviews.tip(attempt), by, NINE, [event], LINE)
        except StoreMoved:
            continue
        done += 1
    return done


def test_of_several_programs_that_claim_at_once_one_holds_it(address: str, opened: Open) -> None:
    with open_store(address) as first:  # closed before the others are forked
        attempt = played(first)
        hand_in(first, attempt)
    held = _at_once(address, attempt.id, _claim_often)
    holder, until = "", ""
    entries = [entry for entry in opened().reviews.entries(attempt.id) if isinstance(entry.event, Claimed)]
    assert len(entries) == sum(held) > 0
    for entry in entries:
        assert entry.by.code == holder or entry.at >= until, "two hold it at once"
        holder, until = entry.by.code, entry.event.until  # type: ignore[union-attr]


def test_of_several_programs_that_mark_at_once_no_mark_is_lost(address: str, opened: Open) -> None:
    with open_store(address) as first:
        attempt = played(first)
        hand_in(first, attempt)
    assert _at_once(address, attempt.id, _mark_often) == [5] * 4
    marks = [entry.event.comment for entry in opened().reviews.entries(attempt.id)[1:]]  # type: ignore[union-attr]
    assert sorted(marks) == sorted(f"{number}/{turn}" for number in range(4) for turn in range(5))


def _open_only(store: Store, _attempt: str, _number: int) -> int:
    return len(store.attempts.ids())


def test_several_programs_that_open_a_new_store_at_once_make_one(address: str) -> None:
    assert _at_once(address, "", _open_only, 6) == [0] * 6


@pytest.mark.parametrize(("level", "well"), [(Level.UNSAFE, True), (Level.COMPETENT, False)])
def test_a_line_of_an_older_store_that_counted_what_the_first_marker_found_unsafe_is_still_well(
    store: Store, level: Level, well: bool
) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    event = Marked(Part.FIRST, 3, "account", level, "Read it")
    review = fold((*store.reviews.entries(attempt.id), Entry(1, stamp(NINE), ANN, event)))
    now = summary_of(review, attempt.rubric, score(attempt.scenario, attempt.rubric, attempt.state))
    assert not now.unsafe
    before = replace(now, unsafe=True)
    store.reviews.add(attempt.id, store.reviews.tip(attempt.id), ANN, NINE, [event], before)
    assert faults(store, attempt) == ([] if well else ["summary-changed"])


def test_a_line_of_an_older_store_in_which_a_claim_made_the_marker_is_still_well(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    claimed = Claimed(Part.FIRST, stamp(after(60)))
    review = fold((*store.reviews.entries(attempt.id), Entry(1, stamp(NINE), ANN, claimed)))
    now = summary_of(review, attempt.rubric, score(attempt.scenario, attempt.rubric, attempt.state))
    before = as_kept_before(review, now)
    assert (now.first, before.first, str(before.status)) == ("", ANN.code, "being marked")
    store.reviews.add(attempt.id, store.reviews.tip(attempt.id), ANN, NINE, [claimed], before)
    assert faults(store, attempt) == []
    add(store, attempt, ANN, LetGo(Part.FIRST))
    marked(store, attempt, BEN)
    assert store.queue.items()[0].review.first == BEN.code
