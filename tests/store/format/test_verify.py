"""Whatever was changed in a record is found, and the first event that shows it is named."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine.events import Chose, Event, Mode
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.format import event_codec
from simulator.store.format.canonical import canonical
from simulator.store.format.chain import StoredEvent, Tip, link, links_after
from simulator.store.format.fault import Fault
from simulator.store.format.record import Record
from simulator.store.store import Store
from tests.engine.small import CODE, small
from tests.sessions.texts import held
from tests.shortcuts import faults_of


def played(store: Store, *choices: str, seed: int = 1) -> Record:
    attempt = Attempt.begin(store, held(small()), held(CODE), Mode.PRACTICE, learner="L", seed=seed)
    for choice in choices:
        attempt.choose(choice)
    return store.attempts.record(attempt.id)


def first(kept: Record) -> Fault:
    faults = faults_of(kept)
    assert faults
    assert all(fault.message.endswith(".") for fault in faults)
    return next((fault for fault in faults if fault.event is not None), faults[0])


def with_event(kept: Record, number: int, event: StoredEvent) -> Record:
    return replace(kept, events=(*kept.events[:number], event, *kept.events[number + 1 :]))


def sealed(kept: Record) -> Record:
    """The record with the head's own hash made right again."""
    return replace(kept, head_seal=kept.head.seal(kept.header.attempt))


def forged(kept: Record, bodies: list[str], **progress: object) -> Record:
    """The record as someone would write it anew who knows the format."""
    events = links_after(kept.header.attempt, Tip(0, kept.header_hash), "2026-01-01T00:00:00.000000Z", bodies)
    head = replace(
        kept.head,
        tip=Tip(len(events), events[-1].hash),
        progress=replace(kept.head.progress, **progress),  # type: ignore[arg-type]
    )
    return sealed(replace(kept, events=events, head=head))


def body(event: Event) -> str:
    return canonical(event_codec.encode(event))


@pytest.fixture
def closed(store: Store) -> Record:
    return played(store, "promise", "listen", "limits-now", "tell")


@pytest.fixture
def unfinished(store: Store) -> Record:
    return played(store, "promise", "listen", "limits-now")


def test_nothing_is_wrong_with_what_was_kept(closed: Record, unfinished: Record) -> None:
    assert faults_of(closed) == ()
    assert faults_of(unfinished) == ()


