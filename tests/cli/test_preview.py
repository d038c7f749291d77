"""`simulator preview` from the shell: what it begins with, what it refuses, and a real terminal beside an editor."""

import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

from simulator.authoring.playthrough import ChoiceStep, FormStep, JumpStep, SetStep
from simulator.authoring.workbench import Workbench
from simulator.tui.shared.intents import PreviewScenario
from simulator.tui.shared.services import Services
from tests.documents import examples

from .conftest import ROOT, Run, run_here

RUBRIC = examples.RUBRIC
TEXT = examples.SCENARIO.replace("covers: [AIM-MC-3]\n", "").replace("        mistakes: [AIM-CM-2]\n", "")
PATIENCE = 40


@pytest.fixture
def file(simulator: Run, tmp_path: Path) -> Path:
    """A scenario of one's own, with its rubric in one's own library; the test stands in its folder."""
    del simulator
    (tmp_path / "library" / "rubrics").mkdir(parents=True)
    (tmp_path / "library" / "rubrics" / "small.yaml").write_text(RUBRIC, encoding="utf-8")
    path = tmp_path / "a-promise.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


class Opened:
    """What the interface was opened with."""

    bench: Workbench
    told: str


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A terminal that can draw, in which the interface is closed at once."""
    seen = Opened()

    def run(services: Services, first: PreviewScenario) -> int:
        del services
        seen.bench, seen.told = first.bench, first.greeting
        return 0

    monkeypatch.setattr("simulator.cli.author.preview.can_draw", lambda: True)
    monkeypatch.setattr("simulator.tui.app.run", run)
    return seen


@pytest.mark.usefixtures("file")
def test_it_begins_at_the_scene_with_the_values_and_choices_that_are_given(opened: Opened) -> None:
    done = run_here("preview", "a-promise.yaml", "--set", "trust=2", "--at", "arrives", "--choose", "honest")
    assert done.returncode == 0, done.stderr
    assert opened.bench.rehearsal.taken == (SetStep("trust", "2"), JumpStep("arrives"), ChoiceStep("honest"))
    assert opened.bench.state.situation.values["trust"] == 3
    assert opened.told == ""
    assert done.stdout == ""


@pytest.mark.usefixtures("file")
def test_it_says_how_to_come_back_and_that_line_does(opened: Opened) -> None:
    form = '{contents: [words], who: lead, account: "It\'s “so”, $HOME & more"}'
    first = run_here("preview", "a-promise.yaml", "--set", "mood=told", "--choose", f"honest, {form}")
    line = first.stderr.removeprefix("To come back here: ").strip()
    way = opened.bench.rehearsal.taken
    assert isinstance(way[-1], FormStep)
    again = run_here(*shlex.split(line)[1:])
    assert again.stderr == first.stderr
    assert opened.bench.rehearsal.taken == way


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--at", "arives"], "There is no scene `arives`. Did you mean `arrives`?"),
        (["--set", "trust=12"], "`trust` cannot be set to “12”: `trust` goes from 0 to 10."),
        (["--set", "trsut=1"], "There is no variable, fact or duty `trsut`. Did you mean `trust`?"),
        (["--set", "trust"], "“trust” sets nothing; write it as NAME=VALUE, such as trust=2."),
        (["--set", "=3"], "“=3” sets nothing"),
        (["--choose", ""], "The choices are empty."),
        (["--choose", "["], "The choices cannot be read."),
    ],
)
def test_what_cannot_be_begun_with_is_refused_in_a_sentence(opened: Opened, arguments: list[str], told: str) -> None:
    done = run_here("preview", "a-promise.yaml", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert not hasattr(opened, "bench")


@pytest.mark.usefixtures("file")
def test_choices_that_do_not_hold_are_told_inside(opened: Opened) -> None:
    done = run_here("preview", "a-promise.yaml", "--choose", "honest, listen")
    assert done.returncode == 0
    assert opened.told == (
        "Your choices hold up to `honest`; `listen` is not open there: `record` has a form to fill in."
    )
    assert "--choose honest" in done.stderr


def test_a_file_full_of_faults_is_opened_all_the_same(opened: Opened, file: Path) -> None:
    file.write_text("title: A promise\nscenes: [", encoding="utf-8")
    assert run_here("preview", str(file), "--at", "later").returncode == 0
    assert opened.bench.playable is None
    file.write_text(TEXT, encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "told", "code"),
    [
        ("nothing.yaml", "There is no file “nothing.yaml”.", 2),
        ("promise-you-wont-tel", "Did you mean “promise-you-wont-tell”?", 2),
        ("", "The path is empty; name a scenario's file.", 2),
        (".", "“.” is a folder; name one scenario's file in it.", 2),
        ("library/rubrics/small.yaml", "“library/rubrics/small.yaml” is a rubric; a preview plays scenarios.", 2),
        ("loop.yaml", "“loop.yaml” cannot be read. This file is a link that leads round in a circle.", 3),
        ("bad\x1b[31m\nname.yaml", "There is no file", 2),
    ],
)
def test_what_is_no_scenario_is_told_in_a_sentence(
    opened: Opened, file: Path, given: str, told: str, code: int
) -> None:
    (file.parent / "loop.yaml").symlink_to(file.parent / "loop.yaml")
    done = run_here("preview", given)
    assert done.returncode == code
    assert told in done.stderr
    assert "\x1b" not in done.stderr
    assert not hasattr(opened, "bench")


def test_without_a_terminal_it_points_to_what_works_without_one(file: Path) -> None:
    done = run_here("preview", str(file))
    assert done.returncode == 2
    assert "“simulator check --watch”" in done.stderr
    assert "“simulator walk”" in done.stderr
    assert done.stdout == ""


def test_its_help_loads_nothing_heavy() -> None:
    script = "import sys\nfrom simulator.cli.main import main\nmain(['preview', '--help'])\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"textual", "networkx", "pydantic", "sqlalchemy", "watchfiles", "ruamel.yaml", "yaml"}
    assert "--at SCENE" in done.stdout


class Window:
    """The command in a pseudo-terminal, and what a person would see there."""

    def __init__(self, *arguments: str, folder: Path) -> None:
        surroundings = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "simulator", "preview", *arguments],
            dimensions=(30, 100),
            env=surroundings,
            cwd=str(folder),
        )
        self.screen = pyte.Screen(100, 30)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = b""

    def take(self) -> None:
        try:
            data: bytes = self.process.read_nonblocking(65536, timeout=0.1)  # type: ignore[assignment]
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.bytes += data
        self.stream.feed(re.sub(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9;]*\$p", b"", data))

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words not in " ".join("\n".join(self.screen.display).split()):
            assert time.monotonic() < end, f"never said {words!r}:\n" + "\n".join(self.screen.display)
            self.take()

    def ended(self) -> int | None:
        end = time.monotonic() + PATIENCE
        while self.process.isalive():
            assert time.monotonic() < end, "it did not end"
            self.take()
        self.take()
        return self.process.exitstatus


def test_beside_an_editor_in_a_real_terminal(file: Path) -> None:
    window = Window(file.name, "--choose", "honest", folder=file.parent)
    window.wait_for("Ten minutes later.")
    file.write_text(TEXT.replace("Ten minutes later.", "Twenty minutes later."), encoding="utf-8")
    window.wait_for("Twenty minutes later.")
    window.wait_for("all of your way holds")
    file.write_text("", encoding="utf-8")
    window.wait_for("What you saved last cannot be played.")
    file.write_text(TEXT.replace("Ten minutes later.", "Ten minutes later. # or so"), encoding="utf-8")
    window.wait_for("all of your way holds")
    window.wait_for("! 1 warning")  # a process has proved it
    window.process.send("q")
    assert window.ended() == 0
    assert b"Traceback" not in window.bytes
    assert b"To come back here: simulator preview a-promise.yaml --choose honest" in window.bytes
    assert not (file.parent / "attempts.sqlite3").exists()
