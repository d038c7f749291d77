"""Taking back, stopping, closing, and lists of events that cannot have happened."""

import pytest

from simulator.engine import play
from simulator.engine.events import (
    CLOSING,
    Answered,
    Began,
    Chose,
    Ended,
    Event,
    Explained,
    Left,
    Mode,
    Rewound,
    Stuck,
)
from simulator.engine.play import Refused, ReplayError
from tests.engine.build import (
    action,
    after,
    begun,
    choice,
    decision,
    folded,
    form,
    onward,
    open_ids,
    scenario,
    scene,
    write,
)

TALK = scenario(
    scene(
        decision(
            choice(action("ask", change=(("trust", 1),)), "first"),
            choice("wait", "first"),
            choice("on", "record"),
            choice("lost", ("promised", "home")),
            because="optional",
        )
    ),
    record=form(write("account", 1, 3), to=("quiet",)),
    quiet=decision(choice("end", "home")),
)


# Taking back


def test_the_last_turn_is_taken_back_and_stays_in_the_record() -> None:
    state = after(TALK, "wait", "ask")
    events = play.rewind(TALK, state)
    assert events == (Rewound(2),)
    back = folded(TALK, state, *events)
    assert back.turns == state.turns[:2]
    assert back.taken_back == state.turns[2:]
    assert back.events == 4
    assert back.situation.values["trust"] == 3
    assert (back.mode, back.seed) == (state.mode, state.seed)


def test_a_choice_that_was_taken_back_is_open_again() -> None:
    state = after(TALK, "wait", "ask")
    assert open_ids(TALK, state) == ["on", "lost"]
    assert open_ids(TALK, folded(TALK, state, Rewound(2))) == ["ask", "on", "lost"]
    assert open_ids(TALK, folded(TALK, state, Rewound(1))) == ["ask", "wait", "on", "lost"]


def test_turns_can_be_taken_back_to_any_that_stands() -> None:
    state = after(TALK, "wait", "ask", "on")
    assert play.rewind(TALK, state, 1) == (Rewound(1),)
    back = folded(TALK, state, Rewound(1))
    assert back.turns == state.turns[:1]
    assert back.taken_back == state.turns[1:]


def test_what_was_taken_back_is_kept_in_the_order_in_which_it_happened() -> None:
    state = after(TALK, "wait", "ask")
    state = folded(TALK, state, Rewound(2))
    state = folded(TALK, after(TALK, "on", since=state), Rewound(1))
    assert [turn.choice for turn in state.taken_back] == ["ask", "wait", "on"]
    assert [turn.event for turn in state.taken_back] == [2, 1, 4]


def test_a_turn_after_taking_back_is_numbered_by_its_place_in_the_list_of_events() -> None:
    state = after(TALK, "on", since=folded(TALK, after(TALK, "wait"), Rewound(1)))
    assert [turn.event for turn in state.turns] == [0, 3]
    assert state.events == 4


def test_the_beginning_cannot_be_taken_back() -> None:
    with pytest.raises(Refused, match="nothing to take back"):
        play.rewind(TALK, begun(TALK))


@pytest.mark.parametrize("to", [-1, 0, 3, 4])
def test_only_turns_that_stand_can_be_taken_back(to: int) -> None:
    state = after(TALK, "wait", "ask")
    with pytest.raises(Refused, match="nothing to take back"):
        play.rewind(TALK, state, to)
    with pytest.raises(ReplayError, match="cannot be taken back"):
        play.evolve(TALK, state, Rewound(to))


@pytest.mark.parametrize("mode", [Mode.REHEARSAL, Mode.ASSESSMENT])
def test_only_in_practice_can_a_turn_be_taken_back(mode: Mode) -> None:
    state = after(TALK, "wait", mode=mode)
    with pytest.raises(Refused, match="Only in practice"):
        play.rewind(TALK, state)
    with pytest.raises(ReplayError, match="cannot be taken back"):
        play.evolve(TALK, state, Rewound(1))


