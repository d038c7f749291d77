"""The choices below a conversation: numbered, for number keys, arrows and Enter, or the mouse.

Nothing is chosen that has not stood long enough to be seen. Where a choice counts it is made in two acts: it is picked,
and then it is chosen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from simulator.tui.input.keyboard import Keyboard, now
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.prose import join

NUMBERS: Final[list[BindingType]] = [
    Binding(str(number), f"number({number})", f"Choose {number}", show=False, id=f"choose.{number}")
    for number in range(1, 10)
]
"""The number keys, for a screen that passes them on."""
PICK: Final = "Pick one; nothing is chosen yet."


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
        self._offers = tuple(offers)
        self._twice = False
        self._lit = ""
        """What is picked and not chosen yet."""
        self._offered: float | None = None
        """When what is offered was first drawn."""
        self._picked: float | None = None
        """When what is picked was first drawn as such."""
        super().__init__(self._told(), id=id, whole=True)

    def show(self, blocks: Iterable[Block], *, select: str = "", keep_place: bool = False) -> None:
        """Show these instead."""
        super().show(blocks, select=select, keep_place=keep_place)
        self.call_after_refresh(self._tell_how_many)

    def on_resize(self, event: events.Resize) -> None:
        """Whether all fit may have changed."""
        super().on_resize(event)
        self._tell_how_many()

    def _tell_how_many(self) -> None:
        """Say on the rule how many there are, where not all are in view."""
        number = sum(bool(block.ref) for block in self.blocks)
        hidden = self.lines > self.scrollable_content_region.height > 0
        self.border_title = Content(f"{number} choices, ↓ for the rest") if hidden else ""

    def offer(self, offers: Iterable[Offer], *, select: str = "", twice: bool = False) -> None:
        """Offer these instead; ``twice``: each is picked first, and chosen by a second act."""
        self._offers, self._twice, self._offered = tuple(offers), twice, None
        self._light("", select)

    def _told(self) -> Iterator[Block]:
        if self._twice:
            places = [offer.id for offer in self._offers]
            picked = str(places.index(self._lit) + 1) if self._lit in places else ""
            told = join("Picked ", Content.styled(picked, "bold"), ". Enter chooses it.") if picked else Content(PICK)
            yield Block(told, "quiet")
        for number, offer in enumerate(self._offers, start=1):
            sign = "•" if offer.id == self._lit else " "
            yield Block(offer.text, lead=Content(f"{number}{sign} " if self._with_numbers else ""), ref=offer.id)

    def _light(self, ref: str, select: str) -> None:
        self._lit, self._picked = ref, None
        self.show(self._told(), select=select)

    def choose_number(self, number: int) -> None:
        """Choose the offer with this number, if there is one."""
        if 1 <= number <= len(self._offers):
            self.select(self._offers[number - 1].id)
            self.picked(self._offers[number - 1].id)

    def picked(self, ref: str) -> None:
        """Tell that a choice was made; where it is made in two acts, at the second."""
        if not self._stood(self._offered):
            return
        if self._twice and ref != self._lit:
            self._light(ref, ref)
        elif not self._twice or self._stood(self._picked):
            self.post_message(self.ChoiceMade(self, ref))

    def _move(self, index: int) -> None:
        super()._move(index)
        if self._lit and self.selected != self._lit:
            self._light("", self.selected)

    # What was seen

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        drawn = now()
        self._offered = drawn if self._offered is None else self._offered
        self._picked = drawn if self._picked is None else self._picked
        return super().render_line(y)

    def _stood(self, since: float | None) -> bool:
        """Whether what was drawn then had been seen when it was asked for."""
        keyboard = getattr(self.app, "keyboard", None)
        if not isinstance(keyboard, Keyboard) or not keyboard.pace.seen:
            return True
        when = now() if keyboard.act is None else keyboard.act.time
        return since is not None and when - since >= keyboard.pace.seen
