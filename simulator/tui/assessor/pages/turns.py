"""A transcript that is read by turns: each comes to the top, and a long one is read to its end before the next."""

from typing import Final

from simulator.tui.widgets.page import Page

KEPT: Final = 2
"""How many lines stay in view when a long turn is read on."""


class Turns(Page):
    """Lines of which the turns, and what was written in them, can be picked."""

    def action_step(self, by: int) -> None:
        """To the next turn or the one before; within a turn that is longer than the view, on or back by a view."""
        places = self._selectable()
        if self._cursor is None or self._cursor not in places:
            super().action_step(by)
            return
        here = places.index(self._cursor) + by
        view = self.scrollable_content_region.height
        top, step = self.scroll_offset.y, max(view - KEPT, 1)
        wanted = self.top_of(places[here]) if 0 <= here < len(places) else self.max_scroll_y if by > 0 else 0
        begins = self.top_of(self._cursor)
        if by > 0 and wanted > top + step and top < self.max_scroll_y:
            self.scroll_to(y=min(top + step, wanted), animate=False)
        elif by < 0 and begins < top:
            self.scroll_to(y=max(top - step, begins), animate=False)
        elif 0 <= here < len(places):
            self._move(places[here])
            self.scroll_to(y=wanted, animate=False)
        else:
            self.scroll_relative(y=by, animate=False)
