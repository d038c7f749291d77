"""Chains of hashes, and the moments in them: what an attempt's events and a review's entries have in common."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from .canonical import canonical

CENTRE: Final = "centre"
"""The stream of entries about people and the store as a whole."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One event as it is kept."""

    number: int
    """Its place, from 0."""
    at: str
    body: str
    """Canonical JSON."""
    hash: str


@dataclass(frozen=True, slots=True)
class Tip:
    """Where a chain ends: how many events there are, and the hash of the last."""

    count: int
    head: str


def beginning(stream: str) -> Tip:
    """Where a stream of entries stands to which nothing was added yet."""
    return Tip(0, sha256(canonical({"entries": stream})))


def link(previous: str, attempt: str, number: int, at: str, body: str) -> str:
    """The hash of one event."""
    return sha256(canonical([previous, attempt, number, at, body]))


def links_after(attempt: str, tip: Tip, at: str, bodies: list[str]) -> tuple[StoredEvent, ...]:
    """The next events of a chain."""
    events = []
    previous = tip.head
    for number, body in enumerate(bodies, start=tip.count):
        previous = link(previous, attempt, number, at, body)
        events.append(StoredEvent(number, at, body, previous))
    return tuple(events)


def sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stamp(moment: datetime) -> str:
    """A moment as it is kept: UTC, always with microseconds, so that texts sort as times do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """The moment that a kept text stands for, aware, in UTC.

    Raises:
        ValueError: the text is no such moment.
    """
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or stamp(found) != text:
        raise ValueError(f"no moment: {text}")
    return found
