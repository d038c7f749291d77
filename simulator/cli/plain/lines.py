"""Lines from standard input, and what ends a sitting."""

import contextlib
import sys
from typing import Final

from simulator.cli.terminal import say


class Leaving(Exception):  # noqa: N818  (a person's wish)
    """The learner stops for now, or the input has ended."""


class StoppedForGood(Exception):  # noqa: N818
    """The learner stops this attempt before its end."""


LONGEST_LINE: Final = 100_000
"""Of a longer line of input, the rest counts as another line, in characters."""

PATIENCE: Final = 100
"""How many lines in a row may mean nothing before a pipe is taken to have gone wrong."""


class Input:
    """Lines from standard input."""

    def __init__(self) -> None:
        self.misunderstood = 0
        with contextlib.suppress(AttributeError, ValueError):
            sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]

    def line(self, prompt: str) -> str:
        """The next line, without the white space around it.

        Raises:
            Leaving: there is no more input.
        """
        sys.stdout.write(prompt)
        sys.stdout.flush()
        given = sys.stdin.readline(LONGEST_LINE)
        if not given:
            say()
            raise Leaving
        if not sys.stdin.isatty():
            say()
        return given.strip()

    def not_understood(self, sentence: str) -> None:
        """Say what could be typed instead.

        Raises:
            Leaving: a pipe goes on and on with lines that mean nothing.
        """
        self.misunderstood += 1
        if self.misunderstood >= PATIENCE and not sys.stdin.isatty():
            say(f"{PATIENCE} lines of the input meant nothing here, so the rest is not read.")
            raise Leaving
        say(sentence)

    def understood(self) -> None:
        """A line meant something."""
        self.misunderstood = 0


def number_up_to(highest: int, given: str) -> int | None:
    """The whole number from 1 to ``highest`` that was typed; None where it is none."""
    if not (given.isascii() and given.isdigit() and len(given) <= 6):
        return None
    number = int(given)
    return number if 1 <= number <= highest else None
