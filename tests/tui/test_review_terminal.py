"""A whole review through a real terminal: from the queue to the release, and through a kill in the middle."""

import signal
import sys
from pathlib import Path

import pexpect
import pyte

from simulator.review.people import Role
from simulator.review.state import Status
from simulator.store import open_store

from .review_stage import reviewing, shipped
from .test_flagship import surroundings
from .test_terminal import ROOT, Terminal, as_it_was


class AtTheDesk(Terminal):
    """The command as an assessor types it."""

    def __init__(self, env: dict[str, str]) -> None:  # not the parent's program
        self.process = pexpect.spawn(
            sys.executable, ["-m", "simulator", "review", "--as", "A-1"], dimensions=(24, 80), env=env, cwd=str(ROOT)
        )
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = b""

    def press(self, *keys: str) -> None:
        for key in keys:
            self.process.send(key)
            self.take()

    def after(self, key: str, words: str) -> None:
        """Press a key, and wait for what it leads to, as a person does."""
        self.press(key)
        self.wait_for(words)

    def asked(self, key: str, words: str) -> None:
        """Press a key, and see the question that it leads to."""
        self.press(key)
        self.seen(words)


def test_a_review_in_a_real_terminal_from_the_queue_to_the_release(tmp_path: Path) -> None:
    place = tmp_path / "attempts.sqlite3"
    env = surroundings(place, tmp_path)
    with open_store(str(place)) as store:
        attempt = shipped(store)
        store.people.set("A-1", "", Role.ASSESSOR)
    terminal = AtTheDesk(env)
    terminal.wait_for("1 handed in")
    terminal.after("\r", "Before you sign")
    terminal.after("\r", "Mark a written answer")
    terminal.after(" ", "(•) ● exemplary")
    terminal.press("\t", "Factual, and in their words.")
    terminal.wait_for("in their words.")
    terminal.process.kill(signal.SIGTERM)
    assert terminal.ended() == 143
    as_it_was(terminal)

    terminal = AtTheDesk(env)
    terminal.wait_for("1 handed in")  # what is typed and not decided takes nothing
    terminal.after("\r", "Before you sign")
    terminal.after("\r", "(•) ● exemplary")
    terminal.after("\x13", "Accept or override clauses 3, 4, 5, 6, 9, 12 and 13")
    for number in (3, 4, 5, 6, 9, 12, 13):
        terminal.after("n", f"› Clause {number},")
        terminal.after("a", "✓ accepted")
    terminal.asked("w", "Which do you work for?")
    terminal.after("1", "First marking")
    terminal.press("n", "n", "n", "n", "n")
    terminal.after("n", "› The evidence:")
    terminal.after("\r", "Judge the evidence")
    for box in ("Valid", "Authentic", "Current", "Sufficient", "Reliable"):
        terminal.after(" ", f"[x] {box}")
        terminal.press("\x1b[B")
    terminal.after("\x13", "valid, authentic, current, sufficient, reliable")
    terminal.asked("s", "Sign what stands?")
    terminal.after("2", "Signed.")
    terminal.asked("r", "Release the result?")
    terminal.after("2", "Released to the learner.")
    terminal.press("\x11")
    assert terminal.ended() == 0
    as_it_was(terminal)
    assert b"Traceback" not in terminal.bytes
    with open_store(str(place)) as store:
        assert reviewing(store, attempt).review.status is Status.RELEASED
