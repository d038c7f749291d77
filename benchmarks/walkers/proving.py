"""Proves or counts one scenario and tells the seconds of each part and the peak of memory.

``python -m benchmarks.walkers.proving HOW FILE [SECONDS]``; HOW is check, figures, explore, or sample for so long.
The limits on a document's size are lifted here, as in ``reading``.
"""

import json
import random
import resource
import sys
import time
from pathlib import Path

from simulator.analysis.case import Case
from simulator.analysis.check import check
from simulator.analysis.figures import figures
from simulator.documents import reader
from simulator.documents.rubric_file import read_rubric
from simulator.documents.scenario_file import read_scenario
from simulator.documents.source import Source
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario

BUDGET = 4_000_000


def read(file: str) -> tuple[Scenario, Rubric]:
    """The scenario and its rubric.

    Raises:
        SystemExit: it was refused.
    """
    for name in ("MAX_BYTES", "MAX_NODES"):
        getattr(reader, name)
        setattr(reader, name, sys.maxsize)
    rubric = read_rubric(Path("rubrics/code-of-conduct.yaml")).value
    loaded = read_scenario(Source("generated.yaml", Path(file).read_bytes()), rubric)
    if loaded.value is None or rubric is None:
        raise SystemExit("the generated scenario was refused")
    return loaded.value, rubric


def sampled(scenario: Scenario, seconds: float) -> tuple[int, int, list[str]]:
    """Random playthroughs for so long: how many, how many situations they saw, and the endings."""
    from simulator.engine.compiler import compile_scenario  # noqa: PLC0415
    from simulator.engine.walker import Walk  # noqa: PLC0415

    program = compile_scenario(scenario)
    dice = random.Random(3)
    met: set[tuple[object, ...]] = set()
    endings: set[str] = set()
    playthroughs = 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        walk = Walk(program)
        met.add(_place(walk))
        while walk.closing is None and walk.open:
            walk.choose(dice.choice(walk.open))
            met.add(_place(walk))
        endings.add(walk.situation().scene)
        playthroughs += 1
    return playthroughs, len(met), sorted(endings)


def _place(walk: object) -> tuple[object, ...]:
    """Where a walk is and what it holds."""
    return (walk._room.place, *walk._values)  # type: ignore[attr-defined]


def main(how: str, file: str, seconds: str = "0") -> None:
    """Do it once."""
    begun = time.perf_counter()
    scenario, rubric = read(file)
    told: dict[str, object] = {"reading": time.perf_counter() - begun}
    begun = time.perf_counter()
    case = Case(scenario, rubric, BUDGET)
    if how == "explore":
        told["situations"] = len(case.exploration)
    elif how == "check":
        told["findings"] = sorted({each.rule for each in check(scenario, rubric, budget=BUDGET)})
    elif how == "figures":
        found = figures(case)
        assert found is not None
        told |= {"situations": found.situations, "transitions": found.transitions}
        told["rarest"] = str(min((found.endings or {}).values(), default=None))[:60]
        told["passing"] = None if found.passing is None else float(found.passing)
        told["digits"] = len(str(found.playthroughs))
    else:
        told |= dict(zip(("playthroughs", "situations", "endings"), sampled(scenario, float(seconds)), strict=True))
    told["seconds"] = time.perf_counter() - begun
    told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
