"""How a walker in Python talks: first what it found, then, asked for a number of seconds, how far it came."""

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

Visit: TypeAlias = Callable[[Sequence[int], Iterable[str]], None]
"""Takes the variables at the end of a playthrough, the score first, and its lines."""


def talk(walk_all: Callable[[Visit | None], int]) -> None:
    """Answer until standard input ends; ``walk_all`` walks every playthrough and returns the number of decisions."""
    digest = hashlib.sha256()
    scores: list[int] = []

    def visit(variables: Sequence[int], lines: Iterable[str]) -> None:
        scores.append(variables[0])
        for line in lines:
            digest.update(f"{line.strip()}\n".encode())
        digest.update(f"{' '.join(str(value) for value in variables)}\n".encode())

    decisions = walk_all(visit)
    print(json.dumps({"decisions": decisions, "scores": scores, "digest": digest.hexdigest()}), flush=True)
    for asked in sys.stdin:
        least = float(asked)
        done = 0
        took = 0.0
        begun, worked = time.perf_counter(), time.process_time()
        while took < least:
            done += walk_all(None)
            took = time.perf_counter() - begun
        told = {"decisions": done, "seconds": took, "processor": time.process_time() - worked}
        print(json.dumps(told), flush=True)
