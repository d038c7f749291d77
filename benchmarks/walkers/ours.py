"""Plays the story with our engine as a screen does for a learner: `choose` decides, `evolve` applies, `score` ends it.


    python -m benchmarks.walkers.ours SCENES PICKS.json [EVERY]

Every turn keeps what was said, done and changed, and every one before it to go back to. With EVERY, one decision in so
many is taken back and made again.
"""

import json
import sys
from pathlib import Path

from benchmarks.story import NUMBERS, a_rubric, as_scenario, generate
from benchmarks.walkers.talk import Visit, talk
from simulator.engine import play
from simulator.engine.events import Mode
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import score
from simulator.engine.state import State


def main(scenes: int, picks_file: str, every: int) -> None:
    """Play a story of so many scenes."""
    playthroughs: list[list[int]] = json.loads(Path(picks_file).read_text(encoding="utf-8"))
    scenario, rubric = as_scenario(generate(scenes)), a_rubric()

    def play_all(visit: Visit | None) -> int:
        decisions = 0
        for picks in playthroughs:
            state, made = _played(scenario, picks, every)
            decisions += made
            lines = [line for turn in state.turns for line in turn.lines]
            score(scenario, rubric, state)
            if visit:
                values = state.situation.values
                visit([int(values[name]) for name in NUMBERS], [line.text for line in lines])
        return decisions

    talk(play_all)


def _played(scenario: Scenario, picks: list[int], every: int) -> tuple[State, int]:
    """The state after the picks, closed where it comes to an end, and how many decisions that took."""
    state = play.evolve(scenario, None, play.begin(Mode.PRACTICE, 0))
    for turn, pick in enumerate(picks):
        choices = play.open_choices(scenario, state.situation)
        if not choices:
            return state, turn
        choice = choices[pick % len(choices)].id
        after = _chosen(scenario, state, choice)
        if every and turn % every == 0 and after.closed is None:
            for event in play.rewind(scenario, after):
                after = play.evolve(scenario, after, event)
            after = _chosen(scenario, after, choice)
        state = after
    return state, len(picks)


def _chosen(scenario: Scenario, state: State, choice: str) -> State:
    for event in play.choose(scenario, state, choice):
        state = play.evolve(scenario, state, event)
    return state


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
