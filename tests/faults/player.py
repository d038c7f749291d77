"""Plays small attempts into a store, says what it was told is saved, and dies or fails where it is told to.

As a program it reads lists of jobs, one a line as JSON, and runs each job of a list in a forked child, so that the
imports are paid for once. The child writes ``ack ATTEMPT COUNT HASH`` after each step that returned, and ``error CLASS
MESSAGE`` for each that failed.
"""

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import event
from sqlalchemy.engine import Engine

from simulator.engine.events import Mode
from simulator.sessions.attempt import Attempt
from simulator.store import StoreError, open_store
from simulator.store.db import database
from simulator.store.db.location import Location
from simulator.store.draft_files import DraftFiles
from simulator.store.errors import StoreMoved
from simulator.store.format import snapshots
from simulator.store.store import Store
from tests.engine.small import CODE, small
from tests.sessions.texts import held, read_held

if TYPE_CHECKING:
    import sqlite3
    from types import FrameType

    from _typeshed import TraceFunction

T = TypeVar("T")
SCENARIO, RUBRIC = held(small()), held(CODE)


@dataclass(frozen=True)
class Job:
    """One run."""

    path: str
    rounds: int = 1
    steps: int = 7
    """How many steps of each attempt are taken."""
    kill_at: int = 0
    """Die at this call of a hook; 0 is never."""
    file_limit: int = 0
    """No file may grow beyond so many bytes."""
    page_limit: int = 0
    """The database may have no more pages."""
    without_transactions: bool = False
    without_journal: bool = False
    commit_seconds: float = 0
    """So long does the disk take for a commit, while nobody else can write."""
    early: bool = False
    """Acknowledge before the step."""


def lines(*jobs: Job) -> bytes:
    """Jobs that are done side by side, as the program reads them."""
    return json.dumps([asdict(job) for job in jobs]).encode() + b"\n"


def say(text: str) -> None:
    os.write(1, text.replace("\n", " ").encode() + b"\n")


class Killer:
    """Dies at the n-th call."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, *_arguments: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def hook(engine: Engine, killer: Killer) -> None:
    """Call the killer around every statement and commit, and in the midst of statements."""
    event.listen(engine, "before_cursor_execute", killer)
    event.listen(engine, "after_cursor_execute", killer)

    def watch(connection: "sqlite3.Connection", _record: object) -> None:
        connection.set_progress_handler(killer, 40)

    event.listen(engine, "connect", watch)
    commit = engine.dialect.do_commit

    def committing(connection: object) -> None:
        killer()
        commit(connection)  # type: ignore[arg-type]
        killer()

    engine.dialect.do_commit = committing  # type: ignore[method-assign, assignment]


def hook_typing(killer: Killer) -> None:
    """Call the killer at every line of what keeps a draft."""
    keep = DraftFiles.keep

    def line(_frame: "FrameType", _event: str, _value: object) -> "TraceFunction":
        killer()
        return line

    def keeping(files: DraftFiles, attempt: str, columns: Mapping[str, object]) -> None:
        sys.settrace(line)
        try:
            keep(files, attempt, columns)
        finally:
            sys.settrace(None)

    DraftFiles.keep = keeping  # type: ignore[method-assign, assignment]


def slow(engine: Engine, seconds: float) -> Engine:
    """Take so long for each commit, as a disk does on which much is going on."""
    commit = engine.dialect.do_commit

    def committing(connection: object) -> None:
        time.sleep(seconds)
        commit(connection)  # type: ignore[arg-type]

    engine.dialect.do_commit = committing  # type: ignore[method-assign, assignment]
    return engine


def sabotage(job: Job) -> None:
    if job.without_transactions:
        database._begin = lambda connection: None


def opened(job: Job) -> Store:
    """The store, hooked."""
    killer = Killer(job.kill_at)
    make = database.engine_for

    def hooked(location: Location) -> Engine:
        engine = make(location)
        hook(engine, killer)
        return engine

    if job.page_limit:
        database.PRAGMAS = (*database.PRAGMAS, f"PRAGMA max_page_count={job.page_limit}")  # type: ignore[misc]
    if job.commit_seconds:
        database.engine_for = lambda location: slow(make(location), job.commit_seconds)
    if job.kill_at:
        database.engine_for = hooked
        hook_typing(killer)
    store = open_store(job.path)
    if job.without_journal:
        with store.database.reading() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            for pragma in ("PRAGMA synchronous=OFF", "PRAGMA journal_mode=OFF"):
                raw.cursor().execute(pragma)
    return store


def play(job: Job) -> None:
    sabotage(job)
    snapshots.read_pinned = read_held
    if job.file_limit:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (job.file_limit, resource.RLIM_INFINITY))
    store = patiently(lambda: opened(job))
    if store is None:
        return
    for number in range(job.rounds):
        attempt = patiently(lambda number=number: Attempt.begin(store, SCENARIO, RUBRIC, Mode.PRACTICE, seed=number))  # type: ignore[misc]
        if attempt is None:
            return
        acknowledge(attempt)
        if not conversation(store, attempt, job):
            return
    say("finished")


def conversation(store: Store, attempt: Attempt, job: Job) -> bool:
    steps: list[Callable[[Attempt], None]] = [
        lambda one: one.choose("promise"),
        lambda one: one.keep_draft({"reason": "because " * 60}),
        lambda one: one.choose("listen"),
        lambda one: one.rewind(1),
        lambda one: one.choose("honest"),
        lambda one: one.choose("told-and-stay"),
        lambda one: one.choose("tell"),
    ]
    for step in steps[: job.steps]:
        if job.early:
            tip = attempt._tip
            say(f"ack {attempt.id} {tip.count + 1} {tip.head}")
        done = patiently(partial(once, store, attempt, step))
        if done is None:
            return False
        attempt = done
        acknowledge(attempt)
    return True


def once(store: Store, attempt: Attempt, step: Callable[[Attempt], None]) -> Attempt:
    before = attempt.state
    try:
        step(attempt)
    except StoreMoved:  # the step that failed had happened after all: take it from the store
        return Attempt.resume(store, attempt.id)
    except StoreError:
        assert attempt.state is before
        raise
    return attempt


def patiently(make: Callable[[], T]) -> T | None:
    """What it makes, at the second or third try if need be."""
    for _ in range(3):
        try:
            return make()
        except StoreError as error:
            say(f"error {type(error).__name__} {error}")
    return None


def acknowledge(attempt: Attempt) -> None:
    say(f"ack {attempt.id} {attempt._tip.count} {attempt._tip.head}")


def main() -> None:
    for line in sys.stdin:
        jobs = [Job(**each) for each in json.loads(line)]
        children = [born(job) for job in jobs]
        for child in children:
            _, status = os.waitpid(child, 0)
        say(f"done {os.waitstatus_to_exitcode(status)}")


def born(job: Job) -> int:
    """A child that plays, by its process number."""
    child = os.fork()
    if child == 0:
        try:
            play(job)
        except BaseException as error:  # noqa: BLE001  (it is told, whatever it is)
            say(f"crash {type(error).__name__} {error}")
        os._exit(0)
    return child


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with contextlib.suppress(BrokenPipeError):
            play(Job(str(Path(sys.argv[1])), rounds=int(sys.argv[2])))
    else:
        main()
