"""The tutor's guide, done as it says: every block is written, every command is run, and what they print is compared.

A remark before a block of YAML, which the reader does not see, says what the text above it tells the reader to do:

- ``write: FILE``: this is the whole file.
- ``put: PART, PART``: these parts of the block stand in the file from here on, in place of what was there.
- ``try: PART``: the same, for the next block of commands only.

Before a block of commands, ``without: PART, PART`` takes these parts out of the file for as long as the block runs.
"""

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from ruamel.yaml import YAML

from tests.cli.conftest import ROOT, run_here, simulator  # noqa: F401  (a fixture)
from tests.cli.conftest import Run as Runs

PAGE: Final = ROOT / "docs" / "tutors-guide.md"
SCENARIO: Final = "the-other-chat.yaml"
Part: TypeAlias = MutableMapping[str, object]
_REMARK: Final = r"(?:<!-- (?P<remark>[^>]*) -->\n)?"
_BLOCK: Final = re.compile(_REMARK + r"^```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A block of the page."""

    line: int
    kind: str
    remark: str
    text: str


def blocks() -> list[Block]:
    page = PAGE.read_text(encoding="utf-8")
    return [
        Block(page.count("\n", 0, each.start("kind")) + 1, each["kind"], each["remark"] or "", each["text"])
        for each in _BLOCK.finditer(page)
    ]


class Reader:
    """Somebody who does what the page says."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / SCENARIO
        self.kept: str | None = None

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def put_back(self) -> None:
        if self.kept is not None:
            self.path.write_text(self.kept, encoding="utf-8")
            self.kept = None

    def write(self, block: Block) -> None:
        """Put what a block of YAML shows into the file."""
        verb, _, rest = block.remark.partition(": ")
        self.put_back()
        match verb:
            case "write":
                assert rest == SCENARIO
                self.path.write_text(block.text, encoding="utf-8")
            case "put" | "try":
                self.kept = self.text if verb == "try" else None
                self.path.write_text(with_parts(self.text, block.text, rest.split(", ")), encoding="utf-8")
                assert run_here("format", str(self.path)).returncode == 0
            case _:
                pytest.fail(f"line {block.line}: a block of YAML says what it is for")

    def run(self, block: Block) -> Iterator[str]:
        """Run the commands of a block; those that print something else than the page shows."""
        verb, _, rest = block.remark.partition(": ")
        if verb == "without":
            self.put_back()
            self.kept = self.text
            self.path.write_text(without_parts(self.text, rest.split(", ")), encoding="utf-8")
        for line, shown in runs(block):
            command, *arguments = shlex.split(line)
            assert command == "simulator"
            done = run_here(*arguments)
            printed = done.stdout + done.stderr
            if not alike(shown, printed):
                yield f"line {block.line}: {line}\n{printed}"
        self.put_back()


def with_parts(text: str, shown: str, places: list[str]) -> str:
    """A document with parts of another in place of its own."""
    given = round_trip().load(shown)

    def put(into: Part, last: str, way: list[str]) -> None:
        source = given
        for step in way:
            source = source[step]
        into[last] = source[last]

    return edited(text, places, put)


def without_parts(text: str, places: list[str]) -> str:
    """A document without some of its parts."""
    return edited(text, places, lambda into, last, _: into.pop(last))


def edited(text: str, places: list[str], edit: Callable[[Part, str, list[str]], object]) -> str:
    yaml = round_trip()
    document = yaml.load(text)
    for place in places:
        *way, last = place.split(".")
        into = document
        for step in way:
            into = into[step]
        edit(into, last, way)
    out = StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def round_trip() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    return yaml


def runs(block: Block) -> Iterator[tuple[str, str]]:
    """The command lines of a block, each with what the page shows after it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        yield line, shown


def alike(shown: str, printed: str) -> bool:
    """Whether that was printed; ``...`` stands for anything, and a line's number for any line's."""
    shown, printed = numberless(shown), numberless(printed)
    pattern = ".*?".join(re.escape(part) for part in re.split(r"\.\.\.", shown))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


def numberless(text: str) -> str:
    text = re.sub(r"(\.yaml):\d+:\d+:", r"\1:1:1:", text)
    text = re.sub(r"^ +\d+ \|", " 1 |", text, flags=re.MULTILINE)
    return "\n".join(line.rstrip() for line in text.strip().splitlines() if line.strip())


@pytest.mark.usefixtures("simulator")
def test_everything_in_the_guide_is_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Printed as where nobody says how wide the terminal is, whatever other tests left behind.
    monkeypatch.setattr(shutil, "get_terminal_size", lambda fallback=(80, 24): os.terminal_size(fallback))
    reader = Reader(tmp_path)
    wrong: list[str] = []
    for block in blocks():
        if block.kind == "yaml":
            reader.write(block)
        elif block.kind == "console":
            wrong += reader.run(block)
    assert not wrong, "\n\n".join(wrong)


def test_no_block_is_left_untried() -> None:
    kinds = {block.kind for block in blocks()}
    assert kinds == {"yaml", "console", "sh"}
    assert all(block.remark for block in blocks() if block.kind == "yaml")


def test_the_commands_that_need_a_terminal_have_the_options_that_are_shown(simulator: Runs) -> None:  # noqa: F811
    lines = [line for block in blocks() if block.kind == "sh" for line in block.text.splitlines()]
    named = [shlex.split(line.partition("#")[0]) for line in lines if line.startswith("simulator ")]
    assert named
    for _, command, *arguments in named:
        page = simulator(command, "--help").stdout
        for option in (each for each in arguments if each.startswith("--")):
            assert option in page, (command, option)
