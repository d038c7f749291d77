"""Every figure is what walking every playthrough gives, as exact fractions."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings

from simulator.analysis.context import AnalysisContext
from simulator.analysis.figures.figures import Decisions, Figures, figures
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Ending, Scenario, Variable
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import State
from tests.analysis.asked import RUBRIC
from tests.analysis.brute import (
    Brute,
    TooManyError,
    added,
    breaches_of,
    by_strategy,
    duty_word,
    happened,
    level,
    outcome,
)
from tests.analysis.chain import Chain
from tests.analysis.layered import LAYERED, LOOPING, RUBRICS
from tests.analysis.marked import MARKED
from tests.depth import tries
from tests.engine.build import action, choice, decision, form, onward, pick, scene, tick
from tests.engine.build import scenario as built

MOST = 900
"""Steps of all playthroughs together; scenarios with more are left out."""

PLACES = 50
"""Places of a chain of which the equations are solved."""

EACH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

HALF, WHOLE = Fraction(1, 2), Fraction(1)


def brute(scenario: Scenario, rubric: Rubric) -> Brute:
    """Every playthrough of a scenario that has not too many."""
    try:
        return Brute.of(scenario, rubric, MOST)
    except TooManyError:
        assume(False)
        raise


def uniform(scenario: Scenario, rubric: Rubric = RUBRIC) -> Figures:
    """The figures where everything open is equally likely."""
    found = figures(AnalysisContext(scenario, rubric))
    assert found is not None
    return found


def assert_whole(found: Figures) -> None:
    """Each distribution is of all playthroughs, or of all that come to an ending."""
    assert found.outcomes is not None
    over = 1 - found.outcomes.get("stuck", Fraction(0)) - found.outcomes.get("endless", Fraction(0))
    assert sum(found.outcomes.values()) == 1
    for chances in (found.endings, *found.clauses.values(), *found.duties.values()):
        assert chances is not None
        assert sum(chances.values()) == over
        assert all(0 < chance <= 1 for chance in chances.values())


@settings(EACH, max_examples=tries(500, 3000))
@given(LAYERED, RUBRICS)
def test_every_figure_is_what_walking_every_playthrough_gives(scenario: Scenario, rubric: Rubric) -> None:
    assert_as_walked(scenario, rubric)


@settings(EACH, max_examples=tries(800, 8000))
@given(MARKED)
def test_every_figure_is_so_where_duties_come_late_and_breaches_are_repaired(marked: tuple[Scenario, Rubric]) -> None:
    assert_as_walked(*marked)


def assert_as_walked(scenario: Scenario, rubric: Rubric) -> None:
    walked, found = brute(scenario, rubric), uniform(scenario, rubric)
    assert found.endings == walked.endings()
    assert found.outcomes == walked.outcomes()
    assert found.endings_by_outcome == walked.endings_by_outcome()
    assert found.clauses == {clause: walked.clause(clause) for clause in scenario.assesses}
    assert found.breaches == {breach: walked.breach(breach) for breach in breaches_of(scenario)}
    assert found.duties == {duty: walked.duty(duty) for duty in scenario.duties}
    assert found.playthroughs == len(walked.ended)
    assert found.decisions == Decisions(walked.length(min), walked.length(max), walked.expected())
    assert found.not_computed == ()
    assert_whole(found)


@settings(EACH, max_examples=tries(60, 750))
@given(LOOPING, RUBRICS)
def test_figures_of_loops_are_what_solving_their_equations_by_the_book_gives(
    scenario: Scenario, rubric: Rubric
) -> None:
    try:
        chain = Chain(scenario, 4 * PLACES, scores=True)
    except TooManyError:
        assume(False)
        raise
    assume(len(chain.places) <= PLACES)
    found = uniform(scenario, rubric)
    over = [number for number, place in enumerate(chain.places) if place.over]
    if len(chain.leads(over)) < len(chain.places):
        assert (found.endings, found.outcomes, found.decisions.expected) == (None, None, None)
        assert found.not_computed == ("Play can go round for ever without a way out.",)
        return
    times = chain.times()
    ends = [(chain.places[number].state, times[number]) for number in over]
    cards = [(score(scenario, rubric, state), state, chance) for state, chance in ends]
    ended = [(card, state, chance) for card, state, chance in cards if not state.situation.stuck]
    assert found.endings == added((state.situation.scene, chance) for _, state, chance in ended)
    assert found.outcomes == added((outcome(card), chance) for card, _, chance in cards)
    assert found.clauses == {
        clause: added((level(card, clause), chance) for card, _, chance in ended) for clause in scenario.assesses
    }
    assert found.breaches == {
        breach: sum((chance for card, _, chance in cards if happened(card, breach)), Fraction(0))
        for breach in breaches_of(scenario)
    }
    assert found.duties == {
        duty: added((duty_word(state, duty), chance) for _, state, chance in ended) for duty in scenario.duties
    }
    assert found.decisions.expected == sum(
        chance for place, chance in zip(chain.places, times, strict=True) if place.ways
    )
    assert found.decisions.shortest == min(
        (len(chain.places[number].steps) for number in over if not chain.places[number].state.situation.stuck),
        default=None,
    )
    assert_whole(found)


STRATEGIES = ("first", "last", "longest", "shortest", "best", "worst")


@settings(EACH, max_examples=tries(60, 750))
@given(LAYERED, RUBRICS)
def test_a_strategy_is_one_playthrough_as_anyone_would_walk_it(scenario: Scenario, rubric: Rubric) -> None:
    context = AnalysisContext(scenario, rubric)
    for strategy in STRATEGIES:
        found = figures(context, strategy)
        assert found is not None
        state, steps = by_strategy(scenario, strategy)
        assert_certain(found, scenario, state, steps, score(scenario, rubric, state))


def assert_certain(found: Figures, scenario: Scenario, state: State, steps: int, card: Scorecard) -> None:
    """The figures are those of this one playthrough."""
    ended = not state.situation.stuck

    def certain(word: str) -> Mapping[str, Fraction]:
        return {word: WHOLE} if ended else {}

    assert found.endings == certain(state.situation.scene)
    assert found.outcomes == {outcome(card): WHOLE}
    assert found.clauses == {clause: certain(level(card, clause)) for clause in scenario.assesses}
    assert found.breaches == {breach: Fraction(happened(card, breach)) for breach in breaches_of(scenario)}
    assert found.duties == {duty: certain(duty_word(state, duty)) for duty in scenario.duties}
    assert found.playthroughs == int(ended)
    length = steps if ended else None
    assert found.decisions == Decisions(length, length, None if length is None else Fraction(length))


# What people can work out by hand


def test_choosing_to_stay_one_time_in_two_takes_two_decisions_on_average() -> None:
    found = uniform(built(decision(choice("stay", "first", again=True), choice("go", "home"))))
    assert found.endings == {"home": WHOLE}
    assert found.decisions == Decisions(1, None, Fraction(2))
    assert found.playthroughs is None
    assert (found.situations, found.transitions) == (2, 2)


def test_the_ways_out_of_a_loop_share_what_it_gives_back() -> None:
    made = built(
        decision(
            choice("stay", "first", again=True), choice("go", "home"), choice("run", "away"), choice("hide", "away")
        ),
        away=Ending("Away"),
    )
    assert uniform(made).endings == {"home": Fraction(1, 3), "away": Fraction(2, 3)}


def test_a_walk_to_and_fro_is_a_gamblers_ruin() -> None:
    """From 3 of 0 to 5, up or down with even odds: up first with 3/5, after 3 · 2 steps on average."""
    up = choice(action("up", change=(("trust", 1),)), ("trust == 5", "away"), "first", again=True)
    down = choice(action("down", change=(("trust", -1),)), ("trust == 0", "home"), "first", again=True)
    found = uniform(built(decision(up, down), away=Ending("Away")))
    assert found.endings == {"away": Fraction(3, 5), "home": Fraction(2, 5)}
    assert found.decisions == Decisions(2, None, Fraction(6))
    assert (found.situations, found.transitions) == (6, 8)


def test_a_form_that_is_handed_back_is_handed_in_again() -> None:
    record = form(
        pick("who", action("lead", set_to=(("promised", True),)), "tutor", "nobody"), to=(("promised", "home"), "first")
    )
    found = uniform(built(record))
    assert found.decisions == Decisions(1, None, Fraction(3))


def test_a_duty_in_a_loop_is_late_as_often_as_its_scene_comes_before_it_is_done() -> None:
    made = built(
        scene(onward("asks"), opens=("tell_lead",)),
        asks=decision(
            choice(action("tell", fulfils=("tell_lead",)), "home"),
            choice("wait", "later"),
            choice("look", "asks", again=True),
        ),
        later=onward("asks"),
        due={"tell_lead": "later"},
    )
    assert uniform(made).duties["tell_lead"] == {"fulfilled": HALF, "late": HALF}


def test_a_hub_of_once_only_choices_has_as_many_playthroughs_as_orders() -> None:
    asks = [choice(name, "first") for name in ("one", "two", "three")]
    found = uniform(built(decision(*asks, choice("enough", "home"))))
    assert found.playthroughs == 1 + 3 + 6 + 6
    assert found.decisions == Decisions(1, 4, Fraction(5, 2))
    assert found.situations == 8 + 1


def test_boxes_ticked_by_chance_are_binomial() -> None:
    levels = {0: Level.EXEMPLARY, 1: Level.COMPETENT, 2: Level.DEVELOPING}
    boxes = tick("contents", ("one", True), ("two", False), ("three", True), ("four", False), levels=levels)
    found = uniform(replace(built(form(boxes)), assesses={"records": 1}))
    assert found.clauses["records"] == {
        "exemplary": Fraction(1, 16),
        "competent": Fraction(4, 16),
        "developing": Fraction(6, 16),
        "unsafe": Fraction(5, 16),
    }
    assert found.playthroughs == 16
    assert found.transitions == 4


def test_an_ending_behind_twenty_choices_is_one_in_two_to_the_twentieth() -> None:
    names = ["first", *(f"s{number}" for number in range(1, 20)), "vault"]
    scenes = {name: decision(choice("on", follows), choice("home", "home")) for name, follows in pairwise(names)}
    found = uniform(built(scenes.pop("first"), None, **scenes, vault=Ending("The vault")))
    assert found.endings == {"home": 1 - Fraction(1, 1048576), "vault": Fraction(1, 1048576)}
    assert found.decisions == Decisions(1, 20, 2 - Fraction(1, 2**19))


def test_a_loop_that_counts_has_endings_and_no_outcome() -> None:
    nod = choice(action("nod", evidence={"confidentiality": Level.COMPETENT}), "first", again=True)
    found = uniform(built(decision(nod, choice("go", "home"))))
    assert found.endings == {"home": WHOLE}
    assert found.outcomes is None
    assert found.clauses == {"confidentiality": None}
    assert found.not_computed == ("A loop counts each time it is gone round, so that scores have no limit.",)


def test_a_loop_too_large_to_solve_is_said_to_be() -> None:
    up = choice(action("up", change=(("trust", 1),)), "first", again=True)
    down = choice(action("down", change=(("trust", -1),)), ("trust == 0", "home"), "first", again=True)
    made = built(decision(up, down))
    assert uniform(made).endings == {"home": WHOLE}
    found = uniform(replace(made, variables={**made.variables, "trust": Variable("trust", 3, 0, 200)}))
    assert found.situations == 201
    assert (found.endings, found.outcomes, found.decisions.expected) == (None, None, None)
    assert found.decisions.shortest == 3
    assert found.not_computed == ("A loop is too large for its equations to be solved.",)


def test_past_the_budget_there_are_no_figures() -> None:
    asks = [choice(name, "first") for name in ("one", "two", "three")]
    made = built(decision(*asks, choice("enough", "home")))
    assert figures(AnalysisContext(made, RUBRIC, 9)) is not None
    assert figures(AnalysisContext(made, RUBRIC, 8)) is None


@pytest.mark.parametrize("strategy", ["first", "last"])
def test_a_strategy_that_goes_round_for_ever_is_endless(strategy: str) -> None:
    stay = choice(action("stay", change=(("count", 1),)), "first", again=True)
    go = choice("go", "home")
    made = built(decision(stay, go) if strategy == "first" else decision(go, stay))
    found = figures(AnalysisContext(made, RUBRIC), strategy)
    assert found is not None
    assert found.outcomes == {"endless": WHOLE}
    assert found.endings == {}
    assert found.playthroughs == 0
