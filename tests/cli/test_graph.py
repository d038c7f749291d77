"""`simulator graph`, through the real command."""

import os
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest

from simulator.cli.author import graph
from simulator.cli.shared.exits import ExitCode
from simulator.tui import app
from simulator.tui.shared.intents import BrowseOutline
from simulator.tui.shared.services import Services
from tests.test_architecture import loaded_after

from .conftest import ROOT, Run

ID = "promise-you-wont-tell"
SMALL = (ROOT / "tests" / "cli" / "small.yaml").read_text(encoding="utf-8")

STARTS = {
    "mermaid": "flowchart TD\n",
    "dot": f'digraph "{ID}" {{\n',
    "svg": "<svg xmlns=",
    "outline": f"Promise you won't tell ({ID})\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def broken(path: Path, old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("form", STARTS)
def test_a_scenario_of_the_library_is_drawn_in_each_format(simulator: Run, form: str) -> None:
    done = simulator("graph", ID, "--format", form)
    assert (done.returncode, done.stderr) == (ExitCode.WELL, "")
    assert done.stdout.startswith(STARTS[form])


def test_without_a_format_it_is_mermaid(simulator: Run, small: Path) -> None:
    assert simulator("graph", str(small)).stdout.startswith("flowchart TD\n")


@pytest.mark.parametrize("form", ["mermaid", "dot", "svg"])
def test_words_can_stand_in_place_of_ids(simulator: Run, small: Path, form: str) -> None:
    ids = simulator("graph", str(small), "--format", form).stdout
    words = simulator("graph", str(small), "--format", form, "--labels", "text").stdout
    assert ids != words
    assert ids.count("I can't promise that") + ids.count("I can&#x27;t promise that") <= 1  # hovering over it tells it
    assert "promise that" in words


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.svg", "<svg"),
        ("a.SVG", "<svg"),
        ("a.dot", "digraph"),
        ("a.gv", "digraph"),
        ("a.mmd", "flowchart"),
        ("a.txt", "A small conversation"),
        ("a", "flowchart"),
    ],
)
def test_a_files_name_says_what_it_is_to_be(simulator: Run, small: Path, tmp_path: Path, name: str, start: str) -> None:
    done = simulator("graph", str(small), "--output", name)
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.WELL, "", f"Wrote {name}.\n")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_format_that_is_asked_for_goes_before_the_name(simulator: Run, small: Path, tmp_path: Path) -> None:
    simulator("graph", str(small), "--format", "dot", "--output", "a.md")
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("digraph")


def test_a_name_that_says_nothing_is_asked_about(simulator: Run, small: Path, tmp_path: Path) -> None:
    done = simulator("graph", str(small), "--output", "a.png")
    assert done.returncode == ExitCode.USAGE
    assert "say it with --format, or end it with .svg" in done.stderr
    assert not (tmp_path / "a.png").exists()


def test_what_goes_to_another_program_is_utf_8_whatever_the_machine_writes(
    simulator_process: Run, tmp_path: Path
) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    done = simulator_process("graph", "small.yaml", "--format", "svg")
    assert done.returncode == ExitCode.WELL
    assert ElementTree.fromstring(done.stdout).get("role") == "img"
    assert "“" in done.stdout


# Writing a file


def test_a_file_is_replaced_whole_and_keeps_its_mode(simulator: Run, small: Path, tmp_path: Path) -> None:
    old = tmp_path / "a.svg"
    old.write_text("old")
    old.chmod(0o640)
    assert simulator("graph", str(small), "--output", "a.svg").returncode == ExitCode.WELL
    assert old.read_text(encoding="utf-8").startswith("<svg")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.svg", "small.yaml"]


