"""Killed at any moment while an attempt is taken in, claimed, marked and erased: each of it is done, or is not."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from simulator.engine.rubric import Level
from simulator.review.events import Claimed, Entry, Judged, Marked, Settled
from simulator.review.people import Part
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.db import database, postgresql, tables
from simulator.store.db.location import Location
from simulator.store.format.chain import stamp
from simulator.store.format.export import Exported
from simulator.store.store import Store
from tests.faults.player import Killer, hook
from tests.shortcuts import all_faults
from tests.store.contract.test_erasing import SECRET, TestErasure
from tests.store.reviewed import ANN, NINE, add, after, exported, hand_in, played

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the tests' own threads only wait
STEPS = 4
PART = Part.FIRST


@pytest.fixture
def handed_in() -> Iterator[Exported]:
    """A file of an attempt that a learner handed in."""
    with open_store(":memory:") as learners:
        attempt = played(learners, SECRET)
        hand_in(learners, attempt, note=SECRET)
        yield exported(learners, attempt.id)


def steps(store: Store, found: Exported) -> Iterator[None]:
    """Everything that is done to one attempt, a transaction at a time."""
    attempt_id = found.record.header.attempt
    store.importing.take_in(found, ANN, NINE, "d" * 64)
    yield
    attempt = Attempt.resume(store, attempt_id)
    add(store, attempt, ANN, Claimed(PART, stamp(after(60))))
    yield
    marks = (
        Marked(PART, 3, "account", Level.COMPETENT, SECRET),
        Settled(PART, "records", Level.COMPETENT, Level.EXEMPLARY, SECRET),
        Judged(PART, True, True, True, True, True),
    )
    add(store, attempt, ANN, *marks)
    yield
    store.erasing.erase([attempt_id], store.centre.tip(), ANN, NINE + timedelta(days=1), TestErasure("L-1"))
    yield


@dataclass(frozen=True)
class Run:
    """What a program did before it was killed."""

    acknowledged: int
    killed: bool


def run(address: str, found: Exported, kill_at: int) -> Run:
    """A program of its own that says each step it was told is kept, and dies at the n-th call of a hook."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status = 1
        try:
            killer = Killer(kill_at)
            for module in (database, postgresql):
                _hook(module, killer)
            with open_store(address) as store:
                for _ in steps(store, found):
                    os.write(writing, b".")
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        acknowledged = len(pipe.read())
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL), code
    return Run(acknowledged, code != 0)


def _hook(module: object, killer: Killer) -> None:
    make: Callable[[Location], Engine] = module.engine_for  # type: ignore[attr-defined]

    def hooked(place: Location) -> Engine:
        engine = make(place)
        if not place.address:
            hook(engine, killer)
            return engine
        event.listen(engine, "before_cursor_execute", killer)
        event.listen(engine, "after_cursor_execute", killer)
        event.listen(engine, "commit", killer)
        return engine

    module.engine_for = hooked  # type: ignore[attr-defined]


def done(store: Store, found: Exported) -> int:
    """How many steps are there, each of them whole."""
    attempt = found.record.header.attempt
    assert store.faults() == ()
    entries, centre, claims, texts, erasures = (
        _count(store, table)
        for table in (tables.entries, tables.entry_heads, tables.claims, tables.texts, tables.erasures)
    )
    if attempt not in store.attempts.ids():
        assert (entries, centre, claims, texts, erasures) == (0, 0, 0, 0, 0)
        assert _count(store, tables.events) == _count(store, tables.documents) == 0
        return 0
    kept = store.everything(attempt)
    assert all_faults(kept) == ()
    assert kept.events == found.record.events
    read = store.reviews.entries(attempt)
    assert claims == sum(isinstance(entry.event, Claimed) for entry in read)
    if store.centre.entries():
        assert (len(read), texts, erasures) == (6, 0, 4)
        return 4
    assert erasures == 0
    assert texts == _written(read)
    return {2: 1, 3: 2, 6: 3}[len(read)]


def _written(entries: tuple[Entry, ...]) -> int:
    return 1 + sum(SECRET in repr(entry.event) for entry in entries)


def _count(store: Store, table: object) -> int:
    with store.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def test_killed_at_any_moment_each_step_is_whole_or_not_there(
    new_address: Callable[[], str], handed_in: Exported
) -> None:
    stride = 9 if "postgresql" in new_address() else 40
    seen, kill_at = set(), 3
    while True:
        address = new_address()
        open_store(address).close()
        was = run(address, handed_in, kill_at)
        with open_store(address) as store:
            steps_done = done(store, handed_in)
        assert was.acknowledged <= steps_done <= was.acknowledged + 1, kill_at
        seen.add(steps_done)
        if not was.killed:
            break
        kill_at += stride
    assert seen == set(range(STEPS + 1)), "there was a kill before and after every step"
