"""Processes that prove scenarios side by side: nobody waits for a proof, and each can be given up."""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, Literal, TypeAlias

from simulator.analysis.examine import Examination, examination
from simulator.analysis.waivers import Waived
from simulator.diagnostics import Diagnostic
from simulator.documents.yaml.source import Source
from simulator.isolation import InternalFault, isolated
from simulator.library import Library

MOST: Final = 4
"""How many processes there are at most: each holds a whole exploration in memory."""

ALONE: Final = 1.0
"""How often a process looks whether the one that started it is still there, in seconds."""


@dataclass(frozen=True, slots=True)
class Job:
    """A scenario to be examined."""

    path: Path
    source: Source
    also: frozenset[str]
    """Further ids that `alternates` may name."""


Found: TypeAlias = Examination | InternalFault

ENDED: Final = "The system ended the proof of this, perhaps for want of memory."


@dataclass(frozen=True, slots=True)
class _Busy:
    process: BaseProcess
    connection: Connection
    job: Job


class Workers:
    """Up to so many processes, each with at most one job; the rest wait, the newest first."""

    def __init__(self, library: Library, only: frozenset[str] | None, start: Literal["spawn"] | None = None) -> None:
        """Begin processes in a way that is safe beside threads (``spawn``), or in the system's usual way."""
        self._context = multiprocessing.get_context(start)
        self._library = library
        self._only = only
        self._most = min(os.cpu_count() or 1, MOST)
        self._idle: list[tuple[BaseProcess, Connection]] = []
        self._busy: list[_Busy] = []
        self._waiting: deque[Job] = deque()

    @property
    def connections(self) -> list[Connection]:
        """What turns readable when an answer is there."""
        return [each.connection for each in self._busy]

    def give(self, jobs: Iterable[Job]) -> None:
        """Prove these first; what is being proved already goes on later, if there are too few processes."""
        new = list(jobs)
        self.give_up(job.path for job in new)
        self._waiting.extendleft(reversed(new))
        while self._busy and len(new) > self._most - len(self._busy):
            self._waiting.append(self._end(self._busy[0]).job)
        self._feed()

    def give_up(self, paths: Iterable[Path]) -> None:
        """Prove these no more."""
        unwanted = frozenset(paths)
        self._waiting = deque(job for job in self._waiting if job.path not in unwanted)
        for each in [each for each in self._busy if each.job.path in unwanted]:
            self._end(each)
        self._feed()

    def answers(self) -> Iterator[tuple[Path, Found]]:
        """What was found since the last time."""
        for each in [each for each in self._busy if each.connection.poll()]:
            found = _received(each.connection)
            if found is None:
                self._end(each)
                found = InternalFault(each.job.source.name, ENDED)
            else:
                self._busy.remove(each)
                self._idle.append((each.process, each.connection))
            self._feed()
            yield each.job.path, found
        while not self._busy and len(self._idle) > 1:  # one is kept, for what comes next
            _kill(*self._idle.pop())

    def prepare(self) -> None:
        """Have a process ready before there is a job."""
        if not self._idle and not self._busy:
            self._idle.append(self._started())

    def renew(self, library: Library) -> None:
        """Prove against a library that has changed; what is being proved begins again."""
        self._library = library
        for each in list(self._busy):
            self._waiting.append(self._end(each).job)
        self._close_idle()
        self._feed()

    def close(self) -> None:
        """End every process."""
        self._waiting.clear()
        for each in list(self._busy):
            self._end(each)
        self._close_idle()

    def _feed(self) -> None:
        while self._waiting and len(self._busy) < self._most:
            process, connection = self._idle.pop() if self._idle else self._started()
            job = self._waiting.popleft()
            with suppress(OSError):  # one that has ended by itself is noticed when it does not answer
                connection.send(job)
            self._busy.append(_Busy(process, connection, job))

    def _started(self) -> tuple[BaseProcess, Connection]:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._library.shipped, self._library.own, self._only)
        process = self._context.Process(target=_work, args=arguments, daemon=True)
        with _deaf():
            process.start()
        theirs.close()
        return process, ours

    def _end(self, busy: _Busy) -> _Busy:
        self._busy.remove(busy)
        _kill(busy.process, busy.connection)
        return busy

    def _close_idle(self) -> None:
        while self._idle:
            _kill(*self._idle.pop())


def _received(connection: Connection) -> Found | None:
    """The answer; None where the process has ended without one."""
    try:
        found: Found = connection.recv()
    except (EOFError, OSError):
        return None
    return found


def _kill(process: BaseProcess, connection: Connection) -> None:
    connection.close()
    process.kill()
    process.join()
    process.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """Let what is started here not hear Ctrl-C, which is for this process to answer, and lose none meanwhile."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection, shipped: Path, own: Path, only: frozenset[str] | None) -> None:
    """Examine what is sent, until nobody is there to send more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    library = Library(shipped, own)
    while True:
        try:
            job: Job = connection.recv()
            connection.send(isolated(job.source.name, partial(_found, library, job, only)))
        except (EOFError, OSError):
            return


def _end_with(parent: int) -> None:
    """End when the process that started this one has ended, whatever is being proved."""
    while os.getppid() == parent:
        time.sleep(ALONE)
    os._exit(0)


def _found(library: Library, job: Job, only: frozenset[str] | None) -> Examination:
    library = library.seen_from(job.path)
    loaded = library.scenario(job.source, job.also)
    rubric = None if loaded.playable is None else library.rubric(loaded.playable.rubric)
    found = examination(loaded, None if rubric is None else rubric.value, only=only)
    waived = tuple(Waived(_ready(each.finding), each.reason) for each in found.waived)
    return Examination(tuple(_ready(each) for each in found.findings), waived)


def _ready(finding: Diagnostic) -> Diagnostic:
    """The finding in values that can be sent."""
    return replace(finding, witness=tuple(step if isinstance(step, str) else dict(step) for step in finding.witness))
