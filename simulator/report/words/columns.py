"""Tables in plain text: columns in line, as wide as they need to be, and never cut; a column of nothing is left out."""

from collections.abc import Collection, Iterator, Sequence
from textwrap import wrap
from typing import Final

from simulator.report.words.sanitize import in_one_line

GAP: Final = "  "
INDENT: Final = "  "
WIDEST: Final = 96
"""Sentences in longer lines are hard to read, in characters."""

LEAST: Final = 14
"""How narrow the last column may become before the table is written in another way."""


def prose(text: str, width: int | None, indent: str = "") -> str:
    """Sentences in lines that are not too long; names are not parted at their hyphens."""
    if width is None:
        return indent + text
    broad = max(min(width, WIDEST), LEAST)
    lines = wrap(text, broad, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    return "\n".join(lines) or indent


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = (), width: int | None = None
) -> Iterator[str]:
    """The lines of a table; ``right`` are the columns of numbers, by place.

    Where it is wider than ``width`` its last column goes on in further lines; where that does not help either, each row
    is written with one cell a line, each with its heading.
    """
    whole = [[in_one_line(cell) for cell in row] for row in (head, *rows)]
    used = [place for place in range(len(head)) if any(row[place] for row in whole)]
    cells = [[row[place] for place in used] for row in whole]
    right = [number for number, place in enumerate(used) if place in right]
    head = cells[0]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    if not used:
        return
    lead = len(INDENT) + sum(widths[:-1]) + len(GAP) * (len(head) - 1)
    if width is None or lead + widths[-1] <= width:
        yield from (_line(row, widths, right) for row in cells if any(row))
    elif width - lead >= LEAST and len(head) - 1 not in right:
        yield from (line for row in cells if any(row) for line in _wrapped(row, widths, right, width - lead))
    else:
        yield from (line for row in cells[1:] for line in _stacked(cells[0], row, width))


def _line(row: Sequence[str], widths: Sequence[int], right: Collection[int]) -> str:
    cells = (
        cell.rjust(size) if place in right else cell.ljust(size)
        for place, (cell, size) in enumerate(zip(row, widths, strict=True))
    )
    return (INDENT + GAP.join(cells)).rstrip()


def _wrapped(row: Sequence[str], widths: Sequence[int], right: Collection[int], rest: int) -> Iterator[str]:
    """A row whose last cell takes several lines."""
    first, *others = wrap(row[-1], rest, break_on_hyphens=False) or [""]
    yield _line((*row[:-1], first), (*widths[:-1], len(first)), right)
    for other in others:
        yield _line((*("" for _ in row[:-1]), other), (*widths[:-1], len(other)), right)


def _stacked(head: Sequence[str], row: Sequence[str], width: int) -> Iterator[str]:
    """A row as its name, and below it each cell with its heading."""
    yield INDENT + (f"{head[0]}: {row[0]}" if head[0] else row[0])
    for title, cell in zip(head[1:], row[1:], strict=True):
        if cell:
            text = f"{title}: {cell}" if title else cell
            broad = max(width, LEAST)
            yield from wrap(
                text, broad, initial_indent=INDENT * 2, subsequent_indent=INDENT * 3, break_on_hyphens=False
            )
