"""Plain lines on a terminal: a line can be edited, nothing freezes, nothing pasted is run, and all is as it was."""

import contextlib
import json
import os
import re
import shutil
import signal
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from simulator.engine.events import Chose, Mode
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from tests.cli.conftest import ROOT

HERE = Path(__file__).parent
CHOICE = "Your choice, 1 to 2: "
PROGRAM = "import sys; {before}; from simulator.cli.main import main; sys.exit(main())"
WITHOUT = "sys.modules['readline'] = sys.modules['termios'] = None"
"""As on a system that has neither."""
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """The program in a pseudo-terminal, and what is read there."""

    def __init__(self, tmp_path: Path, *arguments: str, before: str = "pass") -> None:
        self.home = tmp_path / "home"
        self.home.mkdir(exist_ok=True)
        self.store = tmp_path / "attempts.sqlite3"
        own = tmp_path / "library" / "scenarios"
        own.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "small.yaml", own)
        surroundings = {
            **os.environ,
            "HOME": str(self.home),
            "INPUTRC": "/dev/null",
            "TERM": "xterm",
            "PYTHONPATH": str(ROOT),
            "SIMULATOR_STORE": str(self.store),
            "SIMULATOR_LIBRARY": str(tmp_path / "library"),
        }
        command = ["-c", PROGRAM.format(before=before), "play", "small", "--plain", *arguments]
        self.process: Any = pexpect.spawn(
            sys.executable, command, env=surroundings, encoding="utf-8", timeout=40, dimensions=(24, 80), cwd=str(ROOT)
        )

    def begun(self) -> str:
        """What was said up to the first choice; the choices are shown in an order of their own in every attempt."""
        told = self.read_up_to(CHOICE)
        found = {words: number for number, words in re.findall(r"^(\d)\. (I promise|I can't)", told, re.MULTILINE)}
        self.promise, self.honest = found["I promise"], found["I can't"]
        return told

    def read_up_to(self, words: str) -> str:
        """What was said up to and with these words."""
        self.process.expect_exact(words)
        return ESCAPES.sub("", self.process.before + self.process.after).replace("\r\n", "\n")

    def answer(self, typed: str, up_to: str) -> str:
        self.process.sendline(typed)
        return self.read_up_to(up_to)

    def flows(self) -> bool:
        """Whether Ctrl+S stops the terminal."""
        return bool(termios.tcgetattr(self.process.child_fd)[0] & termios.IXON)

    def ended(self) -> tuple[int | None, str]:
        """How it ended, and the rest of what was said."""
        rest = self.process.read()
        self.process.wait()
        return self.process.exitstatus, ESCAPES.sub("", rest)

    def chosen(self) -> list[str]:
        with open_store(str(self.store)) as store:
            (summary,) = store.attempts.all()
            return [each.choice for each in Attempt.resume(store, summary.id).events if isinstance(each, Chose)]

    def draft(self) -> dict[str, Any]:
        with open_store(str(self.store)) as store:
            (summary,) = store.attempts.all()
            return dict(Attempt.resume(store, summary.id).draft())

    def close(self) -> None:
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
            self.process.wait()
        with contextlib.suppress(OSError):  # reading to the end may have closed it
            os.close(self.process.child_fd)
        self.process.closed = True


@pytest.fixture
def terminals(tmp_path: Path) -> Iterator[Any]:
    opened: list[Terminal] = []

    def begin(*arguments: str, before: str = "pass") -> Terminal:
        opened.append(Terminal(tmp_path, *arguments, before=before))
        return opened[-1]

    yield begin
    for each in opened:
        each.close()


