"""A reason that had to be written is in the record, or its absence is told."""

from dataclasses import replace

import pytest

from simulator.engine.events import Mode
from simulator.engine.scenario import Decision, Scenario
from simulator.sessions.attempt import Attempt
from simulator.store.format.chain import Tip, links_after
from simulator.store.format.fault import kind_of
from simulator.store.format.record import Record
from simulator.store.store import Store
from tests.engine.build import choice, decision
from tests.engine.build import scenario as built
from tests.engine.small import CODE
from tests.shortcuts import faults_of

from .texts import held


def asking(because: str) -> Scenario:
    made = built(decision(choice("on", "asks")), asks=decision(choice("go", "home")))
    first = made.scenes["first"]
    assert isinstance(first.content, Decision)
    return replace(
        made, scenes={**made.scenes, "first": replace(first, content=replace(first.content, because=because))}
    )


def kept(store: Store, mode: Mode, because: str) -> Record:
    attempt = Attempt.begin(store, held(asking(because)), held(CODE), mode, learner="L", seed=1)
    attempt.choose("on", "It seemed kind.")
    attempt.choose("go")
    return store.attempts.record(attempt.id)


def without_reason(record: Record) -> Record:
    """The record as someone would write it anew who knows the format, without the reason."""
    bodies = [event.body for event in record.events if kind_of(event) != "explained"]
    assert len(bodies) == len(record.events) - 1
    events = links_after(record.header.attempt, Tip(0, record.header_hash), "2026-01-01T00:00:00.000000Z", bodies)
    head = replace(record.head, tip=Tip(len(events), events[-1].hash))
    return replace(record, events=events, head=head, head_seal=head.seal(record.header.attempt))


@pytest.mark.parametrize("mode", [Mode.REHEARSAL, Mode.ASSESSMENT])
def test_a_choice_without_the_reason_that_it_asks_for_is_told(store: Store, mode: Mode) -> None:
    record = kept(store, mode, "required")
    assert faults_of(record) == ()
    (fault,) = faults_of(without_reason(record))
    assert (fault.rule, fault.event) == ("reason-missing", 1)
    assert fault.message == "Event 1 is a choice in `first` that asks for a written reason, and has none."


@pytest.mark.parametrize(("mode", "because"), [(Mode.PRACTICE, "required"), (Mode.ASSESSMENT, "optional")])
def test_a_reason_that_may_be_skipped_may_be_missing(store: Store, mode: Mode, because: str) -> None:
    assert faults_of(without_reason(kept(store, mode, because))) == ()
