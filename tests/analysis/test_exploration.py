"""The explored situations are exactly those that the engine comes to, and the ways between them are its ways."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simulator.analysis.model.reachability import Exploration, SituationStatus, explore
from simulator.analysis.model.transition_system import Transition, TransitionSystem
from simulator.documents.scenario.expect import walk
from simulator.engine.scenario import Effects, Scenario
from simulator.engine.state import Situation, State
from simulator.engine.turn_builder import MAX_ONWARD
from tests.analysis.brute import Step, TooManyError, begun, options, taken
from tests.analysis.chain import Chain, Key, changed, counted
from tests.analysis.layered import LAYERED, LOOPING
from tests.depth import tries
from tests.engine.build import action, choice, decision, form, onward, pick, scene, tick, words, write
from tests.engine.build import scenario as built
from tests.strategies import playable_scenarios

BUDGET = 2_000

EACH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

ANY = st.one_of(LAYERED, LOOPING, playable_scenarios())
NUMBERS = st.lists(st.integers(0, 200), min_size=1, max_size=12)


def packed(system: TransitionSystem, situation: Situation) -> int:
    """The engine's situation as the machine has it: all its parts put in their places, then what can matter kept."""
    layout = system.layout
    bits = layout.scene.put(layout.places[situation.scene])
    if situation.stuck:
        return bits | layout.stuck.put(True)
    for name, field in {**layout.variables, **layout.facts}.items():
        bits |= field.put(situation.values[name])
    for name, field in layout.duties.items():
        bits |= field.put(situation.duties[name])
    for key, field in layout.used.items():
        bits |= field.put(key in situation.used)
    return bits & (system.liveness.after[situation.scene] | layout.scene.mask)


def before_closing(state: State) -> Situation:
    return state.turns[-1].after if state.closed is None else state.turns[-2].after


def standing(state: State) -> SituationStatus:
    if state.closed is None:
        return SituationStatus.WAITING
    return SituationStatus.STUCK if state.situation.stuck else SituationStatus.ENDED


def explored(scenario: Scenario) -> tuple[Exploration, dict[int, int]]:
    """The exploration of a scenario that is small enough, and the number of each situation."""
    found = explore(scenario, BUDGET)
    assume(found.complete)
    assert len(set(found.situations)) == len(found)
    return found, {situation: number for number, situation in enumerate(found.situations)}


def kind_of(scenario: Scenario, state: State, step: Step) -> Key:
    """What tells ways apart: a choice by its id, answers to a form by what they count for and change."""
    acts = taken(scenario, state, step).turns[len(state.turns)].acts
    return (step if isinstance(step, str) else "form", counted(acts), changed(acts))


def kind_of_way(way: Transition) -> Key:
    effects = tuple(action.effects for action in way.actions if action.effects != Effects())
    step = way.step if isinstance(way.step, str) else "form"
    return (step, (way.consequence.actions, way.consequence.ticks), effects)


def assert_same_ways(scenario: Scenario, state: State, found: Exploration, numbers: dict[int, int]) -> None:
    """From one situation: the same ways, as many answers to each, and to the same situations."""
    system = found.system
    number = numbers[packed(system, before_closing(state))]
    assert standing(state) == found.status[number]
    steps = options(scenario, state)
    answers = Counter(kind_of(scenario, state, step) for step in steps)
    ways = {kind_of_way(way): (way, to) for via, to in found.out(number) for way in system.groups[via].transitions}
    assert sum(len(system.groups[via].transitions) for via, _ in found.out(number)) == len(ways)
    assert {kind: way.weight for kind, (way, _) in ways.items()} == answers
    assert sum(way.weight for way, _ in ways.values()) == len(steps)
    for step in [*steps, *(way.step for way, _ in ways.values())]:
        reached = numbers[packed(system, before_closing(taken(scenario, state, step)))]
        assert reached == ways[kind_of(scenario, state, step)][1]


@settings(EACH, max_examples=tries(100, 1000))
@given(ANY, NUMBERS)
def test_along_real_playthroughs_every_situation_and_way_is_an_explored_one(
    scenario: Scenario, choosing: list[int]
) -> None:
    found, numbers = explored(scenario)
    state = begun(scenario)
    assert numbers[packed(found.system, before_closing(state))] == 0
    for number in choosing:
        assert_same_ways(scenario, state, found, numbers)
        steps = options(scenario, state)
        if not steps:
            break
        state = taken(scenario, state, steps[number % len(steps)])