def test_nothing_can_be_taken_back_once_the_attempt_has_ended() -> None:
    ended = after(TALK, "on", {}, "end")
    with pytest.raises(Refused, match="has ended"):
        play.rewind(TALK, ended)


# Stopping


def test_leaving_closes_the_attempt_where_it_stands() -> None:
    state = after(TALK, "wait")
    events = play.leave(TALK, state)
    assert events == (Left("first"),)
    left = folded(TALK, state, *events)
    assert left.closed == Left("first")
    assert left.situation == state.situation
    assert (len(left.turns), left.events) == (3, 3)
    assert (left.turns[-1].event, left.turns[-1].scene) == (2, "first")


def test_an_attempt_can_be_left_at_a_form_and_before_anything_was_done() -> None:
    assert play.leave(TALK, begun(TALK)) == (Left("first"),)
    assert play.leave(TALK, after(TALK, "on")) == (Left("record"),)


@pytest.mark.parametrize("steps", [("on", {}, "end"), ("lost",)])
def test_an_attempt_that_has_ended_cannot_be_left(steps: tuple[str]) -> None:
    with pytest.raises(Refused, match="has ended"):
        play.leave(TALK, after(TALK, *steps))


@pytest.mark.parametrize("chose", [Chose("first", "lost"), Chose("quiet", "end")])
def test_an_attempt_that_is_about_to_close_can_be_neither_left_nor_taken_back(chose: Chose) -> None:
    state = folded(TALK, after(TALK, *(() if chose.choice == "lost" else ("on", {}))), chose)
    assert state.closed is None
    for decide in (play.leave, play.rewind):
        with pytest.raises(Refused, match="no way on" if chose.choice == "lost" else "has ended"):
            decide(TALK, state)
    with pytest.raises(ReplayError, match="cannot be taken back"):
        play.evolve(TALK, state, Rewound(1))
    with pytest.raises(ReplayError, match="did not stop"):
        play.evolve(TALK, state, Left(state.situation.scene))


# Closing


def test_an_attempt_that_goes_on_is_not_due_to_close() -> None:
    assert play.closing(TALK, begun(TALK)) is None
    assert play.closing(TALK, after(TALK, "on")) is None


def test_an_attempt_that_closed_is_not_due_to_close_again() -> None:
    assert play.closing(TALK, after(TALK, "on", {}, "end")) is None
    assert play.closing(TALK, after(TALK, "lost")) is None


def test_a_scenario_may_be_over_as_it_begins() -> None:
    at_once = scenario(onward("home"))
    state = play.evolve(at_once, None, play.begin(Mode.PRACTICE, 7))
    assert play.closing(at_once, state) == Ended("home")
    assert state.closed is None


def test_the_events_that_close_an_attempt_are_three() -> None:
    assert (Ended, Stuck, Left) == CLOSING


# Lists of events

BEGAN = play.begin(Mode.PRACTICE, 7)
ASK = Chose("first", "ask")
ON = Chose("first", "on")
WROTE = Answered("record", {"account": "So."})
END = Chose("quiet", "end")


