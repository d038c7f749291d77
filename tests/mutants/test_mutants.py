"""Whether a slip in a shipped scenario would be noticed, by reading it, walking its walkthroughs, or proving it."""

from collections import Counter

import yaml

from simulator.documents.yaml.source import Source
from simulator.library import Library
from tests.depth import DEEP
from tests.mutants.__main__ import chosen
from tests.mutants.judge import ASIDE, judge, original, paths
from tests.mutants.mutate import mutants, sample

AT_LEAST = 200
SHARE = 0.9
"""The least that is noticed; `make mutants` tells of every one that is not."""


def test_single_changes_of_shipped_scenarios_are_noticed() -> None:
    found = [each for each in chosen(1, 1) if not each.kind.startswith(ASIDE)]
    assert len(found) >= AT_LEAST
    assert len({each.kind for each in found}) >= 18
    allowed = int((1 - SHARE) * len(found))
    left = [each for each in found if not judge(each, proving=False).caught]
    left.sort(key=lambda each: original(each.scenario).size)
    survivors: list[str] = []
    for number, each in enumerate(left):  # proofs take long: the small first, and no more than is needed
        if len(survivors) + len(left) - number <= allowed:
            break
        if not judge(each).caught:
            survivors.append(str(each))
    else:
        assert len(survivors) <= allowed, f"{len(survivors)} of {len(found)} go unnoticed:\n" + "\n".join(survivors)


def test_a_mutant_is_the_document_with_one_thing_changed() -> None:
    shipped = {path.stem: original(path.stem).text for path in paths()}
    unchanged = {scenario: read(text) for scenario, text in shipped.items()}
    every = [mutant for scenario, text in shipped.items() for mutant in mutants(scenario, text)]
    for mutant in sample(every, 1)[:: 1 if DEEP else 5]:
        before, after = unchanged[mutant.scenario], read(mutant.edit.on(shipped[mutant.scenario]))
        assert after != before
        assert sum(before[key] != after[key] for key in before) == 1, str(mutant)


def read(text: str) -> dict[str, object]:
    found = yaml.load(text, Loader=yaml.CSafeLoader)
    assert isinstance(found, dict)
    return found


def test_a_scenario_that_is_not_changed_raises_nothing_new() -> None:
    scenario = original(paths()[0].stem)
    again = Library().scenario(Source.of_text(scenario.text, f"{scenario.id}.yaml"))
    assert Counter(again.diagnostics) == Counter(scenario.read.diagnostics)