@settings(EACH, max_examples=tries(120, 1500))
@given(st.one_of(LAYERED, LOOPING))
def test_the_situations_are_those_that_differ_in_what_is_looked_at_later(scenario: Scenario) -> None:
    try:
        chain = Chain(scenario, 600, scores=False)
    except TooManyError:
        assume(False)
        raise
    found, numbers = explored(scenario)
    places = [numbers[packed(found.system, before_closing(place.state))] for place in chain.places]
    assert sorted(places) == list(range(len(found)))
    assert found.transition_count == chain.transitions
    for number, place in zip(places, chain.places, strict=True):
        assert found.status[number] == standing(place.state)
        assert {to for _, to in found.out(number)} == {places[to] for _, _, to in place.ways}


@settings(EACH, max_examples=tries(60, 500))
@given(st.one_of(LAYERED, LOOPING))
def test_the_witness_of_every_situation_leads_there_and_none_is_shorter(scenario: Scenario) -> None:
    try:
        chain = Chain(scenario, 300, scores=False)
    except TooManyError:
        assume(False)
        raise
    found, numbers = explored(scenario)
    for place in chain.places:
        number = numbers[packed(found.system, before_closing(place.state))]
        witness = found.witness(number)
        state, fault = walk(scenario, witness)
        assert fault is None
        assert packed(found.system, before_closing(state)) == found.situations[number]
        assert len(witness) == len(place.steps)


# What people can count by hand


def sizes(scenario: Scenario, *, texts: bool = True) -> tuple[int, int]:
    found = explore(scenario, BUDGET, texts=texts)
    assert found.complete
    return len(found), found.transition_count


def test_a_variable_that_nothing_asks_about_any_more_is_forgotten() -> None:
    made = built(
        decision(choice(action("yes", set_to=(("promised", True),)), "asks"), choice("no", "asks")),
        asks=decision(choice(action("kept", "promised"), "last"), choice("on", "last")),
        last=decision(choice("end", "home")),
    )
    assert sizes(made) == (1 + 2 + 1 + 1, 2 + 3 + 1)


def test_words_that_differ_make_situations_differ_only_where_words_are_asked_about() -> None:
    made = built(
        decision(choice(action("yes", set_to=(("promised", True),)), "home"), choice("no", "home")),
        home=scene(built(decision()).scenes["home"].content, says=words(("promised", "You promised."), "Well.")),
    )
    assert sizes(made) == (3, 2)
    assert sizes(made, texts=False) == (2, 2)


def test_a_used_choice_counts_only_where_its_scene_can_be_come_back_to() -> None:
    made = built(
        decision(choice("one", "hub"), choice("two", "hub")),
        hub=decision(choice("ask", "hub"), choice("leave", "home")),
    )
    assert sizes(made) == (1 + 2 + 1, 2 + 2 + 1)


def test_numbers_without_a_limit_go_below_zero_and_back() -> None:
    made = built(
        decision(
            choice(action("down", change=(("count", -7),)), "asks"),
            choice(action("up", change=(("count", 9),)), "asks"),
        ),
        asks=decision(choice(action("low", "count == -7"), "home"), choice(action("high", "count == 9"), "home")),
    )
    assert sizes(made) == (4, 4)


def test_answers_that_count_for_the_same_are_one_way() -> None:
    boxes = tick("contents", ("one", True), ("two", False), ("three", True))
    made = built(form(boxes, pick("who", "lead", action("tutor", fulfils=("tell_lead",))), write("account")))
    assert sizes(made) == (3, 2 * 2)
    found = explore(made, BUDGET)
    assert sorted(way.weight for way in found.system.transitions) == [1, 1, 7, 7]


@pytest.mark.parametrize(
    ("scenes", "stands"), [(MAX_ONWARD - 1, SituationStatus.ENDED), (MAX_ONWARD, SituationStatus.STUCK)]
)
def test_so_many_scenes_without_a_decision_are_too_many(scenes: int, stands: SituationStatus) -> None:
    names = [f"s{number}" for number in range(scenes)]
    follow = {name: onward(to) for name, to in zip(names[1:], [*names[2:], "home"], strict=True)}
    made = built(onward(names[1]), None, **follow)
    assert len(follow) + 1 == scenes
    assert explore(made, BUDGET).status[0] == stands
    assert standing(begun(made)) == stands


def test_past_the_budget_an_exploration_is_incomplete_and_at_it_complete() -> None:
    made = built(decision(*(choice(name, "first") for name in ("one", "two", "three")), choice("enough", "home")))
    assert sizes(made)[0] == 9
    assert explore(made, 9).complete
    short = explore(made, 8)
    assert not short.complete
    assert len(short) >= 9


def test_a_condition_is_asked_as_the_form_opens_and_not_as_it_is_filled_in() -> None:
    learns = tick("contents", (action("words", learn=("locked_in",)), True))
    made = built(form(learns, write("account", if_="locked_in"), to=(("locked_in", "home"), "first")))
    found = explore(made, BUDGET)
    assert [way.step for way in found.system.transitions] == [{"contents": ("words",)}, {}]
