"""Enter to repaint: a choice made in the flagship scenario, its event kept, and the answer on the screen."""

import sqlite3
import tempfile
from pathlib import Path
from statistics import median, quantiles

from benchmarks import peers
from benchmarks.opening import bare, ours
from benchmarks.results import Aim, Result
from benchmarks.rounds import interleave
from benchmarks.terminal import Terminal

SCENARIO = "promise-you-wont-tell"
ENTER = "Enter to repaint"
BARE = "python -c pass"
CHOICES = 8
"""So many choices a round; each is taken back again."""


def measure(rounds: int) -> Result:
    """Choosing beside starting a bare interpreter.

    Raises:
        RuntimeError: a choice was painted and its event not kept.
    """
    peers.RESULTS.mkdir(exist_ok=True)
    every: list[float] = []
    firsts: list[float] = []
    bares: list[float] = []
    with tempfile.TemporaryDirectory(dir=peers.RESULTS) as folder:
        stores = iter(Path(folder) / f"{number}.db" for number in range(10_000))
        found = interleave(
            {
                ENTER: lambda: _kept(every, _choose(next(stores), firsts)),
                BARE: lambda: _kept(bares, [bare() for _ in range(CHOICES)]),
            },
            rounds,
        )
    notes = (
        f"95th percentile of {len(every)}: {_late(every):.1f} ms; {BARE}: {_late(bares):.1f} ms",
        f"the first change that can be seen: {median(firsts):.1f} ms",
        "each event was found in the store after its repaint",
    )
    return Result("answering", "ms (median of a round)", found, (Aim(ENTER, BARE, 1.5, at_least=False),), notes)


def _kept(every: list[float], found: list[float]) -> float:
    every += found
    return median(found)


def _late(found: list[float]) -> float:
    return quantiles(found, n=20)[-1]


def _choose(store: Path, firsts: list[float]) -> list[float]:
    """Milliseconds to the last visible change after each of some choices; to the first, into ``firsts``."""
    found = []
    with Terminal(ours("play", SCENARIO, "--store", str(store)), {}) as terminal:
        terminal.settle(quiet=1.5)
        terminal.press(b"\r")  # from the brief into the conversation
        terminal.settle(quiet=1.5)
        for _ in range(CHOICES):
            before = _events(store)
            terminal.press(b"\r")
            settled = terminal.settle(quiet=0.4)
            found.append(settled.still * 1000)
            firsts.append(settled.first * 1000)
            if _events(store) <= before:
                raise RuntimeError(f"the choice was not kept:\n{terminal.text()}")
            terminal.press(b"u")
            terminal.settle(quiet=0.4)
    return found


def _events(store: Path) -> int:
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        (number,) = connection.execute("SELECT count(*) FROM events").fetchone()
    connection.close()
    return int(number)
