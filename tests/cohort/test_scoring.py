"""Very many attempts scored at once come out as each of them scored by itself."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cohort.scoring import MOST_STEPS, NONE, STANDINGS, Scorer, matrix_of
from simulator.engine import play
from simulator.engine.events import Mode
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Decision, Form, Scenario
from simulator.engine.scoring import score
from simulator.engine.state import State
from simulator.store.format.steps import path_of, steps_of
from tests.engine.build import after, begun, folded
from tests.engine.small import CODE, small
from tests.shortcuts import numbers_in
from tests.strategies import Choosing, playable_scenarios, played, rubrics, ways


def expected(scenario: Scenario, rubric: Rubric, state: State) -> tuple[list[int], int]:
    card = score(scenario, rubric, state)
    codes = [int(each.level) if each.level is not None else STANDINGS[each.status] for each in card.clauses]
    return codes, NONE if card.outcome is None else int(card.outcome)


@settings(max_examples=60, deadline=None)
@given(playable_scenarios(), rubrics(), st.lists(ways, min_size=1, max_size=8))
def test_every_path_scores_as_its_attempt_does(scenario: Scenario, rubric: Rubric, choosings: list[Choosing]) -> None:
    states = [played(scenario, Mode.PRACTICE, Choosing((*each.numbers, 30)))[0] for each in choosings]
    closed = [state for state in states if state.closed is not None]
    steps = steps_of(scenario)
    paths = [path_of(steps, state) for state in closed]
    found = Scorer(scenario, rubric, steps).score(matrix_of(b"".join(paths)))
    assert len(found.levels) == len(closed)
    for state, levels, outcome in zip(closed, found.levels, found.outcomes, strict=True):
        assert (levels.tolist(), int(outcome)) == expected(scenario, rubric, state)


def every_way(scenario: Scenario) -> Iterator[State]:
    """Every state that has closed: at an ending, or by leaving anywhere."""
    waiting = [begun(scenario)]
    while waiting:
        state = waiting.pop()
        if state.closed is not None:
            yield state
            continue
        yield folded(scenario, state, *play.leave(scenario, state))
        content = scenario.scenes[state.situation.scene].content
        if isinstance(content, Form):
            waiting.append(after(scenario, {"account": "Jamie told me."}, since=state))
        else:
            choices = play.open_choices(scenario, state.situation)
            waiting += [after(scenario, each.id, since=state) for each in choices]


@pytest.mark.parametrize("asks", [1, 2])
@pytest.mark.parametrize("repaired", [Level.UNSAFE, Level.DEVELOPING, Level.COMPETENT])
def test_promises_repairs_and_lateness_score_the_same_along_every_way(asks: int, repaired: Level) -> None:
    scenario = small(assesses=dict.fromkeys(("confidentiality", "reporting", "records"), asks), written=True)
    asking = scenario.scenes["asks"].content
    assert isinstance(asking, Decision)
    honest, promise = asking.choices
    # what was not unsafe about a promise stays as it was once the promise is taken back
    warm = replace(
        promise, action=replace(promise.action, evidence=(*promise.action.evidence, ("listening", Level.EXEMPLARY)))
    )
    content = replace(asking, choices=(honest, warm))
    scenario = replace(scenario, scenes={**scenario.scenes, "asks": replace(scenario.scenes["asks"], content=content)})
    promises = replace(CODE.breaches["promises-secrecy"], repaired=repaired)
    rubric = replace(CODE, breaches={**CODE.breaches, "promises-secrecy": promises})
    states = list(every_way(scenario))
    steps = steps_of(scenario)
    found = Scorer(scenario, rubric, steps).score(matrix_of(b"".join(path_of(steps, state) for state in states)))
    put_right = 0
    for state, levels, outcome in zip(states, found.levels, found.outcomes, strict=True):
        assert (levels.tolist(), int(outcome)) == expected(scenario, rubric, state)
        put_right += any(each.repaired_by is not None for each in score(scenario, rubric, state).breaches)
    assert put_right > 10


@settings(max_examples=20, deadline=None)
@given(playable_scenarios(), ways)
def test_a_path_has_a_number_for_every_choice_that_stands_and_ends_with_the_closing(
    scenario: Scenario, choosing: Choosing
) -> None:
    state, _ = played(scenario, Mode.PRACTICE, Choosing((*choosing.numbers, 30)))
    steps = steps_of(scenario)
    if state.closed is None:
        with pytest.raises(ValueError, match="closed"):
            path_of(steps, state)
        return
    numbers = numbers_in(path_of(steps, state))
    chosen = [steps.numbers["choice", turn.scene, turn.choice] for turn in state.turns if turn.choice is not None]
    assert [number for number in numbers if number in set(chosen)] == chosen
    assert steps.steps[numbers[-1]].closes


@settings(max_examples=25, deadline=None)
@given(playable_scenarios(), rubrics(), ways)
def test_attempts_with_more_steps_than_packed_counters_hold_score_the_same(
    scenario: Scenario, rubric: Rubric, choosing: Choosing
) -> None:
    numbers = tuple(number for number in choosing.numbers if number % 7 and number % 31 != 30) or (1,)
    long = (*numbers * (3 * MOST_STEPS // len(numbers) + 1), 30)
    state, _ = played(scenario, Mode.PRACTICE, Choosing(long))
    if state.closed is None:
        return
    steps = steps_of(scenario)
    path = path_of(steps, state)
    # filled up, so that it takes the way of long ones however soon it ended
    wide = np.pad(matrix_of(path), ((0, 0), (0, MOST_STEPS + 2)))
    found = Scorer(scenario, rubric, steps).score(wide)
    assert (found.levels[0].tolist(), int(found.outcomes[0])) == expected(scenario, rubric, state)


def test_paths_of_different_lengths_stand_in_one_matrix_filled_up_with_nothing() -> None:
    assert matrix_of(b"\x01\x00\x09\x00\x03\x00").tolist() == [[1, 0], [9, 3]]
    assert matrix_of(b"\x09\x00\x01\x00\x08\x00\x02\x00").tolist() == [[9, 1], [8, 2]]
    assert matrix_of(b"").shape == (0, 0)
    with pytest.raises(ValueError, match="does not end"):
        matrix_of(b"\x01\x00\x09\x00")
