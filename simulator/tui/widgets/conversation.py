"""The conversation, which stays at its newest line, and what stands beside it."""

from collections.abc import Iterable

from textual import events

from simulator.tui.widgets.page import Block, Page


class Conversation(Page, can_focus=False):
    """Lines that are added at the end, with the newest always in view."""

    def add(self, blocks: Iterable[Block]) -> None:
        """Add blocks and come to the end."""
        super().add(blocks)
        self.to_end()

    def on_resize(self, event: events.Resize) -> None:
        """Stay at the newest line; the page wraps to the new width."""
        del event
        self.call_after_refresh(self.to_end)  # the page has wrapped by then

    def to_end(self) -> None:
        """Bring the newest line into view."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def read(self, pages: int) -> None:
        """Scroll by pages, less two lines to keep one's place."""
        step = max(self.scrollable_content_region.height - 2, 1)
        self.scroll_relative(y=pages * step, animate=False)


class Aside(Page, can_focus=False):
    """A page that is read beside another one."""
