"""Several programs at one store at once: nobody's step is lost, and nobody's attempt is mixed with another's."""

import sqlite3
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import event

from simulator import waiting
from simulator.engine.events import Mode
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.errors import StoreLocked
from simulator.store.store import Store
from tests.faults.harness import PLAYER, ROOT, Nursery, Run
from tests.faults.player import RUBRIC, SCENARIO, Job
from tests.shortcuts import faults_of

PROGRAMS = 3
ROUNDS = 3


def test_several_programs_play_into_one_store_and_every_step_is_kept(quick_path: Path) -> None:
    place = quick_path / "new" / "attempts.sqlite3"
    players = [
        subprocess.Popen(
            [*PLAYER, str(place), str(ROUNDS)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(PROGRAMS)
    ]
    runs = []
    for player in players:
        out, error = player.communicate(timeout=120)
        assert "Traceback" not in error, error
        runs.append(Run.of(out.splitlines(), player.returncode))
    assert all(run.finished for run in runs), [run.errors for run in runs]
    with open_store(str(place)) as store:
        assert store.faults() == ()
        kept = {attempt: store.attempts.record(attempt) for attempt in store.attempts.ids()}
    assert len(kept) == PROGRAMS * ROUNDS
    for attempt, count, head in (ack for run in runs for ack in run.acks):
        assert kept[attempt].events[count - 1].hash == head
    assert all(faults_of(record) == () for record in kept.values())


def test_a_class_that_begins_together_on_a_slow_disk_is_refused_nobody(players: Nursery, quick_path: Path) -> None:
    place = quick_path / "new" / "attempts.sqlite3"
    learners = 15
    run = players.run(*[Job(str(place), commit_seconds=0.2, steps=1) for _ in range(learners)])
    assert run.errors == ()
    with open_store(str(place)) as store:
        kept = [store.attempts.record(attempt) for attempt in store.attempts.ids()]
    assert len(kept) == learners
    assert all(faults_of(record) == () for record in kept)
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_many_who_make_a_store_together_find_one(players: Nursery, quick_path: Path) -> None:
    for number in range(5):
        place = quick_path / str(number) / "attempts.sqlite3"
        run = players.run(*[Job(str(place), steps=0) for _ in range(8)])
        assert run.errors == ()
        with open_store(str(place)) as store:
            assert len(store.attempts.ids()) == 8
        assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_who_waits_in_vain_is_told_why_and_that_nothing_is_lost(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = Attempt.begin(store, SCENARIO, RUBRIC, Mode.PRACTICE)
    waited: list[float] = []
    monkeypatch.setattr(waiting, "PATIENCE", 0.3)
    monkeypatch.setattr(waiting, "SILENCE", 0.1)
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with waiting.shown(waited.append), pytest.raises(StoreLocked) as error:
        attempt.choose("honest")
    other.execute("ROLLBACK")
    other.close()
    assert "because others write to it" in str(error.value)
    assert "what you typed is still here" in str(error.value)
    assert waited[-1] == 0
    assert waited[:-1] == sorted(waited[:-1])
    attempt.choose("honest")


def test_a_step_costs_one_transaction(store: Store) -> None:
    attempt = Attempt.begin(store, SCENARIO, RUBRIC, Mode.PRACTICE)
    commits: list[object] = []
    event.listen(store.database._writer, "commit", commits.append)
    attempt.choose("promise")
    attempt.choose("listen")
    assert len(commits) == 2
