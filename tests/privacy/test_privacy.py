"""The page about privacy is true: nothing is sent, and nothing is kept elsewhere than it says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from simulator.engine.events import Mode
from simulator.review.people import Role
from simulator.store import open_store
from tests.cli.clean import GOOD
from tests.tui.scenes import ended
from tests.tui.stage import little_library

ROOT = Path(__file__).resolve().parent.parent.parent
STANDIN = Path(__file__).resolve().parent / "standin"
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


class Account:
    """Somebody's account on a machine without a network: a home, a folder to work in, a place for short-lived files."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.home, self.work, self.short = (place / name for name in ("home", "work", "short"))
        for folder in (self.home, self.work, self.short):
            folder.mkdir()

    @property
    def env(self) -> dict[str, str]:
        kept = ("XDG_", "SIMULATOR_", "PYTEST_", "PG")
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(kept)},
            "HOME": str(self.home),
            "TMPDIR": str(self.short),
            "PYTHONPATH": os.pathsep.join((str(STANDIN), str(ROOT))),
            "PYTHONDONTWRITEBYTECODE": "1",
            "STANDIN_TRIED": str(self.place / "tried"),
            "TERM": "xterm-256color",
        }

    def run(self, *arguments: str, stdin: str = "") -> str:
        command = [sys.executable, "-m", "simulator", *arguments]
        done = subprocess.run(
            command, cwd=self.work, env=self.env, input=stdin, capture_output=True, text=True, timeout=240, check=False
        )
        assert done.returncode == 0, f"{arguments}\n{done.stdout}{done.stderr}"
        return done.stdout

    @property
    def tried(self) -> str:
        """What was tried of a network."""
        path = self.place / "tried"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def files(self, folder: Path) -> set[str]:
        """The files in a folder and below, by their paths from it."""
        return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    """An account that was used for all that people do."""
    account = Account(tmp_path_factory.mktemp("account"))
    for command in (["--help"], ["list"], ["support"], ["explain"], ["locate"]):
        account.run(*command)
    account.run("play", "promise-you-wont-tell", "--plain", "--learner", "L-9", stdin="1\n1\n")
    account.run("walk", "promise-you-wont-tell", "--expect", "lets-jamie-lead")
    for number in range(3):
        (account.work / f"meeting-{number}.yaml").write_text(GOOD, encoding="utf-8")
    account.run("check", *sorted(path.name for path in account.work.iterdir()))
    account.run("format", "--check", "meeting-0.yaml")
    account.run("analyse", "meeting-0.yaml")
    account.run("graph", "meeting-0.yaml", "--output", "meeting.svg")
    review(account)
    account.run("evidence", "key", "new")
    for command in (["people", "list"], ["class"], ["portfolio", "L-9"], ["rescore"], ["review", "list"]):
        account.run(*command)
    full_screen(account)
    return account


def review(account: Account) -> None:
    """Something is handed in, taken in, exported and verified."""
    home = account.work / "another.sqlite3"
    with open_store(str(home)) as store:
        attempt = ended(little_library(), store, Mode.ASSESSMENT)
    account.run("attempts", "hand-in", attempt.id, "--declare", "--store", str(home))
    account.run("attempts", "export", "--store", str(home), "--to", "handed-in.json")
    account.run("people", "add", "A-1", "--role", Role.ASSESSOR.value)
    account.run("people", "add", attempt_learner(account), "--role", Role.LEARNER.value)
    account.run("review", "take-in", "--as", "A-1", "handed-in.json")
    account.run("attempts", "verify")
    home.unlink()


def attempt_learner(account: Account) -> str:
    """Whose attempt it is that was handed in."""
    listed = json.loads(account.run("attempts", "list", "--json", "--store", "another.sqlite3"))
    return str(listed[0]["learner"])


def full_screen(account: Account) -> None:
    """The library is opened on a screen, and closed again."""
    screen = pexpect.spawn(
        sys.executable,
        ["-m", "simulator", "play"],
        cwd=account.work,
        env=account.env,
        dimensions=(36, 120),
        encoding="utf-8",
        timeout=60,
    )
    screen.expect("Promise you won")
    screen.sendcontrol("q")
    screen.expect(pexpect.EOF)
    screen.wait()
    assert screen.exitstatus == 0


def test_nothing_that_people_do_reaches_for_a_network(account: Account) -> None:
    assert account.tried == ""


def test_what_is_kept_is_what_the_page_names(account: Account) -> None:
    kept = {Path(name).name for name in account.files(account.home)}
    named = set(re.findall(r"`([\w.-]+)`", PAGE))
    assert "attempts.sqlite3" in kept
    assert kept <= named, kept - named
    assert account.files(account.short) == set()


def test_beside_that_only_what_was_asked_for_is_written(account: Account) -> None:
    asked = {"meeting-0.yaml", "meeting-1.yaml", "meeting-2.yaml", "meeting.svg", "handed-in.json"}
    assert account.files(account.work) == asked


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_what_is_kept_is_for_its_owner_alone(account: Account) -> None:
    data = next(path for path in account.home.rglob("attempts.sqlite3")).parent
    assert data.stat().st_mode & 0o077 == 0
    for path in data.rglob("*"):
        assert path.is_dir() or path.stat().st_mode & 0o077 == 0, path


def test_the_guard_sees_whoever_reaches_for_a_network(tmp_path: Path) -> None:
    account = Account(tmp_path)
    for way in ("urllib.request.urlopen('http://127.0.0.1:9/')", "socket.getaddrinfo('example.org', 80)"):
        script = f"import socket, urllib.request\ntry: {way}\nexcept OSError: pass"
        before = account.tried
        subprocess.run([sys.executable, "-c", script], env=account.env, check=True)
        assert account.tried != before, way
