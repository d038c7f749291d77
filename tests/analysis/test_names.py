"""Names that are declared and do nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from simulator.analysis.context import AnalysisContext
from simulator.analysis.rules.names import never_read, never_written
from simulator.engine.events import Event, Mode
from simulator.engine.scenario import Content, Ending, Scenario, Scene, Variable
from simulator.engine.state import Line
from tests.engine.build import action, choice, decision, form, onward, pick, scene, tick, words, write
from tests.engine.build import scenario as built
from tests.strategies import Choosing, modes, playable_scenarios, played, ways

from .asked import RUBRIC, places

SCENARIOS = playable_scenarios()


def only(scenario: Scenario, *names: str) -> Scenario:
    """The scenario with these of its names alone."""
    return replace(
        scenario,
        variables={name: each for name, each in scenario.variables.items() if name in names},
        facts={name: each for name, each in scenario.facts.items() if name in names},
        duties={name: each for name, each in scenario.duties.items() if name in names},
    )


def test_what_is_declared_and_nothing_more_is_never_read_and_only_that() -> None:
    empty = only(built(Ending("Home")), "trust", "locked_in", "tell_lead")
    assert places(never_read, empty) == ["variables/trust", "facts/locked_in", "duties/tell_lead"]
    assert places(never_written, empty) == []


def test_a_variable_that_changes_and_a_fact_that_is_learned_are_still_never_read() -> None:
    made = built(decision(choice(action("ask", change=(("trust", 1),), learn=("locked_in",)), "home")))
    assert places(never_read, only(made, "trust", "locked_in")) == ["variables/trust", "facts/locked_in"]


READERS: dict[str, Scene | Content] = {
    "a choice": decision(choice(action("ask", "trust > 3"), "home"), choice("wait", "home")),
    "a target": onward(("trust > 3", "home"), "home"),
    "a target of a choice": decision(choice("ask", ("trust > 3", "home"), "home")),
    "a target of a form": form(write("what"), to=(("trust > 3", "home"), "home")),
    "a field": form(write("what", if_="trust > 3"), write("why")),
    "an option": form(pick("who", action("lead", "trust > 3"), "nobody")),
    "a box": form(tick("what", (action("words", "trust > 3"), True), ("name", False))),
    "what is told": scene(onward("home"), tells=words(("trust > 3", "Warm."), "Cold.")),
    "what is seen": scene(onward("home"), cue=words(("trust > 3", "Warm."), "Cold.")),
    "what is said": scene(onward("home"), says=words(("trust > 3", "Warm."), "Cold.")),
    "an ending": Ending("Home", words(("trust > 3", "Warm."), "Cold.")),
    "what follows an ending": Ending("Home", (), words(("trust > 3", "Warm."), "Cold.")),
}


@pytest.mark.parametrize("where", READERS)
def test_a_condition_anywhere_reads(where: str) -> None:
    made = only(built(READERS[where]), "trust")
    assert places(never_read, made) == []
    assert places(never_written, made) == ["variables/trust"]


def test_a_variable_that_is_only_ever_set_to_its_start_never_changes() -> None:
    def made(value: bool, by: int) -> Scenario:
        ask = action("ask", "promised and trust > 2", set_to=(("promised", value),), change=(("trust", by),))
        return only(built(decision(choice(ask, "home"), choice("wait", "home"))), "promised", "trust")

    assert places(never_written, made(value=False, by=0)) == ["variables/trust", "variables/promised"]
    assert places(never_written, made(value=True, by=-1)) == []


def test_a_scene_writes_as_well_as_a_choice() -> None:
    made = built(
        scene(onward(("promised and locked_in", "home"), "home"), learn=("locked_in",), set_to=(("promised", True),))
    )
    assert places(never_written, only(made, "promised", "locked_in")) == []


def test_a_fact_that_is_asked_about_has_to_be_learned_somewhere() -> None:
    made = only(built(decision(choice(action("ask", "locked_in"), "home"), choice("wait", "home"))), "locked_in")
    assert places(never_written, made) == ["facts/locked_in"]


def test_a_duty_that_opens_counts_without_being_asked_about() -> None:
    made = built(scene(onward("home"), opens=("tell_lead",)))
    assert places(never_read, only(made, "tell_lead")) == []


def test_a_duty_that_is_fulfilled_and_never_opens_counts_for_nothing() -> None:
    made = built(decision(choice(action("tell", fulfils=("tell_lead",)), "home")))
    assert places(never_read, only(made, "tell_lead")) == ["duties/tell_lead"]


def test_a_duty_that_is_asked_about_has_to_be_opened_or_fulfilled() -> None:
    asking = decision(choice(action("ask", "tell_lead"), "home"), choice("wait", "home"))
    assert places(never_written, only(built(asking), "tell_lead")) == ["duties/tell_lead"]
    telling = decision(
        choice(action("ask", "tell_lead"), "home"), choice(action("tell", fulfils=("tell_lead",)), "home")
    )
    assert places(never_written, only(built(telling), "tell_lead")) == []
    assert places(never_read, only(built(telling), "tell_lead")) == []
    opening = only(built(scene(asking, opens=("tell_lead",))), "tell_lead")
    assert places(never_written, opening) == [], "that it cannot be fulfilled is another rule's finding"


@settings(max_examples=60)
@given(SCENARIOS, modes, ways)
def test_what_is_never_written_is_the_same_in_every_situation(
    scenario: Scenario, mode: Mode, choosing: Choosing
) -> None:
    state, _ = played(scenario, mode, choosing)
    for finding in never_written(AnalysisContext(scenario, RUBRIC)):
        kind, name = finding.address
        start = scenario.variables[str(name)].start if kind == "variables" else False
        assert {turn.after.values[str(name)] for turn in state.turns} <= {start}


@settings(max_examples=60)
@given(SCENARIOS, modes, ways)
def test_what_is_never_read_can_start_as_anything_without_anybody_noticing(
    scenario: Scenario, mode: Mode, choosing: Choosing
) -> None:
    unread = {str(finding.address[1]) for finding in never_read(AnalysisContext(scenario, RUBRIC))}
    moved = {
        name: replace(each, start=not each.start) if isinstance(each.start, bool) else _raised(each)
        for name, each in scenario.variables.items()
        if name in unread
    }
    other = replace(scenario, variables={**scenario.variables, **moved})
    assert _told(scenario, mode, choosing) == _told(other, mode, choosing)


def _raised(variable: Variable) -> Variable:
    if isinstance(variable.start, str):
        return replace(variable, start=variable.values[-1])
    return replace(variable, start=variable.maximum if variable.maximum is not None else variable.start + 1)


def _told(scenario: Scenario, mode: Mode, choosing: Choosing) -> tuple[tuple[Event, ...], list[tuple[Line, ...]]]:
    state, events = played(scenario, mode, choosing)
    return events, [turn.lines for turn in state.turns]
