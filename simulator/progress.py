"""How far something long has got: whoever goes through many items counts them, and whoever runs it may show that.

Nothing is shown unless a command says where (`shown_by`); what counts does not know of terminals.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

ItemT = TypeVar("ItemT")


class Meter(Protocol):
    """Shows how many of some items are done."""

    def begin(self, doing: str, of: int) -> None:
        """Something is begun with so many items; ``doing`` says what, as in “Checking attempts”."""

    def advance(self, by: int = 1) -> None:
        """So many more are done."""

    def end(self) -> None:
        """It is over, or was broken off."""


def shown_by_nothing() -> None:
    """From here on show nothing, as where the whole terminal is a screen of its own."""
    _meter.set(None)


_meter: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def shown_by(meter: Meter | None) -> Iterator[None]:
    """Have what is counted in here shown by a meter."""
    token = _meter.set(meter)
    try:
        yield
    finally:
        _meter.reset(token)


def counted(items: Sequence[ItemT], doing: str) -> Iterator[ItemT]:
    """The items, each counted once it has been dealt with."""
    yield from counted_of(items, doing, len(items))


def counted_of(items: Iterable[ItemT], doing: str, of: int) -> Iterator[ItemT]:
    """The same for items of which only the number is known beforehand.

    Counting inside what is counted already is left to the outer count, which says how much is left.
    """
    meter = _meter.get()
    if meter is None:
        yield from items
        return
    meter.begin(doing, of)
    try:
        for item in items:
            yield item
            meter.advance()
    finally:
        meter.end()


@contextmanager
def during(doing: str) -> Iterator[None]:
    """Show that one thing is being done, of which nothing can be counted."""
    for _ in counted((None,), doing):
        yield
