"""A document with the keys of each part in order.

Lines are moved and nothing is written anew, so that every text, comment, quote and fold stays as it was typed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from simulator.documents.yaml.meaning import PartShape, parts_inside
from simulator.documents.yaml.spans import Entries, Group, KeyedSpan, Lines, Span, Words, spans

from .key_order import sorted_places

_REMARKS: Final = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*(?:[ \t]*#[^\r\n]*\Z)?")
"""Comment lines and blank lines."""

_REMARK: Final = re.compile(r"^([ \t]*)#[^\r\n]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_BLANKS: Final = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_COMMA: Final = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A key with all that goes where it goes."""

    blanks: int
    """How many blank lines stand above it."""
    lead: str
    """The comments above it."""
    body: str
    """The key, what stands under it, and the comments that belong to that."""
    several_lines: bool
    open_ended: bool
    """Whether a blank line below it would belong to its last text."""


class KeyMover:
    """One text as it is laid out.

    Methods that take ``start`` and ``stop`` give the text between them, which holds one part, with its keys in order.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        found = _BREAK.search(text)
        self.line_break = found[0] if found else "\n"
        self.orders: dict[int, list[int]] = {}
        self.remarks_below = cache(self._remarks_below)

    def laid(self, shape: PartShape) -> str:
        """The whole text."""
        root, end = spans(self.text)
        if root is None:
            return self.text
        return self.part(root, shape, 0, end) + self.text[end:]

    def part(self, span: Span, shape: PartShape, start: int, stop: int) -> str:
        """A part, or a list of parts."""
        if isinstance(span, Entries):
            return self.entries(span, shape, start, stop)
        if isinstance(span, Words):
            return self.text[start:stop]
        order = self.order(span, shape)
        if order == sorted(order):
            return self.in_place(span, lambda pair, end: self.value(pair, shape, end), start, stop)
        if span.in_brackets:
            return self.in_braces(span, order, shape, start, stop)
        return self.in_lines(span, order, shape, start, stop)

    def value(self, pair: KeyedSpan, shape: PartShape, stop: int) -> str:
        """What stands under a key of a part, from the key's end on."""
        under = parts_inside(shape).get(pair.key)
        if under is None:
            return self.text[pair.key_end : stop]
        if not under.named:
            return self.part(pair.value, under.shape, pair.key_end, stop)
        if not isinstance(pair.value, Group):
            return self.text[pair.key_end : stop]
        inner = under.shape
        return self.in_place(
            pair.value, lambda named, end: self.part(named.value, inner, named.key_end, end), pair.key_end, stop
        )

    def in_place(self, group: Group, value: Callable[[KeyedSpan, int], str], start: int, stop: int) -> str:
        """Named parts that stay where they are."""
        laid: list[str] = []
        for pair, end in zip(group.inside, self.ends(group), strict=True):
            laid.append(self.text[start : pair.key_end] + value(pair, end))
            start = end
        return "".join(laid) + self.text[start:stop]

    def entries(self, entries: Entries, shape: PartShape, start: int, stop: int) -> str:
        """A list of parts."""
        laid: list[str] = []
        for entry, end in zip(entries.inside, self.ends(entries), strict=True):
            laid.append(self.part(entry, shape, start, end))
            start = end
        return "".join(laid) + self.text[start:stop]

    def order(self, group: Group, shape: PartShape) -> list[int]:
        """The places of a part's keys in their new order: the old one where they cannot be moved."""
        if id(group) not in self.orders:
            order = sorted_places([pair.key for pair in group.inside], shape)
            stays = order == sorted(order) or not self.can_move(group, shape, order)
            self.orders[id(group)] = sorted(order) if stays else order
        return self.orders[id(group)]

    def ends_open(self, span: Span, shape: PartShape | None, *, named: bool = False) -> bool:
        """Whether a part, laid out, ends with a text to which blank lines below it would belong."""
        if isinstance(span, Words):
            return span.open_ended
        if span.in_brackets or not span.inside:
            return False
        if isinstance(span, Entries):
            return self.ends_open(span.inside[-1], shape)
        if named or shape is None:
            return self.ends_open(span.inside[-1].value, shape)
        return self.pair_ends_open(span.inside[self.order(span, shape)[-1]], shape)

    def pair_ends_open(self, pair: KeyedSpan, shape: PartShape) -> bool:
        """The same of what stands under a key of a part."""
        under = parts_inside(shape).get(pair.key)
        if under is None:
            return self.ends_open(pair.value, None)
        return self.ends_open(pair.value, under.shape, named=under.named)

    def ends(self, span: Group | Entries) -> list[int]:
        """Where what is inside ends: in lines, with the comments that stand further in."""
        if span.in_brackets:
            return [each.end for each in span.inside]
        column = span.start - self.lines.begin(span.start)
        return [self.below(each.end, column) for each in span.inside]

    def below(self, end: int, column: int) -> int:
        """Where the lines end that belong to something in this column whose last sign is the one before ``end``."""
        line = self.lines.below(max(end - 1, 0))
        columns, ends = self.remarks_below(line)
        further_in = bisect_right(columns, column)
        return ends[further_in] if further_in < len(ends) else line

    def _remarks_below(self, line: int) -> tuple[list[int], list[int]]:
        """For comments from a line on, by rising columns: where the last one ends that stands there or further in."""
        run = _REMARKS.match(self.text, line)
        columns: list[int] = []
        ends: list[int] = []
        for remark in reversed(list(_REMARK.finditer(self.text, line, run.end() if run else line))):
            if not columns or len(remark[1]) > columns[-1]:
                columns.append(len(remark[1]))
                ends.append(remark.end())
        return columns, ends

    def can_move(self, group: Group, shape: PartShape, order: Sequence[int]) -> bool:
        """Whether its keys can be moved as they are.

        Not after question marks, not with comments among them in braces, and not so that blank lines below the part
        would come to belong to a text.
        """
        pairs = group.inside
        if not group.in_brackets:
            column = group.start - self.lines.begin(group.start)
            above = [self.text[self.lines.begin(pair.start) : pair.start] for pair in pairs[1:]]
            in_line = pairs[0].start == group.start and all(each == " " * column for each in above)
            return in_line and (order[-1] == len(pairs) - 1 or not self.pair_ends_open(pairs[order[-1]], shape))
        between = [self.text[one.end : other.start] for one, other in pairwise(pairs)]
        first, last = self.text[group.start : pairs[0].start], self.text[pairs[-1].end : group.end]
        whole = all(_COMMA.fullmatch(each) for each in between) and all(pair.value.end > pair.key_end for pair in pairs)
        return whole and not first[1:].strip() and not last[:-1].replace(",", "", 1).strip()

    def in_braces(self, group: Group, order: Sequence[int], shape: PartShape, start: int, stop: int) -> str:
        """A part in braces: what stands between its keys stays."""
        pairs = group.inside
        texts = [self.text[pair.start : pair.key_end] + self.value(pair, shape, pair.end) for pair in pairs]
        laid: list[str] = []
        for pair, place in zip(pairs, order, strict=True):
            laid += (self.text[start : pair.start], texts[place])
            start = pair.end
        return "".join(laid) + self.text[start:stop]

    def in_lines(self, group: Group, order: Sequence[int], shape: PartShape, start: int, stop: int) -> str:
        """A part in lines: each key takes its lines along, and the comments above it."""
        begin = self.lines.begin(group.start)
        indent = " " * (group.start - begin)
        on_own_line = self.text[begin : group.start] == indent
        opening = self.opening(group.start, start) if on_own_line else group.start
        ends = self.ends(group)
        pieces: list[_Piece] = []
        above = opening
        for pair, end in zip(group.inside, ends, strict=True):
            lead = self.text[above : self.lines.begin(pair.start)] if above < pair.start else ""
            body = self.text[pair.start : pair.key_end] + self.value(pair, shape, end)
            pieces.append(self.piece(lead, body, len(indent), pair, open_ended=self.pair_ends_open(pair, shape)))
            above = end
        laid = "".join(self.arranged(pieces, order, indent))
        if not on_own_line:
            laid = laid.lstrip(" ")
        return self.text[start:opening] + laid + self.text[ends[-1] : stop]

    def opening(self, first: int, start: int) -> int:
        """Where the lines begin that belong to the first key of a part: with the comments above it.

        At the head of a document, what stands above a blank line, or right above the first key, is about the document.
        """
        begin = self.lines.begin(first)
        line = self.lines.of(first)
        while line > 0 and self.lines.starts[line - 1] >= start and self.is_remark(line - 1):
            line -= 1
        opening = self.lines.starts[line]
        if start > 0:
            return opening
        lead = self.text[opening:begin].splitlines(keepends=True)
        blank = [place for place, each in enumerate(lead, 1) if not each.strip()]
        return opening + len("".join(lead[: blank[-1]])) if blank else begin

    def is_remark(self, line: int) -> bool:
        """Whether a line is blank or a comment."""
        text = self.text[self.lines.starts[line] : self.lines.starts[line + 1]].strip()
        return not text or text.startswith("#")

    def piece(self, lead: str, body: str, column: int, pair: KeyedSpan, *, open_ended: bool) -> _Piece:
        """A key with what goes along; comments above it do not stand further in than it does."""
        blank = _BLANKS.match(lead)
        size = blank.end() if blank else 0
        lines = [
            " " * column + line.lstrip(" \t") if line.lstrip(" \t").startswith("#") else line
            for line in lead[size:].splitlines(keepends=True)
        ]
        if not body.endswith(("\n", "\r")):
            body += self.line_break
        several = self.lines.of(max(pair.end - 1, 0)) > self.lines.of(pair.start)
        return _Piece(len(_BREAK.findall(lead[:size])), "".join(lines), body, several, open_ended)

    def arranged(self, pieces: Sequence[_Piece], order: Sequence[int], indent: str) -> list[str]:
        """The pieces in their new order; blank lines go along with what begins a section."""
        still = _unmoved(order)
        laid: list[str] = []
        last: _Piece | None = None
        for place in order:
            piece = pieces[place]
            if last is None:
                blanks = pieces[0].blanks
            elif last.open_ended:
                blanks = 0
            elif place == 0:
                blanks = int(piece.several_lines and any(each.blanks for each in pieces))
            elif place in still or piece.several_lines or last.several_lines:
                blanks = piece.blanks
            else:
                blanks = 0
            laid.append(self.line_break * blanks + piece.lead + indent + piece.body)
            last = piece
        return laid


def _unmoved(order: Sequence[int]) -> frozenset[int]:
    """A largest set of places that have not changed their order among themselves."""
    tops: list[int] = []
    places: list[int] = []
    before: dict[int, int | None] = {}
    for place in order:
        pile = bisect_left(tops, place)
        before[place] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [place]
    at: int | None = tops[-1] if tops else None
    while at is not None:
        places.append(at)
        at = before[at]
    return frozenset(places)
