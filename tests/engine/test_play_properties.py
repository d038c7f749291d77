"""What holds for every scenario and every way of playing it."""

from collections.abc import Mapping
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine import play
from simulator.engine.condition import holds
from simulator.engine.events import CLOSING, Event, Mode, Rewound
from simulator.engine.play import FormRefused, Refused, ReplayError
from simulator.engine.scenario import Decision, Ending, Form, Scenario, WriteField
from simulator.engine.state import DutyStatus, State
from tests.depth import tries
from tests.strategies import Choosing, answers, modes, playable_scenarios, played, ways

EACH = settings(max_examples=tries(30, 300), deadline=None, suppress_health_check=[HealthCheck.too_slow])

IN_ORDER = (DutyStatus.WAITING, DutyStatus.OPEN, DutyStatus.LATE, DutyStatus.FULFILLED_LATE)


@EACH
@given(playable_scenarios(), modes, ways)
def test_the_fold_of_what_was_decided_is_the_state(scenario: Scenario, mode: Mode, choosing: Choosing) -> None:
    state, events = played(scenario, mode, choosing)
    assert play.replay(scenario, events) == state
    assert play.replay(scenario, iter(events)) == state
    assert state.events == len(events)


@EACH
@given(playable_scenarios(), modes, ways)
def test_applying_an_event_changes_nothing_that_was_there(scenario: Scenario, mode: Mode, choosing: Choosing) -> None:
    _, events = played(scenario, mode, choosing)
    whole = deepcopy(scenario)
    state: State | None = None
    for event in events:
        before, same_event = deepcopy(state), deepcopy(event)
        after = play.evolve(scenario, state, event)
        assert state == before
        assert event == same_event
        state = after
    assert scenario == whole


@EACH
@given(playable_scenarios(), modes, ways, st.data())
def test_asking_what_happens_next_changes_nothing(
    scenario: Scenario, mode: Mode, choosing: Choosing, data: st.DataObject
) -> None:
    state, _ = played(scenario, mode, choosing)
    before = deepcopy(state)
    _tried(scenario, state, data.draw(st.sampled_from(["c0", "c1", "c2"])))
    play.closing(scenario, state)
    assert state == before


def _tried(scenario: Scenario, state: State, choice: str, reason: str = "So.") -> tuple[Event, ...] | None:
    """The events of the choice, or None where it is refused."""
    try:
        return play.choose(scenario, state, choice, reason)
    except Refused:
        return None


@EACH
@given(playable_scenarios(), modes, ways)
def test_a_choice_is_refused_exactly_when_it_is_not_open(scenario: Scenario, mode: Mode, choosing: Choosing) -> None:
    state, _ = played(scenario, mode, choosing)
    content = scenario.scenes[state.situation.scene].content
    goes_on = state.closed is None and not state.situation.stuck
    for choice in ("c0", "c1", "c2", "c9"):
        open_now = goes_on and isinstance(content, Decision) and _is_open(content, state, choice)
        events = _tried(scenario, state, choice)
        assert (events is not None) == open_now
        for event in events or ():
            state = play.evolve(scenario, state, event)
        if events:
            return


def _is_open(content: Decision, state: State, wanted: str) -> bool:
    """Written from the rule: its condition holds, and it may be chosen again or has not been."""
    for choice in content.choices:
        if choice.id == wanted:
            chosen = any(turn.scene == state.situation.scene and turn.choice == wanted for turn in state.turns)
            fits = choice.action.when is None or holds(choice.action.when, state.situation.values)
            return fits and (choice.again or not chosen)
    return False


@EACH
@given(playable_scenarios(), modes, ways)
def test_an_attempt_stands_at_a_decision_or_a_form_until_it_is_due_to_close(
    scenario: Scenario, mode: Mode, choosing: Choosing
) -> None:
    state, _ = played(scenario, mode, choosing)
    due = play.closing(scenario, state)
    content = scenario.scenes[state.situation.scene].content
    if state.closed is None and due is None:
        assert not state.situation.stuck
        match content:
            case Decision():
                assert play.open_choices(scenario, state.situation)
            case Form():
                assert play.shown_fields(content, state.situation)
            case _:
                raise AssertionError(content)
    elif due is not None:
        assert state.situation.stuck or isinstance(content, Ending)


@EACH
@given(playable_scenarios(), modes, ways)
def test_what_is_decided_after_a_step_is_closed_if_it_is_due(
    scenario: Scenario, mode: Mode, choosing: Choosing
) -> None:
    _, events = played(scenario, mode, choosing)
    assert all(not isinstance(event, CLOSING) for event in events[:-1])
    for count in range(1, len(events)):
        due = play.closing(scenario, play.replay(scenario, events[:count]))
        assert due is None or events[count] == due or type(events[count]).__name__ == "Explained"


