"""What the shipped scenarios' exact figures must be: nobody passes by luck or by a habit, and nothing is lost."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from simulator.analysis.context import AnalysisContext
from simulator.analysis.figures.analysed import Analysed, analysed
from simulator.analysis.figures.figures import UNIFORM
from simulator.analysis.figures.strategies import BLIND, Strategy
from simulator.analysis.rules.passing import TOO_OFTEN
from simulator.library import Library

IDS = [entry.id for entry in Library().scenarios]


def shipped(name: str) -> Analysed:
    library = Library()
    entry = library.find(name)
    assert entry is not None
    scenario = library.scenario(entry.path).value
    assert scenario is not None
    rubric = library.rubric(scenario.rubric)
    assert rubric is not None
    assert rubric.value is not None
    found = analysed(AnalysisContext(scenario, rubric.value))
    assert found is not None
    return found


@pytest.mark.parametrize("name", IDS)
def test_the_figures_of_a_shipped_scenario(name: str) -> None:
    found = shipped(name)
    guessing = found.policies[UNIFORM]
    assert guessing.not_computed == ()
    assert guessing.passing is not None
    assert 0 < guessing.passing < TOO_OFTEN, "someone who guesses passes too often"
    for strategy in BLIND:
        assert found.policies[strategy].passing == 0, f"always the {strategy} option passes"
    assert found.policies[Strategy.BEST].passing == 1, "the best options together do not pass"
    for policy, figures in found.policies.items():
        distributions = [figures.endings, figures.outcomes, *figures.clauses.values(), *figures.duties.values()]
        assert [total(each) for each in distributions] == [1] * len(distributions), policy
        together = figures.endings_by_outcome or {}
        assert sum(total(each) for each in together.values()) == 1
        assert {name: total(each) for name, each in together.items()} == figures.endings


def total(chances: Mapping[str, Fraction] | None) -> Fraction:
    assert chances is not None
    return sum(chances.values(), Fraction(0))
