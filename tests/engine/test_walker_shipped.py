"""The compiled walk and play are one on every scenario that comes with the simulator."""

from pathlib import Path
from random import Random

import pytest

from simulator.documents.rubric.loader import read_rubric
from simulator.documents.scenario.loader import read_scenario
from tests.engine.test_walker import Pair

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("file", sorted((ROOT / "scenarios").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_walk_is_the_playthrough_that_play_makes_of_it(file: Path) -> None:
    rubric = read_rubric(ROOT / "rubrics" / "code-of-conduct.yaml").value
    assert rubric is not None
    scenario = read_scenario(file, rubric).value
    assert scenario is not None
    random = Random(file.stem)
    for _ in range(3):
        pair = Pair(scenario)
        for _ in range(25):
            pair.step(random.randrange(1000))
            pair.check(rubric)
