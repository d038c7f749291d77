"""In a real terminal: however it is ended, the terminal is as it was and the attempt can be carried on."""

import os
import re
import signal
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.tui.input.pace import Pace

from .stage import begun, little_library

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from simulator.store import open_store
from simulator.tui.app import run_library
from simulator.tui.shared.services import Services
from tests.tui.stage import little_library
services = Services(little_library(), lambda: open_store(sys.argv[1]))
sys.exit(run_library(services, attempt=sys.argv[2] or None))
"""
AT_WORK = """
import time
from simulator.sessions.attempt import Attempt
choose = Attempt.choose
def slowly(*given):
    time.sleep(1.5)
    return choose(*given)
Attempt.choose = slowly
"""
PATIENCE = 40
SEEN = Pace().seen + 0.2
MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")


class Terminal:
    """The program in a pseudo-terminal, and what a person would see there."""

    def __init__(self, store: Path, attempt: str = "", program: str = PROGRAM) -> None:
        surroundings = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        self.process = pexpect.spawn(
            sys.executable,
            ["-c", program, str(store), attempt],
            dimensions=(24, 80),
            env=surroundings,
            cwd=str(ROOT),
        )
        self.screen = pyte.Screen(80, 24)
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

    def seen(self, words: str) -> None:
        """Wait for words, and then as long as a person needs to see what can be chosen."""
        self.wait_for(words)
        end = time.monotonic() + SEEN
        while time.monotonic() < end:
            self.take()

    def ended(self) -> int | None:
        end = time.monotonic() + PATIENCE
        while self.process.isalive():
            assert time.monotonic() < end, "it did not end"
            self.take()
        self.take()
        return self.process.exitstatus

    def close_window(self) -> None:
        """Close the terminal, and wait until the program has ended of it."""
        os.close(self.process.fileno())
        self.process.closed = True
        end = time.monotonic() + PATIENCE
        while os.waitpid(self.process.pid or 0, os.WNOHANG) == (0, 0):
            assert time.monotonic() < end, "it did not end"
            time.sleep(0.05)

    def modes(self) -> dict[str, bool]:
        """Every private mode of the terminal that was set or reset, as it was left."""
        left = {}
        for numbers, how in MODES.findall(self.bytes):
            for number in numbers.decode().split(";"):
                left[number] = how == b"h"
        return left


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "attempts.db"


def begin(place: Path) -> str:
    with open_store(str(place)) as store:
        return begun(little_library(), store).id


def as_it_was(terminal: Terminal) -> None:
    left = terminal.modes()
    assert left["1049"] is False, "the alternate screen was not left"
    assert left["25"] is True, "the cursor stayed hidden"
    assert not any(left.get(mode) for mode in ("1000", "1002", "1003", "1006", "1015")), "the mouse still reports"
    assert not left.get("2004"), "pasted text stays bracketed"


@pytest.mark.parametrize(
    ("how", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
    ids=["terminate", "hang-up", "interrupt"],
)
def test_a_signal_keeps_the_attempt_and_gives_the_terminal_back(place: Path, how: signal.Signals, code: int) -> None:
    attempt = begin(place)
    terminal = Terminal(place, attempt)
    terminal.seen("Slide a chair out")
    terminal.process.send("1")
    terminal.wait_for("Coach")
    terminal.process.kill(how)
    assert terminal.ended() == code
    as_it_was(terminal)
    with open_store(str(place)) as store:
        carried_on = Attempt.resume(store, attempt)
        assert len(carried_on.state.turns) == 2
        assert not carried_on.closed


def test_control_c_says_how_to_leave_and_ends_nothing(place: Path) -> None:
    terminal = Terminal(place, begin(place))
    terminal.wait_for("Slide a chair out")
    terminal.process.send("\x03")
    terminal.wait_for("No text is selected to copy")
    assert terminal.process.isalive()
    terminal.process.send("\x11")
    assert terminal.ended() == 0
    as_it_was(terminal)


def test_quitting_ends_it_with_no_complaint(place: Path) -> None:
    terminal = Terminal(place)
    terminal.wait_for("New here?")
    terminal.process.send("q")
    assert terminal.ended() == 0
    as_it_was(terminal)
    assert b"Traceback" not in terminal.bytes


def test_what_is_typed_survives_a_signal(place: Path) -> None:
    with open_store(str(place)) as store:
        attempt = begun(little_library(), store)
        attempt.choose("limits")
        name = attempt.id
    terminal = Terminal(place, name)
    terminal.seen("That sounds like a long night")
    terminal.process.send("1")
    terminal.wait_for("Why this?")
    terminal.process.send("half a thought")
    terminal.wait_for("half a thought")
    terminal.process.kill(signal.SIGTERM)
    assert terminal.ended() == 143
    with open_store(str(place)) as store:
        kept = Attempt.resume(store, name)
        assert kept.draft() == {kept.choices()[0].id: "half a thought"}


def test_closing_the_window_loses_nothing(place: Path) -> None:
    attempt = begin(place)
    terminal = Terminal(place, attempt)
    terminal.seen("Slide a chair out")
    terminal.process.send("1")
    terminal.wait_for("Coach")
    terminal.close_window()
    with open_store(str(place)) as store:
        assert len(Attempt.resume(store, attempt).state.turns) == 2


LETTERS = "abcdefghi " * 30


def at_a_reason(place: Path) -> tuple[Terminal, str, str]:
    """Where a reason is asked for; the attempt, and the choice that it is asked for."""
    with open_store(str(place)) as store:
        attempt = begun(little_library(), store)
        attempt.choose("limits")
        name, choice = attempt.id, attempt.choices()[0].id
    terminal = Terminal(place, name)
    terminal.seen("That sounds like a long night")
    terminal.process.send("1")
    terminal.wait_for("Why this?")
    return terminal, name, choice


def draft(place: Path, name: str) -> dict[str, object]:
    with open_store(str(place)) as store:
        return dict(Attempt.resume(store, name).draft())


@pytest.mark.parametrize("how", ["terminate", "hang-up", "quit", "interrupt"])
def test_whatever_was_typed_is_finished_before_the_program_ends(place: Path, how: str) -> None:
    terminal, name, choice = at_a_reason(place)
    ways = {"terminate": signal.SIGTERM, "hang-up": signal.SIGHUP, "interrupt": signal.SIGINT}
    terminal.process.send(LETTERS + {"quit": "\x11"}.get(how, ""))
    if how in ways:
        terminal.process.kill(ways[how])
    assert terminal.ended() == {"terminate": 143, "hang-up": 129, "quit": 0, "interrupt": 130}[how]
    as_it_was(terminal)
    assert draft(place, name) == {choice: LETTERS}


def test_a_window_that_is_closed_keeps_what_was_read(place: Path) -> None:
    terminal, name, choice = at_a_reason(place)
    terminal.process.send("half a thought")
    terminal.wait_for("half a thought")
    terminal.close_window()
    assert draft(place, name) == {choice: "half a thought"}


def test_somebody_who_types_without_a_pause_loses_little_when_the_program_is_killed(place: Path) -> None:
    terminal, name, choice = at_a_reason(place)
    typed = ""
    while not draft(place, name):
        assert len(typed) < 1_000, "nothing is kept while somebody types"
        terminal.process.send("x")
        typed += "x"
    terminal.process.kill(signal.SIGKILL)
    terminal.ended()
    kept = str(draft(place, name)[choice])
    assert kept
    assert set(kept) == {"x"}


@pytest.mark.parametrize("apart", [0.05, 0.1, 0.15, 0.4])
def test_a_paste_whose_end_comes_late_leaves_the_keyboard_alive(place: Path, apart: float) -> None:
    terminal, name, choice = at_a_reason(place)
    terminal.process.send("\x1b[200~pasted \x1b[A\x11words\x1b[20")
    time.sleep(apart)
    terminal.process.send("1~")
    terminal.process.send(" more")
    terminal.wait_for("more")
    terminal.process.send("\x03")
    terminal.wait_for("No text is selected to copy")
    terminal.process.send("\x11")
    assert terminal.ended() == 0
    assert draft(place, name) == {choice: "pasted ␛[A␑words more"}


def test_what_takes_long_shows_a_sign_of_life_until_it_is_done(place: Path) -> None:
    terminal = Terminal(place, begin(place), AT_WORK + PROGRAM)
    terminal.seen("Slide a chair out")
    assert "…" not in terminal.screen.display[0]
    terminal.process.send("1")
    terminal.wait_for("…")
    assert terminal.screen.display[0].endswith("…")
    assert "Coach" not in "".join(terminal.screen.display)
    terminal.wait_for("Coach")
    while "…" in terminal.screen.display[0]:
        terminal.take()
    terminal.process.send("\x11")
    assert terminal.ended() == 0


def test_a_signal_is_heeded_however_much_is_typed_while_the_program_is_at_work(place: Path) -> None:
    terminal = Terminal(place, begin(place), AT_WORK + PROGRAM)
    terminal.seen("Slide a chair out")
    terminal.process.send("1")
    terminal.wait_for("…")
    terminal.process.send("z" * 2_000)  # more than the event loop's own pipe can tell of while nobody reads it
    time.sleep(0.5)
    terminal.process.kill(signal.SIGTERM)
    assert terminal.ended() == 143


def test_a_character_that_comes_in_parts_is_one(place: Path) -> None:
    terminal, name, choice = at_a_reason(place)
    for byte in "dé€😀x".encode():
        terminal.process.send(bytes([byte]))
        time.sleep(0.03)
    terminal.process.send(b"\xff\xc3!")  # what is no character ends nothing
    terminal.wait_for("!")
    terminal.process.kill(signal.SIGTERM)
    assert terminal.ended() == 143
    kept = str(draft(place, name)[choice])
    assert kept.startswith("dé€😀x")
    assert kept.endswith("!")
