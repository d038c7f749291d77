"""Proves scenarios in processes of their own: nobody waits for a proof, each can be given up, none ends the rest."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, Literal, TypeAlias

from simulator.analysis.waivers import Examination, Waived
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


Proof: TypeAlias = Examination | InternalFault
"""What comes of a job."""

SAFE_PATH: Final = "PYTHONSAFEPATH"

ENDED: Final = "The system ended the proof of this, perhaps for want of memory."


@dataclass(frozen=True, slots=True)
class _Busy:
    process: BaseProcess
    connection: Connection
    job: Job


class Prover:
    """Up to so many processes, each with at most one job; the rest wait, the newest first."""

    def __init__(
        self,
        library: Library,
        only: frozenset[str] | None = None,
        start: Literal["spawn"] | None = None,
        *,
        silent: bool = False,
    ) -> None:
        """Begin processes in a way that is safe beside threads (``spawn``), or in the system's usual way.

        Args:
            library: what scenarios are proved against.
            only: the rules that are looked for; all where it is None.
            start: how processes begin.
            silent: whatever they print is lost, because a screen is drawn where it would stand.
        """
        self._context = multiprocessing.get_context(start)
        self._library = library
        self._only = only
        self._silent = silent
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

    def answers(self) -> Iterator[tuple[Path, Proof]]:
        """What was found since the last time."""
        for each in [each for each in self._busy if each.connection.poll()]:
            proof = _received(each.connection)
            if proof is None:
                self._end(each)
                proof = InternalFault(each.job.source.name, ENDED)
            else:
                self._busy.remove(each)
                self._idle.append((each.process, each.connection))
            self._feed()
            yield each.job.path, proof
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
        arguments = (theirs, self._library.shipped, self._library.own, self._only, self._silent)
        process = self._context.Process(target=_work, args=arguments, daemon=True)
        with _deaf(), _apart():
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


def _received(connection: Connection) -> Proof | None:
    """The answer; None where the process has ended without one."""
    try:
        proof: Proof = connection.recv()
    except (EOFError, OSError):
        return None
    return proof


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


@contextmanager
def _apart() -> Iterator[None]:
    """Let what is started here import nothing from the folder one is in, and hand it the terminal that there really is.

    A screen that is drawn stands in for the standard error, and a process cannot be given that.
    """
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        with redirect_stderr(sys.__stderr__):
            yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def _work(connection: Connection, shipped: Path, own: Path, only: frozenset[str] | None, silent: bool) -> None:
    """Examine what is sent, until nobody is there to send more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if silent:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    library = Library(shipped, own)
    while True:
        try:
            job: Job = connection.recv()
            connection.send(isolated(job.source.name, partial(_proved, library, job, only)))
        except (EOFError, OSError):
            return


def _end_with(parent: int) -> None:
    """End when the process that started this one has ended, whatever is being proved."""
    while os.getppid() == parent:
        time.sleep(ALONE)
    os._exit(0)


def _proved(library: Library, job: Job, only: frozenset[str] | None) -> Examination:
    from simulator.analysis.examine import examination  # noqa: PLC0415  (who only gives jobs needs no analysis)

    library = library.seen_from(job.path)
    loaded = library.scenario(job.source, job.also)
    found = examination(loaded, library.rubric_of(loaded.playable), only=only)
    waived = tuple(Waived(_ready(each.finding), each.reason) for each in found.waived)
    return Examination(tuple(_ready(each) for each in found.findings), waived)


def _ready(finding: Diagnostic) -> Diagnostic:
    """The finding in values that can be sent."""
    return replace(finding, witness=tuple(step if isinstance(step, str) else dict(step) for step in finding.witness))
