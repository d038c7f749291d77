"""From the command to the first screen that stands, and to the end of ``--help``; all measured from outside."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import peers
from benchmarks.results import Aim, Result
from benchmarks.rounds import interleave
from benchmarks.terminal import Terminal

LIBRARY = "the library"
ONE_LABEL = "one label with Textual"
HELP = "simulator --help"
BARE = "python -c pass"


def measure(rounds: int) -> list[Result]:
    """The first screen beside a one-label app, and the help beside a bare interpreter."""
    with tempfile.TemporaryDirectory(dir=_results()) as folder:
        stores = iter(Path(folder) / f"{number}.db" for number in range(10_000))
        still: list[float] = []
        screens = interleave(
            {
                LIBRARY: lambda: _painted([*ours("play"), "--store", str(next(stores))], still),
                ONE_LABEL: lambda: _painted([sys.executable, "-m", "benchmarks.walkers.one_label"], []),
            },
            rounds,
        )
    commands = {HELP: ours("--help"), BARE: [sys.executable, "-c", "pass"]}
    ended = interleave(
        {HELP: lambda: _ended(commands[HELP]), BARE: lambda: _ended(commands[BARE])},
        rounds,
    )
    return [
        Result(
            "first screen",
            "ms",
            screens,
            (Aim(LIBRARY, ONE_LABEL, 1.25, at_least=False),),
            (f"the last change that can be seen in the library: {median(still):.0f} ms",),
        ),
        Result("help", "ms", ended, (Aim(HELP, BARE, 4, at_least=False),)),
    ]


def ours(*arguments: str) -> list[str]:
    """Our command."""
    return [sys.executable, "-m", "simulator", *arguments]


def bare() -> float:
    """Milliseconds of a bare interpreter, started once."""
    return _ended([sys.executable, "-c", "pass"], tries=1)


def _results() -> Path:
    peers.RESULTS.mkdir(exist_ok=True)
    return peers.RESULTS


def first_paint(command: Sequence[str]) -> float:
    """Milliseconds from the command to the first full paint of its screen."""
    return _painted(command, [])


def _painted(command: Sequence[str], still: list[float]) -> float:
    """Milliseconds to the first full paint; when nothing changed any more goes to ``still``."""
    with Terminal(command, {}) as terminal:
        settled = terminal.settle(quiet=1.0)
        still.append(settled.still * 1000)
        return settled.painted * 1000


def _ended(command: Sequence[str], tries: int = 3) -> float:
    """Milliseconds to the end, the best of some tries: one start more or less lucky decides nothing."""
    found = []
    for _ in range(tries):
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found.append((time.perf_counter() - begun) * 1000)
    return min(found)