def test_a_file_stays_as_it_was_where_the_scenario_has_errors(simulator: Run, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("old")
    done = simulator("graph", broken(tmp_path / "b.yaml", "start: arrives", "start: arives"), "--output", "a.svg")
    assert done.returncode == ExitCode.FINDINGS
    assert (tmp_path / "a.svg").read_text() == "old"


@pytest.mark.parametrize("where", ["nowhere/a.svg", "small.yaml/a.svg"])
def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(simulator: Run, small: Path, where: str) -> None:
    done = simulator("graph", str(small), "--output", where)
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "was not written: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_is_no_file(simulator: Run, small: Path, tmp_path: Path) -> None:
    done = simulator("graph", str(small), "--format", "svg", "--output", str(tmp_path))
    assert done.returncode == ExitCode.USAGE
    assert simulator("graph", str(small), "--output", "").returncode == ExitCode.USAGE


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of this kind are of other systems")
def test_a_link_is_followed_one_that_leads_nowhere_is_told(simulator: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "real.svg").write_text("old")
    (tmp_path / "link.svg").symlink_to("real.svg")
    assert simulator("graph", str(small), "--output", "link.svg").returncode == ExitCode.WELL
    assert (tmp_path / "real.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "link.svg").is_symlink()
    (tmp_path / "lost.svg").symlink_to("nothing.svg")
    done = simulator("graph", str(small), "--output", "lost.svg")
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "leads nowhere" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_no_file_is_never_replaced_by_a_picture(simulator: Run, small: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.svg")
    done = simulator("graph", str(small), "--output", "a.svg")
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "it is a device or a pipe, not a file." in done.stderr
    assert (tmp_path / "a.svg").is_fifo()


# What is wrong


def test_errors_are_told_and_nothing_is_drawn(simulator: Run, tmp_path: Path) -> None:
    done = simulator("graph", broken(tmp_path / "b.yaml", "start: arrives", "start: arives"))
    assert (done.returncode, done.stdout) == (ExitCode.FINDINGS, "")
    assert "b.yaml:" in done.stderr
    assert "[unknown-scene]" in done.stderr
    assert "try: " in done.stderr


def test_a_walkthrough_that_does_not_hold_is_told_and_the_rest_is_drawn(simulator: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    head, _, _ = SMALL.partition("\nexpect:")
    path.write_text(f"{head}\nexpect:\n  lost: {{choose: [honset], outcome: competent}}\n", encoding="utf-8")
    done = simulator("graph", str(path))
    assert done.returncode == ExitCode.FINDINGS
    assert "[walkthrough-step]" in done.stderr
    assert done.stdout.startswith("flowchart TD\n")


def test_warnings_do_not_keep_it_from_being_drawn(simulator: Run, tmp_path: Path) -> None:
    lost = broken(tmp_path / "b.yaml", "\nscenes:\n", "\nscenes:\n  lost: {goto: record}\n")
    done = simulator("graph", lost)
    assert (done.returncode, done.stderr) == (ExitCode.WELL, "")
    assert "nothing leads here<br/>lost" in done.stdout


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("promise-you-wont-tel", f"There is no scenario “promise-you-wont-tel”. Did you mean “{ID}”?"),
        ("nowhere/x.yaml", "There is no file “nowhere/x.yaml”."),
        ("", "The scenario's name is empty."),
        (".", "“.” is a folder; name one scenario."),
        (str(ROOT / "rubrics" / "code-of-conduct.yaml"), "is a rubric; only a scenario can be drawn."),
    ],
)
def test_what_is_no_scenario_is_told_in_a_sentence(simulator: Run, given: str, told: str) -> None:
    done = simulator("graph", given)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert told in done.stderr


def test_more_than_mermaid_draws_is_told_and_written_all_the_same(simulator: Run, tmp_path: Path) -> None:
    many = "".join(f"  s{number}: {{goto: s{number + 1}}}\n" for number in range(501)) + "  s501: {goto: record}\n"
    done = simulator("graph", broken(tmp_path / "b.yaml", "\nscenes:\n", f"\nscenes:\n{many}"))
    assert done.returncode == ExitCode.WELL
    assert "Mermaid draws at most 500 arrows and 50,000 characters as it comes" in done.stderr
    assert "s501" in done.stdout


# On the screen


def test_browsing_needs_a_terminal(simulator: Run) -> None:
    done = simulator("graph", ID, "--browse")
    assert done.returncode == ExitCode.USAGE
    assert "“--format outline” writes the same in words" in done.stderr


@pytest.mark.parametrize("other", [("--format", "svg"), ("--output", "a.svg")])
def test_browsing_writes_nothing(simulator: Run, other: tuple[str, str]) -> None:
    done = simulator("graph", ID, "--browse", *other)
    assert done.returncode == ExitCode.USAGE
    assert "neither --format nor --output" in done.stderr


def test_browsing_opens_the_outline(simulator: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def run(services: Services, first: BrowseOutline) -> int:
        del services
        opened.append(first.scenario.id)
        return ExitCode.WELL

    monkeypatch.setattr(graph, "can_draw", lambda: True)
    monkeypatch.setattr(app, "run", run)
    assert simulator("graph", ID, "--browse").returncode == ExitCode.WELL
    assert opened == [ID]


# What it costs


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_after("from simulator.cli.main import main\nmain(['graph', '--help'])")
    assert not loaded & {"textual", "networkx", "pydantic", "sqlalchemy", "yaml"}


def test_drawing_loads_neither_the_store_nor_the_interface() -> None:
    loaded = loaded_after(f"from simulator.cli.main import main\nmain(['graph', '{ID}', '--format', 'svg'])")
    assert not loaded & {"textual", "sqlalchemy"}
    assert "networkx" in loaded
