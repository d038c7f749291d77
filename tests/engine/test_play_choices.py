"""Choosing: what is open, what a choice does and in which order, and what is refused."""

import pytest

from simulator.engine import play
from simulator.engine.events import Chose, Ended, Explained, Mode, Stuck
from simulator.engine.play import Refused
from simulator.engine.rubric import Level
from simulator.engine.scenario import Action, Scenario
from simulator.engine.state import Change, Did, DutyChange, DutyStatus, Line, LineKind
from tests.engine.build import (
    action,
    after,
    begun,
    choice,
    decision,
    folded,
    form,
    open_ids,
    scenario,
    scene,
    words,
    write,
)


def test_the_choices_whose_conditions_hold_are_open_in_the_order_written() -> None:
    made = scenario(
        decision(
            choice("zest", "home"),
            choice(action("calmly", "trust >= 3"), "home"),
            choice(action("boldly", "trust > 3"), "home"),
            choice("ask", "home"),
        )
    )
    assert open_ids(made, begun(made)) == ["zest", "calmly", "ask"]


def test_nothing_is_open_at_a_form_or_an_ending() -> None:
    record = scenario(form(write("account")))
    assert open_ids(record, begun(record)) == []
    ended = scenario(decision(choice("on", "home")))
    assert open_ids(ended, after(ended, "on")) == []


def test_a_choice_is_once_by_default_and_again_only_where_it_says_so() -> None:
    made = scenario(decision(choice("once", "first"), choice("often", "first", again=True)))
    assert open_ids(made, after(made, "often", "often")) == ["once", "often"]
    assert open_ids(made, after(made, "once", "often")) == ["often"]


def test_a_choice_is_used_up_in_its_own_scene_only() -> None:
    made = scenario(
        decision(choice("ask", "second"), choice("wait", "home")),
        second=decision(choice("ask", "first"), choice("wait", "home")),
    )
    assert open_ids(made, after(made, "ask")) == ["ask", "wait"]
    state = after(made, "ask", "ask")
    assert open_ids(made, state) == ["wait"]
    assert state.situation.used == {("first", "ask"), ("second", "ask")}


def test_a_choice_makes_one_turn_that_tells_what_was_done_and_what_came_of_it() -> None:
    said_it = action("ask", learn=("hungry",), change=(("trust", 1),), fulfils=("state_limits",))
    made = scenario(
        decision(choice(said_it, "second")),
        second=scene(decision(choice("on", "home")), says=words("All right."), change=(("calm", 1),)),
    )
    turn = after(made, "ask").turns[1]
    assert (turn.event, turn.scene, turn.choice, turn.reason) == (1, "first", "ask", "")
    assert turn.acts == (Did(said_it, None),)
    assert turn.lines == (Line(LineKind.SAY, "I ask.", "first"), Line(LineKind.SAYS, "All right.", "second"))
    assert turn.learned == ("hungry",)
    assert turn.changes == (Change("trust", 3, 4), Change("calm", 0, 1))
    assert turn.duties == (DutyChange("state_limits", DutyStatus.FULFILLED),)


def test_an_action_is_done_and_words_are_said() -> None:
    made = scenario(decision(choice("nod", "first", again=True, spoken=False), choice("speak", "first", again=True)))
    kinds = [turn.lines[0].kind for turn in after(made, "nod", "speak").turns[1:]]
    assert kinds == [LineKind.DO, LineKind.SAY]


def test_a_choice_changes_before_it_sets() -> None:
    made = scenario(decision(choice(action("ask", change=(("trust", 1),), set_to=(("trust", 0),)), "home")))
    assert after(made, "ask").turns[1].changes == (Change("trust", 3, 4), Change("trust", 4, 0))


@pytest.mark.parametrize(
    ("condition", "made_so"),
    [
        ("trust == 4", action("ask", change=(("trust", 1),))),
        ("mood == told", action("ask", set_to=(("mood", "told"),))),
        ("locked_in", action("ask", learn=("locked_in",))),
        ("state_limits", action("ask", fulfils=("state_limits",))),
    ],
)
def test_where_a_choice_leads_depends_on_what_it_changed(condition: str, made_so: Action) -> None:
    made = scenario(decision(choice(made_so, (condition, "second"), "home")), second=decision(choice("on", "home")))
    assert after(made, "ask").situation.scene == "second"


