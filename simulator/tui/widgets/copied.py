"""What is copied of a page: the words of the lines that are selected, without the signs that stand around them."""

from collections.abc import Iterable, Sequence
from typing import Final

from textual.geometry import Offset
from textual.selection import Selection

FRAME: Final = "▌▐›"
"""What a page draws beside words."""


def words_of(lines: Iterable[tuple[int, str]], hard: Sequence[bool]) -> str:
    """The words of some lines, each with its block's number; the lines of a block that was wrapped become one again.

    ``hard`` says of each block whether its own text has several lines, which are kept.
    """
    told: list[str] = []
    before = -1
    for block, text in lines:
        words = text.strip().strip(FRAME).strip()
        if told and block == before and words:
            told[-1] += ("\n" if hard[block] else " " if told[-1] else "") + words
        elif words or block != before:
            told.append(words)
        before = block
    return "\n".join(each for each in told if each)


def whole_lines(first: int, last: int, width: int) -> Selection:
    """Everything from one line of a page to another."""
    return Selection(Offset(0, first), Offset(width, last))
