"""The page of each rule: what it finds, why that matters, a text that breaks it and one that does not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Final

from simulator.library import shipped_folder

_FENCE: Final = re.compile(r"^```(?P<about>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK: Final = re.compile(r"^(?:-|\d+\.) ")


@dataclass(frozen=True, slots=True)
class Example:
    """A part of a document as a page shows it."""

    about: tuple[str, ...]
    """The words after the fence: ``("yaml", "broken")``; ``text`` where it only pictures what cannot be shown."""
    text: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """What is told of one rule."""

    rule: str
    head: str
    """How much it matters and its family, such as ``error, play``."""
    title: str
    body: str
    """Everything below the title, in Markdown."""

    @property
    def text(self) -> str:
        """The whole page, in Markdown."""
        return f"# {self.rule}\n\n{self.head}\n\n**{self.title}**\n\n{self.body}"

    @property
    def examples(self) -> tuple[Example, ...]:
        """The parts of documents in it, in order."""
        found = _FENCE.finditer(self.body)
        return tuple(Example(tuple(match["about"].split()), match["text"]) for match in found)


def pages_folder() -> Path:
    """Where the pages are."""
    return shipped_folder() / "rules"


def read_page(rule: str) -> RulePage:
    """The page of a rule.

    Raises:
        OSError: there is none, or it cannot be read.
    """
    text = (pages_folder() / f"{rule}.md").read_text(encoding="utf-8")
    name, head, title, body = text.split("\n\n", 3)
    return RulePage(name.removeprefix("# "), head, title.strip("*"), body)


def plain_lines(page: RulePage, width: int) -> Iterator[str]:
    """The page for a terminal: no marks but underlined headings, and no line of prose longer than the width."""
    yield from _heading(page.rule, "=")
    yield from wrap(page.title, width)
    yield page.head
    below_heading = False
    for block in _blocks(page.body):
        if not below_heading:
            yield ""
        below_heading = block.startswith("## ")
        if below_heading:
            yield from _heading(block.removeprefix("## "), "-")
        elif block.startswith("```"):
            yield from (f"    {line}".rstrip() for line in block.splitlines()[1:-1])
        else:
            yield from _prose(block, width)


def _heading(text: str, line: str) -> tuple[str, str]:
    return text, line * len(text)


def _blocks(body: str) -> Iterator[str]:
    """The paragraphs, headings and examples; an example may have empty lines in it."""
    end = 0
    for fence in _FENCE.finditer(body):
        yield from _paragraphs(body[end : fence.start()])
        yield fence[0]
        end = fence.end()
    yield from _paragraphs(body[end:])


def _paragraphs(text: str) -> Iterator[str]:
    return (block.strip("\n") for block in re.split(r"\n{2,}", text) if block.strip())


def _prose(block: str, width: int) -> Iterator[str]:
    """A paragraph or a list, each entry with the lines after its first one further in."""
    for entry in re.split(r"\n(?=(?:-|\d+\.) )", block.replace("**", "")):
        mark = _MARK.match(entry)
        inner = " " * len(mark[0]) if mark else ""
        yield from wrap(" ".join(entry.split()), width, subsequent_indent=inner, break_on_hyphens=False)
