"""Choices of a scene that is being written: those that are open now, and between them those that are not, with why."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from simulator.tui.widgets.choices import Choices, Offer
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line


@dataclass(frozen=True, slots=True)
class Shut:
    """A choice that is not open now."""

    text: Content
    why: str


class Openings(Choices):
    """Numbered offers; what is shut has a dash for its number and cannot be chosen."""

    def open_and_shut(self, offers: Iterable[Offer | Shut]) -> None:
        """Offer these instead; the cursor stays with what it is on, if that is still offered."""
        self.show(_numbered(offers), select=self.selected)

    def choose_number(self, number: int) -> None:
        """Choose the offer with this number, if there is one."""
        refs = [block.ref for block in self.blocks if block.ref]
        if 1 <= number <= len(refs):
            self.select(refs[number - 1])
            self.picked(refs[number - 1])


def _numbered(offers: Iterable[Offer | Shut]) -> Iterable[Block]:
    number = 0
    for offer in offers:
        if isinstance(offer, Shut):
            yield Block(join(offer.text, "  not open (", line(offer.why), ")"), "quiet", lead=Content("  –  "))
        else:
            number += 1
            yield Block(offer.text, lead=Content(f"{number}  "), ref=offer.id)
