"""The page about the command line says what is there: exit codes, settings, variables, completion."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from simulator.cli.exits import ExitCode
from simulator.settings import Setting

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def commands(command: click.Command, *name: str) -> dict[tuple[str, ...], click.Command]:
    """Every command that can be called, by its words."""
    if not isinstance(command, click.Group):
        return {name: command}
    ctx = click.Context(command)
    found: dict[tuple[str, ...], click.Command] = {name: command} if command.invoke_without_command else {}
    for each in command.list_commands(ctx):
        inside = command.get_command(ctx, each)
        assert inside is not None
        found |= commands(inside, *name, each)
    return found


def test_every_exit_code_is_on_the_page() -> None:
    assert set(re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)) == {str(int(each)) for each in ExitCode}


def test_every_setting_stands_with_its_variable() -> None:
    for setting in Setting:
        assert re.search(rf"^\| `{setting}` \|.*`{setting.variable}`", PAGE, re.MULTILINE)


def test_every_variable_that_the_program_reads_is_on_the_page_and_no_other() -> None:
    read = {each.variable for each in Setting}
    for path in (ROOT / "simulator").rglob("*.py"):
        read |= set(re.findall(r"\bSIMULATOR_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert set(re.findall(r"`(SIMULATOR_[A-Z_]+)`", PAGE)) == read - {"SIMULATOR_COMPLETE"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_given_to_each_shell_on_the_page(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"_SIMULATOR_COMPLETE={shell}_source simulator" in PAGE
    words = completed(f"{shell}_complete", "simulator play promise")
    assert "promise-you-wont-tell" in words
    assert "--plain" in completed(f"{shell}_complete", "simulator play --pl")
    assert "portfolio" in completed(f"{shell}_complete", "simulator por")


def completed(what: str, line: str) -> str:
    words = line.split()
    env = {
        "_SIMULATOR_COMPLETE": what,
        "COMP_WORDS": " ".join(words[:-1]) + "\n" + words[-1] if what.startswith(("fish",)) else line,
        "COMP_CWORD": words[-1] if what.startswith("fish") else str(len(words) - 1),
        "PATH": "/usr/bin:/bin",
        "SIMULATOR_SETTINGS": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", "simulator"], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout
