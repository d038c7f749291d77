"""The comment bank: type to find a comment, Enter inserts it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.engine.rubric import Level
from simulator.report.words.levels import level_label
from simulator.review.comments import Comment, fitting
from simulator.tui.shared.finder import FinderDialog
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, prose

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services


class BankDialog(FinderDialog[str]):
    """Dismissed with the text of a comment."""

    ABOUT = "Type a part of a comment; ↑ ↓ and Enter, or the mouse, insert one. You can change it afterwards."
    ASKS = "Find a comment…"

    def __init__(self, services: "Services", bank: Sequence[Comment], level: Level | None) -> None:
        super().__init__(services, self._fitting, self._answer)
        self._bank = tuple(bank)
        self._level = level

    def _fitting(self, words: list[str]) -> Iterator[Block]:
        """The comments that fit, those for the level that is marked first."""
        found = fitting(self._bank, self._level, words)
        for comment in found:
            label = "any level" if comment.level is None else level_label(comment.level)
            text = join(prose(comment.text), Content.styled(f"\n{label}", ".page--quiet"))
            yield Block(text, ref=str(self._bank.index(comment)))
        if not found:
            yield Block(Content("No comment has those words."), "quiet")

    def _answer(self, ref: str) -> None:
        """Answer with the comment."""
        self.dismiss(self._bank[int(ref)].text)
