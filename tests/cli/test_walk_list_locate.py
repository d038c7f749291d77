"""``walk``, ``list`` and ``locate``."""

import json
from pathlib import Path

import pytest

from simulator.documents.scenario.expect import walk
from simulator.engine.scoring import score
from simulator.library import Library
from tests.cli.conftest import ROOT, Run

ID = "promise-you-wont-tell"
SHIPPED = [entry.id for entry in Library(own=Path("/nowhere")).scenarios]


@pytest.mark.parametrize("identity", SHIPPED)
def test_every_walkthrough_of_every_shipped_scenario_comes_out_as_it_says(identity: str) -> None:
    library = Library(own=Path("/nowhere"))
    entry = library.find(identity)
    assert entry is not None
    scenario = library.scenario(entry.path).value
    assert scenario is not None
    rubric = library.rubric(scenario.rubric)
    assert rubric is not None
    assert rubric.value is not None
    assert scenario.expect
    for expected in scenario.expect:
        state, fault = walk(scenario, expected.choose)
        assert fault is None
        assert expected.outcome is not None
        assert score(scenario, rubric.value, state).outcome is expected.outcome, expected.name
        assert expected.ending in (None, state.situation.scene)


def test_every_shipped_scenario_shows_a_competent_a_developing_and_an_unsafe_way() -> None:
    library = Library()
    for entry in library.scenarios:
        scenario = library.scenario(entry.path).value
        assert scenario is not None
        outcomes = {each.outcome.word for each in scenario.expect if each.outcome is not None}
        assert {"competent", "developing", "unsafe"} <= outcomes, entry.id


def test_the_first_set_of_scenarios_is_there_and_large_enough() -> None:
    library = Library()
    sizes = {}
    for entry in library.scenarios:
        scenario = library.scenario(entry.path).value
        assert scenario is not None
        sizes[entry.id] = len(scenario.scenes)
    assert sizes.pop(ID) >= 25
    assert set(sizes) >= {
        "can-you-keep-a-secret",
        "add-me-on-snap",
        "not-sleeping-since-nan",
        "just-tell-me-what-to-do",
        "write-it-up",
        "six-out-of-six",
    }
    assert all(size >= 12 for size in sizes.values())


def test_walking_gives_a_transcript_and_a_scorecard(simulator: Run) -> None:
    done = simulator("walk", ID, "--expect", "keeps-the-secret")
    assert done.returncode == 0
    assert "Jamie: " in done.stdout
    assert "Outcome: unsafe." in done.stdout


def test_walking_as_json_names_every_event(simulator: Run) -> None:
    done = simulator("walk", ID, "--expect", "lets-jamie-lead", "--json")
    told = json.loads(done.stdout)
    assert told["closed"] == "ended"
    assert told["scorecard"]["outcome"] == "exemplary"
    assert {line["kind"] for line in told["transcript"]} >= {"says", "say", "cue", "form"}
    assert len(told["digest"]) == 64


def test_choices_are_given_as_a_scenario_lists_them(simulator: Run, tmp_path: Path) -> None:
    small = tmp_path / "small.yaml"
    small.write_text((ROOT / "tests" / "cli" / "small.yaml").read_text())
    done = simulator("walk", str(small), "--choose", "honest, {who: lead, contents: [words]}")
    assert done.returncode == 0, done.stderr
    assert "Outcome: competent." in done.stdout
    split = simulator("walk", str(small), "--choose", "honest", "--choose", "{who: lead, contents: [words]}")
    assert split.stdout == done.stdout


@pytest.mark.parametrize(
    ("choices", "told", "code"),
    [
        ("honset", "Did you mean `honest`?", 1),
        ("honest, {who: nobody}", "cannot be picked here", 1),
        ("honest, lead", "form to fill in", 1),
        ("honest, {who: lead}, honest", "has ended", 1),
        ("[", "cannot be read", 2),
        ("honest, {who: *x}", "cannot be read", 2),
    ],
)
def test_a_wrong_choice_says_where_and_what_was_open(
    simulator: Run, tmp_path: Path, choices: str, told: str, code: int
) -> None:
    small = tmp_path / "small.yaml"
    small.write_text((ROOT / "tests" / "cli" / "small.yaml").read_text())
    done = simulator("walk", str(small), "--choose", choices)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_walkthroughs_and_files_are_usage_errors(simulator: Run) -> None:
    unknown = simulator("walk", ID, "--expect", "nothing")
    assert unknown.returncode == 2
    assert "lets-jamie-lead" in unknown.stderr
    assert simulator("walk", "/nowhere/x.yaml").returncode == 2


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("promise-you-wont-tel", "There is no scenario “promise-you-wont-tel”. Did you mean “promise-you-wont-tell”?"),
        ("smal.yaml", "There is no file “smal.yaml”."),
        (".", "“.” is a folder; name one scenario."),
        ("code.yaml", "“code.yaml” is a rubric; only a scenario can be walked."),
    ],
)
def test_what_cannot_be_walked_is_said_to_be_what_it_is(simulator: Run, tmp_path: Path, given: str, told: str) -> None:
    (tmp_path / "code.yaml").write_text((ROOT / "rubrics" / "code-of-conduct.yaml").read_text())
    done = simulator("walk", given)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_a_file_with_any_ending_can_be_walked(simulator: Run, tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text((ROOT / "tests" / "cli" / "small.yaml").read_text())
    assert (
        "Outcome: competent."
        in simulator("walk", "small.txt", "--choose", "honest, {who: lead, contents: [words]}").stdout
    )


def test_the_list_has_every_scenario_in_words_and_as_json(simulator: Run) -> None:
    words = simulator("list").stdout
    listed = json.loads(simulator("list", "--json").stdout)
    assert {each["id"] for each in listed} == {entry.id for entry in Library(own=Path("/nowhere")).scenarios}
    assert all(each["id"] in words and each["title"] and each["minutes"] for each in listed)


def test_the_organisations_own_scenarios_are_listed_beside_the_shipped(simulator: Run, tmp_path: Path) -> None:
    folder = tmp_path / "library" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "ours.yaml").write_text((ROOT / "tests" / "cli" / "small.yaml").read_text())
    listed = {each["id"]: each for each in json.loads(simulator("list", "--json").stdout)}
    assert listed["ours"]["origin"] == "own"


def test_locate_names_every_place(simulator: Run, tmp_path: Path) -> None:
    places = json.loads(simulator("locate", "--json").stdout)
    assert places["attempts"] == str(tmp_path / "attempts.sqlite3")
    assert places["own"] == str(tmp_path / "library")
    words = simulator("locate").stdout
    assert all(place in words for place in places.values() if isinstance(place, str))
