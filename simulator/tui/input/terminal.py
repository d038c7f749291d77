"""Reads the terminal: the framework's driver, fed with whole units, and able to say that all was read.

Three things differ from the framework's. Its parser is given whole units. A terminal that is gone ends the program in
good order, and what cannot be decoded ends nothing. And before the program ends, what was typed until then is read.
"""

import os
import selectors
import socket
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from simulator.tui.input.ended import InputEnded
from simulator.tui.input.parser import UnitParser

if TYPE_CHECKING:
    from textual.app import App


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
                # whoever was woken while something was typed has read the call, and looks once more without waiting
                ready = {key.fd for key, _ in selector.select(0 if self._ending else parser.wait())}
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
