"""How wide a text will be where nobody can measure it: never less than in the widest common font for screens."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

_CLASSES: Final = {
    0.30: "'ijlI",
    0.37: " ,.·‘’/:;\\|f-",
    0.42: "()[]t!r\u00ad",
    0.54: '"*“”szJ',
    0.60: "ckvxyL_?–",
    0.64: "aehnoubdgpqF$0123456789{}£T",
    0.73: "PSEYKAVXZBRC",
    0.79: "NHDG&OQU",
    0.87: "w#+<=>^~M",
    1.02: "m%W@—…→",
}
"""Widths in ems, each at least that of DejaVu Sans, of Segoe UI and of Arial."""

_WIDTHS: Final = {character: width for width, characters in _CLASSES.items() for character in characters}
_BOLD: Final = 1.27
"""How much wider the same letters are at most in bold."""

_BREAK_AFTER: Final = " -/"


def _advance(character: str) -> float:
    return _WIDTHS.get(character) or _unusual(character)


@lru_cache(maxsize=4096)
def _unusual(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    wide = unicodedata.east_asian_width(character) in "WF" or ord(character) > 0x1F000
    return 1.4 if wide or unicodedata.category(character) == "So" else 1.25


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The most that a text takes up across, in the unit of the font's size."""
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=65_536)
def longest_part(text: str, size: float, *, bold: bool = False) -> float:
    """The width of the widest part that a line break cannot divide."""
    return max((width(part.rstrip(), size, bold=bold) for part in _parts(text)), default=0.0)


@lru_cache(maxsize=65_536)
def lines(text: str, size: float, room: float, most: int = 99, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most this width, broken after spaces and hyphens, within a word only where it must be.

    What is left after so many lines is replaced by an ellipsis.
    """
    found = tuple(_filled(text, size, room + 0.01, bold=bold))
    if len(found) <= most:
        return found
    last = found[most - 1]
    while last and width(last + "…", size, bold=bold) > room:
        last = last[:-1]
    return (*found[: most - 1], last.rstrip() + "…")


def _filled(text: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
    line = ""
    for part in _parts(text):
        if line and width((line + part).rstrip(), size, bold=bold) > room:
            yield line.rstrip()
            line = ""
        line += part
        while width(line.rstrip(), size, bold=bold) > room:
            fits = _fitting(line, size, room, bold=bold)
            yield line[:fits]
            line = line[fits:]
    if line.strip():
        yield line.rstrip()


def _fitting(line: str, size: float, room: float, *, bold: bool) -> int:
    """How many characters of a line fit; at least one, and none that belongs to the one before is cut off."""
    used, fits = 0.0, 0
    for character in line:
        used += width(character, size, bold=bold)
        if used > room and fits:
            break
        fits += 1
    return fits


def _parts(text: str) -> list[str]:
    """The text cut where a line may break."""
    ends = [number for number, character in enumerate(text, start=1) if character in _BREAK_AFTER]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)]) if end > start]