def test_a_whole_scenario_is_read_filled_in_and_handed_in_by_ear(terminals: Any) -> None:
    at = terminals("--mode", "assessment", "--learner", "L-900")
    assert "2 choices.\n1. I " in at.begun()
    assert "Form: Record of concern. 3 questions.\n1 of 3." in at.answer(
        f"{at.promise}.", "Your numbers, 1 to 2, or 0: "
    )
    assert "2 of 3." in at.answer("1 and 2", "Your answer, 1 to 2: ")
    assert "Write 3 to 50 words." in at.answer("two", "> ")
    at.answer("They told me,", "> ")
    at.answer("and I wrote it down.", "> ")
    told = at.answer("", "Hand it in? Yes, or 1 to 3: ")
    assert "8 words." in told
    assert "Ms Okafor" in at.answer("2", "Your answer, 1 to 2: ")
    at.answer("1", "Hand it in? Yes, or 1 to 3: ")
    assert "2. Who gets it? Ms Okafor" in at.answer("again", "Hand it in? Yes, or 1 to 3: ")
    assert "declare" in at.answer("yes", "Hand it in? ")
    at.process.sendline("yes")
    code, told = at.ended()
    assert (code, "handed in" in told) == (0, True)
    with open_store(str(at.store)) as store:
        (summary,) = store.attempts.all()
        assert (summary.mode, summary.review, summary.learner) == (Mode.ASSESSMENT, "handed in", "L-900")
        answered = Attempt.resume(store, summary.id).events[-2:]
    assert "They told me,\\nand I wrote it down." in repr(answered)


def test_a_line_is_edited_before_it_is_sent_and_nothing_of_it_goes_to_the_disk(terminals: Any) -> None:
    at = terminals()
    at.begun()
    at.process.send("99\x7f\x7f7")
    at.process.send(f"\x1b[D{at.promise}\x1b[C\x7f")  # left, a number before the 7, right, and the 7 away
    at.process.sendline("")
    at.read_up_to("or 0: ")
    assert at.chosen() == ["promise"]
    at.process.sendeof()
    assert at.ended()[0] == 0
    assert list(at.home.iterdir()) == []


def test_what_was_typed_before_is_there_with_the_up_arrow(terminals: Any) -> None:
    at = terminals()
    at.begun()
    at.answer("who", CHOICE)
    told = at.answer("\x1b[A", CHOICE)
    assert "Who you meet" in told


@pytest.mark.parametrize("before", ["pass", WITHOUT.replace("= sys.modules['termios'] ", "")], ids=["edited", "bare"])
def test_ctrl_s_freezes_nothing(terminals: Any, before: str) -> None:
    at = terminals(before=before)
    at.begun()
    assert not at.flows()
    at.process.send("\x13")
    at.process.send(f"{at.promise}\x13")
    at.answer("", "or 0: ")
    assert at.chosen() == ["promise"]


ENDS = {
    "quit": ("quit\r", None, 0),
    "the end of input": ("\x04", None, 0),
    "Ctrl+C": ("\x03", None, 130),
    "SIGTERM": (None, signal.SIGTERM, 143),
    "SIGINT": (None, signal.SIGINT, 130),
    "stopped for good": ("stop\ryes\r", None, 0),
}


@pytest.mark.parametrize("before", ["pass", "sys.modules['readline'] = None"], ids=["edited", "bare"])
@pytest.mark.parametrize("end", ENDS)
def test_however_it_ends_the_terminal_is_as_it_was_and_one_sentence_says_how_to_go_on(
    terminals: Any, end: str, before: str
) -> None:
    typed, number, code = ENDS[end]
    at = terminals(before=before)
    at.begun()
    modes = termios.tcgetattr(at.process.child_fd)
    assert not modes[0] & termios.IXON
    if typed:
        at.process.send(typed)
    else:
        os.kill(at.process.pid, number or signal.SIGTERM)
    found, told = at.ended()
    assert found == code, told
    assert ("To go on from here" in told) is (end != "stopped for good"), told
    assert "Traceback" not in told
    assert at.flows()
    assert termios.tcgetattr(at.process.child_fd)[3] & (termios.ECHO | termios.ICANON)


