"""Entering scenes: what applies, what is said, and where it goes on to."""

import pytest

from simulator.engine import play
from simulator.engine.events import Ended, Mode, Stuck
from simulator.engine.scenario import Decision, Ending, Scenario, Scene
from simulator.engine.state import Change, DutyChange, DutyStatus, Line, LineKind
from tests.engine.build import (
    action,
    after,
    begun,
    choice,
    decision,
    form,
    onward,
    open_ids,
    said,
    scenario,
    scene,
    words,
    write,
)

STAY = decision(choice("stay", "home"))


def test_the_beginning_enters_the_start_and_counts_as_one_event_and_one_turn() -> None:
    state = begun(scenario(STAY), Mode.REHEARSAL)
    assert (state.mode, state.seed, state.events, len(state.turns)) == (Mode.REHEARSAL, 7, 1, 1)
    assert (state.turns[0].event, state.turns[0].scene, state.turns[0].choice) == (0, "", None)
    assert state.situation.scene == "first"
    assert not state.situation.stuck
    assert state.closed is None
    assert state.taken_back == ()


def test_at_the_beginning_variables_have_their_start_and_nothing_is_learned_or_fulfilled() -> None:
    situation = begun(scenario(STAY)).situation
    assert situation.values == {
        "trust": 3,
        "calm": 0,
        "energy": 0,
        "count": 0,
        "promised": False,
        "mood": "guarded",
        "locked_in": False,
        "hungry": False,
        "state_limits": False,
        "tell_lead": False,
    }
    assert set(situation.duties.values()) == {DutyStatus.WAITING}
    assert situation.used == frozenset()


def test_entering_learns_opens_changes_and_sets() -> None:
    entered = scene(
        STAY,
        learn=("locked_in",),
        opens=("tell_lead",),
        change=(("trust", 1),),
        set_to=(("mood", "told"), ("promised", True)),
    )
    turn = begun(scenario(entered)).turns[0]
    assert turn.learned == ("locked_in",)
    assert turn.duties == (DutyChange("tell_lead", DutyStatus.OPEN),)
    assert turn.changes == (
        Change("trust", 3, 4),
        Change("mood", "guarded", "told"),
        Change("promised", False, True),
    )
    assert turn.after.values["locked_in"] is True
    assert turn.after.values["tell_lead"] is False
    assert turn.after.duties == {"state_limits": DutyStatus.WAITING, "tell_lead": DutyStatus.OPEN}


def test_on_entering_what_is_set_comes_after_what_is_changed() -> None:
    turn = begun(scenario(scene(STAY, change=(("trust", 2),), set_to=(("trust", 1),)))).turns[0]
    assert turn.changes == (Change("trust", 3, 5), Change("trust", 5, 1))


def test_what_is_said_on_entering_already_knows_what_entering_changed() -> None:
    entered = scene(
        STAY,
        tells=words(("locked_in", "You know.")),
        cue=words(("trust == 4", "A nod.")),
        says=words(("mood == told", "So now you know.")),
        learn=("locked_in",),
        change=(("trust", 1),),
        set_to=(("mood", "told"),),
    )
    assert said(begun(scenario(entered))) == [("tells", "You know."), ("cue", "A nod."), ("says", "So now you know.")]


def test_a_scene_tells_then_shows_then_says() -> None:
    entered = scene(STAY, says=words("Hi."), cue=words("A wave."), tells=words("It is Monday."))
    assert begun(scenario(entered)).turns[0].lines == (
        Line(LineKind.TELLS, "It is Monday.", "first"),
        Line(LineKind.CUE, "A wave.", "first"),
        Line(LineKind.SAYS, "Hi.", "first"),
    )


@pytest.mark.parametrize(
    ("variants", "heard"),
    [
        ((("trust > 3", "High."), ("trust == 3", "Three."), "Else."), ["Three."]),
        ((("trust > 3", "High."), ("trust > 4", "Higher."), "Else."), ["Else."]),
        (("First.", ("trust == 3", "Three.")), ["First."]),
        ((("trust > 3", "High."),), []),
        ((), []),
    ],
)
def test_the_first_variant_that_fits_is_said_and_only_that(
    variants: tuple[str | tuple[str, str], ...], heard: list[str]
) -> None:
    assert [text for _, text in said(begun(scenario(scene(STAY, says=words(*variants)))))] == heard


def test_what_is_known_already_is_not_learned_again() -> None:
    made = scenario(scene(decision(choice("on", "next")), learn=("hungry",)), next=scene(STAY, learn=("hungry",)))
    state = after(made, "on")
    assert [turn.learned for turn in state.turns] == [("hungry",), ()]
    assert state.situation.values["hungry"] is True


def test_setting_what_is_so_already_changes_nothing() -> None:
    assert begun(scenario(scene(STAY, change=(("trust", 0),), set_to=(("mood", "guarded"),)))).turns[0].changes == ()


