"""Plays the story at random as ``analyse --sample`` does: no words are kept, and only counts come out of it.

python -m benchmarks.walkers.batch SCENES PLAYTHROUGHS
"""

import sys

from benchmarks.story import a_rubric, as_scenario, generate
from benchmarks.walkers.talk import Visit, talk
from simulator.analysis.figures.sampling import sample


def main(scenes: int, playthroughs: int) -> None:
    """Sample a story of so many scenes, which is compiled anew each time as the command does."""
    scenario, rubric = as_scenario(generate(scenes)), a_rubric()

    def sample_all(_: Visit | None) -> int:
        return sample(scenario, rubric, playthroughs, seed=7).decisions

    talk(sample_all)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
