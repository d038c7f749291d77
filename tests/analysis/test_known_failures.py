"""What other tools for branching stories let through, in our format: found, with its shortest way, and nothing more."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from simulator.engine import play
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import score
from simulator.library import Library
from tests.analysis.brute import TooManyError, begun, walked
from tests.analysis.layered import LAYERED, RUBRICS
from tests.cli.conftest import ROOT, Run, simulator_process
from tests.depth import tries

__all__ = ["simulator_process"]

FAILURES = Path(__file__).parent / "failures"


@dataclass(frozen=True)
class Known:
    """One failure, what is found of it, and what makes the story sound."""

    found: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Each finding's rule, the beginning of its line, and its witness."""
    changes: Mapping[str, str]
    """What is written instead in the sound twin."""


LED_ON = {"  goodbye:\n": "    otherwise: goodbye\n  goodbye:\n"}
"""The last scene before the ending leads on where nothing is open."""

KNOWN = {
    "two-guards": Known(
        (("stuck", "asks:", ("nothing",)),),
        # Two guards that look as if both could fail; one of them holds for everyone.
        {"{do: Say nothing yet., goto: pause}": "{do: Say nothing yet., set: {promised: true}, goto: pause}"},
    ),
    "everyone-stuck": Known(
        (("stuck", "hears:", ("ask",)), ("choice-never-open", "more:", ()), ("choice-never-open", "less:", ())),
        {"when: trust >= 5": "when: trust >= 4", "when: trust < 3": "when: trust < 4"},
    ),
    "loose-end": Known((("stuck", "later:", ("better",)),), {"{when: trust == 3, to: shrug}": "{to: shrug}"}),
    "behind-twenty": Known((("stuck", "vault:", ("go-on",) * 20),), LED_ON),
    "unused-scene": Known(
        (("unreachable-scene", "corridor:", ()),),
        {"developing}, goto: goodbye": "developing}, goto: corridor"},
    ),
    "unused-variable": Known(
        (("never-read", "trust:", ()),),
        {"says: See you.\n": "says:\n      - {when: trust > 3, text: See you soon.}\n      - See you.\n"},
    ),
    "never-holds": Known((("condition-never", "trust >= 5,", ()),), {"when: trust >= 5": "when: trust >= 4"}),
    "dry-hub": Known((("stuck", "arrives:", ("lunch", "home")),), LED_ON),
    "no-way-out": Known(
        (("no-way-out", "corridor:", ("leave-it", "follow")),),
        {"  goodbye:\n": "      down: {do: Go down., goto: goodbye}\n  goodbye:\n"},
    ),
}


def document(name: str) -> Path:
    return FAILURES / f"{name}.yaml"


def test_each_failure_is_a_document_and_each_document_a_failure() -> None:
    assert {path.stem for path in FAILURES.iterdir()} == set(KNOWN)


def test_each_is_found_with_its_shortest_way_and_nothing_else_about_play(simulator_process: Run) -> None:
    done = simulator_process("check", "--select", "play", "--format", "json", *(str(document(name)) for name in KNOWN))
    assert (done.returncode, done.stderr.count("Traceback")) == (1, 0)
    told = json.loads(done.stdout)
    for name, known in KNOWN.items():
        text = document(name).read_text().splitlines()
        found = [
            (each["rule"], text[each["line"] - 1][each["column"] - 1 :], tuple(each["witness"]))
            for each in told
            if Path(each["file"]).stem == name
        ]
        assert len(found) == len(known.found), name
        for (rule, place, witness), (wanted, begins, way) in zip(found, known.found, strict=True):
            assert (rule, witness) == (wanted, way)
            assert place.startswith(begins)


def test_their_sound_twins_raise_nothing_about_play(simulator_process: Run, tmp_path: Path) -> None:
    for name, known in KNOWN.items():
        text = document(name).read_text()
        for old, new in known.changes.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        (tmp_path / f"{name}.yaml").write_text(text)
    done = simulator_process("check", "--select", "document,play", "--format", "json", str(tmp_path))
    assert json.loads(done.stdout) == []
    assert done.returncode == 0
    assert f"{len(KNOWN)} files" in done.stderr


STUCK = [
    (name, rule, begins.rstrip(":"), witness)
    for name, known in KNOWN.items()
    for rule, begins, witness in known.found
    if witness
]


@pytest.mark.parametrize(("name", "rule", "scene", "witness"), STUCK, ids=[each[0] for each in STUCK])
def test_each_way_can_be_walked_and_shows_it(
    simulator_process: Run, name: str, rule: str, scene: str, witness: tuple[str, ...]
) -> None:
    done = simulator_process("walk", str(document(name)), "--choose", ", ".join(witness), "--json")
    shown = json.loads(done.stdout)
    assert done.returncode == 0
    assert (shown["fault"], shown["scene"]) == (None, scene)
    assert shown["closed"] == ("stuck" if rule == "stuck" else None)
    assert shown["scorecard"]["outcome"] is None


def test_who_waits_without_a_way_out_goes_round(simulator_process: Run) -> None:
    way = "leave-it, follow, wait, look, back, look, back, wait"
    done = simulator_process("walk", str(document("no-way-out")), "--choose", way, "--json")
    shown = json.loads(done.stdout)
    assert (shown["fault"], shown["scene"], shown["closed"]) == (None, "corridor", None)


def test_what_lies_behind_twenty_choices_is_met_by_one_in_two_to_the_twentieth(simulator_process: Run) -> None:
    done = simulator_process("analyse", str(document("behind-twenty")), "--json")
    figures = json.loads(done.stdout)
    assert figures["outcomes"]["stuck"] == "1/1048576"
    assert figures["endings"] == {"goodbye": "1048575/1048576"}


# Leaving early pays nowhere: in one tool whoever leaves at once has all the points that there were so far


def left_at_once(scenario: Scenario, rubric: Rubric) -> Level | None:
    state = begun(scenario)
    (event,) = play.leave(scenario, state)
    return score(scenario, rubric, play.evolve(scenario, state, event)).outcome


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios").glob("*.yaml")), ids=lambda path: path.stem)
def test_leaving_at_the_first_question_passes_no_scenario_that_is_shipped(path: Path) -> None:
    library = Library()
    scenario = library.scenario(path).value
    assert scenario is not None
    loaded = library.rubric(scenario.rubric)
    assert loaded is not None
    assert loaded.value is not None
    assert left_at_once(scenario, loaded.value) in (Level.UNSAFE, Level.DEVELOPING)


@settings(deadline=None, max_examples=tries(50, 500), suppress_health_check=[HealthCheck.too_slow])
@given(LAYERED, RUBRICS)
def test_leaving_at_any_time_passes_nowhere(scenario: Scenario, rubric: Rubric) -> None:
    try:
        tree = walked(scenario, 150)
    except TooManyError:
        assume(False)
    for node in tree.all():
        if node.state.closed is None:
            (event,) = play.leave(scenario, node.state)
            outcome = score(scenario, rubric, play.evolve(scenario, node.state, event)).outcome
            assert outcome in (Level.UNSAFE, Level.DEVELOPING)