def test_a_choice_that_leads_nowhere_is_stuck_where_it_was_made() -> None:
    made = scenario(decision(choice("ask", ("promised", "home"))))
    events = play.choose(made, begun(made), "ask")
    assert events == (Chose("first", "ask"), Stuck("first"))
    state = folded(made, begun(made), *events)
    assert state.situation.stuck
    assert state.situation.scene == "first"
    assert state.closed == Stuck("first")


def test_a_choice_that_leads_to_an_ending_closes_the_attempt() -> None:
    made = scenario(decision(choice("on", "home")))
    assert play.choose(made, begun(made), "on") == (Chose("first", "on"), Ended("home"))


def test_a_choice_that_leads_to_a_decision_is_one_event() -> None:
    made = scenario(decision(choice("on", "first", again=True)))
    assert play.choose(made, begun(made), "on") == (Chose("first", "on"),)


def test_evidence_breach_and_repair_stay_with_the_action() -> None:
    done = action("take-back", evidence={"confidentiality": Level.COMPETENT}, repairs="promises-secrecy")
    made = scenario(decision(choice(done, "home")))
    (act,) = after(made, "take-back").turns[1].acts
    assert act == Did(done, None)


# Refusing


@pytest.mark.parametrize("choice_id", ["shout", "boldly", "asked", ""])
def test_a_choice_that_is_not_open_is_refused(choice_id: str) -> None:
    made = scenario(
        decision(choice("asked", "first"), choice(action("boldly", "trust > 3"), "first"), choice("on", "home"))
    )
    with pytest.raises(Refused, match="cannot be chosen here"):
        play.choose(made, after(made, "asked"), choice_id)


def test_choosing_at_a_form_is_refused() -> None:
    made = scenario(form(write("account")))
    with pytest.raises(Refused, match="nothing to choose"):
        play.choose(made, begun(made), "account")


def test_choosing_when_the_attempt_has_ended_is_refused() -> None:
    made = scenario(decision(choice("on", "home")))
    with pytest.raises(Refused, match="has ended"):
        play.choose(made, after(made, "on"), "on")


def test_choosing_where_there_is_no_way_on_is_refused() -> None:
    made = scenario(decision(choice("ask", ("promised", "home"), again=True)))
    state = folded(made, begun(made), Chose("first", "ask"))
    assert state.closed is None
    with pytest.raises(Refused, match="no way on"):
        play.choose(made, state, "ask")


# Reasons


def _asking(because: str) -> Scenario:
    return scenario(decision(choice("on", "home"), because=because))


@pytest.mark.parametrize(
    ("because", "mode", "required"),
    [
        ("never", Mode.ASSESSMENT, False),
        ("optional", Mode.ASSESSMENT, False),
        ("required", Mode.PRACTICE, False),
        ("required", Mode.REHEARSAL, True),
        ("required", Mode.ASSESSMENT, True),
    ],
)
def test_a_reason_is_required_where_the_scene_says_so_but_not_in_practice(
    because: str, mode: Mode, required: bool
) -> None:
    made = _asking(because)
    state = begun(made, mode)
    assert play.reason_required(made, state) is required
    if required:
        for blank in ("", "  \n"):
            with pytest.raises(Refused, match="says why"):
                play.choose(made, state, "on", blank)
    else:
        assert play.choose(made, state, "on", "  ") == (Chose("first", "on"), Ended("home"))


@pytest.mark.parametrize("because", ["optional", "required"])
def test_a_reason_that_is_given_is_kept_with_its_choice(because: str) -> None:
    made = _asking(because)
    state = begun(made, Mode.ASSESSMENT)
    events = play.choose(made, state, "on", " So that they know. ")
    assert events == (Chose("first", "on"), Explained("first", "on", " So that they know. "), Ended("home"))
    closed = folded(made, state, *events)
    assert [turn.reason for turn in closed.turns] == ["", " So that they know. ", ""]
    assert closed.events == 4


def test_a_reason_nobody_asked_for_is_not_kept() -> None:
    made = _asking("never")
    assert play.choose(made, begun(made), "on", "So.") == (Chose("first", "on"), Ended("home"))


def test_no_reason_is_required_at_a_form() -> None:
    made = scenario(form(write("account")))
    assert play.reason_required(made, begun(made, Mode.ASSESSMENT)) is False


def test_a_reason_can_be_long_but_not_endless() -> None:
    assert play.MAX_TEXT == 20_000
    made = _asking("optional")
    assert len(play.choose(made, begun(made), "on", "a" * 20_000)) == 3
    with pytest.raises(Refused, match="at most 20,000 characters"):
        play.choose(made, begun(made), "on", "a" * 20_001)
