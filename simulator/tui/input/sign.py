"""A sign of life, drawn while the program is at work and cannot draw."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from textual import events

if TYPE_CHECKING:
    from textual.app import App

MARK: Final = "…"


class Sign:
    """Three dots in the upper right corner, from a thread of its own: whatever is at work, they come in time."""

    def __init__(self, app: "App[Any]", after: float) -> None:
        self._app = app
        self._after = after
        self._lock = threading.Lock()
        self._wanted = False
        self._drawn = False

    @contextmanager
    def due(self, since: float) -> Iterator[None]:
        """Draw it if nothing else is drawn within the time, counted from when the key was pressed."""
        left = max(since + self._after - events.Idle().time, 0)
        self._wanted = True
        timer = threading.Timer(left, self._draw, (self._app.size.width,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self.hide()
            if self._drawn:
                self._drawn = False
                self._app.screen.refresh()

    def hide(self) -> None:
        """Something else was drawn."""
        with self._lock:
            self._wanted = False

    def _draw(self, width: int) -> None:
        driver = self._app._driver
        with self._lock:
            if self._wanted and driver is not None and width:
                self._drawn = True
                driver.write(f"\x1b7\x1b[1;{width}H\x1b[0m{MARK}\x1b8")
                driver.flush()