CHANGES: dict[str, Callable[[StoredEvent], StoredEvent]] = {
    "body": lambda event: replace(event, body=event.body.replace("o", "0", 1)),
    "unreadable body": lambda event: replace(event, body="{"),
    "time": lambda event: replace(event, at="2020-01-01T00:00:00.000000Z"),
    "hash": lambda event: replace(event, hash=event.hash[::-1]),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("number", range(6))
def test_a_changed_event_is_the_first_bad_one(closed: Record, change: str, number: int) -> None:
    event = closed.events[number]
    changed = CHANGES[change](event)
    if changed == event:
        changed = replace(event, body=event.body + " ")
    fault = first(with_event(closed, number, changed))
    assert (fault.rule, fault.event) == ("event-changed", number)
    assert f"Event {number} (" in fault.message


@pytest.mark.parametrize("number", range(5))
def test_a_missing_event_is_told_by_its_number(closed: Record, number: int) -> None:
    kept = replace(closed, events=(*closed.events[:number], *closed.events[number + 1 :]))
    assert (first(kept).rule, first(kept).event) == ("event-missing", number)


@pytest.mark.parametrize("number", range(5))
def test_two_events_in_each_others_place_are_found(closed: Record, number: int) -> None:
    one, other = closed.events[number : number + 2]
    moved = (*closed.events[:number], other, one, *closed.events[number + 2 :])
    assert (first(replace(closed, events=moved)).rule, first(replace(closed, events=moved)).event) == (
        "event-missing",
        number,
    )
    numbered = (replace(other, number=number), replace(one, number=number + 1))
    swapped = replace(closed, events=(*closed.events[:number], *numbered, *closed.events[number + 2 :]))
    assert (first(swapped).rule, first(swapped).event) == ("event-changed", number)


def test_an_event_of_another_attempt_is_foreign(store: Store, closed: Record) -> None:
    other = played(store, "promise", "listen", "limits-now", "tell")
    for number in range(len(closed.events)):
        fault = first(with_event(closed, number, other.events[number]))
        assert (fault.rule, fault.event) == ("event-changed", number)


@pytest.mark.parametrize("cut", [1, 2, 5])
def test_a_cut_tail_is_found_in_a_closed_and_in_an_open_attempt(closed: Record, unfinished: Record, cut: int) -> None:
    for kept in (closed, unfinished):
        left = max(len(kept.events) - cut, 0)
        fault = first(replace(kept, events=kept.events[:left]))
        assert (fault.rule, fault.event) == ("tail-cut", left)


def test_a_cut_tail_with_its_head_moved_back_is_found_where_the_attempt_was_closed(closed: Record) -> None:
    events = closed.events[:-1]
    head = replace(closed.head, tip=Tip(len(events), events[-1].hash))
    assert first(sealed(replace(closed, events=events, head=head))).rule == "closing-missing"


def test_nothing_follows_the_closing_event(closed: Record) -> None:
    last = closed.events[-1]
    text = body(Chose("asks", "honest"))
    added = StoredEvent(6, last.at, text, link(last.hash, closed.header.attempt, 6, last.at, text))
    fault = first(replace(closed, events=(*closed.events, added)))
    assert (fault.rule, fault.event) == ("event-after-closing", 6)


def test_an_event_behind_the_kept_end_is_found(unfinished: Record) -> None:
    last = unfinished.events[-1]
    text = body(Chose("tells", "tell"))
    added = StoredEvent(4, last.at, text, link(last.hash, unfinished.header.attempt, 4, last.at, text))
    fault = first(replace(unfinished, events=(*unfinished.events, added)))
    assert (fault.rule, fault.event) == ("event-after-head", 4)


@pytest.mark.parametrize(
    "change",
    [
        {"learner": "Someone else"},
        {"mode": "assessment"},
        {"seed": 2},
        {"started_at": "2020-01-01T00:00:00.000000Z"},
        {"title": "Another"},
        {"scenario_digest": "0" * 64},
        {"format": 0},
    ],
)
def test_a_changed_header_is_found(closed: Record, change: dict[str, object]) -> None:
    faults = faults_of(replace(closed, header=replace(closed.header, **change)))  # type: ignore[arg-type]
    assert "header-changed" in {fault.rule for fault in faults}


def test_a_header_changed_with_its_hash_no_longer_fits_the_first_event(closed: Record) -> None:
    header = replace(closed.header, learner="Someone else")
    fault = first(replace(closed, header=header, header_hash=header.hash()))
    assert (fault.rule, fault.event) == ("event-changed", 0)


def test_a_swapped_or_changed_document_is_found(store: Store, closed: Record) -> None:
    other = held(small(written=True))
    scenario = closed.scenario
    for swapped in (
        replace(scenario, text=other.text),
        replace(scenario, text=other.text, digest=other.digest),
        replace(scenario, name="another"),
        replace(scenario, kind="rubric"),
        closed.rubric,
    ):
        faults = faults_of(replace(closed, scenario=swapped))
        assert faults[0].rule == "document-swapped"


def test_a_changed_outcome_is_found_whether_or_not_its_seal_was_made_right(closed: Record) -> None:
    head = replace(closed.head, progress=replace(closed.head.progress, outcome="exemplary"))
    assert first(replace(closed, head=head)).rule == "head-changed"
    assert first(sealed(replace(closed, head=head))).rule == "outcome-changed"


def test_an_event_that_cannot_have_happened_is_found_although_every_hash_is_right(unfinished: Record) -> None:
    bodies = [event.body for event in unfinished.events]
    bodies[2] = body(Chose("sorry", "tell"))
    fault = first(forged(unfinished, bodies))
    assert (fault.rule, fault.event) == ("event-impossible", 2)
    bodies[2] = '{"kind":"flew"}'
    fault = first(forged(unfinished, bodies))
    assert (fault.rule, fault.event) == ("event-unknown", 2)
    bodies[0] = bodies[0].replace("practice", "assessment")
    assert first(forged(unfinished, bodies)).event == 0


def test_an_attempt_of_a_newer_format_is_not_judged(closed: Record) -> None:
    header = replace(closed.header, format=event_codec.FORMAT + 1)
    kept = forged(replace(closed, header=header, header_hash=header.hash()), [event.body for event in closed.events])
    (fault,) = faults_of(kept)
    assert fault.rule == "document-unreadable"
    assert "newer" in fault.message


def test_what_is_written_anew_as_a_whole_is_not_found_without_an_earlier_export(unfinished: Record) -> None:
    shorter = forged(unfinished, [event.body for event in unfinished.events[:-1]], decisions=2)
    assert faults_of(shorter) == ()
    assert shorter.head.tip != unfinished.head.tip


@cache
def examples() -> tuple[Record, ...]:
    with open_store("sqlite://") as store:
        return (
            played(store, "honest", "tell"),
            played(store, "promise", "listen"),
            played(store),
            played(store, "honest", "wait"),
        )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_edit_of_the_events_goes_unseen(data: st.DataObject) -> None:
    *some, other = examples()
    kept = data.draw(st.sampled_from(some))
    pool = [*kept.events, *other.events]
    events = tuple(data.draw(st.lists(st.sampled_from(pool), max_size=len(kept.events) + 1)))
    faults = faults_of(replace(kept, events=events))
    assert bool(faults) == (events != kept.events)
