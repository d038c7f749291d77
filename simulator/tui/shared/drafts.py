"""Keeping what is typed: soon after the first change that is not kept, and at once on leaving."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from textual.screen import Screen
from textual.timer import Timer

from simulator.store.errors import StoreError
from simulator.tui.shared.base import BaseScreen

if TYPE_CHECKING:
    from simulator.engine.events import Answer

SOON: Final = 0.15
"""Seconds after the first change that is not kept until all is; whoever types on does not put it off."""


class Drafted(Protocol):
    """What keeps what is typed until it is handed in."""

    def draft(self) -> "Mapping[str, Answer]":
        """What was kept."""

    def keep_draft(self, answers: "Mapping[str, Answer]") -> None:
        """Keep it."""


class Drafting(BaseScreen[Any]):
    """A screen that people type on."""

    attempt: Drafted
    _waiting: Timer | None = None

    def draft_now(self) -> "dict[str, Answer]":
        """What is typed and marked."""
        raise NotImplementedError

    def kept_draft(self) -> "Mapping[str, Answer]":
        """What was kept the last time; nothing where that cannot be read."""
        try:
            return self.attempt.draft()
        except StoreError:
            return {}

    def keep_soon(self) -> None:
        """Keep it in a moment, however fast the person types on."""
        if self._waiting is None:
            self._waiting = self.set_timer(SOON, self.keep_now)

    def keep_now(self) -> None:
        """Keep it."""
        if self._waiting is None:
            return
        self._waiting.stop()
        self._waiting = None
        with self.saying_refusals():
            self.attempt.keep_draft(self.draft_now())

    def forget(self) -> None:
        """It was handed in: there is nothing to keep."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None


def keep_all(screens: "list[Screen[Any]]") -> None:
    """Keep what is typed on any of these screens, because the program is about to end."""
    for screen in screens:
        if isinstance(screen, Drafting):
            screen.keep_now()
