"""The hooks for pre-commit name commands that exist and files that are ours."""

import re
import shlex
from pathlib import Path
from typing import Final

import pytest
import yaml

from simulator.cli.commands import COMMANDS
from simulator.cli.shared.exits import ExitCode
from tests.documents.test_format import tidy

from .conftest import ROOT, Run

HOOKS: Final[list[dict[str, object]]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
MIXED: Final = "summary: b\ntitle: a\n"


def arguments(hook: dict[str, object], *files: str) -> list[str]:
    """What pre-commit runs, without the program's name."""
    args = hook.get("args", [])
    assert isinstance(args, list)
    command = shlex.split(str(hook["entry"]))
    assert command[0] == "simulator"
    return [*command[1:], *args, *(files if hook.get("pass_filenames", True) else ())]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_a_command_that_there_is(hook: dict[str, object]) -> None:
    assert hook["language"] == "python"
    assert hook["id"] == f"simulator-{arguments(hook)[0]}"
    assert arguments(hook)[0] in COMMANDS


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_looks_at_documents_and_at_nothing_else(hook: dict[str, object]) -> None:
    ours = re.compile(str(hook["files"]))
    shipped = [path.relative_to(ROOT).as_posix() for path in (ROOT / "scenarios").glob("*.yaml")]
    for name in (*shipped, "rubrics/a.yml", "own/scenarios/a.yaml", "signposts.yaml"):
        assert ours.search(name), name
    for name in (".pre-commit-config.yaml", "mkdocs.yml", "scenarios/a/b.yaml", "scenarios/a.txt", "my-scenarios.yaml"):
        assert not ours.search(name), name


def test_the_hooks_do_what_they_say(simulator: Run, tmp_path: Path) -> None:
    by_id = {str(hook["id"]): hook for hook in HOOKS}
    simulator("new", "late-again", "--into", "scenarios")
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    checked = simulator(*arguments(by_id["simulator-check"], "scenarios/late-again.yaml"))
    assert (checked.returncode, checked.stdout) == (ExitCode.WELL, "")
    assert checked.stderr.startswith("1 file read")
    (tmp_path / "scenarios" / "mixed.yaml").write_text(MIXED)
    formatted = simulator(*arguments(by_id["simulator-format"], "scenarios/late-again.yaml", "scenarios/mixed.yaml"))
    assert (formatted.returncode, formatted.stdout) == (ExitCode.WELL, f"{Path('scenarios/mixed.yaml')}\n")
    assert (tmp_path / "scenarios" / "mixed.yaml").read_text() == tidy(MIXED)
    assert simulator(*arguments(by_id["simulator-check"])).returncode == ExitCode.FINDINGS
