"""`simulator new`, through the real command."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from simulator.cli.shared.exits import ExitCode
from simulator.documents.starter.wishes import KINDS
from simulator.documents.yaml.reader import read
from simulator.documents.yaml.source import Source, open_source

from .conftest import ROOT, Run


def mentee(path: Path) -> dict[str, object]:
    source = open_source(path)
    assert isinstance(source, Source)
    tree = read(source).tree
    assert isinstance(tree, dict)
    found = tree["mentee"]
    assert isinstance(found, dict)
    return dict(found)


def test_without_a_terminal_nothing_is_asked_and_the_rest_is_filled_in(simulator: Run, tmp_path: Path) -> None:
    done = simulator("new", "late-again")
    assert (done.returncode, done.stdout) == (ExitCode.WELL, "late-again.yaml\n")
    assert done.stderr.startswith("It assesses listening, role and records.\n")
    assert "  simulator check late-again.yaml\n  simulator preview late-again.yaml\n" in done.stderr
    text = (tmp_path / "late-again.yaml").read_text(encoding="utf-8")
    assert "title: Late again\n" in text
    checked = simulator("check", "late-again.yaml", "--strict")
    assert (checked.returncode, checked.stdout) == (ExitCode.WELL, "")
    assert simulator("format", "--check", "late-again.yaml").returncode == ExitCode.WELL


def test_everything_can_be_given(simulator: Run, tmp_path: Path) -> None:
    options = ["--title", 'A: "b" #c', "--kind", "boundary-test", "--setting", "college", "--level", "2"]
    person = ["--mentee", "D'Arcy: «Zoë» 🙂", "--pronouns", "she/her", "--age", "19"]
    done = simulator("new", "late-again", *options, *person, "--assess", "confidentiality, 8", "--into", "a/b", "--yes")
    assert done.returncode == ExitCode.WELL
    path = tmp_path / "a" / "b" / "late-again.yaml"
    assert done.stdout == f"{Path('a/b/late-again.yaml')}\n"
    assert done.stderr.startswith(
        "It assesses confidentiality, boundaries and records.\nAdded to what you asked for: records.\n"
    )
    found = mentee(path)
    assert (found["name"], found["pronouns"], found["age"]) == ("D'Arcy: «Zoë» 🙂", "she/her", "19")
    assert simulator("check", str(path), "--strict").returncode == ExitCode.WELL


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Late Again", "late-again"),
        ("late_again.yaml", "late-again"),
        ("a/Löwe.YML", "lowe"),
        ("Sam's day", "sams-day"),
    ],
)
def test_a_bad_id_is_refused_and_a_good_one_offered(simulator: Run, tmp_path: Path, typed: str, meant: str) -> None:
    done = simulator("new", typed)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert f"Did you mean “{meant}”?" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [""],
        ["…"],
        ["a" * 81],
        ["a", "--age", "3"],
        ["a", "--level", "3"],
        ["a", "--kind", "quarrel"],
        ["a", "--assess", "boundry"],
        ["a", "--assess", " , "],
        ["a", "--title", ""],
        ["a", "--title", "x" * 121],
        ["a", "--mentee", "\u200f"],
        ["a", "--into", ""],
        ["a", "--into", "a\0b"],
    ],
)
def test_what_cannot_be_used_is_a_matter_of_usage(simulator: Run, tmp_path: Path, arguments: list[str]) -> None:
    done = simulator("new", *arguments)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_characters_that_cannot_be_seen_are_left_out(simulator: Run, tmp_path: Path) -> None:
    name = "\u200fשרה\u202e\x1b[31m \n Z"
    assert simulator("new", "late-again", "--mentee", name).returncode == ExitCode.WELL
    assert mentee(tmp_path / "late-again.yaml")["name"] == "שרה[31m Z"
    assert simulator("check", "late-again.yaml").returncode == ExitCode.WELL


def test_a_file_that_is_there_is_kept_unless_it_may_go(simulator: Run, tmp_path: Path) -> None:
    path = tmp_path / "late-again.yaml"
    path.write_text("mine")
    done = simulator("new", "late-again")
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.startswith("“late-again.yaml” is there already; --force writes over it.")
    assert path.read_text() == "mine"
    assert simulator("new", "late-again", "--force").returncode == ExitCode.WELL
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server")


def test_a_file_in_the_place_of_the_folder_is_said(simulator: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    assert simulator("new", "b", "--into", "a").returncode == ExitCode.USAGE
    assert simulator("new", "b", "--into", "a/c").returncode == ExitCode.ENVIRONMENT
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    assert simulator("new", "b", "--into", "circle").returncode == ExitCode.ENVIRONMENT
    (tmp_path / "d.yaml").mkdir()
    assert simulator("new", "d", "--force").returncode == ExitCode.USAGE
    assert (tmp_path / "a").read_text() == "mine"


def test_a_full_disk_leaves_nothing_in_part(simulator: Run, tmp_path: Path) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", full)
        done = simulator("new", "late-again")
        assert (done.returncode, done.stdout) == (ExitCode.ENVIRONMENT, "")
        assert done.stderr == "“late-again.yaml” was not written: there is no space left on the disk.\n"
        assert not list(tmp_path.iterdir())
        (tmp_path / "late-again.yaml").write_text("mine")
        assert simulator("new", "late-again", "--force").returncode == ExitCode.ENVIRONMENT
    assert (tmp_path / "late-again.yaml").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["late-again.yaml"]


def test_the_first_line_leads_to_the_schemas_that_are_there(simulator: Run, tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "scenario.schema.json").write_text("{}")
    (tmp_path / "scenarios").mkdir()
    for folder, way in ((".", "schemas"), ("scenarios", "../schemas"), ("elsewhere/deep", "../schemas")):
        assert simulator("new", "late-again", "--into", folder).returncode == ExitCode.WELL
        first = (tmp_path / folder / "late-again.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema={way}/scenario.schema.json"


def test_an_id_that_the_library_has_is_told_of(simulator: Run) -> None:
    done = simulator("new", "promise-you-wont-tell")
    assert done.returncode == ExitCode.WELL
    assert "There is a scenario “promise-you-wont-tell” that came with the program already" in done.stderr


def test_a_code_of_ones_own_that_lacks_something_is_told_of(simulator: Run, tmp_path: Path) -> None:
    rubrics = tmp_path / "library" / "rubrics"
    rubrics.mkdir(parents=True)
    code = (ROOT / "rubrics" / "code-of-conduct.yaml").read_text(encoding="utf-8").replace("  reflection:", "  mirror:")
    (rubrics / "code-of-conduct.yaml").write_text(code, encoding="utf-8")
    done = simulator("new", "late-again")
    assert done.returncode == ExitCode.WELL
    assert "Your organisation's code of conduct is not the one it is written for" in done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_it_plays_in_plain_lines_from_beginning_to_end(simulator: Run, tmp_path: Path, kind: str) -> None:
    own = tmp_path / "library" / "scenarios"
    done = simulator("new", "late-again", "--kind", kind, "--level", "2", "--into", str(own))
    assert done.stderr.endswith("  simulator play late-again\n")
    played = simulator("play", "late-again", "--plain", stdin="1\n\n" * 20)
    assert played.returncode == ExitCode.WELL, played.stderr
    assert "\nThe end." in played.stdout
    assert "\nOutcome: " in played.stdout


def test_on_a_terminal_it_asks_and_asks_again_what_it_does_not_understand(tmp_path: Path) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "simulator", "new", "late-again", "--level", "2"],
        cwd=str(tmp_path),
        env={**os.environ, "PYTHONPATH": str(ROOT), "SIMULATOR_LIBRARY": str(tmp_path / "library")},
        encoding="utf-8",
        timeout=30,
        dimensions=(50, 100),
    )
    for question, answer in (
        (r"Title \[Late again\]: ", "Late, again: Mo"),
        (r"Number or word \[rapport\]: ", "boundry"),
        (r"There is no kind “boundry”. Did you mean “boundary-test”\?", ""),
        (r"Number or word \[rapport\]: ", "4"),
        (r"Number or word \[school\]: ", "College"),
        (r"First name of the mentee \[Sam\]: ", "Mo"),
        (r"Pronouns \[they/them\]: ", ""),
        (r"Age \[17\]: ", "two"),
        (r"Write a number from 4 to 120", ""),
        (r"Age \[17\]: ", "18"),
        (r"Boundaries\r\n", ""),
        (r"Enter for listening, boundaries and records: ", "role,8"),
    ):
        child.expect(question)
        if answer or "[they" in question:
            child.sendline(answer)
    child.expect("It assesses role, boundaries and records")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == ExitCode.WELL
    assert mentee(tmp_path / "late-again.yaml") == {
        "name": "Mo",
        "pronouns": "they/them",
        "age": "18",
        "about": "You have met three times. Easy to talk to.",
    }


def test_stopped_in_the_middle_it_writes_nothing(tmp_path: Path) -> None:
    for stop, code in (("\x03", ExitCode.INTERRUPTED), ("\x04", ExitCode.INTERRUPTED)):
        child = pexpect.spawn(
            sys.executable,
            ["-m", "simulator", "new", "late-again"],
            cwd=str(tmp_path),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            encoding="utf-8",
            timeout=30,
        )
        child.expect(r"Title \[Late again\]: ")
        child.send(stop)
        child.expect(r"\r\nStopped\.")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == code
        assert not list(tmp_path.iterdir())


def test_help_loads_no_shapes() -> None:
    code = "import sys; from simulator.cli.main import main; main(['new', '--help']); print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")


def test_own_writes_it_where_the_library_finds_it(simulator: Run, tmp_path: Path) -> None:
    done = simulator("new", "late-again", "--own", "--yes")
    assert done.stdout == "library/scenarios/late-again.yaml\n"
    assert "simulator play late-again" in done.stderr
    assert "put it into" not in done.stderr
    assert simulator("check", "late-again").returncode == ExitCode.WELL
    assert simulator("new", "other", "--own", "--into", str(tmp_path)).returncode == ExitCode.USAGE
