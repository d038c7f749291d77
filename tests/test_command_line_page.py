"""The page about the command line says what is there: exit codes, settings, variables, completion."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from simulator.cli.group import cli
from simulator.cli.shared.exits import ExitCode
from simulator.pack.archive import write_pack
from simulator.settings import Setting
from tests.cli.conftest import run_here
from tests.cli.test_review_quality import PLAN
from tests.pack.conftest import centre_in

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


NOTHING_TO_TELL = {
    "play": "a conversation",
    "preview": "a conversation",
    "review": "a screen",
    "new": "writes a document",
    "schema": "writes JSON",
    "attempts export": "writes JSON",
    "attempts xapi": "writes JSON, a line a statement",
    "attempts hand-in": "does one thing, and says so",
    "attempts appeal": "does one thing, and says so",
    "review standardise": "marks what a person says",
    "people add": "does one thing, and says so",
    "people grant": "writes SQL",
    "people export": "writes JSON",
    "people erase": "does one thing, and says so",
    "people hold": "does one thing, and says so",
    "people lift": "does one thing, and says so",
    "evidence key new": "does one thing, and says so",
}
"""Commands without --json, and why."""


def test_every_command_that_tells_something_tells_it_as_json_too() -> None:
    lacking = {
        " ".join(name)
        for name, command in commands(cli).items()
        if not {"--json", "--format"} & {option for each in command.params for option in each.opts}
    }
    assert lacking <= set(NOTHING_TO_TELL), lacking - set(NOTHING_TO_TELL)
    assert set(NOTHING_TO_TELL) <= lacking


def ways(college: "College", folder: Path) -> dict[str, tuple[str, ...]]:
    """How each command is asked for JSON."""
    return {
        "list": (),
        "check": ("scenarios/write-it-up.yaml", "--format", "json"),
        "analyse": ("write-it-up",),
        "explain": ("stuck",),
        "format": ("scenarios/write-it-up.yaml", "--check"),
        "walk": ("write-it-up",),
        "graph": ("write-it-up", "--format", "json"),
        "support": (),
        "locate": (),
        "rescore": (),
        "class": (),
        "portfolio": ("L-1",),
        "attempts list": (),
        "attempts show": (college.attempt,),
        "attempts verify": (),
        "attempts salvage": ("--to", str(folder / "salvaged.sqlite3")),
        "review list": (),
        "review show": (college.attempt,),
        "review take-in": (str(college.export),),
        "review agreement": (),
        "review overrides": (),
        "review actions": (),
        "review standardised": (),
        "review sample": (str(college.plan), "--dry-run"),
        "review compliance": (str(college.plan),),
        "people list": (),
        "people logins": (),
        "people retention": ("--days", "0"),
        "evidence pack": ("L-1", "--no-pdf", "--out", str(folder / "pack")),
        "evidence key show": (),
        "verify": (str(college.pack),),
    }


@dataclass(frozen=True, slots=True)
class College:
    """A centre with one attempt, reviewed; an export and a pack of it."""

    store: Path
    attempt: str
    export: Path
    plan: Path
    pack: Path
    key: Path


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> College:
    folder = tmp_path_factory.mktemp("college")
    kept = centre_in(folder)
    write_pack(kept.pack(), folder / "pack.zip")
    made = College(
        kept.place, kept.attempts[0], folder / "export.json", folder / "plan.yaml", folder / "pack.zip", kept.key_at
    )
    made.plan.write_text(PLAN, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIMULATOR_STORE", str(kept.place))
        patch.setenv("SIMULATOR_PERSON", "Q-1")
        assert run_here("attempts", "export", made.attempt, "--to", str(made.export)).returncode == 0
    return made


@pytest.mark.parametrize("store", ["kept", "not there"])
def test_what_is_asked_for_as_json_is_one_value_or_one_sentence(
    college: College, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SIMULATOR_STORE", str(college.store if store == "kept" else tmp_path / "none.sqlite3"))
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("SIMULATOR_KEY", str(college.key))
    monkeypatch.setenv("SIMULATOR_PERSON", "Q-1")
    asked = ways(college, tmp_path)
    told = {" ".join(name) for name in commands(cli)} - set(NOTHING_TO_TELL)
    assert set(asked) == told
    for name, arguments in asked.items():
        option = () if "--format" in arguments else ("--json",)
        done = run_here(*name.split(), *arguments, *option)
        if done.stdout:
            json.loads(done.stdout)
            assert done.stdout.isascii(), name
        else:
            assert (store, done.returncode) != ("kept", 0), name
            assert len(done.stderr.splitlines()) == 1, (name, done.stderr)
        if store == "kept" and name not in NOT_HERE:
            assert done.stdout, (name, done.stderr)


NOT_HERE = {"people logins": "only a store on a server has logins"}
