"""Measures everything side by side and says how it compares: ``python -m benchmarks [PIECE ...]``."""

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import answering, opening, peers, proving, queueing, reading, rescoring, verifying, walking
from benchmarks.results import Result

SCENES = (50, 1_000, 10_000)
PIECES = ("walking", "opening", "answering", "reading", "proving", "queueing", "rescoring", "verifying")


def main() -> int:
    """Run the pieces that are asked for, print each as it ends, and write all of them as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="The figures, side by side.")
    parser.add_argument("pieces", nargs="*", metavar="PIECE", help=f"what to measure: {', '.join(PIECES)}")
    parser.add_argument("--rounds", type=int, default=7, help="rounds; at least five")
    parser.add_argument("--seconds", type=float, default=0.5, help="how long each walker walks in a round")
    parser.add_argument("--scenes", type=int, nargs="*", default=list(SCENES), help="sizes of the generated stories")
    asked = parser.parse_args()
    unknown = set(asked.pieces) - set(PIECES)
    if unknown:
        parser.error(f"there is no piece {min(unknown)}; there are {', '.join(PIECES)}")
    if asked.rounds < 5:
        parser.error("at least five rounds, or the medians mean nothing")
    results: list[Result] = []
    begun = datetime.now(UTC)
    for result in _measured(asked.pieces or list(PIECES), asked.rounds, asked.seconds, asked.scenes):
        print("\n".join(result.lines()), end="\n\n", flush=True)
        results.append(result)
        _write(results, begun)  # what is measured is kept, though the rest be broken off
    print(f"written to {_file(begun).relative_to(peers.HERE.parent)}")
    return 0


def _measured(pieces: list[str], rounds: int, seconds: float, scenes: list[int]) -> Iterator[Result]:
    measures: dict[str, Callable[[], Iterator[Result]]] = {
        "walking": lambda: (walking.measure(size, rounds, seconds) for size in scenes),
        "opening": lambda: iter(opening.measure(rounds)),
        "answering": lambda: iter([answering.measure(rounds)]),
        "reading": lambda: (result for size in scenes for result in reading.measure(size, rounds)),
        "proving": lambda: proving.measure(rounds, scenes),
        "queueing": lambda: queueing.measure(rounds),
        "rescoring": lambda: rescoring.measure(rounds),
        "verifying": lambda: verifying.measure(rounds),
    }
    for piece in pieces:
        yield from measures[piece]()


def _file(begun: datetime) -> Path:
    return peers.RESULTS / f"{begun:%Y-%m-%dT%H%M%SZ}.json"


def _write(results: list[Result], begun: datetime) -> None:
    peers.RESULTS.mkdir(exist_ok=True)
    told = {
        "at": begun.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.platform(),
        "results": [result.as_json() for result in results],
    }
    _file(begun).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