def test_a_window_that_is_closed_ends_it_and_loses_nothing(terminals: Any) -> None:
    at = terminals()
    at.begun()
    at.answer(at.promise, "or 0: ")
    at.answer("1", "1 to 2: ")
    os.kill(at.process.pid, signal.SIGHUP)
    assert at.ended()[0] == 129
    assert at.chosen() == ["promise"]
    assert at.draft() == {"contents": ("words",)}


def test_what_stood_on_the_line_is_there_again_after_a_signal(terminals: Any) -> None:
    at = terminals()
    at.begun()
    at.answer(at.promise, "or 0: ")
    at.answer("1", "1 to 2: ")
    at.answer("1", "> ")
    at.answer("They told me", "> ")
    at.process.send("and I wr")
    time.sleep(0.5)
    os.kill(at.process.pid, signal.SIGTERM)
    assert at.ended()[0] == 143
    assert at.draft()["account"] == "They told me\nand I wr"
    again = terminals()
    assert "Kept from before: They told me and I wr" in again.read_up_to("Hand it in? ")
    again.answer("3", "> ")
    again.process.sendline("ote it")
    again.read_up_to("> ")
    again.answer("", "Hand it in? ")
    assert again.draft()["account"] == "They told me and I wrote it"


@pytest.mark.parametrize("pasted", ["1\n2\n", "2\r1\r", "\x1b[A1\n", "1\x1b[31m", "stop\nyes\n"])
def test_what_is_pasted_is_text_and_never_keys(terminals: Any, pasted: str) -> None:
    at = terminals()
    at.begun()
    assert "\x1b[?2004h" in at.process.before  # the terminal is asked to say what is pasted
    at.process.send(f"{PASTE}{pasted}{PASTED}")
    told = at.answer("", CHOICE)
    assert "Type a number from 1 to 2" in told
    assert at.chosen() == []
    at.answer(at.honest, "or 0: ")
    assert at.chosen() == ["honest"]


def test_an_escape_character_in_a_written_answer_is_refused_and_several_pasted_lines_are_kept(terminals: Any) -> None:
    at = terminals()
    at.begun()
    for typed, up_to in ((at.honest, "or 0: "), ("1", "1 to 2: "), ("1", "> ")):
        at.answer(typed, up_to)
    at.process.send(f"{PASTE}They told me \x1b]52;c;eA==\x07 things{PASTED}")
    at.answer("", "cannot be seen, so it was not taken.")
    at.read_up_to("> ")
    at.process.send(f"{PASTE}They told me.\nI wrote it down.{PASTED}")
    at.answer("", "> ")
    at.answer("", "Hand it in? ")
    assert at.draft()["account"] == "They told me.\nI wrote it down."


def test_without_the_libraries_that_windows_lacks_it_plays_all_the_same(terminals: Any) -> None:
    at = terminals(before=WITHOUT)
    at.begun()
    at.answer(f"{at.promise})", "or 0: ")
    assert at.chosen() == ["promise"]
    at.process.sendline("quit")
    assert at.ended()[0] == 0


def test_a_pipe_gets_no_escape_sequence(tmp_path: Path) -> None:
    own = tmp_path / "library" / "scenarios"
    own.mkdir(parents=True)
    shutil.copy(HERE / "small.yaml", own)
    surroundings = {**os.environ, "SIMULATOR_STORE": str(tmp_path / "a.sqlite3"), "TERM": "xterm"}
    surroundings |= {"SIMULATOR_LIBRARY": str(tmp_path / "library"), "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m simulator play small --plain > {tmp_path}/out"
    at: Any = pexpect.spawn("/bin/sh", ["-c", command], env=surroundings, encoding="utf-8", timeout=40)
    time.sleep(0.1)
    at.sendline("1")
    at.sendline("quit")
    at.read()
    at.wait()
    told = (tmp_path / "out").read_text(encoding="utf-8")
    assert "\x1b" not in told
    assert "You: I " in told
    assert json.dumps("Everything is saved.")[1:-1] in told
