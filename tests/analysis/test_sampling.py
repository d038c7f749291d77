"""Guessing tried out: every playthrough is one that the engine makes, and many of them come near the exact figures."""

from dataclasses import replace
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.analysis.context import AnalysisContext
from simulator.analysis.figures.figures import figures
from simulator.analysis.figures.sampling import GIVEN_UP, MOST_DECISIONS, SampleCounts, sample
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Decision, Scenario
from tests.analysis.brute import Brute, TooManyError, breaches_of, duty_word, happened, level, outcome
from tests.analysis.layered import LAYERED, LOOPING, RUBRICS
from tests.depth import tries
from tests.documents.examples import changed, rubric, scenario
from tests.engine.small import CODE, choice, small

EACH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

SEEDS = st.integers(0, 2**32)


def whole(found: SampleCounts) -> object:
    """All that one playthrough was counted as."""
    return (
        {(ending, word) for ending, counts in found.endings_by_outcome.items() for word in counts if counts[word]},
        {(clause, word) for clause, counts in found.clauses.items() for word in counts if counts[word]},
        {breach for breach, count in found.breaches.items() if count},
        {(duty, word) for duty, counts in found.duties.items() for word in counts if counts[word]},
        found.decisions,
    )


@settings(EACH, max_examples=tries(80, 1000))
@given(LAYERED, RUBRICS, SEEDS)
def test_one_playthrough_is_counted_as_the_engine_scores_one_of_those_there_are(
    made: Scenario, code: Rubric, seed: int
) -> None:
    try:
        brute = Brute.of(made, code, 600)
    except TooManyError:
        return
    there_are = []
    for node, card in brute.over:
        there_are.append(
            (
                {("stuck" if node.stuck else node.scene, outcome(card))},
                {(clause, level(card, clause)) for clause in made.assesses if node.ended},
                {breach for breach in breaches_of(made) if happened(card, breach)},
                {(duty, duty_word(node.state, duty)) for duty in made.duties if node.ended},
                len(node.steps),
            )
        )
    assert whole(sample(made, code, 1, seed)) in there_are


@settings(EACH, max_examples=tries(30, 300))
@given(LAYERED | LOOPING, RUBRICS, SEEDS)
def test_the_same_seed_gives_the_same_sample(made: Scenario, code: Rubric, seed: int) -> None:
    assert sample(made, code, 20, seed) == sample(made, code, 20, seed)


def test_another_seed_gives_another_sample() -> None:
    assert sample(small(), CODE, 50, 1) != sample(small(), CODE, 50, 2)


def test_what_is_counted_is_as_often_as_the_exact_figures_say() -> None:
    made, code = scenario().value, rubric().value
    assert made is not None
    assert code is not None
    exact = figures(AnalysisContext(made, code))
    assert exact is not None
    assert exact.outcomes is not None
    found = sample(made, code, 20_000, seed=7)
    pairs = [(exact.outcomes, found.outcomes), (exact.endings or {}, found.endings), (exact.breaches, found.breaches)]
    pairs += [(exact.clauses[clause] or {}, found.clauses[clause]) for clause in made.assesses]
    pairs += [(exact.duties[name] or {}, found.duties[name]) for name in made.duties]
    for chances, counts in pairs:
        for name in {*chances, *counts}:
            chance = chances.get(name) or Fraction(0)
            product = sqrt(20_000 * chance * (1 - chance))
            assert abs(counts.get(name, 0) - 20_000 * chance) <= 5 * product, name


def test_boxes_are_ticked_as_often_as_not() -> None:
    text = changed("levels: {0: exemplary, 1: developing}", "levels: {0: exemplary, 1: developing, 2: unsafe}")
    text = changed("assesses: {confidentiality: 1}", "assesses: {records: 1}", text).partition("expect:")[0]
    text = changed("missed: unsafe, due: later", "missed: exemplary, due: later, late: exemplary", text)
    made, code = scenario(text).value, rubric().value
    assert made is not None
    assert code is not None
    exact = figures(AnalysisContext(made, code))
    assert exact is not None
    counts = sample(made, code, 20_000, seed=11).clauses["records"]
    for word, chance in (exact.clauses["records"] or {}).items():
        assert abs(counts[word] - 20_000 * chance) <= 5 * sqrt(20_000 * chance * (1 - chance))


def test_a_playthrough_that_goes_on_and_on_is_given_up() -> None:
    made = small()
    waiting = replace(made.scenes["asks"], content=Decision((choice("wait", "asks", again=True),)))
    endless = replace(made, scenes={**made.scenes, "asks": waiting})
    found = sample(endless, CODE, 2, 1)
    assert found.endings_by_outcome == {GIVEN_UP: {GIVEN_UP: 2}}
    assert found.endings == {}
    assert (found.shortest, found.longest, found.decisions) == (None, None, 2 * MOST_DECISIONS)


@pytest.mark.parametrize("seed", range(5))
def test_counts_are_of_all_playthroughs(seed: int) -> None:
    found = sample(small(), CODE, 100, seed)
    assert sum(found.outcomes.values()) == 100
    assert sum(found.endings.values()) == 100
    assert found.passing == found.outcomes.get("competent", 0) + found.outcomes.get("exemplary", 0)
