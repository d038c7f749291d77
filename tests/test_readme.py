"""What the README and the guides say is so."""

import re
from pathlib import Path

import pytest

from simulator.cli.commands import COMMANDS
from tests.cli.conftest import ROOT, simulator  # noqa: F401  (a fixture)
from tests.cli.conftest import Run as Runs

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]


def first_scenario() -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    return next(block for block in blocks if "title: First words" in block)


def test_the_first_scenario_of_the_readme_passes_check_and_walks(simulator: Runs, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "first-words.yaml"
    path.write_text(first_scenario(), encoding="utf-8")
    checked = simulator("check", str(path))
    assert checked.returncode == 0, checked.stdout
    assert "nothing wrong" in checked.stderr
    walked = simulator("walk", str(path), "--choose", "wait")
    assert "Outcome: competent." in walked.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"`?simulator ([a-z]+)\b", page.read_text(encoding="utf-8")))
    commands = {name for name in named if name in COMMANDS}
    prose = {"for", "has", "is", "plays", "in", "here", "anywhere", "command", "this"}
    assert named - commands <= prose, named - commands
    assert page.name != "README.md" or commands == set(COMMANDS) - {"schema"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+)[a-z ]*:", (ROOT / "Makefile").read_text(), re.MULTILINE))
    targets |= {"types", "contracts", "unit", "scenarios", "wheel"}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE)) | set(re.findall(r"`make ([a-z]+)`", text))
        assert named <= targets, page.name
