"""What a report is made of: sections, tables and talk, as plain values that each kind of page shows in its own way.

Every text in here is only ever shown. Nothing in it is markup, whoever wrote it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias


class Tone(StrEnum):
    """How a word stands out; the word itself always says it, too."""

    PLAIN = ""
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text."""

    text: str
    tone: Tone = Tone.PLAIN
    link: str = ""
    """The id of what it leads to in the same report."""
    code: bool = False
    """A digest, an id: not words."""


NOTHING: Final = Span("–", Tone.QUIET)
"""A cell with nothing in it, said so."""

Cell: TypeAlias = tuple[Span, ...]
"""A cell of a table: its lines."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: tuple[Span, ...]
    boxed: bool = False
    """Set apart, because it must not be missed."""
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with values."""

    rows: tuple[tuple[str, Cell], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """How wide the columns are beside each other."""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Cell, ...]
    kind: str = "items"


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, with its line breaks."""

    text: str
    who: str
    kind: str = "quote"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a conversation."""

    voice: str
    """``mentee``, ``learner``, ``narrator`` or ``cue``."""
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """Lines of a conversation."""

    lines: tuple[Spoken, ...]
    kind: str = "talk"


Block: TypeAlias = "Paragraph | Facts | Table | Items | Quote | Talk"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    title: str
    subtitle: str
    made: str
    """When and with what it was made, in a sentence."""
    sections: tuple[Section, ...]


def line(text: str, tone: Tone = Tone.PLAIN, link: str = "") -> Cell:
    """A cell of one line; an empty text is said to be nothing."""
    return (Span(text, tone, link),) if text else (NOTHING,)


def code(text: str) -> Cell:
    """A cell with a digest or an id."""
    return (Span(text, code=True),) if text else (NOTHING,)


def said(text: str) -> Paragraph:
    """A plain paragraph."""
    return Paragraph((Span(text),))


def warned(text: str) -> Paragraph:
    """A paragraph that must not be missed."""
    return Paragraph((Span(text),), boxed=True)
