"""What a page is made of: sections, facts, tables, lists and talk, as plain values that each medium writes its own way.

A view makes these values, and a writer (``report.write``; ``tui.shared.page_blocks`` for a screen) shows them. Every
text in here is only ever shown. Nothing in it is markup, whoever wrote it, and no writer leaves any of it out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from simulator.engine.rubric import Level
from simulator.report.words.sanitize import visible
from simulator.review.events import Verdict


class Tone(StrEnum):
    """How a word stands out; the word itself always says it, too."""

    PLAIN = ""
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    BAD = "bad"
    QUIET = "quiet"
    OPEN = "open"
    """Not decided yet, or not enough to say."""
    STRONG = "strong"


LEVEL_TONES: Final = {
    Level.UNSAFE: Tone.BAD,
    Level.DEVELOPING: Tone.POOR,
    Level.COMPETENT: Tone.FAIR,
    Level.EXEMPLARY: Tone.GOOD,
}

VERDICT_TONES: Final = {Verdict.MET: Tone.GOOD, Verdict.NOT_YET: Tone.POOR, Verdict.NOT_ASSESSED: Tone.OPEN}

Ref: TypeAlias = tuple[str | int, ...]
"""What picking a line asks a screen for: a kind and the ids that it names; empty where there is nothing to ask."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text."""

    text: str
    tone: Tone = Tone.PLAIN
    link: str = ""
    """The id of the section of the same page that it leads to."""
    code: bool = False
    """A digest, an id: not words."""
    signs: tuple[tuple[str, Tone], ...] = ()
    """Stand for the text in a table with little room: runs of letters, each on the colour of its tone."""


NOTHING: Final = Span("–", Tone.QUIET)
"""A cell with nothing in it, said so."""

Cell: TypeAlias = tuple[Span, ...]
"""A cell of a table: its lines."""


class Style(StrEnum):
    """What a paragraph is for."""

    PLAIN = ""
    QUIET = "quiet"
    NAME = "name"
    """A few words over what follows."""
    STRONG = "strong"
    TITLE = "title"
    BOXED = "boxed"
    """Set apart, because it must not be missed."""
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its spans follow each other as they are, with no space put between them."""

    spans: tuple[Span, ...]
    style: Style = Style.PLAIN
    ref: Ref = ()
    indent: int = 0
    """How far it is set in, in steps."""
    gap: bool = False
    """Whether it stands apart from what is before it, on a screen."""
    more: tuple[tuple[Span, ...], ...] = ()
    """Further lines that belong to it."""
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
    refs: tuple[Ref, ...] = ()
    """What picking a row asks for, a row each; none where no row can be picked."""
    numbers: tuple[int, ...] = ()
    """The columns of numbers, by place."""
    titles: tuple[str, ...] = ()
    """The columns' names in full where they are shorter than can be understood when read out."""
    plain: bool = False
    """Whether a row reads by itself: where rows stand one below another, no cell needs its column's name."""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One line of a list."""

    spans: tuple[Span, ...]
    """Its words; a space stands between them."""
    mark: Span | None = None
    """What it counts as, such as its level."""
    sign: str = ""
    """Says the mark by itself where signs are shown, such as ``[x]``; where it is empty, the sign of its tone stands
    beside it."""
    ref: Ref = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    quiet: bool = False
    indent: int = 0
    kind: str = "items"


@dataclass(frozen=True, slots=True)
class Callout:
    """Paragraphs in a box of their own, such as what a coach says."""

    lines: tuple[tuple[Span, ...], ...]
    title: str = ""
    kind: str = "callout"


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, with its line breaks."""

    text: str
    who: str
    ref: Ref = ()
    kind: str = "quote"


class Speech(StrEnum):
    """What a line of a conversation is."""

    MENTEE = "mentee"
    LEARNER = "learner"
    NARRATOR = "narrator"
    CUE = "cue"
    """What can be seen."""
    REASON = "reason"
    """Why the learner chose that, in the learner's words."""
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a conversation."""

    voice: Speech
    who: str
    """Who speaks or acts, or what stands over it; may be empty."""
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """Lines of a conversation."""

    lines: tuple[Spoken, ...]
    kind: str = "talk"


Element: TypeAlias = Paragraph | Facts | Table | Items | Callout | Quote | Talk


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    id: str
    title: str
    blocks: tuple[Element, ...] = ()
    sections: tuple["Section", ...] = ()
    note: str = ""
    """Said beside the title."""
    ref: Ref = ()
    apart: bool = False
    """Whether it begins a sheet of its own on paper."""
    sign: str = ""
    """A number or a sign before the title."""
    share: tuple[int, int] | None = None
    """How many of how many it is about; drawn as a bar, and said in the title, too."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    title: str
    subtitle: str
    made: str
    """When and with what it was made, in a sentence."""
    sections: tuple[Section, ...]
    lead: tuple[Paragraph, ...] = ()
    """What has to be known first."""


def line(text: str, tone: Tone = Tone.PLAIN, link: str = "") -> Cell:
    """A cell of one line; an empty text is said to be nothing."""
    return (Span(text, tone, link),) if text else (NOTHING,)


def code(text: str) -> Cell:
    """A cell with a digest or an id."""
    return (Span(text, code=True),) if text else (NOTHING,)


def said(text: str, style: Style = Style.PLAIN, *, indent: int = 0, gap: bool = False) -> Paragraph:
    """A paragraph of one piece of text."""
    return Paragraph((Span(text),), style, indent=indent, gap=gap)


def warned(text: str) -> Paragraph:
    """A paragraph that must not be missed."""
    return said(text, Style.BOXED)


def listed(cells: Iterable[Cell], *, ordered: bool = False) -> Items:
    """A list of plain lines."""
    return Items(tuple(ListItem(cell) for cell in cells), ordered)


def section_ids(sections: Iterable[Section]) -> Iterator[str]:
    """The ids that a link can lead to."""
    for each in sections:
        if each.title:
            yield each.id
        yield from section_ids(each.sections)


def part(*elements: Element) -> Section:
    """What stands together, under no heading."""
    return Section("", "", elements)


def text_table(
    caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()
) -> Table:
    """A table of plain texts, its columns as wide as each other."""
    cells = tuple(tuple((Span(cell),) for cell in row) for row in rows)
    return Table(caption, tuple(columns), cells, (1,) * len(columns), numbers=tuple(numbers))


def level_span(level: Level | None, absent: str = "not enough to say") -> Span:
    """A level as a word."""
    return Span(absent, Tone.OPEN) if level is None else Span(level.word, LEVEL_TONES[level])


def verdict_span(verdict: Verdict | None) -> Span:
    """A verdict as its words; none is *not assessed*."""
    given = Verdict.NOT_ASSESSED if verdict is None else verdict
    return Span(str(given), VERDICT_TONES[given])


def wrote(text: str) -> Cell:
    """What somebody wrote, its line breaks kept, one line of a cell each."""
    lines = [each for each in visible(text.replace("\r\n", "\n")).split("\n") if each.strip()]
    return tuple(Span(each) for each in lines) or (NOTHING,)
