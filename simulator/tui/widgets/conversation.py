"""The conversation, which stays at its newest line, and what stands beside it."""

from collections.abc import Iterable

from textual import events

from simulator.tui.widgets.page import Block, Page


class Conversation(Page, can_focus=False):
    """Lines that are added at the end, with the newest always in view."""

    _kept: int | None = None
    """The line to stay at, where that is not the newest."""

    _answered: int | None = None
    """The block that is answered now: it stays in view, however much the coach says after it."""

    def add(self, blocks: Iterable[Block], *, answered: int | None = None) -> None:
        """Add blocks and come to the end, or as far as the block that is ``answered``, counted among these, allows."""
        self._answered = None if answered is None else len(self.blocks) + answered
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
        self.scroll_to(y=min(self.max_scroll_y, self._furthest()), animate=False)

    def _furthest(self) -> int:
        """How far down the view may begin, so that what is answered now is in it: from its name, or else its end."""
        index = self._answered
        if index is None or index >= len(self.blocks):
            return self.max_scroll_y
        end, view = self.top_of(index + 1) or self.lines, self.scrollable_content_region.height
        named = index > 0 and self.blocks[index - 1].kind == "name"
        tops = [self.top_of(each) + self.blocks[each].gap for each in (index - named, index)]
        return next((top for top in tops if end - top <= view), end - view)

    def read(self, pages: int) -> None:
        """Scroll by pages, less two lines to keep one's place."""
        self._kept = None
        step = max(self.scrollable_content_region.height - 2, 1)
        self.scroll_relative(y=pages * step, animate=False)


class Aside(Page, can_focus=False):
    """A page that is read beside another one."""
