"""How fast people are: the times by which a press is told from the echo of the one before."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds."""

    seen: float = 0.4
    """What can be chosen has to have stood this long: less is not read, but the second half of a double press."""
    repeat: float = 0.1
    """A key that comes again faster than this is being held; keyboards repeat every 30 to 90 ms."""
    delay: float = 1.1
    """A held key repeats for the first time within this; keyboards wait 250 ms to 1 s."""
    burst: float = 0.3
    """Keys that follow each other faster than this are typed in one go."""
    double: float = 0.5
    """A second click on the same place within this is one half of a double click."""
    life: float = 0.07
    """What takes longer than this shows a sign of life."""


HASTY: Final = Pace(seen=0, repeat=0, delay=0, burst=0, double=0, life=3600)
"""For a program that presses keys: everything counts at once."""
