"""Waiting for a store that others write to: with patience, at uneven intervals, and not in silence.

Only one can write to a file at a time, and each holds it for as long as the disk takes. The longer somebody has waited,
the oftener they look, so that a class that begins together gets in roughly in the order in which it came; that no two
look at the same intervals keeps them from meeting again and again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

T = TypeVar("T")

PATIENCE: Final = 30.0
"""How long is waited for others who write, in seconds."""
SILENCE: Final = 1.0
"""How long is waited before it is told, in seconds."""
LONGEST: Final = 0.25
"""The longest time between two looks, in seconds; what has waited for ``PATIENCE`` looks thirty times as often."""

SENTENCE: Final = "Waiting for the store, to which others write …"
"""What a person is told meanwhile."""

Show = Callable[[float], None]
"""Shows that the store is waited for; it is given for how long already, in seconds, and 0 when the wait is over."""


def _silent(_waited: float) -> None:
    """Nobody is told."""


_show: list[Show] = [_silent]


@contextmanager
def shown(show: Show) -> Iterator[None]:
    """Within this, waiting is shown so."""
    _show.append(show)
    try:
        yield
    finally:
        _show.remove(show)


def patiently(attempt: Callable[[], T], busy: Callable[[Exception], bool]) -> T:
    """What the attempt gives, tried again for as long as the store is busy and patience lasts.

    Raises:
        Exception: what the attempt raised last, busy or not.
    """
    began = time.monotonic()
    told = False
    try:
        while True:
            try:
                return attempt()
            except Exception as error:
                waited = time.monotonic() - began
                if not busy(error) or waited >= PATIENCE:
                    raise
            if waited >= SILENCE:
                told = True
                _show[-1](waited)
            time.sleep(_until_next(waited))
    finally:
        if told:
            _show[-1](0)


def _until_next(waited: float) -> float:
    """How long until the next look, in seconds."""
    import random  # noqa: PLC0415  (most never wait)

    return random.uniform(0.1, 1) * LONGEST / (1 + waited)  # noqa: S311  (no secret)
