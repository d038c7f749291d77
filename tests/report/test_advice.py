"""Nobody is advised to do what would not pass: what to aim for, the stronger line, and what to try next."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from simulator.cohort.mistakes import mistakes_of
from simulator.documents.scenario.expect import walk
from simulator.engine import scoring
from simulator.engine.events import Mode
from simulator.engine.rubric import Clause, Level, Rubric
from simulator.engine.scenario import Action, Form, PickField, Scenario, TickField
from simulator.report.views.debrief import Debrief, debrief
from simulator.store.format.dossier import Dossier
from tests.depth import tries
from tests.pack.test_any_attempt import HEADER
from tests.report.drawn import SHIPPED, shipped
from tests.strategies import Choosing, playable_scenarios, played, rubrics, ways


def lines_that_pass(scenario: Scenario, passing: Level) -> set[str]:
    """The texts of everything that can be done, and that shows nothing below the pass level and breaks nothing."""
    return {action.text for action in everything(scenario) if not action.breach and weakest(action) >= passing}


def weakest(action: Action) -> Level:
    mends = action.repairs or action.effects.fulfils
    return min((level for _, level in action.evidence), default=Level.COMPETENT if mends else Level.DEVELOPING)


def everything(scenario: Scenario) -> Iterator[Action]:
    for scene in scenario.scenes.values():
        for choice in getattr(scene.content, "choices", ()):
            yield choice.action
        if isinstance(scene.content, Form):
            for field in scene.content.fields:
                if isinstance(field, PickField):
                    yield from field.options
                if isinstance(field, TickField):
                    yield from (option.action for option in field.options)


def descriptors_that_pass(clause: Clause, passing: Level) -> set[str]:
    return {text for level, text in clause.descriptors.items() if level >= passing}


def advises_only_what_passes(told: Debrief, scenario: Scenario, rubric: Rubric) -> None:
    for each in told.clauses:
        clause = rubric.clauses[each.id]
        assert each.aim in descriptors_that_pass(clause, rubric.passing) | {""}
        if each.aim and each.level is not None:
            assert each.aim != clause.descriptors.get(each.level)
        reached = each.level is not None and each.level >= rubric.passing
        if not reached and clause.descriptors.get(rubric.passing):
            assert each.aim == clause.descriptors[rubric.passing], "what to aim for is the pass level"
    for step in told.next_steps:
        if "looks like this." in step:
            text = step.partition(" looks like this. ")[2]
            assert any(text in descriptors_that_pass(clause, rubric.passing) for clause in rubric.clauses.values())
    good = lines_that_pass(scenario, rubric.passing)
    assert {turn.stronger.text for turn in told.turns if turn.stronger is not None} <= good


@settings(max_examples=tries(150, 2000), deadline=None)
@given(playable_scenarios(), rubrics(), ways)
def test_nothing_that_does_not_pass_is_recommended_after_any_playthrough(
    scenario: Scenario, rubric: Rubric, choosing: Choosing
) -> None:
    state, _ = played(scenario, Mode.PRACTICE, choosing)
    told = debrief(scenario, rubric, state, scoring.score(scenario, rubric, state))
    advises_only_what_passes(told, scenario, rubric)


@settings(max_examples=tries(150, 2000), deadline=None)
@given(playable_scenarios(), rubrics(), ways)
def test_nothing_that_does_not_pass_is_recommended_to_a_class(
    scenario: Scenario, rubric: Rubric, choosing: Choosing
) -> None:
    state, events = played(scenario, Mode.PRACTICE, choosing)
    card = scoring.score(scenario, rubric, state)
    good = lines_that_pass(scenario, rubric.passing)
    for mistake in mistakes_of(Dossier(HEADER, scenario, rubric, events, state), card):
        if mistake.said is not None and mistake.said.stronger:
            assert mistake.said.stronger in good


@pytest.mark.parametrize("id_", SHIPPED)
def test_what_to_aim_for_in_a_shipped_scenario_is_never_below_the_pass_level(id_: str) -> None:
    scenario, rubric = shipped(id_)
    below = 0
    for expected in scenario.expect:
        state, fault = walk(scenario, [step if isinstance(step, str) else dict(step) for step in expected.choose])
        assert fault is None
        told = debrief(scenario, rubric, state, scoring.score(scenario, rubric, state))
        advises_only_what_passes(told, scenario, rubric)
        below += sum(each.level is not None and each.level < rubric.passing for each in told.clauses)
    assert below, "some walkthrough has something to work on"
