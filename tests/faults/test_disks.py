"""A disk that is full or fails: one sentence, nothing lost, and it goes on when there is room again."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from tests.faults.harness import PLAYER, ROOT, Nursery, Run, judge, strace
from tests.faults.player import Job


def sentences(run: Run) -> set[str]:
    """The classes of the errors, each of which was one sentence."""
    for error in run.errors:
        _, _, message = error.partition(" ")
        assert message.endswith("."), message
        assert ". " not in message, message
        assert "SQLITE" not in message
        assert "sqlalchemy" not in message
    return {error.split()[0] for error in run.errors}


@pytest.mark.parametrize("pages", [2, 14, 20, 24, 30])
def test_a_database_that_may_not_grow_says_so_and_keeps_what_it_has(
    players: Nursery, quick_path: Path, pages: int
) -> None:
    path = quick_path / "attempts.sqlite3"
    run = players.run(Job(str(path), rounds=40, page_limit=pages))
    assert not run.finished
    assert sentences(run) == {"StoreFull"}
    assert judge(path, run) is None


@pytest.mark.skipif(os.name != "posix", reason="the limit is POSIX's")
@pytest.mark.parametrize("kilobytes", [0, 1, 40, 81, 101])
def test_a_file_that_may_not_grow_says_so_and_keeps_what_it_has(
    players: Nursery, quick_path: Path, kilobytes: int
) -> None:
    path = quick_path / "attempts.sqlite3"
    run = players.run(Job(str(path), rounds=60, file_limit=max(kilobytes * 1024, 1)))
    assert not run.finished
    assert sentences(run) <= {"StoreFull", "StoreError"}
    assert run.errors
    assert judge(path, run) is None


FAULTS = [
    ("pwrite64", "ENOSPC", 33, "StoreFull"),
    ("pwrite64", "EIO", 45, "StoreError"),
    ("fdatasync", "EIO", 9, "StoreError"),
    ("fsync", "EIO", 5, None),
    ("unlink", "EIO", 3, "StoreError"),
    ("unlink", "EIO", 4, None),  # of a draft that was handed in: it goes with the next step
]


@pytest.mark.usefixtures("_strace")
@pytest.mark.parametrize(("call", "error", "when", "says"), FAULTS)
def test_a_call_that_fails_once_is_said_and_the_next_try_goes_on(
    place: Path, call: str, error: str, when: int, says: str | None
) -> None:
    assert hasattr(errno, error)
    done = subprocess.run(
        [*strace(f"{call}:error={error}:when={when}"), *PLAYER, str(place), "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    run = Run.of(done.stdout.splitlines(), done.returncode)
    assert sentences(run) == ({says} if says else set())
    assert run.finished
    assert judge(place, run) is None
    assert len(run.acks) >= 8


@pytest.mark.usefixtures("_strace")
@pytest.mark.parametrize(("call", "error"), [("pwrite64", "ENOSPC"), ("fdatasync", "EIO")])
def test_a_call_that_fails_from_then_on_stops_the_player_and_loses_nothing(place: Path, call: str, error: str) -> None:
    done = subprocess.run(
        [*strace(f"{call}:error={error}:when=30+"), *PLAYER, str(place), "4"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    run = Run.of(done.stdout.splitlines(), done.returncode)
    assert not run.finished
    assert len(run.errors) >= 3
    assert sentences(run) <= {"StoreFull", "StoreError"}
    assert judge(place, run) is None
