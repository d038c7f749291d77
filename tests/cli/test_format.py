"""`simulator format`, through the real command."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.shared.exits import ExitCode
from simulator.library import Library

from .conftest import ROOT, Run, run_here

MIXED = "# modeline\n\nsummary: b  # kept\ntitle: a\n"
TIDY = "# modeline\n\ntitle: a\nsummary: b  # kept\n"


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    path = tmp_path / "mixed.yaml"
    path.write_text(MIXED)
    return path


def test_a_file_is_put_in_order_and_named(simulator: Run, mixed: Path) -> None:
    done = simulator("format", "mixed.yaml")
    assert (done.returncode, done.stdout) == (ExitCode.WELL, "mixed.yaml\n")
    assert done.stderr == "1 file read: 1 put in order.\n"
    assert mixed.read_text() == TIDY
    again = simulator("format", "mixed.yaml")
    assert (again.returncode, again.stdout, again.stderr) == (ExitCode.WELL, "", "1 file read: nothing to change.\n")


def test_check_writes_nothing_and_names_what_would_change(simulator: Run, mixed: Path, tmp_path: Path) -> None:
    (tmp_path / "fine.yaml").write_text(TIDY)
    done = simulator("format", "--check", ".")
    assert (done.returncode, done.stdout) == (ExitCode.FINDINGS, "mixed.yaml\n")
    assert done.stderr == "2 files read: 1 would change.\n"
    assert mixed.read_text() == MIXED
    assert simulator("format", "--check", "fine.yaml").returncode == ExitCode.WELL


def test_diff_shows_the_difference_and_writes_nothing(simulator: Run, mixed: Path) -> None:
    done = simulator("format", "--diff", "mixed.yaml")
    assert done.returncode == ExitCode.WELL
    lines = done.stdout.splitlines()
    assert lines[:2] == ["--- mixed.yaml", "+++ mixed.yaml"]
    assert {"-title: a", "+title: a"} <= set(lines) or {"-summary: b  # kept", "+summary: b  # kept"} <= set(lines)
    assert mixed.read_text() == MIXED
    assert simulator("format", "--check", "--diff", "mixed.yaml").returncode == ExitCode.FINDINGS


def test_standard_input_goes_to_standard_output(simulator: Run) -> None:
    assert simulator("format", "-", stdin=MIXED).stdout == TIDY
    assert simulator("format", "-", "--check", stdin=MIXED).returncode == ExitCode.FINDINGS
    assert simulator("format", "-", "--check", stdin=TIDY).returncode == ExitCode.WELL
    assert "+title: a" in simulator("format", "-", "--diff", stdin=MIXED).stdout
    assert simulator("format", "-", "x.yaml").returncode == ExitCode.USAGE


def test_line_ends_and_marks_pass_through_a_pipe_as_they_are(simulator_process: Run, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfsummary: b\r\ntitle: Zo\xc3\xab\r\n"
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "format", "-"],
        input=data,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert done.stdout == b"\xef\xbb\xbftitle: Zo\xc3\xab\r\nsummary: b\r\n"


def test_a_document_that_cannot_be_read_is_shown_and_left(simulator: Run, tmp_path: Path, mixed: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("summary: b\ntitle: *sighs*\n")
    done = simulator("format", "bad.yaml", "mixed.yaml")
    assert (done.returncode, done.stdout) == (ExitCode.FINDINGS, "mixed.yaml\n")
    assert done.stderr.startswith("bad.yaml:2:")
    assert "title: *sighs*" in done.stderr
    assert done.stderr.endswith("2 files read: 1 put in order, 1 left alone, because of what is said above.\n")
    assert bad.read_text() == "summary: b\ntitle: *sighs*\n"
    assert mixed.read_text() == TIDY
    piped = simulator("format", "-", stdin="title: *sighs*\n")
    assert (piped.returncode, piped.stdout) == (ExitCode.FINDINGS, "")


def test_a_text_that_would_change_keeps_the_file_as_it_is(simulator: Run, tmp_path: Path) -> None:
    (tmp_path / "open.yaml").write_text("summary: b\ntitle: |\n  a")
    done = simulator("format", "open.yaml")
    assert done.returncode == ExitCode.FINDINGS
    assert "End its last line with the Enter key and try again." in done.stderr


def test_a_scenario_of_ones_own_can_be_named_and_a_shipped_one_is_refused(simulator: Run, tmp_path: Path) -> None:
    own = tmp_path / "library" / "scenarios"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(MIXED)
    assert simulator("format", "mine").returncode == ExitCode.WELL
    assert (own / "mine.yaml").read_text() == TIDY
    shipped = simulator("format", "promise-you-wont-tell")
    assert shipped.returncode == ExitCode.USAGE
    assert shipped.stderr.startswith("“promise-you-wont-tell” came with the program")


@pytest.mark.parametrize("arguments", [[], [""], ["no.yaml"], ["nobody"], ["a\0b"]])
def test_what_is_not_there_is_a_matter_of_usage(simulator: Run, arguments: list[str]) -> None:
    done = simulator("format", *arguments)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")


def test_what_cannot_be_opened_is_said_and_the_rest_goes_on(simulator: Run, mixed: Path, tmp_path: Path) -> None:
    (tmp_path / "circle.yaml").symlink_to(tmp_path / "circle.yaml")
    done = simulator("format", "circle.yaml", "mixed.yaml")
    assert done.returncode == ExitCode.FINDINGS
    assert "leads round in a circle" in done.stderr
    assert mixed.read_text() == TIDY


def test_the_mode_of_a_file_and_a_link_to_it_stay(simulator: Run, mixed: Path, tmp_path: Path) -> None:
    mixed.chmod(0o640)
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "link.yaml"
    link.symlink_to(mixed)
    assert simulator("format", "links/link.yaml").returncode == ExitCode.WELL
    assert link.is_symlink()
    assert mixed.read_text() == TIDY
    assert stat.S_IMODE(mixed.stat().st_mode) == 0o640
    assert [path.name for path in (tmp_path / "links").iterdir()] == ["link.yaml"]


@pytest.mark.parametrize(
    ("place", "number", "said"),
    [
        ("os.fsync", errno.ENOSPC, "there is no space left on the disk"),
        ("tempfile.mkstemp", errno.EACCES, "you have no permission to write there"),
        ("pathlib.Path.replace", errno.EIO, "the disk reported a fault"),
        ("pathlib.Path.chmod", errno.EPERM, "you have no permission to write there"),
    ],
)
def test_what_the_machine_does_not_allow_is_one_sentence_and_nothing_is_lost(
    simulator: Run, mixed: Path, place: str, number: int, said: str
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, refuse)
        done = simulator("format", "mixed.yaml")
    assert done.returncode == ExitCode.ENVIRONMENT
    assert done.stderr == f"“{Path('mixed.yaml')}” is as it was: {said}.\n1 file read: 1 not written.\n"
    assert mixed.read_text() == MIXED
    assert [path.name for path in mixed.parent.iterdir()] == ["mixed.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="the limit is POSIX's")
def test_a_disk_with_no_room_loses_nothing(mixed: Path, tmp_path: Path) -> None:
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8));"
        "from simulator.cli.main import main; sys.exit(main(['format', 'mixed.yaml']))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ExitCode.ENVIRONMENT
    assert done.stderr.startswith("“mixed.yaml” is as it was: the file would be too large.")
    assert mixed.read_text() == MIXED
    assert [path.name for path in tmp_path.iterdir()] == ["mixed.yaml"]


def test_a_file_that_is_protected_is_not_written(simulator: Run, mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    done = simulator("format", "mixed.yaml")
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "is protected against writing." in done.stderr
    assert mixed.read_text() == MIXED


def test_what_somebody_saved_in_the_meantime_is_not_overwritten(
    simulator: Run, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def save_meanwhile(handle: int) -> None:
        real(handle)
        mixed.write_text("title: new\n")

    monkeypatch.setattr(os, "fsync", save_meanwhile)
    done = simulator("format", "mixed.yaml")
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "somebody else has changed it" in done.stderr
    assert mixed.read_text() == "title: new\n"


def test_nothing_that_a_terminal_obeys_is_printed(simulator: Run, tmp_path: Path) -> None:
    name = tmp_path / "na\x1b[31mme.yaml"
    name.write_text("summary: b\x1b[0m\u202e\ntitle: a\n")
    (tmp_path / "ok\x1b.yaml").write_text("summary: b\ntitle: a\n")
    for options in ([], ["--check"], ["--diff"]):
        done = simulator("format", *options, ".")
        assert not {"\x1b", "\u202e"} & set(done.stdout + done.stderr)


@pytest.mark.parametrize("path", ["scenarios", "rubrics", "signposts.sample.yaml"])
def test_the_documents_that_come_with_the_program_are_in_order(path: str) -> None:
    done = run_here("format", "--check", "--diff", str(Library().shipped / path))
    assert (done.returncode, done.stdout) == (ExitCode.WELL, ""), done.stderr


def test_help_loads_no_shapes() -> None:
    code = (
        "import sys; from simulator.cli.main import main; main(['format', '--help']); print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")


def test_a_name_that_is_nearly_one_is_offered(simulator: Run, tmp_path: Path) -> None:
    (tmp_path / "library" / "scenarios").mkdir(parents=True)
    (tmp_path / "library" / "scenarios" / "blue-notebook.yaml").write_text(TIDY)
    (tmp_path / "mixed.yaml").write_text(MIXED)
    for given, near in (("blue-notebok", "blue-notebook"), ("mixed", "mixed.yaml")):
        done = simulator("format", given)
        assert done.returncode == ExitCode.USAGE
        assert f"There is no file, folder or scenario “{given}”. Did you mean “{near}”?" in done.stderr
