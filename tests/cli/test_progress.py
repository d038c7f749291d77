"""How far something long has got is told on standard error, only on a terminal, and is gone in the end."""

import os
import pty
import re
import subprocess
import sys
import threading

import pytest

from simulator.progress import Meter, counted, counted_of, during, shown_by
from tests.cli.conftest import ROOT, run_here
from tests.pack.centre import fill


class Seen:
    """A meter that only remembers."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def begin(self, doing: str, of: int) -> None:
        self.told.append((doing, of))

    def advance(self, by: int = 1) -> None:
        self.told.append(by)

    def end(self) -> None:
        self.told.append("end")


def test_each_item_is_counted_once_it_has_been_dealt_with() -> None:
    seen: Meter = Seen()
    assert isinstance(seen, Seen)
    with shown_by(seen):
        for number, _ in enumerate(counted("ab", "Reading")):
            assert seen.told == [("Reading", 2), *[1] * number]
        assert seen.told == [("Reading", 2), 1, 1, "end"]
        assert list(counted_of(iter("abc"), "Reading", 3)) == ["a", "b", "c"]
        with during("Thinking"):
            assert seen.told[-1] == ("Thinking", 1)
    assert seen.told[-2:] == [1, "end"]


def test_what_is_broken_off_is_over_too() -> None:
    seen = Seen()
    with shown_by(seen), pytest.raises(ValueError, match="two"), during("Reading"):
        raise ValueError("two")
    assert seen.told[-1] == "end"


def test_nothing_is_told_where_nobody_shows_it() -> None:
    assert list(counted([1, 2], "Reading")) == [1, 2]


SLOWLY = """
import sys, time
import rich.console, rich.progress, rich.text  # so that the line is there at once
from simulator.cli.shared import progress
from simulator.cli.main import main
from simulator import isolation
progress.DELAY = 0.0
whole = isolation.isolated
def slowly(*arguments, **more):
    time.sleep(0.2)
    return whole(*arguments, **more)
for module in list(sys.modules.values()):
    if getattr(module, "isolated", None) is whole:
        module.isolated = slowly
isolation.isolated = slowly
sys.exit(main(sys.argv[1:]))
"""


def in_a_terminal(
    *arguments: str, env: dict[str, str], stdout: int | None = None, errors: bool = True
) -> tuple[str, str]:
    """What a command writes to its standard output where that is a pipe, and to its terminal."""
    leader, follower = pty.openpty()
    told: list[bytes] = []

    def read() -> None:
        while True:
            try:
                data = os.read(leader, 65536)
            except OSError:
                return
            if not data:
                return
            told.append(data)

    reader = threading.Thread(target=read)
    process = subprocess.Popen(
        [sys.executable, "-c", SLOWLY, *arguments],
        cwd=ROOT,
        env={**os.environ, **env, "TERM": "xterm", "COLUMNS": "100", "SIMULATOR_SETTINGS": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if stdout is None else follower,
        stderr=follower if errors else subprocess.PIPE,
    )
    os.close(follower)
    reader.start()
    out, _ = process.communicate(timeout=120)
    reader.join(timeout=10)
    os.close(leader)
    return (out or b"").decode(), b"".join(told).decode()


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    place = tmp_path_factory.mktemp("centre") / "attempts.sqlite3"
    fill(place, more=True)
    return {"SIMULATOR_STORE": str(place), "SIMULATOR_LIBRARY": str(place.parent / "library")}


COMMANDS = {
    "attempts verify": "Checking attempts",
    "class": "Reading attempts",
    "check tests/cli/small.yaml rubrics/code-of-conduct.yaml": "Checking (files|scenarios)",
    "rescore --anew": "Preparing attempts",
    "attempts export": "Reading attempts",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_on_a_terminal_it_says_how_much_is_done_and_the_result_is_the_same(
    centre: dict[str, str], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, told = in_a_terminal(*command.split(), env=centre)
    assert re.search(rf"{COMMANDS[command]}: \d of \d, \d+ s so far", told), told
    for name, value in centre.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(ROOT)
    plain = run_here(*command.split())
    assert out == plain.stdout
    assert " so far" not in plain.stderr


def test_what_is_printed_meanwhile_stands_whole_above_the_line_that_is_gone_in_the_end(centre: dict[str, str]) -> None:
    import pyte

    _, told = in_a_terminal("attempts", "verify", env=centre, stdout=1)
    screen = pyte.Screen(100, 24)
    pyte.Stream(screen).feed(told)
    lines = [line.rstrip() for line in screen.display if line.strip()]
    assert len(lines) == 2, lines
    assert all(re.fullmatch(r"[0-9a-f]{16,}: well", line) for line in lines), lines
