"""The assessor's house, as an application of its own: it begins with the queue."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from simulator.tui.app import SimulatorApp
from simulator.tui.assessor.desk import ReviewDesk
from simulator.tui.assessor.queue import QueueScreen

if TYPE_CHECKING:
    from simulator.library import Library
    from simulator.store import Store


class ReviewApp(SimulatorApp):
    """The terminal interface at the queue of reviews."""

    TITLE = "Reviews"

    def __init__(self, desk: ReviewDesk) -> None:
        super().__init__(desk)
        self._review_desk = desk

    def get_default_screen(self) -> Screen[Any]:
        """The queue is where everything begins and comes back to."""
        return QueueScreen(self._review_desk)


def run(library: "Library", store: "Store | Callable[[], Store]", code: str = "") -> int:
    """Open the queue; ``code`` says who sits at the desk.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended it.
    """
    desk = ReviewDesk(library, store, code)
    app = ReviewApp(desk)
    try:
        app.run()
    finally:
        if callable(store):
            desk.close()
    return app.return_code or 0
