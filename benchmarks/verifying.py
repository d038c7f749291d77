"""``simulator attempts verify`` over very many attempts, in processor time of the whole process."""

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from benchmarks.process import took
from benchmarks.queueing import fill, left_at_once
from benchmarks.results import Result
from benchmarks.rounds import interleave
from simulator.engine.events import Mode
from simulator.engine.scenario import WriteField
from simulator.library import Library
from simulator.sessions.attempt import Attempt
from simulator.store.store import Store

ATTEMPTS: Final = 5_000
WORD: Final = "word "


def measure(rounds: int, attempts: int = ATTEMPTS) -> Iterator[Result]:
    """Attempts a second, beyond what a store of as few as can be takes; each handed in, hashed, replayed and scored.

    Raises:
        RuntimeError: a store does not verify, so that what was measured would be something else.
    """
    with tempfile.TemporaryDirectory() as folder:

        def per_second(name: str, play: Callable[[Store, Library], Iterator[Attempt]]) -> Callable[[], float]:
            many, few = Path(folder) / f"{name}.sqlite3", Path(folder) / f"{name}-few.sqlite3"
            fill(many, attempts, play)
            fill(few, 0, play)
            more = _count(many) - _count(few)
            return lambda: more / (_processor(many) - _processor(few))

        figures = {
            f"{attempts:,} attempts left at once": per_second("left", left_at_once),
            f"{attempts:,} attempts played to the end": per_second("played", played_to_the_end),
        }
        yield Result("verifying attempts", "attempts a second of processor time", interleave(figures, rounds))


def played_to_the_end(store: Store, library: Library) -> Iterator[Attempt]:
    """The walkthroughs of every shipped scenario, with a reason and enough words wherever they are asked for."""
    for entry in library.scenarios:
        loaded = library.scenario(entry.path)
        rubric = library.rubric(loaded.value.rubric) if loaded.value else None
        if loaded.value is None or rubric is None:
            continue
        for each in loaded.value.expect:
            attempt = Attempt.begin(store, loaded, rubric, Mode.ASSESSMENT, learner="L-0", seed=1)
            for step in each.choose:
                if isinstance(step, str):
                    attempt.choose(step, WORD * 10 if attempt.reason_asked() != "never" else "")
                else:
                    written = {
                        field.id: field.min_words for field in attempt.form() or () if isinstance(field, WriteField)
                    }
                    attempt.answer({**dict(step), **{name: WORD * (words + 20) for name, words in written.items()}})
            if attempt.state.closed is None:
                attempt.leave()
            yield attempt


def _count(store: Path) -> int:
    with closing(sqlite3.connect(store)) as connection:
        return int(connection.execute("SELECT count(*) FROM attempts").fetchone()[0])


def _processor(store: Path) -> float:
    """Seconds of processor time that verifying a store takes."""
    done = took([sys.executable, "-m", "simulator", "attempts", "verify", "--store", str(store)])
    if done.code:
        raise RuntimeError(f"the store does not verify: {done.code}")
    return done.processor
