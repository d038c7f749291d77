"""The choices below a conversation: numbered, for number keys, arrows and Enter, or the mouse."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from simulator.tui.widgets.page import Block, Page


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be chosen."""

    id: str
    text: Content


class Choices(Page):
    """Numbered offers; the number keys are the screen's to pass on."""

    @dataclass
    class ChoiceMade(Message):
        """The person chose."""

        choices: "Choices"
        choice: str

        @property
        def control(self) -> "Choices":
            """The list it was chosen from."""
            return self.choices

    def __init__(self, offers: Iterable[Offer] = (), *, id: str | None = None, numbered: bool = True) -> None:  # noqa: A002
        self._with_numbers = numbered
        super().__init__(self._numbered(offers), id=id)

    def offer(self, offers: Iterable[Offer], *, select: str = "") -> None:
        """Offer these instead."""
        self.show(self._numbered(offers), select=select)

    def _numbered(self, offers: Iterable[Offer]) -> list[Block]:
        return [
            Block(offer.text, lead=Content(f"{number}  " if self._with_numbers else ""), ref=offer.id)
            for number, offer in enumerate(offers, start=1)
        ]

    def choose_number(self, number: int) -> None:
        """Choose the offer with this number, if there is one."""
        if 1 <= number <= len(self.blocks):
            self.select(self.blocks[number - 1].ref)
            self.picked(self.blocks[number - 1].ref)

    def picked(self, ref: str) -> None:
        """Tell that a choice was made."""
        self.post_message(self.ChoiceMade(self, ref))
