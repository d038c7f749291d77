"""Walks the story with our engine: transcript, evidence and breaches recorded and read out, every turn to go back to.

    python -m benchmarks.walkers.ours SCENES PICKS.json [EVERY]

With EVERY, one decision in so many is taken back and made again.
"""

import json
import sys
from pathlib import Path

from benchmarks.story import NUMBERS, as_scenario, generate
from benchmarks.walkers.talk import Visit, talk
from simulator.engine.compiler import compile_scenario
from simulator.engine.walker import Walk


def main(scenes: int, picks_file: str, every: int) -> None:
    """Walk a story of so many scenes."""
    playthroughs: list[list[int]] = json.loads(Path(picks_file).read_text(encoding="utf-8"))
    walk = Walk(compile_scenario(as_scenario(generate(scenes))))

    def walk_all(visit: Visit | None) -> int:
        decisions = 0
        for picks in playthroughs:
            decisions += _taking_back(walk, picks, every) if every else _going_on(walk, picks)
            lines = walk.transcript()
            walk.evidence()
            walk.breaches()
            if visit:
                values = walk.situation().values
                visit([int(values[name]) for name in NUMBERS], [line.text for line in lines])
        return decisions

    talk(walk_all)


def _going_on(walk: Walk, picks: list[int]) -> int:
    decisions = 0
    walk.restart()
    for pick in picks:
        choices = walk.open
        if not choices:
            break
        walk.choose(choices[pick % len(choices)])
        decisions += 1
    return decisions


def _taking_back(walk: Walk, picks: list[int], every: int) -> int:
    decisions = 0
    walk.restart()
    for turn, pick in enumerate(picks):
        choices = walk.open
        if not choices:
            break
        place = choices[pick % len(choices)]
        walk.choose(place)
        if turn % every == 0:
            walk.undo()
            walk.choose(place)
        decisions += 1
    return decisions


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
