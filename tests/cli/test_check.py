"""`simulator check`, through the whole command; where a process of its own matters, in one."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.shared.exits import ExitCode
from tests.cli.clean import BAD, GOOD
from tests.cli.conftest import Done, run_here
from tests.documents.examples import RUBRIC, changed
from tests.documents.examples import SCENARIO as EXAMPLE

ROOT = Path(__file__).parents[2]
FORM = EXAMPLE.replace("rubric: small", "rubric: code-of-conduct").replace("covers: [AIM-MC-3]\n", "")


def run(*arguments: str | Path) -> Done:
    """Run the command here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("SIMULATOR_LIBRARY", "/nonexistent")
        return run_here(*map(str, arguments))


def run_alone(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "simulator", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "SIMULATOR_LIBRARY": "/nonexistent", **environment},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "rubric.yaml").write_text(RUBRIC)
    return tmp_path


def test_a_good_file_ends_well_with_nothing_on_stdout(folder: Path) -> None:
    done = run_alone("check", folder / "good.yaml")
    assert (done.returncode, done.stdout) == (ExitCode.WELL, "")
    assert done.stderr == "1 file read: nothing wrong.\n"


def test_a_finding_shows_its_line_and_a_caret_and_what_to_write(folder: Path) -> None:
    done = run("check", folder / "bad.yaml")
    assert done.returncode == ExitCode.FINDINGS
    place, line, caret, hint = done.stdout.rstrip().splitlines()
    assert place.endswith("error: There is no scene `arives`. [unknown-scene]")
    assert line.strip().endswith("| start: arives")
    assert caret[line.index("arives") :] == "^^^^^^"
    assert hint == "  try: Did you mean `arrives`?"


def test_a_folder_is_checked_with_every_kind_of_document_in_it(folder: Path) -> None:
    done = run("check", folder)
    assert done.stderr == "3 files read: 1 error.\n"


def test_json_has_the_stable_names(folder: Path) -> None:
    done = run("check", folder, "--format", "json")
    (finding,) = json.loads(done.stdout)
    assert list(finding) == ["rule", "severity", "file", "line", "column", "message", "hint", "witness"]
    assert (finding["rule"], finding["severity"], finding["witness"]) == ("unknown-scene", "error", [])
    assert finding["file"] == str(folder / "bad.yaml")


def test_json_of_nothing_is_an_empty_list(folder: Path) -> None:
    assert json.loads(run("check", folder / "good.yaml", "--format", "json").stdout) == []


def test_a_walkthrough_that_fails_shows_how_to_play_to_it(folder: Path) -> None:
    (folder / "bad.yaml").write_text(
        changed(
            "choose: [promise, {contents: [words], who: tutor",
            "choose: [promise, {contents: [words], who: nobody",
            FORM,
        )
    )
    done = run("check", folder / "bad.yaml")
    line = next(line for line in done.stdout.splitlines() if line.startswith("  play: simulator walk "))
    assert line.endswith(" --choose promise")
    assert run(*shlex.split(line)[2:]).returncode == ExitCode.WELL
    found = json.loads(run("check", folder / "bad.yaml", "--format", "json").stdout)
    (finding,) = (each for each in found if each["rule"] == "walkthrough-step")
    assert finding["witness"] == ["promise"]


def test_a_warning_alone_ends_well(folder: Path) -> None:
    (folder / "warned.yaml").write_text(changed("is for.", "is for #1", GOOD))
    done = run("check", folder / "warned.yaml")
    assert done.returncode == ExitCode.WELL
    assert done.stderr == "1 file read: 1 warning.\n"


def test_a_path_that_does_not_exist_is_a_matter_of_usage(folder: Path) -> None:
    done = run("check", folder / "no.yaml")
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.startswith("There is no file or folder")
    assert run("check", "zzzzzz").stderr.startswith("There is no file, folder or scenario “zzzzzz”.")


@pytest.mark.parametrize("typed", ["", " "])
def test_an_empty_path_is_a_matter_of_usage(typed: str) -> None:
    done = run("check", typed)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert done.stderr.startswith("A path is empty")


def test_an_empty_folder_is_a_matter_of_usage(tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert done.returncode == ExitCode.USAGE


def test_a_scenario_of_the_library_can_be_named_and_a_near_name_is_offered() -> None:
    assert run("check", "promise-you-wont-tell").stderr.startswith("1 file read")
    assert "“promise-you-wont-tell”?" in run("check", "promise-you-wont-tel").stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_file_that_cannot_be_read_is_a_finding(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    (folder / "circle.yaml").symlink_to(folder / "circle.yaml")
    done = run("check", folder / "pipe.yaml", folder / "circle.yaml", folder / "good.yaml")
    assert done.returncode == ExitCode.FINDINGS
    assert done.stdout.count("[unreadable-file]") == 2
    assert done.stderr == "3 files read: 2 errors.\n"


def test_nothing_that_a_terminal_obeys_is_printed(folder: Path) -> None:
    (folder / "bad.yaml").write_text(GOOD.replace("start: arrives", "start: \x1b]52;c;aGk=\x07 \u202e\x9b31m"))
    name = folder / "na\x1b[31mme.yaml"
    name.write_text(BAD)
    for form in ("text", "json"):
        done = run_alone("check", folder / "bad.yaml", name, "--format", form)
        assert done.returncode == ExitCode.FINDINGS
        for sign in "\x1b\x07\x9b\u202e":
            assert sign not in done.stdout + done.stderr
    missing = run("check", folder / "no\x1b[31m.yaml")
    assert "\x1b" not in missing.stderr


def test_a_very_long_line_is_cut_around_the_place(folder: Path) -> None:
    (folder / "bad.yaml").write_text(changed("start: arrives", "start: arives  # " + "x" * 5000, GOOD))
    assert max(map(len, run("check", folder / "bad.yaml").stdout.splitlines())) < 200


def test_the_documents_that_come_with_the_program_can_all_be_read() -> None:
    done = run("check", "rubrics", "signposts.sample.yaml")
    assert (done.returncode, done.stdout) == (ExitCode.WELL, "")


def test_the_pages_of_the_format_agree_with_an_output_that_cannot_show_them(folder: Path) -> None:
    done = run_alone("check", folder / "bad.yaml", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == ExitCode.FINDINGS
    assert "Traceback" not in done.stderr
