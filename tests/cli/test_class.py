"""``simulator class`` and ``simulator portfolio``, from outside."""

import json
import os
import stat
from pathlib import Path

import pytest

from simulator.engine.events import Mode
from simulator.review.people import Role
from simulator.store import open_store
from tests.cohort.klass import LIBRARY, PROMISED, SAFE, played

from .conftest import Run, run_here


@pytest.fixture
def klass(simulator: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, beside a store in which three learners played."""
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(LIBRARY))
    with open_store(str(tmp_path / "attempts.sqlite3")) as store:
        played(store, "B-1", *PROMISED)
        played(store, "B-1", *SAFE)
        played(store, "B-2", *SAFE, mode=Mode.ASSESSMENT)
        played(store, "C-1", *PROMISED, mode=Mode.PRACTICE)
        store.people.set("B-1", "Ada Lovelace", Role.LEARNER)
    return simulator


def test_a_class_is_told_in_lines(klass: Run) -> None:
    done = klass("class")
    assert done.returncode == 0, done.stderr
    assert "Points for discussion" in done.stdout
    assert "Hardest decisions" in done.stdout
    assert "First attempt against last" in done.stdout
    assert "U→C" in done.stdout
    assert "Ada" not in done.stdout
    assert "Ada Lovelace (B-1)" in klass("class", "--names").stdout


def test_a_group_is_a_pattern_or_a_file(klass: Run, tmp_path: Path) -> None:
    assert "C-1" not in klass("class", "--group", "B-*").stdout
    group = tmp_path / "monday.txt"
    group.write_text("\ufeffC-1  # comes later\n\n", encoding="utf-8")
    told = klass("class", "--group", str(group)).stdout
    assert "C-1" in told
    assert "B-1" not in told
    empty = klass("class", "--group", " , ")
    assert (empty.returncode, empty.stdout) == (2, "")


def test_files_are_for_their_owner_and_what_cannot_be_written_is_said(klass: Run, tmp_path: Path) -> None:
    for option, name in (("--html", "a.html"), ("--csv", "a.csv"), ("--parquet", "a.parquet")):
        done = klass("class", option, str(tmp_path / name))
        assert (done.returncode, done.stdout) == (0, "")
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfscenario,")
    refused = klass("class", "--csv", str(tmp_path / "nowhere" / "a.csv"))
    assert refused.returncode == 3
    assert "there is no such folder" in refused.stderr
    assert not (tmp_path / "nowhere").exists()
    folder = klass("class", "--html", str(tmp_path))
    assert folder.returncode == 3
    assert "Traceback" not in folder.stderr


def test_tables_and_pages_go_to_standard_output_where_that_is_asked_for(klass: Run) -> None:
    assert klass("class", "--csv", "-").stdout.startswith("scenario,learner,")
    assert klass("class", "--html", "-").stdout.startswith("<!DOCTYPE html>")
    assert json.loads(klass("class", "--json").stdout)["unreleased"] == 1


def test_nobody_among_them_is_no_fault(klass: Run) -> None:
    done = klass("class", "--since", "2999-01-01")
    assert (done.returncode, done.stdout) == (0, "")
    assert "No attempt that has ended is among these." in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("--json", "--csv", "-"), ("--since", "yesterday"), ("--mode", "exam"), ("--most", "0"), ("--browse",)],
)
def test_what_it_does_not_understand_is_one_sentence(klass: Run, arguments: tuple[str, ...]) -> None:
    done = klass("class", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_a_store_nothing_is_made(simulator: Run, tmp_path: Path) -> None:
    for command in ("class", "portfolio"):
        done = simulator(command)
        assert done.returncode == 3
        assert "There is no store" in done.stderr
    assert not (tmp_path / "attempts.sqlite3").exists()


def test_a_portfolio_needs_a_name_where_there_are_several_learners(klass: Run) -> None:
    assert klass("portfolio").returncode == 2
    assert "name one: B-1, B-2, C-1" in klass("portfolio").stderr
    unknown = klass("portfolio", "B-7")
    assert unknown.returncode == 2
    assert "No attempt here has the learner’s code “B-7”" in unknown.stderr
    done = klass("portfolio", "B-1", "--names")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Portfolio of Ada Lovelace (B-1)\n")
    assert "LA-1" in done.stdout


def test_a_portfolio_can_be_of_one_qualification_and_as_json(klass: Run) -> None:
    plain = json.loads(klass("portfolio", "B-1", "--qualification", "little-award", "--json").stdout)
    assert [each["id"] for each in plain["qualifications"]] == ["little-award"]
    assert klass("portfolio", "B-1", "--qualification", "none").returncode == 2


def test_an_assessment_is_finished_and_nothing_more(klass: Run) -> None:
    told = klass("portfolio", "B-2").stdout
    assert "finished, not handed in yet" in told
    assert "competent" not in told.replace("Levels are indicative", "")


def test_codes_with_escape_codes_are_shown_and_not_obeyed(klass: Run, tmp_path: Path) -> None:
    del klass
    with open_store(str(tmp_path / "attempts.sqlite3")) as store:
        played(store, "B-1 ", *SAFE)
        store.people.set("B-1 ", "\u202eevil\x1b[2J", Role.LEARNER)
    done = run_here("class", "--names")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert os.environ["SIMULATOR_STORE"].endswith("attempts.sqlite3")