def test_a_list_of_events_is_folded_into_the_state_they_made() -> None:
    why = Explained("first", "ask", "To know.")
    state = play.replay(TALK, [BEGAN, ASK, why, ON, Rewound(2), ON, WROTE, END, Ended("home")])
    assert (state.mode, state.seed, state.events) == (Mode.PRACTICE, 7, 9)
    assert [turn.event for turn in state.turns] == [0, 1, 5, 6, 7, 8]
    assert [turn.reason for turn in state.turns] == ["", "To know.", "", "", "", ""]
    assert [turn.choice for turn in state.taken_back] == ["on"]
    assert state.closed == Ended("home")


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([], "at least the event of its beginning"),
        ([ASK], "first event of an attempt is its beginning"),
        ([BEGAN, BEGAN], "begins once"),
        ([BEGAN, Began(Mode.REHEARSAL, 8)], "begins once"),
        ([BEGAN, Chose("first", "shout")], "“shout” was not open in “first”"),
        ([BEGAN, ASK, ASK], "“ask” was not open"),
        ([BEGAN, Chose("quiet", "end")], "was not open"),
        ([BEGAN, Chose("quiet", "ask")], "was not open in “quiet”"),
        ([BEGAN, ON, ON], "was not open"),
        ([BEGAN, Chose("first", "lost"), ASK], "“ask” was not open"),
        ([BEGAN, WROTE], "no form to answer in “record”"),
        ([BEGAN, Answered("first", {})], "no form to answer in “first”"),
        ([BEGAN, ON, Answered("first", {})], "no form to answer in “first”"),
        ([BEGAN, ON, Answered("record", {"account": "a b c d"})], "could not be handed in for “record”"),
        ([BEGAN, ON, Answered("record", {"weather": "Rain"})], "could not be handed in"),
        ([BEGAN, ON, WROTE, WROTE], "no form to answer"),
        ([Began(Mode.ASSESSMENT, 7), ON, Answered("record", {})], "could not be handed in"),
        ([BEGAN, Rewound(1)], "cannot be taken back"),
        ([BEGAN, Explained("", "", "So.")], "reason follows the choice"),
        ([BEGAN, ASK, Explained("first", "wait", "So.")], "reason follows the choice"),
        ([BEGAN, ASK, Explained("quiet", "ask", "So.")], "reason follows the choice"),
        ([BEGAN, ASK, *2 * [Explained("first", "ask", "So.")]], "reason follows the choice"),
        ([BEGAN, ASK, ON, Explained("first", "ask", "So.")], "reason follows the choice"),
        ([BEGAN, ASK, ON, Rewound(2), Explained("first", "ask", "So.")], "reason follows the choice"),
        ([BEGAN, ASK, Explained("first", "ask", " ")], "cannot have been given"),
        ([BEGAN, ASK, Explained("first", "ask", "a" * 20_001)], "cannot have been given"),
        ([BEGAN, ON, WROTE, END, Explained("quiet", "end", "So.")], "cannot have been given"),
        ([BEGAN, Ended("first")], "does not end here"),
        ([BEGAN, Stuck("first")], "does not end here"),
        ([BEGAN, ON, WROTE, END, Ended("quiet")], "does not end here"),
        ([BEGAN, ON, WROTE, END, Stuck("home")], "does not end here"),
        ([BEGAN, Chose("first", "lost"), Ended("first")], "does not end here"),
        ([BEGAN, Chose("first", "lost"), Stuck("home")], "does not end here"),
        ([BEGAN, Left("quiet")], "did not stop in that scene"),
        ([BEGAN, Left("first"), ASK], "follow the closing event"),
        ([BEGAN, Left("first"), Left("first")], "follow the closing event"),
        ([BEGAN, ON, WROTE, END, Ended("home"), Ended("home")], "follow the closing event"),
    ],
)
def test_events_that_cannot_have_happened_are_refused(events: list[Event], sentence: str) -> None:
    with pytest.raises(ReplayError, match=sentence):
        play.replay(TALK, events)


def test_a_form_where_there_is_no_way_on_cannot_be_handed_in_again() -> None:
    made = scenario(form(write("account"), to=(("promised", "home"),)))
    with pytest.raises(ReplayError, match="no form to answer"):
        play.replay(made, [BEGAN, Answered("first", {}), Answered("first", {})])


def test_a_reason_of_the_greatest_length_is_one_that_can_have_been_given() -> None:
    why = Explained("first", "ask", "a" * play.MAX_TEXT)
    assert play.replay(TALK, [BEGAN, ASK, why]).turns[1].reason == why.text


def test_what_was_left_out_of_a_form_is_read_as_nothing() -> None:
    assert play.replay(TALK, [BEGAN, ON, Answered("record", {})]) == play.replay(
        TALK, [BEGAN, ON, Answered("record", {"account": ""})]
    )
