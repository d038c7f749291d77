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
from simulator.analysis.context import AnalysisContext
from simulator.analysis.figures.figures import figures
from simulator.analysis.figures.sampling import sample
from simulator.analysis.model.forms import Consequence
from simulator.analysis.model.reachability import SituationStatus
from simulator.analysis.model.transition_system import Transition, TransitionSystem, Update
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
    context = AnalysisContext(scenario, rubric)
    found = figures(context)
    seconds = time.process_time() - begun
    if found is None or found.outcomes is None or found.endings is None:
        raise SystemExit("there were too many situations")
    return {
        "seconds": seconds,
        "situations": found.situations,
        "waiting": len(context.exploration.where(SituationStatus.WAITING)),
        "transitions": found.transitions,
        "playthroughs": f"{found.playthroughs:.3e}" if found.playthroughs is not None else None,
        "endings": {name: float(chance) for name, chance in found.endings.items()},
        "outcomes": {name: float(chance) for name, chance in found.outcomes.items()},
        "evidence": _range(context),
    }


def _range(context: AnalysisContext) -> tuple[int, int]:
    """The least and the most that the levels of all evidence can add up to."""
    worth = [_worth(each) for each in context.consequences]
    least: list[int] = []
    most: list[int] = []
    for edges in context.quotient.edges:
        least.append(min((worth[signature] + least[to] for signature, to, _ in edges), default=0))
        most.append(max((worth[signature] + most[to] for signature, to, _ in edges), default=0))
    return least[context.quotient.start], most[context.quotient.start]


def _worth(consequence: Consequence) -> int:
    evidence = (level for action in consequence.actions for _, level in action[0])
    return sum(evidence) + sum(level for _, level in consequence.ticks)


def sampled(scenario: Scenario, seconds: float) -> dict[str, object]:
    """Random playthroughs for so long: what they saw."""
    system = TransitionSystem(scenario)
    dice = random.Random(3)
    met: set[int] = set()
    endings: set[str] = set()
    evidence: set[int] = set()
    playthroughs = 0
    until = time.process_time() + seconds
    while time.process_time() < until:
        situation, worth = system.begin(), 0
        while ways := _open(system, situation):
            met.add(situation)
            update, way = dice.choices(ways, [way.weight for _, way in ways])[0]
            worth += _worth(way.consequence)
            situation = system.go(situation, update)
        endings.add(system.compiled(situation).scene.id)
        evidence.add(worth)
        playthroughs += 1
    return {
        "seconds": seconds,
        "playthroughs": playthroughs,
        "situations": len(met),
        "endings": sorted(endings),
        "evidence": (min(evidence), max(evidence)),
    }


def _open(system: TransitionSystem, situation: int) -> list[tuple[Update, Transition]]:
    compiled = system.compiled(situation)
    if compiled.open_groups is None or situation & system.layout.stuck.mask:
        return []
    return [
        (group.update, way) for group in compiled.open_groups[situation & compiled.mask] for way in group.transitions
    ]


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
