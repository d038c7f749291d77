"""Spaces that are not ordinary ones at the beginning of a line, as they come along from a word processor.

They look like the others and are none to YAML: the line then stands at the margin, and what is told of it is told of
another line.
"""

import re
from collections.abc import Iterator
from typing import Final

from .explained import SyntaxFault
from .source_map import Spot

_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Every space of Unicode (category Zs) but the ordinary one."""

_LINE: Final = re.compile(rf"(?m)^[ ]*(?=[{_SPACES}])(?P<spaces>[ {_SPACES}]+)(?=-[ ]|-$|[\w\"'][^:\r\n]*:(?:\s|$))")
"""A line with such spaces before a name and a colon, or before a dash."""

_ODD: Final = re.compile(f"[{_SPACES}]")


def odd_lines(text: str) -> list[int]:
    """Where such spaces begin, line by line; some may be inside a text that goes over several lines."""
    return [match.start("spaces") for match in _LINE.finditer(text)] if _ODD.search(text) else []


def is_odd_line(text: str, index: int) -> bool:
    """Whether such spaces begin at this place, after nothing but ordinary ones."""
    start = _start(text, index)
    return not text[start:index].strip(" ") and _ODD.match(text, index) is not None


def with_ordinary_spaces(text: str, index: int) -> str:
    """The same with ordinary spaces at the beginning of the line in which this place is."""
    start = _start(text, index)
    spaces = re.match(rf"[ {_SPACES}]*", text[start:])
    size = spaces.end() if spaces else 0
    return f"{text[:start]}{' ' * size}{text[start + size :]}"


def odd_key(text: str, root: Spot) -> SyntaxFault | None:
    """The first line with such spaces of which YAML made a name; None where there is none."""
    lines = odd_lines(text)
    keys = frozenset(_keys(root)) if lines else frozenset()
    odd = next((place for place in lines if place in keys), None)
    return None if odd is None else odd_spaces(text, odd)


def odd_spaces(text: str, index: int) -> SyntaxFault:
    """What is told of the spaces at this place."""
    point = f"U+{ord(text[index]):04X}"
    message = f"This line begins with spaces that are not ordinary ones ({point}); a word processor leaves them behind."
    return SyntaxFault(index, message, "Delete them and type ordinary spaces.")


def _start(text: str, index: int) -> int:
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def _keys(spot: Spot) -> Iterator[int]:
    """Where every name begins."""
    waiting = [spot]
    while waiting:
        part = waiting.pop()
        if isinstance(part, int):
            continue
        inside = part[1]
        if isinstance(inside, dict):
            for key, value in inside.values():
                yield key
                waiting.append(value)
        else:
            waiting.extend(inside)
