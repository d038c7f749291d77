"""Duties: opened, fulfilled, late and missed."""

import pytest

from simulator.engine import play
from simulator.engine.events import Left
from simulator.engine.scenario import Scenario, Scene
from simulator.engine.state import DutyChange, DutyStatus, State
from tests.engine.build import action, after, choice, decision, folded, scenario, scene

WAITING, OPEN, LATE = DutyStatus.WAITING, DutyStatus.OPEN, DutyStatus.LATE
FULFILLED, FULFILLED_LATE, MISSED = DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE, DutyStatus.MISSED


def school(due: str | None = "class") -> Scenario:
    """A duty that opens in the hall, is due in class and can be fulfilled anywhere."""
    tell = action("tell", fulfils=("tell_lead",))
    places = [choice(f"to-{place}", place, again=True) for place in ("hall", "class", "home", "nowhere")]
    nowhere = choice(action("lost"), ("promised", "home"))

    def place(identity: str, opens: tuple[str, ...] = ()) -> Scene:
        return scene(decision(choice(tell, identity, again=True), *places[:3], nowhere), opens=opens)

    return scenario(
        place("first"),
        {"tell_lead": due} if due else {},
        hall=place("hall", ("tell_lead",)),
        **{"class": place("class")},
    )


def status(state: State) -> DutyStatus:
    return state.situation.duties["tell_lead"]


def changes(state: State) -> list[DutyStatus]:
    return [each.status for turn in state.turns for each in turn.duties if each.duty == "tell_lead"]


@pytest.mark.parametrize(
    ("steps", "statuses"),
    [
        ([], []),
        (["to-class"], []),
        (["to-hall"], [OPEN]),
        (["to-hall", "to-hall"], [OPEN]),
        (["to-hall", "to-class"], [OPEN, LATE]),
        (["to-hall", "to-class", "to-hall", "to-class"], [OPEN, LATE]),
        (["to-hall", "tell"], [OPEN, FULFILLED]),
        (["to-hall", "tell", "to-hall", "to-class"], [OPEN, FULFILLED]),
        (["to-hall", "to-class", "tell"], [OPEN, LATE, FULFILLED_LATE]),
        (["to-hall", "to-class", "tell", "tell"], [OPEN, LATE, FULFILLED_LATE]),
        (["tell"], [FULFILLED]),
        (["tell", "to-hall", "to-class"], [FULFILLED]),
        (["tell", "tell"], [FULFILLED]),
        (["to-home"], []),
        (["to-class", "to-home"], []),
        (["tell", "to-home"], [FULFILLED]),
        (["to-hall", "to-home"], [OPEN, MISSED]),
        (["to-hall", "to-class", "to-home"], [OPEN, LATE, MISSED]),
        (["to-hall", "to-class", "tell", "to-home"], [OPEN, LATE, FULFILLED_LATE]),
    ],
)
def test_what_becomes_of_a_duty(steps: list[str], statuses: list[DutyStatus]) -> None:
    state = after(school(), *steps)
    assert changes(state) == statuses
    assert status(state) == (statuses[-1] if statuses else WAITING)
    assert state.situation.values["tell_lead"] is bool({FULFILLED, FULFILLED_LATE} & {*statuses})


def test_a_duty_that_is_never_due_is_never_late() -> None:
    assert changes(after(school(due=None), "to-hall", "to-class")) == [OPEN]


def test_a_duty_that_opens_in_the_scene_where_it_is_due_is_late_at_once() -> None:
    assert changes(after(school(due="hall"), "to-hall")) == [OPEN, LATE]


def test_entering_the_due_scene_turns_only_the_duties_that_are_due_there_late() -> None:
    made = scenario(
        scene(decision(choice("on", "second")), opens=("state_limits", "tell_lead")),
        {"state_limits": "second", "tell_lead": "home"},
        second=decision(choice("end", "home")),
    )
    assert after(made, "on").turns[1].duties == (DutyChange("state_limits", LATE),)


def test_an_ending_that_is_the_due_scene_makes_late_and_then_missed() -> None:
    assert changes(after(school(due="home"), "to-hall", "to-home")) == [OPEN, LATE, MISSED]


def test_a_duty_is_missed_in_the_turn_that_closes_the_attempt() -> None:
    state = after(school(), "to-hall", "to-home")
    last = state.turns[-1]
    assert (last.event, last.scene, last.acts, last.lines) == (3, "home", (), ())
    assert last.duties == (DutyChange("tell_lead", MISSED),)
    assert state.events == 4


@pytest.mark.parametrize("steps", [["to-hall"], ["to-hall", "to-class"]])
def test_leaving_misses_what_is_open_or_late(steps: list[str]) -> None:
    made = school()
    state = after(made, *steps)
    left = folded(made, state, *play.leave(made, state))
    assert status(left) is MISSED
    assert left.closed == Left(state.situation.scene)


def test_leaving_misses_nothing_that_never_opened_or_is_done() -> None:
    made = school()
    for steps, kept in (([], WAITING), (["tell"], FULFILLED), (["to-hall", "to-class", "tell"], FULFILLED_LATE)):
        state = after(made, *steps)
        assert status(folded(made, state, *play.leave(made, state))) is kept


def test_a_scenario_that_gives_no_way_on_makes_nobody_miss_a_duty() -> None:
    state = after(school(), "to-hall", "lost")
    assert state.closed is not None
    assert status(state) is OPEN
    assert state.turns[-1].duties == ()


def test_what_is_fulfilled_late_still_counts_as_fulfilled_in_conditions() -> None:
    made = scenario(
        scene(decision(choice(action("tell", fulfils=("tell_lead",)), ("tell_lead", "second"))), opens=("tell_lead",)),
        {"tell_lead": "first"},
        second=decision(choice(action("on", "tell_lead"), "home")),
    )
    state = after(made, "tell")
    assert status(state) is FULFILLED_LATE
    assert state.situation.scene == "second"


def test_one_action_can_fulfil_several_duties_in_the_order_written() -> None:
    made = scenario(decision(choice(action("tell", fulfils=("tell_lead", "state_limits")), "home")))
    assert after(made, "tell").turns[1].duties == (
        DutyChange("tell_lead", FULFILLED),
        DutyChange("state_limits", FULFILLED),
    )
