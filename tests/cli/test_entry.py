"""The entry: what it loads, and how it ends when something goes wrong."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from simulator.cli.commands import COMMANDS, Lazy
from simulator.cli.group import cli
from simulator.cli.main import main
from simulator.cli.shared.exits import ExitCode

HEAVY = ("textual", "networkx", "numpy", "pydantic", "sqlalchemy", "yaml", "rich", "platformdirs", "json", "difflib")


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of Python in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
from simulator.cli.main import main
code = main(["--help"])
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
sys.exit(code)
"""
    done = run_python(code)
    assert (done.returncode, done.stderr) == (0, "[]\n")
    for name, lazy in COMMANDS.items():
        assert name in done.stdout
        assert lazy.help.split()[0] in done.stdout


@pytest.mark.parametrize("name", ["check", "schema"])
def test_a_commands_help_names_its_options(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == ExitCode.WELL
    assert "Usage: simulator" in capsys.readouterr().out


@pytest.mark.parametrize("where", [lazy.where for lazy in COMMANDS.values()])
def test_every_command_says_where_it_is(where: str) -> None:
    module, _, function = where.partition(":")
    assert module.split(".")[0] in {"play", "author", "assess", "manage"}
    assert function.isidentifier()


def test_an_unknown_command_offers_a_near_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chek"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "There is no command “chek”. Did you mean “check”?" in said
    assert said.count("\n") == 1


def test_an_unknown_option_is_a_matter_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--colour"]) == ExitCode.USAGE
    assert "--colour" in capsys.readouterr().err


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == ExitCode.USAGE
    assert "Commands:" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == ExitCode.WELL
    assert capsys.readouterr().out.startswith("simulator ")


def fails_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a command in place of `check` that fails in this way."""

    @click.command
    def failing() -> None:
        raise error

    monkeypatch.setattr(cli, "get_command", lambda ctx, name: failing)
    monkeypatch.setitem(COMMANDS, "check", Lazy("nowhere:nothing", "Fails."))


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyError("x"), ExitCode.ENVIRONMENT, "(KeyError)"),
        (RecursionError(), ExitCode.ENVIRONMENT, "(RecursionError)"),
        (MemoryError(), ExitCode.ENVIRONMENT, "not enough memory"),
        (OSError(28, "No space left on device"), ExitCode.ENVIRONMENT, "No space left on device"),
        (
            PermissionError(13, "Permission denied", "x\x1b.yaml"),
            ExitCode.ENVIRONMENT,
            "Permission denied (x<U+001B>.yaml)",
        ),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "Stopped."),
        (click.Abort(), ExitCode.INTERRUPTED, "Stopped."),
        (click.ClickException("A sentence."), 1, "A sentence."),
        (click.exceptions.Exit(ExitCode.FINDINGS), ExitCode.FINDINGS, ""),
        (click.FileError("x", "gone"), 1, "gone"),
    ],
)
def test_whatever_goes_wrong_ends_in_one_sentence(
    error: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fails_with(error, monkeypatch)
    assert main(["check"]) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.strip().count("\n") == 0
    assert "Traceback" not in captured.err


def test_a_fault_of_the_program_is_shown_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails_with(KeyError("x"), monkeypatch)
    monkeypatch.setenv("SIMULATOR_DEBUG", "1")
    assert main(["check"]) == ExitCode.ENVIRONMENT
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_stops_early_gets_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "schema"], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert done.returncode == ExitCode.ENVIRONMENT
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told_in_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "simulator", "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_stopping_from_the_keyboard_is_told_in_one_word() -> None:
    code = """
import sys, time
import click
from simulator.cli import group, main as entry
@click.command
def waiting():
    print("waiting", flush=True)
    time.sleep(30)
group.cli.get_command = lambda ctx, name: waiting
sys.exit(entry.main(["check"]))
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "waiting\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said.strip()) == (ExitCode.INTERRUPTED, "Stopped.")


def test_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    assert main(["schema", "--into", str(tmp_path / "deep" / "er")]) == ExitCode.WELL
    assert (tmp_path / "deep" / "er" / "scenario.schema.json").exists()


def test_the_exit_codes_are_explained() -> None:
    assert {code.value for code in ExitCode} == {0, 1, 2, 3, 130}
