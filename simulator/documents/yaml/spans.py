"""Where each part of a document begins and ends in its text. For documents in which `reader` has found no fault."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

from yaml.events import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

_Parser: Callable[[str], Any]
try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # pragma: no cover  (the same events, without PyYAML's C library)
    from yaml import Loader as _Parser

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_KEEPS: Final = re.compile(r"[|>]\d?\+")


@dataclass(slots=True)
class Words:
    """A text."""

    start: int
    end: int
    open_ended: bool
    """Whether blank lines below it belong to it."""


@dataclass(slots=True)
class Entries:
    """A list."""

    start: int
    in_brackets: bool
    """Whether it stands in brackets or braces, its own or others around it."""
    end: int = 0
    inside: "list[Span]" = field(default_factory=list)


@dataclass(slots=True)
class KeyedSpan:
    """A key and what stands under it."""

    key: str
    start: int
    """Where the key begins."""
    key_end: int
    value: "Span"

    @property
    def end(self) -> int:
        """Where the value ends; where nothing is written under the key, where the key does."""
        return max(self.key_end, self.value.end)


@dataclass(slots=True)
class Group:
    """Named parts."""

    start: int
    in_brackets: bool
    end: int = 0
    inside: list[KeyedSpan] = field(default_factory=list)


Span: TypeAlias = Words | Entries | Group


@dataclass(frozen=True)
class Lines:
    """The lines of a text, counted from 0."""

    text: str

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins; after the last one, where the text ends."""
        starts = [0, *(match.end() for match in _BREAK.finditer(self.text))]
        return starts if starts[-1] == len(self.text) else [*starts, len(self.text)]

    def of(self, index: int) -> int:
        """The line in which a character stands."""
        return min(bisect_right(self.starts, index), len(self.starts) - 1) - 1

    def begin(self, index: int) -> int:
        """Where the line of a character begins."""
        return self.starts[self.of(index)]

    def below(self, index: int) -> int:
        """Where the line below that of a character begins."""
        return self.starts[min(self.of(index) + 1, len(self.starts) - 1)]


def spans(text: str) -> tuple[Span | None, int]:
    """What the text holds, and where the document ends in it (before a line of three dots, if there is one)."""
    next_event = _Parser(text).get_event
    outer: list[Entries | Group] = []
    root: Span | None = None
    key: tuple[str, int, int] | None = None
    keys: list[tuple[str, int, int] | None] = []
    while (event := next_event()) is not None:
        kind = type(event)
        if kind is DocumentEndEvent:
            return root, event.start_mark.index if event.explicit else len(text)
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            closed, key = outer.pop(), keys.pop()
            closed.end = _end(closed, event.end_mark.index)
            span: Span = closed
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            begin: int = event.start_mark.index
            in_brackets = text[begin : begin + 1] in ("[", "{") or bool(outer and outer[-1].in_brackets)
            outer.append((Group if kind is MappingStartEvent else Entries)(begin, in_brackets))
            keys.append(key)
            key = None
            continue
        elif kind is ScalarEvent:
            if key is None and outer and isinstance(outer[-1], Group):
                key = (event.value, event.start_mark.index, event.end_mark.index)
                continue
            span = _words(text, event.start_mark.index, event.end_mark.index, event.style)
        else:
            continue
        if not outer:
            root = span
        elif isinstance(outer[-1], Entries):
            outer[-1].inside.append(span)
        elif key is not None:
            outer[-1].inside.append(KeyedSpan(*key, span))
            key = None
    return root, len(text)


def _words(text: str, start: int, end: int, style: str | None) -> Words:
    """A text up to its last line; a text in lines of its own may have blank lines after it that count."""
    if style not in ("|", ">"):
        return Words(start, end, open_ended=False)
    keeps = _KEEPS.match(text, start) is not None
    return Words(start, end if keeps else start + len(text[start:end].rstrip("\r\n")), keeps)


def _end(closed: Entries | Group, marked: int) -> int:
    """Where a list or group ends: the parser marks one without brackets where the next part begins."""
    if closed.in_brackets:
        return marked
    return closed.inside[-1].end if closed.inside else closed.start
