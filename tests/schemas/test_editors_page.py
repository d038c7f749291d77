"""What the page on editors says to copy can be copied."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulator.diagnostics import Severity
from simulator.documents.editor.json_schema import modeline
from tests.cli.conftest import ROOT, Run, run_here, simulator
from tests.documents.examples import changed

__all__ = ["simulator"]

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[str]:
    """The blocks of a language, in order."""
    return [text for name, text in BLOCKS if name == language]


def test_every_block_is_in_a_language_that_is_looked_at() -> None:
    assert {name for name, _ in BLOCKS} == {"", "json", "sh", "toml", "yaml"}


@pytest.mark.parametrize("text", blocks("json"))
def test_every_json_block_can_be_read(text: str) -> None:
    assert json.loads(text)


@pytest.mark.parametrize("text", blocks("toml"))
def test_every_toml_block_can_be_read(text: str) -> None:
    assert tomllib.loads(text)


@pytest.mark.parametrize("text", blocks("yaml")[1:])
def test_every_yaml_block_can_be_read(text: str) -> None:
    assert YAML(typ="safe", pure=True).load(text)


@pytest.mark.parametrize("text", [text for text in blocks("yaml") if "jobs:" in text])
def test_the_workflows_are_workflows(text: str, tmp_path: Path) -> None:
    path = tmp_path / "scenarios.yml"
    path.write_text(text, encoding="utf-8")
    tool = Path(sys.executable).with_name("check-jsonschema")
    command = [str(tool), "--builtin-schema", "vendor.github-workflows", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout


def test_the_lines_that_name_a_schema_are_right_where_they_stand() -> None:
    own = Path("own")
    lines = re.findall(r"^(\S+\.yaml) +(# yaml-language-server: \S+)$", PAGE, re.MULTILINE)
    assert len(lines) == 5
    for file, line in lines:
        (kind,) = re.findall(r"(\w+)\.schema\.json", line)
        assert line == modeline(kind, own / file, own / "schemas")
    assert blocks("yaml")[0].strip() == lines[0][1]


def test_every_command_that_is_named_can_be_given() -> None:
    lines = [line for text in (*blocks("sh"), *blocks("yaml")) for line in text.splitlines() if "simulator " in line]
    lines += re.findall(r"`(simulator [^`]+)`", PAGE) + re.findall(r'"command": "([^"]+)"', PAGE)
    called = [match for line in lines for match in re.findall(r"simulator (\w+)([^\n>]*)", line)]
    assert {name for name, _ in called} >= {"check", "schema", "locate", "explain"}
    for name, rest in called:
        helped = run_here(name, "--help")
        assert helped.returncode == 0, name
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in helped.stdout, f"{name} {option}"


def test_the_task_of_vs_code_finds_every_finding_in_what_check_prints(simulator: Run, tmp_path: Path) -> None:
    task = json.loads(next(text for text in blocks("json") if "problemMatcher" in text))["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    (tmp_path / "scenarios").mkdir()
    text = changed("goto: record", "goto: recrod", changed("level: 2", "level: 3"))
    (tmp_path / "scenarios" / "broken one.yaml").write_text(text, encoding="utf-8")
    told = simulator("check", ".").stdout + simulator("check", ".").stderr
    found = [match for line in told.splitlines() if (match := re.search(pattern["regexp"], line))]
    assert {match[pattern["code"]] for match in found} >= {"out-of-range", "unknown-scene", "file-name"}
    first = next(match for match in found if match[pattern["code"]] == "out-of-range")
    assert (first[pattern["file"]], first[pattern["line"]], first[pattern["column"]]) == (
        "scenarios/broken one.yaml",
        "3",
        "8",
    )
    assert any(re.search(task["problemMatcher"]["background"]["endsPattern"], line) for line in told.splitlines())


def test_the_task_of_vs_code_takes_every_severity_for_one_that_it_knows() -> None:
    matcher = json.loads(next(text for text in blocks("json") if "problemMatcher" in text))["tasks"][0][
        "problemMatcher"
    ]
    shown = {}
    for severity in Severity:
        found = re.search(matcher["pattern"]["regexp"], f"a.yaml:1:2: {severity}: It is so. [some-rule]")
        assert found is not None
        shown[severity] = found[matcher["pattern"]["severity"]] or matcher["severity"]
    assert shown == {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "info"}


def test_the_task_of_vs_code_knows_where_a_round_of_watching_begins() -> None:
    from simulator.cli.author.check_watch import CheckRound, heading

    task = json.loads(next(text for text in blocks("json") if "problemMatcher" in text))["tasks"][0]
    assert re.search(
        task["problemMatcher"]["background"]["beginsPattern"], heading(CheckRound((Path("a.yaml"),), ()), "12:34:56")
    )
