"""Situations made by hand: entered and set, and everything after them is play as usual."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simulator.engine import play, what_if
from simulator.engine.condition import Value
from simulator.engine.events import Ended, Mode, Stuck
from simulator.engine.play import Refused
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import score
from simulator.engine.state import DutyStatus
from tests.depth import tries
from tests.strategies import Choosing, playable_scenarios, played, rubrics, ways

from .build import action, begun, choice, decision, onward, open_ids, said, scenario, scene, words

SLOW = settings(max_examples=tries(40, 500), deadline=None, suppress_health_check=[HealthCheck.too_slow])
scenarios = playable_scenarios()
codes = rubrics()
pairs: st.SearchStrategy[tuple[str, Value]] = st.sampled_from(
    [
        ("trust", 0),
        ("trust", 5),
        ("calm", -7),
        ("promised", True),
        ("mood", "told"),
        ("hungry", False),
        ("hungry", True),
    ]
)
statuses = st.sampled_from(what_if.SETTABLE)


@SLOW
@given(scenarios, ways, pairs)
def test_a_value_set_by_hand_changes_that_value_and_nothing_else(
    scenario: Scenario, way: Choosing, pair: tuple[str, Value]
) -> None:
    state, _ = played(scenario, Mode.PRACTICE, way)
    assume(state.closed is None)
    before, after = state.situation, what_if.put(scenario, state, *pair).situation
    assert after.values == {**before.values, pair[0]: pair[1]}
    assert (after.scene, after.duties, after.used) == (before.scene, before.duties, before.used)
    assert after.stuck == what_if.leads_nowhere(scenario, after)


@SLOW
@given(scenarios, ways, statuses)
def test_a_duty_set_by_hand_reads_as_done_exactly_when_it_is(
    scenario: Scenario, way: Choosing, status: DutyStatus
) -> None:
    state, _ = played(scenario, Mode.PRACTICE, way)
    assume(state.closed is None)
    after = what_if.put(scenario, state, "tell_lead", status).situation
    assert after.duties["tell_lead"] is status
    assert after.values["tell_lead"] == (status in (DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE))


@SLOW
@given(scenarios, codes, ways)
def test_ended_here_and_now_is_as_ended_where_it_ends_and_misses_what_was_open(
    scenario: Scenario, rubric: Rubric, way: Choosing
) -> None:
    state, _ = played(scenario, Mode.PRACTICE, way)
    assume(state.closed is None)
    ended = what_if.as_if_ended(scenario, state)
    assert score(scenario, rubric, ended).outcome is not None
    assert DutyStatus.OPEN not in ended.situation.duties.values()
    if isinstance(play.closing(scenario, state), Ended):
        assert ended == what_if.closed(scenario, state)
    assert what_if.as_if_ended(scenario, ended) is ended


def test_a_scene_entered_by_hand_does_all_that_entering_does() -> None:
    made = scenario(
        decision(choice("on", "home")),
        due={"state_limits": "later"},
        later=scene(
            onward("ask"), tells=words("Later."), learn=("hungry",), opens=("tell_lead",), change=(("trust", 9),)
        ),
        ask=scene(decision(choice("go", "home")), says=words(("trust == 5", "You again."), "Hm.")),
    )
    entered = what_if.enter(made, begun(made), "later")
    assert said(entered)[-2:] == [("tells", "Later."), ("says", "You again.")]
    assert entered.situation.values["trust"] == 5
    assert entered.situation.duties["tell_lead"] is DutyStatus.OPEN
    assert open_ids(made, entered) == ["go"]
    with pytest.raises(Refused, match="There is no scene `nowhere`"):
        what_if.enter(made, begun(made), "nowhere")


def test_out_of_a_place_where_nothing_goes_on_one_gets_by_hand() -> None:
    made = scenario(
        decision(choice("fall", "pit")),
        pit=decision(choice(action("climb", "trust > 4"), "home")),
        gap=onward(("trust > 4", "home")),
    )
    for place in ("pit", "gap"):
        stuck = what_if.enter(made, begun(made), place)
        assert isinstance(what_if.closed(made, stuck).closed, Stuck)
        freed = what_if.put(made, stuck, "trust", 5)
        assert what_if.closed(made, freed).closed is None
        assert isinstance(what_if.closed(made, what_if.put(made, freed, "trust", 4)).closed, Stuck)
        assert what_if.closed(made, what_if.enter(made, stuck, "first")).closed is None


def test_what_is_told_differently_with_a_value_is_told_and_nothing_twice() -> None:
    made = scenario(
        scene(
            decision(choice("on", "home")),
            tells=words("It rains."),
            says=words(("trust > 3", "Hello you."), "Hello."),
            cue=words(("promised", "A smile.")),
        )
    )
    state = what_if.put(made, begun(made), "trust", 4)
    assert said(state)[-1] == ("says", "Hello you.")
    state = what_if.put(made, state, "promised", True)
    assert said(state)[-1] == ("cue", "A smile.")
    assert what_if.put(made, state, "trust", 5).turns[-1].lines == ()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("trust", 6, "`trust` goes from 0 to 5."),
        ("trust", True, "`trust` is a whole number."),
        ("calm", 4, "`calm` is at most 3."),
        ("energy", -3, "`energy` is at least -2."),
        ("promised", 1, "`promised` is true or false."),
        ("mood", "cross", "`mood` is one of: guarded, hinting, told."),
        ("hungry", 1, "The fact `hungry` is known or not: true or false."),
        ("nothing", 1, "There is no variable or fact `nothing`."),
        ("trust", DutyStatus.OPEN, "There is no duty `trust`."),
        ("tell_lead", DutyStatus.MISSED, "A duty is missed only when the conversation ends."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(name: str, value: Value | DutyStatus, told: str) -> None:
    made = scenario(decision(choice("on", "home")))
    with pytest.raises(Refused) as refused:
        what_if.put(made, begun(made), name, value)
    assert str(refused.value) == told
