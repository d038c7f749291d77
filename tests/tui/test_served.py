"""In a browser, by way of the web driver's protocol: no terminal anywhere, and each person sees their own attempts."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyte
import pytest

from simulator.cli.shared.terminal import can_draw
from simulator.engine.events import Mode
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from tests.cli.conftest import run_here

from .stage import begun, little_library
from .test_terminal import PATIENCE, PROGRAM, ROOT, SEEN

WEB = "textual.drivers.web_driver:WebDriver"
UNREAD_BY_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9;]*\$p")


class Served:
    """The program as textual-serve starts it: packets on pipes, ``D`` for what a terminal sends, ``M`` for the rest."""

    def __init__(self, store: Path, attempt: str = "", command: tuple[str, ...] = ("-c", PROGRAM)) -> None:
        env = {**os.environ, "TEXTUAL_DRIVER": WEB, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "ROWS": "24"}
        arguments = [sys.executable, *command, *([str(store), attempt] if command[0] == "-c" else [])]
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=ROOT
        )
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        out = self.process.stdout
        assert out is not None
        while (line := out.readline()) and line != b"__GANGLION__\n":
            pass
        while kind := out.read(1):
            payload = out.read(int.from_bytes(out.read(4), "big"))
            if kind == b"D":
                self.stream.feed(UNREAD_BY_PYTE.sub(b"", payload))

    def send(self, kind: bytes, payload: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
        self.process.stdin.flush()

    def press(self, text: str) -> None:
        self.send(b"D", text.encode())

    def shown(self) -> str:
        return " ".join(" ".join(self.screen.display).split())

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words not in self.shown():
            assert time.monotonic() < end, f"never said {words!r}:\n" + "\n".join(self.screen.display)
            time.sleep(0.05)

    def seen(self, words: str) -> None:
        """Wait for words, and then as long as a person needs to see what can be chosen."""
        self.wait_for(words)
        time.sleep(SEEN)

    def close(self) -> int:
        """Close the browser's window."""
        self.send(b"M", json.dumps({"type": "quit"}).encode())
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.reader.join(PATIENCE)
            for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
                if pipe is not None:
                    pipe.close()


def test_whoever_plays_in_a_browser_is_asked_who_they_are_and_sees_no_attempts_of_others(tmp_path: Path) -> None:
    place = tmp_path / "attempts.db"
    with open_store(str(place)) as store:
        begun(little_library(), store, Mode.ASSESSMENT)  # L-1's
    served = Served(place)
    served.wait_for("Who are you?")
    served.press("L1\r")
    served.seen("it looks like “L-1”")
    served.press("2")
    served.wait_for("New here? Begin with Kit")
    assert "begun" not in served.shown()
    served.press("\r")
    served.seen("Practice")
    served.press("1")
    served.wait_for("Kit")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with open_store(str(place)) as store:
            mine = store.attempts.of("L1")
        if mine:
            break
        time.sleep(0.1)
    assert served.close() == 0
    assert [each.mode for each in mine] == [Mode.PRACTICE]


def test_whoever_comes_back_finds_their_own_attempt(tmp_path: Path) -> None:
    place = tmp_path / "attempts.db"
    with open_store(str(place)) as store:
        begun(little_library(), store)
    served = Served(place)
    served.wait_for("Who are you?")
    served.press("L-1\r")
    served.wait_for("carries on with The blue notebook")
    assert served.close() == 0


def test_the_command_itself_starts_where_a_driver_is_named_and_nothing_is_a_terminal(tmp_path: Path) -> None:
    served = Served(tmp_path, command=("-m", "simulator", "play"))
    served.wait_for("Who are you?")
    assert served.close() == 0


def test_what_is_typed_is_kept_when_the_browser_is_closed(tmp_path: Path) -> None:
    place = tmp_path / "attempts.db"
    with open_store(str(place)) as store:
        attempt = begun(little_library(), store)
        attempt.choose("limits")
    served = Served(place, attempt.id)
    served.wait_for("Who are you?")
    served.press("L-1\r")
    served.seen("That sounds like a long night")
    served.press("1")
    served.wait_for("Why this?")
    served.press("half a thought")
    served.wait_for("half a thought")
    assert served.close() == 0
    with open_store(str(place)) as store:
        assert list(Attempt.resume(store, attempt.id).draft().values()) == ["half a thought"]


@pytest.mark.parametrize("named", ["nonsense", "os:path", "textual.app:App", ":", "a:b:c", "\x1b[2J"])
def test_a_driver_that_is_none_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", named)
    done = run_here("play")
    assert done.returncode == 2
    assert "TEXTUAL_DRIVER says" in done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr


def test_pipes_without_a_driver_are_played_in_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    assert not can_draw()
    assert run_here("play", stdin="").stdout.startswith("Which conversation?")
