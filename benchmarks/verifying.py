"""``simulator attempts verify`` over very many attempts, in processor time of the whole process."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.process import took
from benchmarks.queueing import fill
from benchmarks.results import Result
from benchmarks.rounds import interleave

ATTEMPTS: Final = 5_000


def measure(rounds: int, attempts: int = ATTEMPTS) -> Iterator[Result]:
    """Attempts a second, beyond what a store of one attempt takes; each handed in, hashed, replayed and scored.

    Raises:
        RuntimeError: a store does not verify, so that what was measured would be something else.
    """
    with tempfile.TemporaryDirectory() as folder:
        many, one = Path(folder) / "many.sqlite3", Path(folder) / "one.sqlite3"
        fill(many, attempts)
        fill(one, 1)

        def per_second() -> float:
            return (attempts - 1) / (_processor(many) - _processor(one))

        found = interleave({f"verify {attempts:,} attempts": per_second}, rounds)
        yield Result("verifying attempts", "attempts a second of processor time", found)


def _processor(store: Path) -> float:
    """Seconds of processor time that verifying a store takes."""
    done = took([sys.executable, "-m", "simulator", "attempts", "verify", "--store", str(store)])
    if done.code:
        raise RuntimeError(f"the store does not verify: {done.code}")
    return done.processor
