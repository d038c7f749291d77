"""The conversation, which stays at its newest line, and what stands beside it."""

from collections.abc import Iterable

from textual import events

from simulator.tui.widgets.page import Block, Page


class Conversation(Page, can_focus=False):
    """Lines that are added at the end, with the newest always in view."""

    _kept: int | None = None
    """The line to stay at, where that is not the newest."""

    def add(self, blocks: Iterable[Block]) -> None:
        """Add blocks and come to the end."""
        super().add(blocks)
        self.to_end()

    @property
    def read_back(self) -> int | None:
        """The first line in view, where that is not the end; None at the end."""
        return self.scroll_offset.y if self.scroll_offset.y < self.max_scroll_y else None

    def keep_at(self, first: int) -> None:
        """Stay where somebody was reading, until something is added or read on."""
        self._kept = first
        self.scroll_to(y=first, animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Stay at the newest line; the page wraps to the new width."""
        del event
        self.call_after_refresh(self._stay)  # the page has wrapped by then

    def _stay(self) -> None:
        if self._kept is None:
            self.to_end()
        else:
            self.keep_at(self._kept)

    def to_end(self) -> None:
        """Bring the newest line into view."""
        self._kept = None
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def read(self, pages: int) -> None:
        """Scroll by pages, less two lines to keep one's place."""
        self._kept = None
        step = max(self.scrollable_content_region.height - 2, 1)
        self.scroll_relative(y=pages * step, animate=False)


class Aside(Page, can_focus=False):
    """A page that is read beside another one."""
