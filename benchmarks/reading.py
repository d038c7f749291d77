"""Reading and validating a generated scenario, beside what PyYAML's C loader needs for the same bytes."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

from benchmarks import peers
from benchmarks.results import Aim, Result
from benchmarks.rounds import Rounds, interleave
from benchmarks.story import as_yaml, generate

CSAFE = "CSafeLoader alone"
PLACES = "ours, read with places"
VALIDATED = "ours, read and validated"
HOW = {PLACES: "places", VALIDATED: "validated", CSAFE: "csafe"}


def measure(scenes: int, rounds: int) -> list[Result]:
    """The time and the memory of a story of so many scenes; each reading in a process of its own."""
    peers.RESULTS.mkdir(exist_ok=True)
    file = peers.RESULTS / f"story-{scenes}.yaml"
    file.write_text(as_yaml(generate(scenes)), encoding="utf-8")
    memory: dict[str, list[float]] = {name: [] for name in HOW}
    times = interleave({name: partial(_read, how, file, memory[name]) for name, how in HOW.items()}, rounds)
    size = f"{file.stat().st_size / 1e3:,.0f} kB of YAML"
    notes = [size, "the limits on size are lifted in the measuring process alone"] if scenes >= 1000 else [size]
    peaks = Rounds({name: tuple(found) for name, found in memory.items()})
    aim = Aim(VALIDATED, CSAFE, 1, at_least=False)
    return [
        Result(f"reading, {scenes:,} scenes", "ms", times, (aim,), tuple(notes)),
        Result(f"reading, {scenes:,} scenes: peak memory of the process", "MB", peaks),
    ]


def _read(how: str, file: Path, memory: list[float]) -> float:
    command = [sys.executable, "-m", "benchmarks.walkers.reading", how, str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=peers.HERE.parent)
    told = json.loads(ended.stdout)
    memory.append(float(told["megabytes"]))
    return float(told["seconds"]) * 1000
