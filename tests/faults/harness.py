"""Runs players that die or fail, and judges the store they leave behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from simulator.engine import play
from simulator.engine.events import Mode
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.draft_files import ENDING
from tests.faults.player import RUBRIC, SCENARIO, Job, lines
from tests.shortcuts import faults_of

ROOT = Path(__file__).parents[2]
PLAYER = [sys.executable, "-m", "tests.faults.player"]


@dataclass(frozen=True)
class Run:
    """What a player said before it ended."""

    acks: tuple[tuple[str, int, str], ...]
    errors: tuple[str, ...]
    finished: bool
    killed: bool

    @classmethod
    def of(cls, lines: list[str], status: int) -> "Run":
        crashes = [line for line in lines if line.startswith("crash")]
        assert not crashes, crashes
        words = [line.split() for line in lines if line.startswith("ack ")]
        return cls(
            tuple((attempt, int(count), head) for _, attempt, count, head in words),
            tuple(line.removeprefix("error ") for line in lines if line.startswith("error ")),
            "finished" in lines,
            status < 0,
        )


class Nursery:
    """A process that forks a player for each job."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(PLAYER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)

    def run(self, *jobs: Job) -> Run:
        """What all who did these jobs side by side said, one after the other."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(lines(*jobs))
        self.process.stdin.flush()
        heard: list[str] = []
        for raw in self.process.stdout:
            line = raw.decode().strip()
            if line.startswith("done "):
                return Run.of(heard, int(line.split()[1]))
            heard.append(line)
        raise AssertionError("the nursery ended")


@contextmanager
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    try:
        yield made
    finally:
        made.process.communicate(timeout=30)


def judge(path: Path, run: Run) -> str | None:
    """What was lost or broken, if anything: everything acknowledged must be there and whole."""
    if not path.exists():
        return "the store is gone" if run.acks else None
    with open_store(str(path)) as store:
        if store.faults():
            return f"the file is damaged: {store.faults()}"
        kept = {attempt: store.attempts.record(attempt) for attempt in store.attempts.ids()}
        for attempt, count, head in run.acks:
            if attempt not in kept or len(kept[attempt].events) < count:
                return f"{attempt}: event {count - 1} was acknowledged and is not there"
            if kept[attempt].events[count - 1].hash != head:
                return f"{attempt}: event {count - 1} is another than the acknowledged one"
        for attempt, record in kept.items():
            faults = faults_of(record)
            if faults:
                return f"{attempt}: {faults[0].message}"
            again = Attempt.resume(store, attempt)
            if play.closing(again.scenario, again.state):
                return f"{attempt}: half a step was kept"
            if again.state != play.replay(again.scenario, again.events):
                return f"{attempt}: it resumes elsewhere"
            if not again.closed:
                again.leave()
        Attempt.begin(store, SCENARIO, RUBRIC, Mode.PRACTICE)
    beside = path.with_name(path.name + ENDING)
    typed = [file.name for file in beside.glob("*")]
    if typed and not run.killed:
        return f"left of what was typed: {typed}"
    leftovers = [file.name for file in path.parent.iterdir() if file not in (path, beside)]
    return f"left behind: {leftovers}" if leftovers else None


def strace(*inject: str) -> list[str]:
    """The beginning of a command that injects faults into system calls."""
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, *(f"-einject={each}" for each in inject)]
