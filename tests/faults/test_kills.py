"""Killed at any moment: what was acknowledged is there, whole, and goes on where it stopped."""

import itertools
import subprocess
from pathlib import Path

import pytest

from tests.faults.harness import PLAYER, ROOT, Nursery, Run, judge, strace
from tests.faults.player import Job


def test_a_player_that_is_let_live_finishes_and_loses_nothing(players: Nursery, place: Path) -> None:
    run = players.run(Job(str(place), rounds=2))
    assert run.finished
    assert len(run.acks) == 16
    assert judge(place, run) is None


def test_killed_at_any_moment_nothing_acknowledged_is_lost(players: Nursery, quick_path: Path) -> None:
    acks = set()
    for number in itertools.count():
        path = quick_path / str(number) / "attempts.sqlite3"
        run = players.run(Job(str(path), kill_at=1 + 5 * number))
        assert judge(path, run) is None, number
        acks.add(len(run.acks))
        if run.finished:
            break
    assert acks == set(range(9)), "there was a kill in every step"
    assert number > 30


def killed_in(path: Path, call: str, when: int, *, sabotaged: str = "") -> Run:
    code = [*PLAYER, str(path), "1"] if not sabotaged else [PLAYER[0], "-c", sabotaged.format(path=str(path))]
    done = subprocess.run(
        [*strace(f"{call}:signal=SIGKILL:when={when}"), *code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run.of(done.stdout.splitlines(), done.returncode)


@pytest.mark.usefixtures("_strace")
@pytest.mark.parametrize(("call", "when"), [("pwrite64", 30), ("fdatasync", 12), ("fsync", 9), ("unlink", 4)])
def test_killed_inside_a_system_call_nothing_acknowledged_is_lost(place: Path, call: str, when: int) -> None:
    run = killed_in(place, call, when)
    assert not run.finished or call == "fsync"
    assert judge(place, run) is None


# The harness must be able to fail ----------------------------------------------------------------------------------


@pytest.mark.parametrize("unsafe", ["without_transactions", "early"])
def test_an_unsafe_store_is_caught(players: Nursery, quick_path: Path, unsafe: str) -> None:
    found = set()
    for number in range(40, 400, 4):
        path = quick_path / str(number) / "attempts.sqlite3"
        job = Job(str(path), kill_at=number, without_transactions=unsafe != "early", early=unsafe == "early")
        run = players.run(job)
        try:
            found.add(judge(path, run))
        except Exception as error:  # noqa: BLE001  (whatever an unsafe store makes of itself)
            found.add(f"{type(error).__name__}: {error}")
        if len(found - {None}) > 1 or run.finished:
            break
    assert found - {None}, "no kill was noticed"


WITHOUT_JOURNAL = """
from tests.faults.player import Job, play
play(Job({path!r}, rounds=1, without_journal=True))
"""


@pytest.mark.usefixtures("_strace")
def test_a_store_without_a_journal_is_caught(tmp_path: Path) -> None:
    found = []
    for when in range(3, 43, 3):
        path = tmp_path / str(when) / "attempts.sqlite3"
        run = killed_in(path, "pwrite64", when, sabotaged=WITHOUT_JOURNAL)
        try:
            found.append(judge(path, run))
        except Exception as error:  # noqa: BLE001
            found.append(f"{type(error).__name__}: {error}")
        if any(found):
            break
    assert any(found), "no kill was noticed"
