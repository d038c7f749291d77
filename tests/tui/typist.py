"""Somebody who types: the bytes of a terminal, at any pace, whole or in parts, into an application on a stage."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.message import Message
from textual.pilot import Pilot

from simulator.tui.app import SimulatorApp
from simulator.tui.input.keyboard import now
from simulator.tui.input.pace import Pace
from simulator.tui.input.parser import UnitParser

TAB, BACK_TAB, UP, DOWN, LEFT, RIGHT = "\t", "\x1b[Z", "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C"
PAGE_DOWN, HOME, END = "\x1b[6~", "\x1b[H", "\x1b[F"
ENTER, ESC, SAVE, QUIT, COPY = "\r", "\x1b", "\x13", "\x11", "\x03"
STANDS = Pace().seen + 0.1
"""Seconds after which what is shown has stood long enough for anybody."""


@dataclass(frozen=True)
class Speed:
    """How fast keys come, in seconds from one to the next, and how long the parts of a sequence lie apart."""

    gap: float
    apart: float | None = None

    def __str__(self) -> str:
        whole = "whole" if self.apart is None else f"split by {self.apart * 1000:.0f}"
        return f"{self.gap * 1000:.0f} ms, {whole}"


SPEEDS = tuple(Speed(gap, apart) for gap in (0, 0.01, 0.03, 0.1, 0.25) for apart in (None, 0, 0.01, 0.03))
"""Every pace; an arrow that lies further apart than Esc waits is not one to anybody."""


class Typist:
    """Types into an application what a terminal would send."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        app: App[Any] = pilot.app
        assert isinstance(app, SimulatorApp)
        self.app = app
        self._time = 0.0
        self._parser = UnitParser(clock=lambda: self._time)

    async def type(self, keys: Iterable[str], speed: Speed) -> None:
        """Each at its time; then what the clock decides, and all that follows from it."""
        for key in keys:
            parts = [key] if speed.apart is None else list(key)
            for place, part in enumerate(parts):
                if place:
                    await self.wait(speed.apart or 0)
                self._send(self._parser.feed(part))
            await self.wait(speed.gap)
        await self.at_rest()

    async def at_rest(self) -> None:
        """Wait until nothing is left to do."""
        self._time += 1
        self._send(self._parser.tick())
        await asyncio.sleep(0.02)
        await self.app.keyboard.until_idle()

    async def stand(self) -> None:
        """Wait until what is shown has stood long enough to be chosen."""
        await self.at_rest()
        await asyncio.sleep(STANDS)

    async def wait(self, seconds: float) -> None:
        """Let time pass; for the parser exactly so much, however busy the machine is."""
        await asyncio.sleep(seconds)
        self._time += seconds
        self._send(self._parser.tick())

    async def at(self, *keys: tuple[float, str]) -> None:
        """Keys, each with the seconds from now at which it was pressed: all are there before the first is done."""
        begun = now()
        for seconds, key in keys:
            self._send(self._parser.feed(key), begun + seconds)
        await self.at_rest()

    def _send(self, messages: Iterable[Message], when: float | None = None) -> None:
        driver = self.app._driver
        assert driver is not None
        for message in messages:
            if when is not None:
                message.time = when
            driver.process_message(message)
