"""Cuts what a terminal sends into whole units: characters, escape sequences, pastes.

The framework's parser decides by the clock: after a tenth of a second an unfinished sequence is played as keys. An
arrow that came in two parts then types ``[D``, an end of a paste that came late leaves the keyboard dead, an escape
character within a paste is typed, and Esc with a number right after it is taken for Alt and both are lost. Here only a
lone Esc is decided by the clock; everything else waits until it is whole.
"""

import os
import re
from dataclasses import dataclass
from typing import Final

ESC: Final = "\x1b"
PASTE: Final = "\x1b[200~"
PASTED: Final = "\x1b[201~"

_DELAY: Final = os.environ.get("ESCDELAY", "")
ALONE: Final = int(_DELAY) / 1000 if _DELAY.isdecimal() else 0.05
"""Seconds after which an escape character is the key Esc; ``ESCDELAY`` sets it, in milliseconds, as everywhere."""

LATE: Final = 1.0
"""Seconds within which the rest of a sequence still belongs to it."""

INTERRUPTS: Final = frozenset({"\x03", "\x11"})
"""Ctrl+C and Ctrl+Q: sent alone after a pause, they end a paste whose end never came."""

WHOLE: Final = re.compile(
    r"\x1b(?:\[\[.|\[M[^\x1b]{3}|\[[0-?]*[ -/]*[@-LN-Z\\-~]|\[[0-?]+[ -/]*M|O[A-Za-z])", re.DOTALL
)
"""A whole sequence: a console's function key, an old mouse report, a control sequence, a single shift."""

BEGUN: Final = re.compile(r"\x1b(?:O|\[\[?|\[M[^\x1b]{0,2}|\[[0-?]*[ -/]*)?\Z", re.DOTALL)
"""What may still become a whole sequence."""

BROKEN: Final = re.compile(r"\x1b\[[0-?]+[ -/]*(?=[\x00-\x1f\x7f])")
"""What has begun and will never be whole."""

KNOWN: Final = re.compile(r"\x1b(?:\[[\d;:<]*[A-HIMOPQRSZmu~]|\[\[.|O[A-Z])", re.DOTALL)
"""Keys and reports that terminals send; the rest of any other may have been typed by hand."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Characters as they were typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One whole escape sequence; ``ESC`` alone is the key Esc."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """The whole of what was pasted."""

    text: str


Unit = Keys | Sequence | Pasted


class Sequences:
    """Takes what is read, with the time in seconds at which it was, and gives the units that are whole."""

    def __init__(self) -> None:
        self._held = ""
        self._pasted: str | None = None
        self._at = 0.0
        self._escaped = float("-inf")
        self._tail = False
        """Whether what is held is the rest of a sequence whose Esc was told already."""

    def feed(self, data: str, now: float) -> list[Unit]:
        """The units that are whole with this."""
        paused, self._at = now - self._at, now
        if self._pasted is not None and data in INTERRUPTS and paused > LATE:
            cut, self._pasted = Pasted(self._pasted), None
            return [cut, Keys(data)]
        if not self._held and self._pasted is None and now - self._escaped < LATE and _is_tail(data):
            self._tail, self._held = True, ESC
        self._escaped = float("-inf")
        text, self._held = self._held + data, ""
        units: list[Unit] = []
        while text:
            text = self._cut(text, units)
        return units

    def wait(self, now: float) -> float | None:
        """Seconds until ``tick`` is due; None where nothing waits for the clock."""
        if not self._held or self._pasted is not None:
            return None
        return max(self._at + self._patience() - now, 0)

    def tick(self, now: float) -> list[Unit]:
        """What is decided by the clock."""
        if not self._held or self._pasted is not None or now < self._at + self._patience():
            return []
        return self._give_up(now)

    def end(self) -> list[Unit]:
        """Whatever is left: nothing more will come."""
        if self._pasted is not None:
            cut, self._pasted = Pasted(self._pasted), None
            return [cut]
        return self._give_up(self._at) if self._held else []

    def _patience(self) -> float:
        return ALONE if self._held in (ESC, "\x1bO") and not self._tail else LATE

    def _give_up(self, now: float) -> list[Unit]:
        """It never became whole: short ones were typed by hand, the others are noise."""
        held, self._held = self._held, ""
        tail, self._tail = self._tail, False
        if held == ESC:
            self._escaped = now
        units: list[Unit] = [] if tail else [Sequence(ESC)]
        rest = held[1:]
        if len(rest) > 1:
            return [Keys(rest)] if tail else []
        return [*units, Keys(rest)] if rest else units

    def _cut(self, text: str, units: list[Unit]) -> str:
        """Cut one unit off; what is left of the text."""
        if self._pasted is not None:
            return self._cut_paste(text, units)
        if not text.startswith(ESC):
            typed, escape, rest = text.partition(ESC)
            units.append(Keys(typed))
            return escape + rest
        whole = WHOLE.match(text)
        if whole is not None:
            self._take(whole.group(), units)
            return text[whole.end() :]
        if BEGUN.match(text):
            self._held = text
            return ""
        tail, self._tail = self._tail, False
        broken = BROKEN.match(text)
        if broken is not None:
            return text[broken.end() :]
        units += [] if tail else [Sequence(ESC)]
        return text[1:]

    def _take(self, sequence: str, units: list[Unit]) -> None:
        tail, self._tail = self._tail, False
        if sequence == PASTE:
            self._pasted = ""
        elif tail and not KNOWN.fullmatch(sequence):
            units.append(Keys(sequence[1:]))
        elif sequence != PASTED and not tail:
            units.append(Sequence(sequence))

    def _cut_paste(self, text: str, units: list[Unit]) -> str:
        before = self._pasted or ""
        seen = max(len(before) - len(PASTED), 0)
        self._pasted = before + text
        end = self._pasted.find(PASTED, seen)
        if end < 0:
            return ""
        rest = self._pasted[end + len(PASTED) :]
        units.append(Pasted(self._pasted[:end]))
        self._pasted = None
        return rest


def _is_tail(data: str) -> bool:
    """Whether this looks like the rest of a sequence: nobody types a whole one at once."""
    return data.startswith("[") or (len(data) == 2 and WHOLE.fullmatch(ESC + data) is not None)
