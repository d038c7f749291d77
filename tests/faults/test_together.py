"""Several programs at one store at once: nobody's step is lost, and nobody's attempt is mixed with another's."""

import subprocess
from pathlib import Path

from simulator.store import open_store
from simulator.store.verify import faults_of
from tests.attempt.texts import read_held
from tests.faults.harness import PLAYER, ROOT, Run

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
        kept = {attempt: store.record(attempt) for attempt in store.ids()}
    assert len(kept) == PROGRAMS * ROUNDS
    for attempt, count, head in (ack for run in runs for ack in run.acks):
        assert kept[attempt].events[count - 1].hash == head
    assert all(faults_of(record, read_held) == () for record in kept.values())
