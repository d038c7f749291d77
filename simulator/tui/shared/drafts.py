"""Keeping what is typed: soon after the first change that is not kept, and at once on leaving."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from textual.timer import Timer

from simulator.store.errors import StoreError

if TYPE_CHECKING:
    from simulator.engine.events import Answer
    from simulator.tui.shared.base import BaseScreen
    from simulator.tui.shared.in_progress import KeepsDraft

SOON: Final = 0.15
"""Seconds after the first change that is not kept until all is; whoever types on does not put it off."""


class ScreenDraft:
    """What is typed on a screen and not handed in yet."""

    def __init__(
        self, screen: "BaseScreen[Any]", keeper: "KeepsDraft", typed: "Callable[[], Mapping[str, Answer]]"
    ) -> None:
        """Of a screen; ``keeper`` keeps it, and ``typed`` says what is typed and marked now."""
        self._screen = screen
        self._keeper = keeper
        self._typed = typed
        self._timer: Timer | None = None

    def read(self) -> "Mapping[str, Answer]":
        """What was kept the last time; nothing where that cannot be read."""
        try:
            return self._keeper.draft()
        except StoreError:
            return {}

    def keep_soon(self) -> None:
        """Keep it in a moment, however fast the person types on."""
        if self._timer is None:
            self._timer = self._screen.set_timer(SOON, self.keep_now)

    def keep_now(self) -> None:
        """Keep it."""
        if self._timer is None:
            return
        self.forget()
        with self._screen.saying_refusals():
            self._keeper.keep_draft(self._typed())

    def forget(self) -> None:
        """It was handed in: there is nothing to keep."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
