"""A tutor's own folder is checked as the library is: what stands beside a file is known."""

import shutil
from pathlib import Path

import pytest

from simulator.cli.author.check_watch import CheckRound, heading
from simulator.library import Library
from tests.cli.clean import GOOD
from tests.cli.conftest import ROOT
from tests.cli.conftest import Run as Runs

ALTERNATES = GOOD.replace("minutes: 5\n", "minutes: 5\nalternates: [another-way]\n")
OUR_CODE = GOOD.replace("rubric: code-of-conduct", "rubric: our-code")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A tutor's folder that is not the library's."""
    (tmp_path / "mine" / "scenarios").mkdir(parents=True)
    (tmp_path / "mine" / "rubrics").mkdir()
    return tmp_path / "mine"


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_alternates_may_name_a_scenario_of_the_same_folder(simulator: Runs, mine: Path) -> None:
    first = put(mine / "scenarios" / "first-meeting.yaml", ALTERNATES)
    assert "unknown-scenario" in simulator("check", str(first)).stdout
    put(mine / "scenarios" / "another-way.yaml", GOOD)
    assert simulator("check", str(first)).stdout == ""


def test_a_rubric_stands_next_to_the_folder_of_scenarios(simulator: Runs, mine: Path) -> None:
    first = put(mine / "scenarios" / "first-meeting.yaml", OUR_CODE)
    assert "unknown-rubric" in simulator("check", str(first)).stdout
    shutil.copy(ROOT / "rubrics" / "code-of-conduct.yaml", mine / "rubrics" / "our-code.yaml")
    assert simulator("check", str(first)).stdout == ""
    assert "Outcome" in simulator("walk", str(first), "--choose", "sit-down,how-it-works,on-your-own").stdout


def test_many_files_are_each_checked_against_their_own_folder(simulator: Runs, mine: Path) -> None:
    shutil.copy(ROOT / "rubrics" / "code-of-conduct.yaml", mine / "rubrics" / "our-code.yaml")
    for name in ("one", "two", "three", "four"):
        put(mine / "scenarios" / f"{name}.yaml", OUR_CODE)
    found = simulator("check", str(mine))
    assert found.stdout == ""
    assert "5 files read: nothing wrong." in found.stderr


def test_what_stands_elsewhere_is_not_known(simulator: Runs, mine: Path, tmp_path: Path) -> None:
    put(mine / "scenarios" / "another-way.yaml", GOOD)
    first = put(tmp_path / "first-meeting.yaml", ALTERNATES)
    assert "unknown-scenario" in simulator("check", str(first)).stdout


def test_a_file_of_the_library_sees_the_library_itself(tmp_path: Path) -> None:
    library = Library(own=tmp_path)
    assert library.seen_from(ROOT / "scenarios" / "promise-you-wont-tell.yaml") is library
    assert library.seen_from(tmp_path / "scenarios" / "mine.yaml") is library


def test_playing_a_file_outside_the_library_says_what_to_do(simulator: Runs, tmp_path: Path) -> None:
    put(tmp_path / "first meeting.yaml", GOOD)
    refused = simulator("play", "first meeting.yaml", "--plain")
    assert refused.returncode == 2
    assert 'simulator preview "first meeting.yaml"' in refused.stderr
    assert str(tmp_path / "library" / "scenarios") in refused.stderr


def test_playing_a_file_of_the_own_folder_plays_it(simulator: Runs, tmp_path: Path) -> None:
    own = tmp_path / "library" / "scenarios"
    own.mkdir(parents=True)
    path = put(own / "first-meeting.yaml", GOOD)
    assert "Sam" in simulator("play", str(path), "--plain", stdin="q\n").stdout


@pytest.mark.parametrize("command", ["check", "play", "walk", "analyse", "graph", "preview"])
def test_a_file_s_name_without_its_ending_is_understood_as_a_slip(
    simulator: Runs, tmp_path: Path, command: str
) -> None:
    put(tmp_path / "first-meeting.yaml", GOOD)
    refused = simulator(command, "first-meeting")
    assert refused.returncode == 2
    assert "Did you mean “first-meeting.yaml”?" in refused.stderr


def test_a_heading_names_a_file_once_by_whatever_paths_it_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    due = CheckRound((Path("our-code.yaml"),), (), (tmp_path / "our-code.yaml",), (Path("first-meeting.yaml"),))
    assert heading(due, "12:00:00") == "--- 12:00:00 --- our-code.yaml, 1 file that depends on it"
