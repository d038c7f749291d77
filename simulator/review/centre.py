"""What happens in a centre to people's data: legal holds, and erasing what was written freely."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """Why somebody's free texts and name were erased."""

    ASKED = "asked for"
    KEPT_LONG_ENOUGH = "kept long enough"


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept about somebody must stay as it is, for a legal reason."""

    code: str
    reference: str
    """Where the reason is written down, such as a case number; it is never erased, so it is no place for a story."""


@dataclass(frozen=True, slots=True)
class HoldLifted:
    """A legal hold ended."""

    code: str


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody's name and everything that was written freely in their attempts and reviews was erased."""

    code: str
    ground: Ground


CENTRE_EVENTS = (Held, HoldLifted, Erased)


def held_codes(events: Iterable[object]) -> frozenset[str]:
    """The codes on which a legal hold stands, after these events of a centre."""
    held: set[str] = set()
    for event in events:
        match event:
            case Held(code):
                held.add(code)
            case HoldLifted(code):
                held.discard(code)
    return frozenset(held)


def erased_codes(events: Iterable[object]) -> frozenset[str]:
    """The codes whose texts were erased at least once, after these events of a centre."""
    return frozenset(event.code for event in events if isinstance(event, Erased))