@pytest.mark.parametrize(
    ("name", "delta", "value"),
    [
        ("trust", 1, 4),
        ("trust", 2, 5),
        ("trust", 9, 5),
        ("trust", -3, 0),
        ("trust", -9, 0),
        ("calm", 4, 3),
        ("calm", -999, -999),
        ("energy", -3, -2),
        ("energy", 999, 999),
        ("count", 1000, 1000),
        ("count", -1000, -1000),
    ],
)
def test_a_change_stops_at_the_least_and_the_most_where_there_is_one(name: str, delta: int, value: int) -> None:
    assert begun(scenario(scene(STAY, change=((name, delta),)))).situation.values[name] == value


def test_several_changes_of_one_variable_stop_at_its_limits_one_by_one() -> None:
    assert begun(scenario(scene(STAY, change=(("trust", 9), ("trust", -1))))).situation.values["trust"] == 4


def test_a_scene_without_a_decision_moves_on_to_the_first_target_that_fits() -> None:
    made = scenario(
        scene(onward(("trust > 3", "home"), ("trust == 3", "second"), "home"), tells=words("Ten minutes later.")),
        second=scene(onward("third"), cue=words("The bell.")),
        third=scene(STAY, says=words("Still here.")),
    )
    state = begun(made)
    assert state.situation.scene == "third"
    assert [(line.scene, line.text) for line in state.turns[0].lines] == [
        ("first", "Ten minutes later."),
        ("second", "The bell."),
        ("third", "Still here."),
    ]


def test_moving_on_reads_what_entering_changed() -> None:
    made = scenario(scene(onward(("trust > 3", "second"), "home"), change=(("trust", 1),)), second=STAY)
    assert begun(made).situation.scene == "second"


def test_a_scene_that_no_target_of_fits_is_stuck_there() -> None:
    made = scenario(decision(choice("on", "next")), next=scene(onward(("promised", "home")), says=words("Hm.")))
    state = after(made, "on")
    assert state.closed == Stuck("next")
    assert state.situation.stuck
    assert state.situation.scene == "next"
    assert said(state)[-1] == ("says", "Hm.")


def test_going_round_for_ever_is_stuck() -> None:
    made = scenario(scene(onward("second"), change=(("count", 1),)), second=scene(onward("first")))
    state = play.evolve(made, None, play.begin(Mode.PRACTICE, 7))
    assert state.situation.stuck
    assert state.situation.values["count"] == play.MAX_ONWARD // 2
    assert play.closing(made, state) == Stuck("second")


def _chain(length: int) -> Scenario:
    scenes: dict[str, Scene | Decision | Ending] = {
        f"n{number}": scene(onward(f"n{number + 1}" if number + 1 < length else "home")) for number in range(1, length)
    }
    return scenario(scene(onward("n1")), None, **scenes)


def test_a_hundred_scenes_may_follow_one_another_and_no_more() -> None:
    assert play.MAX_ONWARD == 100
    assert begun(_chain(99)).closed == Ended("home")
    assert begun(_chain(100)).closed == Stuck("n99")


def test_where_no_choice_is_open_it_goes_to_otherwise() -> None:
    made = scenario(
        scene(decision(choice("stay", "home"), otherwise="second"), set_to=(("promised", True),)),
        second=decision(choice("end", "home")),
    )
    assert begun(made).situation.scene == "first"
    closed_off = scenario(
        decision(choice(action("stay", "promised"), "home"), otherwise="second"), second=decision(choice("end", "home"))
    )
    state = begun(closed_off)
    assert state.situation.scene == "second"
    assert not state.situation.stuck
    assert open_ids(closed_off, state) == ["end"]


def test_where_no_choice_is_open_and_there_is_no_otherwise_it_is_stuck() -> None:
    state = begun(scenario(scene(decision(choice(action("stay", "promised"), "home")), cue=words("Rain."))))
    assert state.closed == Stuck("first")
    assert said(state) == [("cue", "Rain.")]


def test_otherwise_is_taken_too_when_the_last_choice_has_been_used() -> None:
    made = scenario(decision(choice("ask", "first"), otherwise="home"))
    assert after(made, "ask").closed == Ended("home")


def test_an_ending_tells_what_happens_and_what_usually_happens_next() -> None:
    ending = Ending(
        "Home", words(("trust > 3", "Jamie smiles."), "Jamie goes."), words("Usually somebody calls.", "Never said.")
    )
    state = begun(scenario(scene(ending, says=words("Bye."))))
    assert said(state) == [("says", "Bye."), ("ending", "Jamie goes."), ("afterwards", "Usually somebody calls.")]
    assert state.closed == Ended("first")
    assert not state.situation.stuck


def test_a_form_that_shows_no_field_is_passed_over() -> None:
    made = scenario(decision(choice("on", "record")), record=form(write("account", if_="promised")))
    state = after(made, "on")
    assert state.closed == Ended("home")
    assert state.turns[1].acts[1:] == ()


def test_a_form_that_shows_no_field_and_leads_nowhere_is_stuck() -> None:
    made = scenario(form(write("account", if_="promised"), to=(("promised", "home"),)))
    assert begun(made).closed == Stuck("first")


def test_a_form_that_shows_a_field_waits() -> None:
    state = begun(scenario(form(write("account"))))
    assert (state.situation.scene, state.closed, state.situation.stuck) == ("first", None, False)
