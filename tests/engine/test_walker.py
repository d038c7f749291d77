"""The compiled walk and the reference semantics are one: held equal, step by step, on generated scenarios."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine import play, scoring
from simulator.engine.compiler import compile_scenario
from simulator.engine.events import Event, Mode, Rewound
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Decision, Form, Onward, Scenario, Target, WriteField
from simulator.engine.state import State
from simulator.engine.walker import Walk
from tests import strategies
from tests.depth import tries
from tests.engine.small import CODE, choice, small

SEED = 7


class Pair:
    """One way through, walked and played side by side; the events of play are made without the walk."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.walk = Walk(compile_scenario(scenario, SEED))
        self.events: list[Event] = [play.begin(Mode.PRACTICE, SEED)]

    def state(self) -> State:
        """The state of play, closed where a closing is due."""
        state = play.replay(self.scenario, self.events)
        last = play.closing(self.scenario, state)
        return state if last is None else play.evolve(self.scenario, state, last)

    def step(self, number: int) -> None:
        """Take back, leave, answer or choose, as the number decides and the state allows."""
        state = self.state()
        stand = len(self.walk)
        if stand > 1 and (number % 5 == 0 or state.closed is not None):
            self.take_back(1 + number % (stand - 1))
        elif state.closed is not None:
            return
        elif number % 31 == 30:
            self.walk.leave()
            self.events += play.leave(self.scenario, state)
        else:
            self.go_on(state, number)

    def take_back(self, to: int) -> None:
        closed = self.state().closed is not None
        stand = len(self.walk) - closed
        self.walk.undo(to)
        if closed:
            self.events.pop()
        if to < stand:
            self.events.append(Rewound(to))

    def go_on(self, state: State, number: int) -> None:
        content = self.scenario.scenes[state.situation.scene].content
        if isinstance(content, Form):
            given = dict(strategies.answers(content, state, number))
            for field in play.shown_fields(content, state.situation):
                if isinstance(field, WriteField):
                    given[field.id] = "" if number % 3 == 0 else " ".join(["word"] * field.min_words)
            self.walk.answer(given)
            self.events.append(play.answer(self.scenario, state, given)[0])
        else:
            picked = number % len(self.walk.open)
            chosen = self.walk.choices()[picked]
            self.walk.choose(self.walk.open[picked])
            self.events.append(play.choose(self.scenario, state, chosen.id)[0])

    def check(self, rubric: Rubric) -> None:
        """Everything that can be told of the one is told alike of the other."""
        state = self.state()
        check_standing(self.scenario, self.walk, state)
        check_record(self.walk, state)
        check_score(self.walk, scoring.score(self.scenario, rubric, state))
        assert play.replay(self.scenario, self.walk.events()) == state


def check_standing(scenario: Scenario, walk: Walk, state: State) -> None:
    situation = walk.situation()
    assert situation == state.situation
    assert {name: type(value) for name, value in situation.values.items()} == {
        name: type(value) for name, value in state.situation.values.items()
    }
    assert walk.closing == state.closed
    content = scenario.scenes[situation.scene].content
    going_on = state.closed is None
    offered = play.open_choices(scenario, situation) if going_on else ()
    assert walk.choices() == offered
    assert len(walk.open) == len(offered)
    assert walk.form() == (play.shown_fields(content, situation) if going_on and isinstance(content, Form) else ())


def check_record(walk: Walk, state: State) -> None:
    assert walk.transcript() == [line for turn in state.turns for line in turn.lines]
    assert walk.learned() == [fact for turn in state.turns for fact in turn.learned]
    assert walk.duties() == [change for turn in state.turns for change in turn.duties]


def check_score(walk: Walk, card: scoring.Scorecard) -> None:
    for clause in card.clauses:
        levels = [level for name, level in walk.evidence() if name == clause.clause]
        assert levels == [piece.as_given for piece in clause.pieces]
    assert walk.breaches() == [(each.breach, each.repaired_by is not None) for each in card.breaches]


SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Whole scenarios take long to generate."""

ways = st.lists(st.integers(0, 1000), max_size=16)


@settings(SLOW, max_examples=tries(100, 1000))
@given(strategies.playable_scenarios(), strategies.rubrics(), ways)
def test_a_walk_is_the_playthrough_that_play_makes_of_it(scenario: Scenario, rubric: Rubric, way: list[int]) -> None:
    pair = Pair(scenario)
    pair.check(rubric)
    for number in way:
        pair.step(number)
        pair.check(rubric)


@settings(SLOW, max_examples=tries(30, 300))
@given(strategies.playable_scenarios(), ways, ways)
def test_a_walk_begun_anew_is_a_new_walk(scenario: Scenario, before: list[int], after: list[int]) -> None:
    used, fresh = Pair(scenario), Pair(scenario)
    for number in before:
        used.step(number)
    used.walk.restart()
    used.events = used.events[:1]
    for number in after:
        used.step(number)
        fresh.step(number)
    assert used.walk.events() == fresh.walk.events()
    assert told(used.walk) == told(fresh.walk)


def told(walk: Walk) -> tuple[object, ...]:
    """All that a walk tells of its turns that stand."""
    return walk.situation(), walk.open, walk.form(), walk.transcript(), walk.evidence(), walk.breaches(), walk.closing


def first_open(walk: Walk, turns: int) -> Walk:
    """The walk after choosing what is first so many times, or until it ends or asks for a form."""
    for _ in range(turns):
        if walk.open:
            walk.choose(walk.open[0])
    return walk


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_taking_everything_back_leaves_the_beginning(turns: int) -> None:
    program = compile_scenario(small())
    walk = first_open(Walk(program), turns)
    assert len(walk) > 1
    walk.undo(1)
    assert told(walk) == told(Walk(program))


def test_a_walk_can_be_taken_back_from_an_ending_and_choose_otherwise() -> None:
    pair = Pair(small())
    while pair.walk.closing is None:
        pair.step(1)
        pair.check(CODE)
    pair.take_back(len(pair.walk) - 1)
    assert pair.walk.open
    pair.check(CODE)


def test_putting_one_breach_right_leaves_another_as_it_is() -> None:
    actions = (
        choice("promise", "asks", again=True, breach="promises-secrecy"),
        choice("take-back", "asks", again=True, repairs="promises-secrecy"),
        choice("report", "asks", again=True, repairs="not-reporting"),
    )
    scenario = small()
    asks = replace(scenario.scenes["asks"], content=Decision(actions))
    walk = Walk(compile_scenario(replace(scenario, scenes={**scenario.scenes, "asks": asks})))
    for place in (0, 1, 2, 0):
        walk.choose(place)
    assert walk.breaches() == [("promises-secrecy", True), ("promises-secrecy", False)]


@pytest.mark.parametrize("number", [-1, 3, 1000])
def test_only_what_is_open_can_be_chosen(number: int) -> None:
    walk = Walk(compile_scenario(small()))
    before = told(walk)
    with pytest.raises(play.Refused):
        walk.choose(number)
    assert told(walk) == before


def test_scenes_that_follow_one_another_for_ever_are_stuck_where_play_is() -> None:
    scenario = small()
    names = list(scenario.scenes)
    following = dict(zip(names, [*names[1:], names[0]], strict=True))
    scenes = {
        name: replace(scene, content=Onward((Target(following[name]),))) for name, scene in scenario.scenes.items()
    }
    endless = replace(scenario, scenes=scenes)
    walk = Walk(compile_scenario(endless))
    assert walk.closing is not None
    assert walk.situation().stuck
    check_standing(endless, walk, play.replay(endless, walk.events()))


def test_a_form_cannot_be_handed_in_where_there_is_none() -> None:
    with pytest.raises(play.Refused):
        Walk(compile_scenario(small())).answer({})


def test_a_form_with_a_field_that_it_does_not_have_is_refused() -> None:
    walk = first_open(Walk(compile_scenario(small(written=True))), 10)
    assert walk.form()
    with pytest.raises(play.FormRefused):
        walk.answer({"no-such-field": "text"})
    assert walk.form()


def test_nothing_follows_leaving() -> None:
    walk = first_open(Walk(compile_scenario(small())), 1)
    walk.leave()
    for request in (walk.leave, lambda: walk.choose(0), lambda: walk.answer({})):
        with pytest.raises(play.Refused):
            request()
    assert walk.open == ()
    assert walk.form() == ()


def test_leaving_that_is_taken_back_never_happened() -> None:
    walk = first_open(Walk(compile_scenario(small())), 1)
    before = told(walk), walk.events()
    walk.leave()
    walk.undo()
    assert (told(walk), walk.events()) == before


def test_the_beginning_cannot_be_taken_back() -> None:
    walk = Walk(compile_scenario(small()))
    for to in (None, 0, 1, 2):
        with pytest.raises(play.Refused):
            walk.undo(to)


def test_a_missing_name_is_found_when_the_scenario_is_compiled() -> None:
    with pytest.raises(KeyError):
        compile_scenario(replace(small(), start="nowhere"))
