"""The assessor's guide, done as it says: every command is run, and every key that it names is a key of that screen.

A remark before a block, which the reader does not see, says what happened in the meantime at a screen. ``then: STEP,
STEP`` names methods of ``tests.assessing.Centre``, ``write: FILE`` says that the block is that file, and ``keys:
SCREEN`` that the table is of that screen.
"""

import os
import re
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from textual.binding import Binding

from simulator.sessions.review import ReviewSession
from simulator.tui.assessor.queue import QueueScreen
from simulator.tui.assessor.review_screen import ReviewScreen
from tests.assessing import Centre
from tests.cli.conftest import ROOT, place, run_here, simulator  # noqa: F401  (fixtures)
from tests.cli.conftest import Run as Runs
from tests.test_tutors_guide import Block, alike, runs

PAGE: Final = ROOT / "docs" / "assessors-guide.md"
SCREENS: Final[Mapping[str, type[QueueScreen] | type[ReviewScreen]]] = {
    "QueueScreen": QueueScreen,
    "ReviewScreen": ReviewScreen,
}
_BLOCK: Final = re.compile(
    r"(?:<!-- (?P<remark>[^>]*) -->\n)?^```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_KEYS: Final = re.compile(r"<!-- keys: (\w+) -->\n((?:\|.*\n)+)")


def blocks() -> list[Block]:
    page = PAGE.read_text(encoding="utf-8")
    return [
        Block(page.count("\n", 0, each.start("kind")) + 1, each["kind"], each["remark"] or "", each["text"])
        for each in _BLOCK.finditer(page)
    ]


def test_everything_in_the_guide_is_as_it_says(
    simulator: Runs,  # noqa: F811
    place: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del simulator
    monkeypatch.setattr(shutil, "get_terminal_size", lambda fallback=(80, 24): os.terminal_size(fallback))
    monkeypatch.setenv("SIMULATOR_KEY", str(tmp_path / "centre.key"))
    centre = Centre(place)
    monkeypatch.setattr(ReviewSession.__init__, "__defaults__", (centre.clock,))  # commands decide on those days, too
    wrong = []
    for block in blocks():
        verb, _, rest = block.remark.partition(": ")
        if verb == "write":
            (tmp_path / rest).write_text(block.text, encoding="utf-8")
        for step in rest.split(", ") if verb == "then" else ():
            getattr(centre, step)()
        for line, shown in runs(block) if block.kind == "console" else ():
            program, *arguments = shlex.split(line)
            assert program == "simulator"
            done = run_here(*arguments)
            if not alike(shown, done.stdout + done.stderr):
                wrong.append(f"line {block.line}: {line}\n{done.stdout}{done.stderr}")
    assert not wrong, "\n\n".join(wrong)


def test_every_key_that_the_guide_names_is_a_key_of_that_screen() -> None:
    tables = _KEYS.findall(PAGE.read_text(encoding="utf-8"))
    assert {name for name, _ in tables} == set(SCREENS)
    for name, table in tables:
        bound = [each for each in SCREENS[name].BINDINGS if isinstance(each, Binding)]
        keys = {key.lower() for each in bound for key in (*each.key.split(","), each.key_display or "")}
        named = {row.split("|")[1].strip().lower() for row in table.splitlines()[2:]}
        assert len(named) > 10
        assert named <= keys, named - keys


def test_the_commands_that_are_only_shown_have_the_options_that_are_shown(simulator: Runs) -> None:  # noqa: F811
    lines = [line for block in blocks() if block.kind == "sh" for line in block.text.splitlines()]
    assert lines
    for line in lines:
        program, *arguments = shlex.split(line.partition("#")[0])
        assert program == "simulator"
        words = [each for each in arguments[:2] if not each.startswith("-")]
        page = simulator(*words, "--help").stdout
        for option in (each for each in arguments if each.startswith("--")):
            assert option in page, line


def test_no_block_is_left_untried() -> None:
    assert {block.kind for block in blocks()} == {"console", "sh", "yaml"}
    assert all(block.remark for block in blocks() if block.kind == "yaml")
