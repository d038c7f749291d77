"""A page that asks for more when its end comes near, so that a long queue is never read whole."""

from dataclasses import dataclass
from typing import Final

from textual.message import Message

from simulator.tui.widgets.page import Page

NEAR: Final = 12
"""How many lines before the end more is asked for."""


class GrowingList(Page):
    """A list that grows as it is read."""

    @dataclass
    class NearEnd(Message):
        """The end of what is there comes into view."""

        rows: "GrowingList"

        @property
        def control(self) -> "GrowingList":
            """The page it happened on."""
            return self.rows

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more near the end."""
        super().watch_scroll_y(old_value, new_value)
        if new_value > old_value and new_value >= self.max_scroll_y - NEAR:
            self.post_message(self.NearEnd(self))
