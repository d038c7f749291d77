"""States and turns are values: what comes next is a new one."""

import dataclasses

import pytest

from simulator.engine import events, scenario, state
from simulator.engine.events import Chose, Left, Mode
from simulator.engine.state import Did, DutyStatus, LineKind, Situation, State, Turn
from tests.engine.build import action

HERE = Situation("first", {"trust": 3}, {"tell_lead": DutyStatus.OPEN}, frozenset())
THERE = dataclasses.replace(HERE, scene="second")


def turn(event: int, after: Situation = HERE, acts: tuple[state.Act, ...] = ()) -> Turn:
    return Turn(event, "first", acts, (), (), (), (), after)


def test_the_situation_is_that_after_the_last_turn() -> None:
    assert State(Mode.PRACTICE, 7, (turn(0), turn(1, THERE)), 2).situation is THERE


def test_one_turn_further_is_one_event_further() -> None:
    before = State(Mode.REHEARSAL, 7, (turn(0),), 1, (turn(9),))
    after = before.with_turn(turn(1, THERE))
    assert after == State(Mode.REHEARSAL, 7, (turn(0), turn(1, THERE)), 2, (turn(9),))
    assert before == State(Mode.REHEARSAL, 7, (turn(0),), 1, (turn(9),))


def test_what_is_not_replaced_stays() -> None:
    before = State(Mode.ASSESSMENT, 7, (turn(0), turn(1)), 4, (turn(9),), Left("first"))
    assert before.extended() == dataclasses.replace(before, events=5)
    assert before.extended(turns=(turn(0),)) == dataclasses.replace(before, turns=(turn(0),), events=5)
    assert before.extended(taken_back=()) == dataclasses.replace(before, taken_back=(), events=5)
    assert before.extended(events=9) == dataclasses.replace(before, events=9)
    assert before.extended(closed=Left("second")) == dataclasses.replace(before, closed=Left("second"), events=5)


def test_the_choice_of_a_turn_is_what_was_chosen_and_not_what_was_picked_in_a_form() -> None:
    assert turn(1).choice is None
    assert turn(1, acts=(Did(action("ask"), None),)).choice == "ask"
    assert turn(1, acts=(Did(action("lead"), "who"),)).choice is None


def test_a_turn_with_a_reason_is_the_same_but_for_the_reason() -> None:
    assert turn(1).reason == ""
    assert turn(1).explained("So.") == dataclasses.replace(turn(1), reason="So.")


def test_a_situation_goes_on_unless_it_is_said_to_be_stuck() -> None:
    assert HERE.stuck is False


def test_every_value_of_the_engine_is_frozen_and_slotted() -> None:
    made = [
        each
        for module in (events, scenario, state)
        for each in vars(module).values()
        if isinstance(each, type) and dataclasses.is_dataclass(each)
    ]
    assert len(made) > 30
    for each in made:
        assert "__slots__" in vars(each), each
        assert each.__dataclass_params__.frozen, each  # type: ignore[attr-defined]


def test_events_are_values() -> None:
    event = Chose("first", "ask")
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.choice = "other"  # type: ignore[misc]
    assert event == Chose("first", "ask")


def test_modes_duties_and_voices_are_written_as_they_are_kept() -> None:
    assert [str(each) for each in Mode] == ["practice", "rehearsal", "assessment"]
    assert [str(each) for each in DutyStatus] == ["waiting", "open", "late", "fulfilled", "fulfilled late", "missed"]
    assert [str(each) for each in LineKind] == ["tells", "cue", "says", "say", "do", "ending", "afterwards"]


def test_what_a_scenario_does_not_say_is_the_usual() -> None:
    assert scenario.Choice(action("ask"), spoken=True, goto=()).again is False
    assert scenario.Decision(()).because == "never"
    assert scenario.Decision(()).otherwise is None
    text = scenario.WriteField("account", "What happened?", "records")
    assert (text.min_words, text.max_words, text.when) == (1, 400, None)
