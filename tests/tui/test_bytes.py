"""What is sent to the terminal: no colour where none is wanted, and its own cursor on what is lit."""

import re
import time
from pathlib import Path

import pytest

from simulator.store import open_store

from .stage import begun, little_library
from .test_terminal import PATIENCE, Terminal

SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
COLOURS = {*range(30, 50), *range(90, 108)}


def colours_in(data: bytes) -> list[bytes]:
    """The SGR sequences that set a colour, the terminal's default among them."""
    return [found for found in SGR.findall(data) if {int(part or 0) for part in re.split(rb"[;:]", found)} & COLOURS]


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_no_color_sends_no_colour_on_any_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("SIMULATOR_THEME", theme)
    place = tmp_path / "attempts.db"
    with open_store(str(place)) as store:
        attempt = begun(little_library(), store)
        attempt.choose("limits")
    terminal = Terminal(place, attempt.id)
    terminal.wait_for("That sounds like a long night")
    for keys, words in (
        ("c", "Listening"),
        ("\x1b", "That sounds like a long night"),
        ("?", "Choose with a number"),
        ("\x1b", "That sounds like a long night"),
        ("\x10", "Find a command"),
        ("\x1b", "That sounds like a long night"),
        ("s", "In danger now"),
        ("\x1b", "That sounds like a long night"),
        ("\x14", "That sounds like a long night"),
        ("1", "Why this?"),
        ("half a thought", "half a thought"),
    ):
        time.sleep(0.7)
        terminal.process.send(keys)
        terminal.wait_for(words)
    terminal.process.send("\x11")
    terminal.ended()
    assert b"\x1b[7m" in terminal.bytes or any(b"7" in found.split(b";") for found in SGR.findall(terminal.bytes))
    assert not colours_in(terminal.bytes)


def test_with_no_such_wish_there_are_colours(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "attempts.db")
    terminal.wait_for("New here?")
    terminal.process.send("\x11")
    terminal.ended()
    assert colours_in(terminal.bytes)


def test_the_terminals_cursor_stands_on_the_lit_line(tmp_path: Path) -> None:
    place = tmp_path / "attempts.db"
    with open_store(str(place)) as store:
        attempt = begun(little_library(), store)
    terminal = Terminal(place, attempt.id)
    terminal.wait_for("Slide a chair out")
    for key in ("", "\x1b[B", "\x1b[B", "\x1b[A"):
        time.sleep(0.7)
        terminal.process.send(key)
        on_the_lit_line(terminal)
    terminal.process.send("\x1b")
    terminal.wait_for("carries on with")
    for key in ("", "\x1b[B", "\x1b[B"):
        time.sleep(0.7)
        terminal.process.send(key)
        on_the_lit_line(terminal)
    terminal.process.send("\x11")
    terminal.ended()


def on_the_lit_line(terminal: Terminal) -> None:
    end = time.monotonic() + PATIENCE / 4
    for _ in range(10):
        terminal.take()
    while not terminal.screen.display[terminal.screen.cursor.y].lstrip().startswith("›"):
        assert time.monotonic() < end, (terminal.screen.cursor.y, terminal.screen.display)
        terminal.take()
