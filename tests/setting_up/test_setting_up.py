"""What `make play` sets up is whole or made again, and whatever goes wrong is one sentence."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STANDINS = Path(__file__).resolve().parent / "standins"
PYTHON = getattr(sys, "_base_executable", sys.executable)
"""Without an environment's packages, since it is started very often."""
SETTINGS = {"PIP_USER": "1", "PYTHONDONTWRITEBYTECODE": "1"}
"""Among them one with which pip would refuse a virtual environment."""
OF_MAKE = ("MAKELEVEL", "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES")
"""What make hands on to what it begins: with it, a make that the tests begin would think itself part of theirs."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A copy of what sets a checkout up."""

    folder: Path

    @property
    def log(self) -> list[str]:
        """What was begun: environments made and files of requirements installed, in their order."""
        path = self.folder / "log"
        return path.read_text(encoding="utf-8").split("\n")[:-1] if path.exists() else []

    def holds(self) -> list[str]:
        """How far each package is installed."""
        return [path.read_text(encoding="utf-8") for path in (self.folder / ".venv" / "packages").iterdir()]

    def begin(self, *arguments: str, **env: str) -> "subprocess.Popen[str]":
        """``make play`` in a process group of its own, with what the stand-ins are told."""
        command = ["make", "--no-print-directory", "play", f"PYTHON={PYTHON}", *arguments]
        return self._started(command, env)

    def set_up(self, **env: str) -> "subprocess.CompletedProcess[str]":
        """What ``make play`` does before it plays, with one file of requirements: quicker, for very many times."""
        begun = self._started([PYTHON, "scripts/set_up.py", ".venv", "requirements/run.txt"], env)
        out, err = begun.communicate(timeout=60)
        return subprocess.CompletedProcess(begun.args, begun.returncode, out, err)

    def _started(self, command: list[str], env: dict[str, str]) -> "subprocess.Popen[str]":
        told = {f"STANDIN_{name.upper()}": value for name, value in env.items()}
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={
                **{name: value for name, value in os.environ.items() if name not in OF_MAKE},
                **SETTINGS,
                "PYTHONPATH": str(STANDINS),
                "STANDIN_LOG": str(self.folder / "log"),
                "STANDIN_STEPS": str(self.folder / "steps"),
                **told,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def play(self, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
        """The same, to its end."""
        begun = self.begin(*arguments, **env)
        out, err = begun.communicate(timeout=60)
        return subprocess.CompletedProcess(begun.args, begun.returncode, out, err)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return made(tmp_path / "checkout")


def made(folder: Path) -> Checkout:
    (folder / "scripts").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "scripts/set_up.py", "scripts/environment.py"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    return Checkout(folder)


def played(done: "subprocess.CompletedProcess[str]") -> bool:
    assert done.returncode == 0, done.stderr
    return done.stdout == "played\n"


def sentence(done: "subprocess.CompletedProcess[str]") -> str:
    """The one thing that a failed call says, beside what was begun and make's own last word."""
    assert done.returncode != 0
    assert done.stdout == ""
    said = [line for line in done.stderr.splitlines() if not re.match(r"make: |Setting up |\d of \d: ", line)]
    assert len(said) == 1, done.stderr
    return said[0]


def test_a_first_run_says_each_step_and_keeps_standard_output_for_the_program(checkout: Checkout) -> None:
    done = checkout.play()
    assert played(done)
    said = done.stderr.splitlines()
    assert said[0].startswith("Setting up .venv")
    assert [line[:7] for line in said[1:-1]] == [f"{number} of 4:" for number in (1, 2, 3, 4)]
    assert said[-1] == "Ready."


def test_what_is_whole_is_not_touched_again(checkout: Checkout) -> None:
    assert played(checkout.play())
    before = checkout.log
    again = checkout.play(pip_fails="the network is gone", no_ensurepip="1")
    assert played(again)
    assert again.stderr == ""
    assert checkout.log == before == ["venv", "pip run.txt", "pip build.txt", "pip checkout"]


def test_without_python3_venv_one_sentence_names_it_and_nothing_is_poisoned(checkout: Checkout) -> None:
    for _ in range(2):
        assert "apt install python3-venv" in sentence(checkout.play(no_ensurepip="1"))
    assert not (checkout.folder / ".venv").exists()
    assert played(checkout.play())


def test_an_environment_that_pythons_own_tool_left_half_made_is_made_again(checkout: Checkout) -> None:
    assert "apt install python3-venv" in sentence(checkout.play(venv_fails="1"))
    assert (checkout.folder / ".venv" / "bin" / "python").exists()
    assert played(checkout.play())


@pytest.mark.parametrize(
    "holds", [(), ("pyvenv.cfg",), ("pyvenv.cfg", "bin/python"), ("pyvenv.cfg", "bin/python", ".run")]
)
def test_what_somebody_else_left_half_made_is_made_again(checkout: Checkout, holds: tuple[str, ...]) -> None:
    folder = checkout.folder / ".venv"
    (folder / "bin").mkdir(parents=True) if holds else folder.mkdir()
    for name in holds:
        (folder / name).touch()
    if "bin/python" in holds:
        (folder / "bin" / "python").unlink()
        (folder / "bin" / "python").symlink_to(sys.executable)
    assert played(checkout.play())


@pytest.mark.parametrize(
    "why",
    [
        "ERROR: Could not find a version that satisfies the requirement annotated-types==0.8.0",
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "Killed",
    ],
)
def test_when_pip_fails_its_reason_is_told_and_the_next_call_mends_it(checkout: Checkout, why: str) -> None:
    assert why in sentence(checkout.play(pip_fails=why))
    assert played(checkout.play())


def test_whatever_is_left_by_kills_before_every_step_is_never_taken_for_whole(checkout: Checkout) -> None:
    for step in range(1, 200):
        done = checkout.set_up(dies_at=str(step))
        if done.returncode == 0:
            break
        (checkout.folder / "steps").unlink()
    assert done.returncode == 0, done.stderr
    assert step > 20
    assert checkout.holds() == ["whole", "whole"]


def test_killed_before_any_step_of_bringing_it_up_to_date_the_next_call_mends_it(checkout: Checkout) -> None:
    assert checkout.set_up().returncode == 0
    for step in range(1, 200):
        with (checkout.folder / "requirements" / "run.txt").open("a", encoding="utf-8") as file:
            file.write(f"# {step}\n")
        for path in (checkout.folder / ".venv" / "packages").iterdir():
            path.unlink()  # so that there is something to install
        if checkout.set_up(dies_at=str(step)).returncode == 0:
            break
        (checkout.folder / "steps").unlink()
        assert checkout.set_up().returncode == 0
        assert checkout.holds() == ["whole", "whole"], step
    assert step > 5


def test_what_is_needed_anew_is_installed_into_what_is_there(checkout: Checkout) -> None:
    assert played(checkout.play())
    with (checkout.folder / "requirements" / "run.txt").open("a", encoding="utf-8") as file:
        file.write("# one more\n")
    assert played(checkout.play())
    assert checkout.log.count("venv") == 1
    assert checkout.log.count("pip run.txt") == 2


def test_a_checkout_that_was_moved_is_set_up_again(checkout: Checkout) -> None:
    assert played(checkout.play())
    elsewhere = Checkout(checkout.folder.rename(checkout.folder.with_name("elsewhere")))
    assert played(elsewhere.play())
    assert elsewhere.log.count("venv") == 2


def test_an_environment_whose_python_is_another_or_gone_is_made_again(checkout: Checkout) -> None:
    assert played(checkout.play())
    python = checkout.folder / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\necho 3.13.0\n", encoding="utf-8")
    assert played(checkout.play())
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert played(checkout.play())
    assert checkout.log.count("venv") == 3


@pytest.mark.parametrize("damage", ["", "[]", "{", "null", '{"folder": 1}'])
def test_a_stamp_that_cannot_be_read_is_none(checkout: Checkout, damage: str) -> None:
    assert played(checkout.play())
    (checkout.folder / ".venv" / ".set-up").write_text(damage, encoding="utf-8")
    assert played(checkout.play())
    assert checkout.log.count("venv") == 2


def test_a_folder_with_other_things_in_it_is_left_alone(checkout: Checkout) -> None:
    home = checkout.folder / "home"
    home.mkdir()
    (home / "letter.txt").write_text("Dear Sam", encoding="utf-8")
    assert "Move it away" in sentence(checkout.play("VENV=home"))
    assert [path.name for path in home.iterdir()] == ["letter.txt"]
    (checkout.folder / ".venv").write_text("", encoding="utf-8")
    assert "Move it away" in sentence(checkout.play())


def test_two_that_begin_together_set_up_once_and_both_play(checkout: Checkout) -> None:
    both = [checkout.begin(pip_seconds="0.3") for _ in range(2)]
    ended = [each.communicate(timeout=60) for each in both]
    assert [out for out, _ in ended] == ["played\n", "played\n"]
    assert checkout.log.count("venv") == 1
    assert sum("waiting for it" in err for _, err in ended) <= 1


def test_what_goes_on_without_the_make_that_began_it_is_waited_for(checkout: Checkout) -> None:
    checkout.play(dies_at="1")
    begun = checkout.begin(pip_seconds="2")
    while "pip run.txt" not in checkout.log:
        assert begun.poll() is None
    os.kill(parent_of_pip(begun.pid), 9)
    begun.communicate(timeout=60)
    after = checkout.play()
    assert played(after)
    assert "waiting for it" in after.stderr


def parent_of_pip(make: int) -> int:
    """The process of ``set_up.py`` below make."""
    listed = subprocess.run(["ps", "-eo", "pid=,pgid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return next(
        int(pid) for pid, group, args in rows if int(group) == make and re.search(r"python\S* scripts/set_up", args)
    )


def test_too_old_a_python_is_told_in_one_sentence(checkout: Checkout) -> None:
    told = sentence(checkout.play(old="1"))
    assert told.startswith("simulator needs Python 3.11 or newer; this is 3.6.")
    ast.parse((ROOT / "scripts" / "set_up.py").read_text(encoding="utf-8"), feature_version=(3, 4))


def test_no_python_at_all_is_told_in_one_sentence(checkout: Checkout) -> None:
    assert sentence(checkout.play("PYTHON=python9")) == "simulator needs Python 3.11 or newer; python9 is not there."


def test_what_the_program_and_its_build_need_is_pinned_alike_for_development() -> None:
    pinned: Callable[[str], set[str]] = lambda name: set(  # noqa: E731
        re.findall(r"^[\w.-]+==[^ ;]+", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert pinned("run.txt") | pinned("build.txt") <= pinned("dev.txt")


def test_the_readme_names_what_a_debian_lacks() -> None:
    assert "apt install python3-venv" in (ROOT / "README.md").read_text(encoding="utf-8")
