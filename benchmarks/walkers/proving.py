"""Proves, counts or samples one scenario in a process of its own and tells what it took and what it found.

``python -m benchmarks.walkers.proving HOW FILE [NUMBER]``; HOW is one of

- ``exact``: all figures, and the least and the most that evidence can come to;
- ``sample``: random walks on the transition system for so many seconds, and what they saw;
- ``plays``: so many random playthroughs, scored and counted as ``analyse --sample`` does.

Seconds are of the processor. The limits on a document's size are lifted here.
"""

import json
import random
import resource
import sys
import time
from pathlib import Path

from benchmarks.walkers.unlimited import lift_limits
from simulator.analysis.context import Case
from simulator.analysis.figures.figures import figures
from simulator.analysis.figures.sampling import sample
from simulator.analysis.model.forms import Consequence
from simulator.analysis.model.reachability import Standing
from simulator.analysis.model.transition_system import Leg, Machine, Way
from simulator.documents.rubric.loader import read_rubric
from simulator.documents.scenario.loader import read_scenario
from simulator.documents.yaml.source import Source
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario


def read(file: str) -> tuple[Scenario, Rubric]:
    """The scenario and its rubric.

    Raises:
        SystemExit: it was refused.
    """
    lift_limits()
    rubric = read_rubric(Path("rubrics/code-of-conduct.yaml")).value
    loaded = read_scenario(Source("generated.yaml", Path(file).read_bytes()), rubric)
    if loaded.value is None or rubric is None:
        raise SystemExit("the generated scenario was refused")
    return loaded.value, rubric


def exact(scenario: Scenario, rubric: Rubric) -> dict[str, object]:
    """All figures; the range of the evidence is found afterwards and not timed.

    Raises:
        SystemExit: there were too many situations.
    """
    begun = time.process_time()
    case = Case(scenario, rubric)
    found = figures(case)
    seconds = time.process_time() - begun
    if found is None or found.outcomes is None or found.endings is None:
        raise SystemExit("there were too many situations")
    return {
        "seconds": seconds,
        "situations": found.situations,
        "waiting": len(case.exploration.where(Standing.WAITING)),
        "transitions": found.transitions,
        "playthroughs": f"{found.playthroughs:.3e}" if found.playthroughs is not None else None,
        "endings": {name: float(chance) for name, chance in found.endings.items()},
        "outcomes": {name: float(chance) for name, chance in found.outcomes.items()},
        "evidence": _range(case),
    }


def _range(case: Case) -> tuple[int, int]:
    """The least and the most that the levels of all evidence can add up to."""
    worth = [_worth(each) for each in case.consequences]
    least: list[int] = []
    most: list[int] = []
    for edges in case.quotient.edges:
        least.append(min((worth[signature] + least[to] for signature, to, _ in edges), default=0))
        most.append(max((worth[signature] + most[to] for signature, to, _ in edges), default=0))
    return least[case.quotient.start], most[case.quotient.start]


def _worth(consequence: Consequence) -> int:
    evidence = (level for action in consequence.actions for _, level in action[0])
    return sum(evidence) + sum(level for _, level in consequence.ticks)


def sampled(scenario: Scenario, seconds: float) -> dict[str, object]:
    """Random playthroughs for so long: what they saw."""
    machine = Machine(scenario)
    dice = random.Random(3)
    met: set[int] = set()
    endings: set[str] = set()
    evidence: set[int] = set()
    playthroughs = 0
    until = time.process_time() + seconds
    while time.process_time() < until:
        situation, worth = machine.begin(), 0
        while ways := _open(machine, situation):
            met.add(situation)
            leg, way = dice.choices(ways, [way.weight for _, way in ways])[0]
            worth += _worth(way.consequence)
            situation = machine.go(situation, leg)
        endings.add(machine.room(situation).scene.id)
        evidence.add(worth)
        playthroughs += 1
    return {
        "seconds": seconds,
        "playthroughs": playthroughs,
        "situations": len(met),
        "endings": sorted(endings),
        "evidence": (min(evidence), max(evidence)),
    }


def _open(machine: Machine, situation: int) -> list[tuple[Leg, Way]]:
    room = machine.room(situation)
    if room.offers is None or situation & machine.packing.stuck.mask:
        return []
    return [(bundle.leg, way) for bundle in room.offers[situation & room.mask] for way in bundle.ways]


def played(scenario: Scenario, rubric: Rubric, number: int) -> dict[str, object]:
    """So many random playthroughs, with the compiling before them."""
    begun = time.process_time()
    sample(scenario, rubric, number, seed=3)
    return {"seconds": time.process_time() - begun, "playthroughs": number}


def main(how: str, file: str, number: str = "0") -> None:
    """Do it once."""
    scenario, rubric = read(file)
    if how == "exact":
        told = exact(scenario, rubric)
    elif how == "sample":
        told = sampled(scenario, float(number))
    else:
        told = played(scenario, rubric, int(float(number)))
    told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