@EACH
@given(playable_scenarios(), ways)
def test_the_mode_decides_only_what_is_allowed_never_what_happens(scenario: Scenario, choosing: Choosing) -> None:
    careful = Choosing(tuple(number for number in choosing.numbers if number % 7))
    practised, _ = played(scenario, Mode.PRACTICE, careful)
    assessed, _ = played(scenario, Mode.ASSESSMENT, careful)
    assert practised.turns == assessed.turns
    assert practised.closed == assessed.closed


@EACH
@given(playable_scenarios(), modes, ways)
def test_variables_keep_to_their_range_facts_stay_known_and_duties_go_one_way(
    scenario: Scenario, mode: Mode, choosing: Choosing
) -> None:
    state, _ = played(scenario, mode, choosing)
    for turn in state.turns:
        known = turn.after.values
        assert 0 <= int(known["trust"]) <= 5
        assert int(known["calm"]) <= 3
        assert known["mood"] in scenario.words
        for name, status in turn.after.duties.items():
            assert known[name] is (status in (DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE))
    for earlier, later in zip(state.turns, state.turns[1:], strict=False):
        assert all(later.after.values[fact] for fact in scenario.facts if earlier.after.values[fact])
        assert earlier.after.used <= later.after.used
        for name, status in earlier.after.duties.items():
            assert _may_become(status, later.after.duties[name])


def _may_become(before: DutyStatus, after: DutyStatus) -> bool:
    if before == after:
        return True
    if after is DutyStatus.FULFILLED:
        return before in (DutyStatus.WAITING, DutyStatus.OPEN)
    if after is DutyStatus.MISSED:
        return before in (DutyStatus.WAITING, DutyStatus.OPEN, DutyStatus.LATE)
    return before in IN_ORDER and IN_ORDER.index(before) < IN_ORDER.index(after)


@EACH
@given(playable_scenarios(), modes, ways)
def test_what_a_turn_says_it_changed_is_what_it_changed(scenario: Scenario, mode: Mode, choosing: Choosing) -> None:
    state, _ = played(scenario, mode, choosing)
    beginning = {name: variable.start for name, variable in scenario.variables.items()}
    known: Mapping[str, object] = beginning | dict.fromkeys((*scenario.facts, *scenario.duties), False)
    for turn in state.turns:
        told: dict[str, object] = dict(known)
        for change in turn.changes:
            assert told[change.name] == change.before != change.after
            told[change.name] = change.after
        assert all(known[fact] is False for fact in turn.learned)
        told.update(dict.fromkeys(turn.learned, True))
        fulfilled = (DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE)
        told.update({each.duty: True for each in turn.duties if each.status in fulfilled})
        assert told == turn.after.values
        known = turn.after.values


@EACH
@given(playable_scenarios(), ways)
def test_taking_back_returns_to_a_turn_and_loses_none(scenario: Scenario, choosing: Choosing) -> None:
    state, events = played(scenario, Mode.PRACTICE, choosing)
    rewinds = sum(isinstance(event, Rewound) for event in events)
    explained = sum(type(event).__name__ == "Explained" for event in events)
    assert len(state.turns) + len(state.taken_back) == len(events) - rewinds - explained
    kept = [turn.event for turn in (*state.turns, *state.taken_back)]
    assert len(set(kept)) == len(kept)
    assert [turn.event for turn in state.turns] == sorted(turn.event for turn in state.turns)


@EACH
@given(playable_scenarios(), modes, ways, st.integers(0, 500))
def test_a_form_takes_what_has_no_fault_and_only_that(
    scenario: Scenario, mode: Mode, choosing: Choosing, number: int
) -> None:
    state, _ = played(scenario, mode, choosing)
    content = scenario.scenes[state.situation.scene].content
    if not isinstance(content, Form) or state.closed or state.situation.stuck:
        return
    given_answers = dict(answers(content, state, number))
    fields = play.shown_fields(content, state.situation)
    if number % 3 == 0:
        given_answers.pop(fields[0].id)
    faults = play.form_faults(fields, given_answers, blank_allowed=mode is Mode.PRACTICE)
    written = isinstance(fields[0], WriteField)
    if number % 3:
        assert not faults
    elif faults:
        assert list(faults) == [fields[0].id]
        assert not (written and mode is Mode.PRACTICE)
    if faults:
        with pytest.raises(FormRefused) as caught:
            play.answer(scenario, state, given_answers)
        assert caught.value.faults == faults
    else:
        events = play.answer(scenario, state, given_answers)
        assert play.evolve(scenario, state, events[0]).turns[-1].acts


@EACH
@given(playable_scenarios(), modes, ways, ways)
def test_no_event_of_another_way_makes_replaying_fail_but_as_impossible(
    scenario: Scenario, mode: Mode, choosing: Choosing, other: Choosing
) -> None:
    _, events = played(scenario, mode, choosing)
    _, others = played(scenario, mode, other)
    for event in others:
        try:
            state = play.replay(scenario, (*events, event))
        except ReplayError:
            continue
        assert state.events == len(events) + 1
