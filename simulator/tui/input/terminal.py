"""Reads the terminal: the framework's driver, fed with whole units, and able to say that all was read.

Three things differ from the framework's. Sequences and pastes are cut by ``sequences`` first. A terminal that is gone
ends the program in good order, and what cannot be decoded ends nothing. And before the program ends, what was typed
until then is read to its end.
"""

import os
import selectors
import socket
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TextIO

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from simulator.tui.input.ended import InputEnded
from simulator.tui.input.sequences import ESC, Keys, Pasted, Sequence, Sequences, Unit

if TYPE_CHECKING:
    from textual.app import App

GLANCE: Final = 0.1
"""Seconds after which the thread looks whether it is to end."""


class UnitParser(XTermParser):
    """The framework's parser, which is only ever given what is whole."""

    def __init__(self, debug: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(debug)
        self._clock = clock
        self._sequences = Sequences()

    def feed(self, data: str) -> Iterable[Message]:
        """The messages of what is whole with this; empty data ends it."""
        if not data:
            yield from self.end()
            yield from super().feed(data)
            return
        yield from self._messages(self._sequences.feed(data, self._clock()))

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


class Outlet:
    """A terminal to write to that may be gone: then nothing more is written, and nobody waits for it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write it, if there is anywhere to."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """See that it comes there."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of what is written to."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """The terminal's input and output."""

    def __init__(
        self, app: "App[object]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = Outlet(self._file)
        self._woken, self._wake = socket.socketpair()
        self._ending = False

    def end_input(self) -> None:
        """Read what was typed until now, and then tell the application so."""
        self._ending = True
        self._wake.send(b"!")

    def run_input_thread(self) -> None:
        """Read until the application ends, or the terminal is gone."""
        parser = UnitParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(parser.wait())}
                if self._woken.fileno() in ready:
                    self._woken.recv(64)
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        self._tell(parser.end())
                        self._tell([InputEnded(gone=True)])
                        return
                    self._tell(parser.feed(decode(data)))
                elif self._ending:
                    self._ending = False
                    self._tell(parser.end())
                    self._tell([InputEnded(gone=False)])
                self._tell(parser.tick())

    def _read(self) -> bytes:
        """What there is; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _tell(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
