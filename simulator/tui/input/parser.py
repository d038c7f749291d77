"""Makes messages of what is typed: the framework's parser, which is only ever given whole units."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

from simulator.tui.input.sequences import ESC, Keys, Pasted, Sequence, Sequences, Unit

GLANCE: Final = 0.1
"""Seconds after which whoever reads looks up in any case."""


class UnitParser(XTermParser):
    """The framework's parser, which is only ever given what is whole."""

    def __init__(self, debug: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(debug)
        self._clock = clock
        self._sequences = Sequences()

    def feed(self, data: str) -> Iterable[Message]:
        """The messages of what is whole with this; nothing where a character is not whole yet."""
        yield from self._messages(self._sequences.feed(data, self._clock()) if data else ())

    def tick(self) -> Iterable[Message]:
        """The messages of what is decided by the clock."""
        yield from self._messages(self._sequences.tick(self._clock()))

    def wait(self) -> float:
        """Seconds until there is something to look at."""
        due = self._sequences.wait(self._clock())
        return GLANCE if due is None else min(due, GLANCE)

    def end(self) -> Iterable[Message]:
        """The messages of what never became whole."""
        yield from self._messages(self._sequences.end())

    def _messages(self, units: Iterable[Unit]) -> Iterator[Message]:
        for unit in units:
            match unit:
                case Keys(text):
                    yield from super().feed(text)
                case Sequence(text) if text == ESC:
                    yield events.Key("escape", ESC)
                case Sequence(text):
                    yield from super().feed(text)
                    self._forget()
                case Pasted(text):
                    yield events.Paste(text.replace("\x00", ""))

    def _forget(self) -> None:
        """A whole sequence that nobody knows is nothing; the framework would wait, and then type it."""
        if self._awaiting.timeout is not None:
            self._gen = self.parse(self._tokens.append)
            self._awaiting = next(self._gen)
        self._timeout_time = None


def cut_into_units(driver: type[Driver]) -> None:
    """Have a driver of the framework's parse with this: it names its parser in its module, and takes no other."""
    setattr(sys.modules[driver.__module__], "XTermParser", UnitParser)  # noqa: B010
