"""A walk on the compiled transition system is a playthrough of the engine, step by step; its monitors score alike."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.analysis.model.forms import Consequence
from simulator.analysis.model.transition_system import Transition, TransitionSystem
from simulator.analysis.scores.breach_monitor import BreachMonitor
from simulator.analysis.scores.clause_monitor import ClauseMonitor
from simulator.analysis.scores.outcome_monitor import OutcomeMonitor
from simulator.analysis.scores.product import Monitor, StateT
from simulator.documents.rubric.loader import read_rubric
from simulator.documents.scenario.loader import read_scenario
from simulator.engine import play
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Decision, Effects, Form, PickField, Scenario, TickField
from simulator.engine.scoring import score
from simulator.engine.state import State
from tests.analysis.brute import begun, breaches_of, happened, taken
from tests.analysis.chain import changed, counted
from tests.analysis.layered import COUNTING, GUARDED, LAYERED, LOOPING, RUBRICS
from tests.analysis.test_exploration import before_closing, packed
from tests.depth import tries
from tests.strategies import playable_scenarios

ROOT = Path(__file__).parents[2]

EACH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

ANY = st.one_of(LAYERED, GUARDED, LOOPING, COUNTING, playable_scenarios())


class Pair:
    """One way through, on the transition system and by the engine, side by side."""

    def __init__(self, scenario: Scenario, rubric: Rubric) -> None:
        self.scenario = scenario
        self.rubric = rubric
        self.system = TransitionSystem(scenario)
        self.situation = self.system.begin()
        self.state = begun(scenario)
        self.taken: list[Consequence] = []

    def open(self) -> list[Transition]:
        """The ways on of the transition system."""
        compiled = self.system.compiled(self.situation)
        if compiled.open_groups is None or self.situation & self.system.layout.stuck.mask:
            return []
        return [way for group in compiled.open_groups[self.situation & compiled.mask] for way in group.transitions]

    def step(self, number: int) -> None:
        """Take a way on, as the number decides."""
        ways = self.open()
        way = ways[number % len(ways)]
        update = next(group.update for group in self.system.groups if way in group.transitions)
        turns = len(self.state.turns)
        self.situation = self.system.go(self.situation, update)
        self.state = taken(self.scenario, self.state, way.step)
        self.taken.append(way.consequence)
        acts = self.state.turns[turns].acts
        assert (way.consequence.actions, way.consequence.ticks) == counted(acts)
        assert tuple(each.effects for each in way.actions if each.effects != Effects()) == changed(acts)

    def check(self) -> None:
        """The one stands where the other does, and can go on as the other can."""
        assert self.situation == packed(self.system, before_closing(self.state))
        ways = self.open()
        assert bool(ways) is (self.state.closed is None)
        content = self.scenario.scenes[self.state.situation.scene].content
        if self.state.closed is None and isinstance(content, Decision):
            offered = play.open_choices(self.scenario, self.state.situation)
            assert [way.step for way in ways] == [choice.id for choice in offered]
            assert {way.weight for way in ways} == {1}
        elif self.state.closed is None and isinstance(content, Form):
            assert sum(way.weight for way in ways) == answers(content, self.state)
        if self.state.closed is not None:
            self.check_score()

    def check_score(self) -> None:
        """The monitors come to what the engine scores."""
        card = score(self.scenario, self.rubric, self.state)
        duties = self.system.layout.statuses(self.situation)
        stuck = self.state.situation.stuck
        for breach in breaches_of(self.scenario):
            monitor = BreachMonitor(self.scenario, breach)
            assert monitor.end(run(monitor, self.taken), duties, stuck=stuck) is happened(card, breach)
        if stuck:
            return
        outcome = OutcomeMonitor(self.scenario, self.rubric)
        assert outcome.end(run(outcome, self.taken), duties) is card.outcome
        for clause in self.rubric.clauses:
            of_clause = ClauseMonitor(self.scenario, self.rubric, clause)
            level = of_clause.end(run(of_clause, self.taken), duties)
            assert level is card.clause(clause).level


def run(monitor: Monitor[StateT], steps: Iterable[Consequence]) -> StateT:
    """What a monitor remembers after some steps."""
    so_far = monitor.start
    for each in steps:
        so_far = monitor.step(so_far, each)
    return so_far


def answers(form: Form, state: State) -> int:
    """How many ways there are of filling in a form; what is written is left out."""
    number = 1
    for field in play.shown_fields(form, state.situation):
        if isinstance(field, TickField):
            number *= 2 ** len(field.options)
        elif isinstance(field, PickField):
            number *= len(field.options)
    return number


@settings(EACH, max_examples=tries(150, 1500))
@given(ANY, RUBRICS, st.lists(st.integers(0, 1000), max_size=16))
def test_a_walk_is_the_playthrough_that_play_makes_of_it(scenario: Scenario, rubric: Rubric, way: list[int]) -> None:
    pair = Pair(scenario, rubric)
    pair.check()
    for number in way:
        if pair.state.closed is not None:
            break
        pair.step(number)
        pair.check()


@pytest.mark.parametrize("file", sorted((ROOT / "scenarios").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_walk_through_a_shipped_scenario_is_the_playthrough_that_play_makes_of_it(file: Path) -> None:
    rubric = read_rubric(ROOT / "rubrics" / "code-of-conduct.yaml").value
    assert rubric is not None
    scenario = read_scenario(file, rubric).value
    assert scenario is not None
    random = Random(file.stem)
    for _ in range(3):
        pair = Pair(scenario, rubric)
        while pair.state.closed is None:
            pair.step(random.randrange(1000))
            pair.check()
