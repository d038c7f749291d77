"""Boxes to tick, or one of several to pick: a list that is marked with Space, Enter or the mouse."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from simulator.tui.widgets.choices import Offer
from simulator.tui.widgets.page import Block, Page


class OptionMarks(Page):
    """Offers of which one, or any number, can be marked."""

    BINDINGS = [Binding("space", "pick", "Mark", show=False, id="marks.mark")]  # noqa: RUF012  (the framework's way)

    @dataclass
    class Toggled(Message):
        """What is marked changed."""

        marks: "OptionMarks"

        @property
        def control(self) -> "OptionMarks":
            """The list."""
            return self.marks

    def __init__(
        self,
        offers: Iterable[Offer],
        *,
        many: bool,
        marked: Iterable[str] = (),
        id: str | None = None,  # noqa: A002
    ) -> None:
        self._offers = tuple(offers)
        self._many = many
        known = {offer.id for offer in self._offers}
        self._marked = {each for each in marked if each in known}
        super().__init__(self._marked_blocks(), id=id)

    @property
    def marked(self) -> tuple[str, ...]:
        """What is marked, in the order shown."""
        return tuple(offer.id for offer in self._offers if offer.id in self._marked)

    def _marked_blocks(self) -> list[Block]:
        on, off = ("[x] ", "[ ] ") if self._many else ("(•) ", "( ) ")
        return [
            Block(offer.text, lead=Content(on if offer.id in self._marked else off), ref=offer.id)
            for offer in self._offers
        ]

    def picked(self, ref: str) -> None:
        """Mark it, or take its mark away."""
        if self._many:
            self._marked ^= {ref}
        else:
            self._marked = {ref}
        self.show(self._marked_blocks(), select=ref, keep_place=True)
        self.post_message(self.Toggled(self))
