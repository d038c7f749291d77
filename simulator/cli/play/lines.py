"""Lines of input: from a pipe as they come, from a terminal with a line that can be edited; and what ends a sitting."""

import contextlib
import re
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Final

from simulator.cli.shared.terminal import say

from .editing import Editing


class Leaving(Exception):  # noqa: N818  (a person's wish)
    """The learner stops for now, or the input has ended."""


class StoppedForGood(Exception):  # noqa: N818
    """The learner stops this attempt before its end."""


class Signalled(BaseException):
    """Somebody, or the system, ends the program; raised while it waits for a line, and nowhere else."""

    def __init__(self, number: int, typed: str) -> None:
        super().__init__(number)
        self.number = number
        self.typed = typed
        """What stood on the line that was not finished."""


LONGEST_LINE: Final = 100_000
"""A longer line of input is not taken, in characters."""

PATIENCE: Final = 100
"""How many lines in a row may mean nothing before a pipe is taken to have gone wrong."""

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_FLOW: Final = str.maketrans("", "", "\x11\x13")
"""Ctrl+Q and Ctrl+S, where a terminal hands them on: they stop and start nothing here."""


class Input:
    """Lines from standard input."""

    def __init__(self) -> None:
        self.misunderstood = 0
        self.on_a_terminal = sys.stdin.isatty()
        self._editing = Editing() if self.on_a_terminal and sys.stdout.isatty() else None
        self._waiting = False
        self._signalled = 0
        with contextlib.suppress(AttributeError, ValueError):
            sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]

    def line(self, prompt: str, typed: str = "") -> str:
        """The next line, without the white space around it; ``typed`` stands on it from the start, to be changed.

        Raises:
            Leaving: there is no more input.
            Signalled: the program is to end.
        """
        while True:
            given = self._next(prompt, typed)
            if not given:
                say()
                raise Leaving
            if len(given) <= LONGEST_LINE:
                return given.translate(_FLOW).strip()
            self.not_understood(f"That line is longer than {LONGEST_LINE:,} characters; nothing of it was taken.")

    def _next(self, prompt: str, typed: str) -> str:
        """The next line with its end, or of a longer one its beginning; empty where there is no more input."""
        self._waiting = True
        try:
            if self._signalled:
                raise Signalled(self._signalled, "")
            if self._editing is not None and self._editing.works:
                return self._editing.line(prompt, typed)
            sys.stdout.write(prompt)
            sys.stdout.flush()
            given = sys.stdin.readline(LONGEST_LINE + 1)
            rest = given
            while len(given) > LONGEST_LINE and rest and not rest.endswith("\n"):
                rest = sys.stdin.readline(LONGEST_LINE)
        finally:
            self._waiting = False
        if given and not self.on_a_terminal:
            say()
        return given

    def not_understood(self, sentence: str) -> None:
        """Say what could be typed instead.

        Raises:
            Leaving: a pipe goes on and on with lines that mean nothing.
        """
        self.misunderstood += 1
        if self.misunderstood >= PATIENCE and not self.on_a_terminal:
            say(f"{PATIENCE} lines of the input meant nothing here, so the rest is not read.")
            raise Leaving
        say(sentence)

    def understood(self) -> None:
        """A line meant something."""
        self.misunderstood = 0

    @contextlib.contextmanager
    def heeding_signals(self) -> Iterator[None]:
        """Let a signal end the program while it waits for a line, and never while something is being kept."""
        before = {}
        try:
            for name in SIGNALS:
                if number := getattr(signal, name, None):
                    before[number] = signal.signal(number, self._heed)
        except ValueError:  # signals are heeded in the main thread alone
            pass
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        if self._signalled:
            raise Signalled(self._signalled, "")

    def _heed(self, number: int, frame: FrameType | None) -> None:
        del frame
        again, self._signalled = bool(self._signalled), number
        if self._waiting or again:
            raise Signalled(number, self._editing.typed() if self._editing is not None and self._waiting else "")


def fault_in_text(text: str) -> str:
    """Why this is not taken as somebody's own words, in one sentence; empty where it is."""
    if "\ufffd" in text:
        return "Part of that could not be read as text, so it was not taken. Write it again."
    if _UNSEEN.search(text):
        return "There are characters in that which cannot be seen, so it was not taken. Write it again."
    return ""
