"""What is wrong with something that is kept, as values; and events that cannot be played, as an error."""

from dataclasses import dataclass

from simulator.store.errors import AttemptDamaged

from .canonical import CodecError, parse_body
from .chain import StoredEvent


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    rule: str
    """A stable name."""
    message: str
    """One sentence."""
    event: int | None = None
    """The first event that shows it."""
    entry: int | None = None
    """The first entry of the review that shows it."""


class Unreplayable(AttemptDamaged):
    """Events or entries that do not make an attempt, or its review."""

    def __init__(self, attempt: str, fault: Fault) -> None:
        super().__init__(attempt, fault.message)
        self.fault = fault


def kind_of(each: StoredEvent) -> str:
    """The kind of an event or entry, or ``unreadable``."""
    try:
        body = parse_body(each.body)
    except CodecError:
        return "unreadable"
    inside = body.get("event", body) if isinstance(body, dict) else None
    kind = inside.get("kind") if isinstance(inside, dict) else None
    return kind if isinstance(kind, str) else "unreadable"


def describe(each: StoredEvent, noun: str = "event") -> str:
    """An event, or another link of a chain, in a few words: its number and kind."""
    return f"{noun} {each.number} ({kind_of(each)})"


def of_event(each: StoredEvent, rule: str, what: str) -> Fault:
    """Something that is wrong with an event."""
    return Fault(rule, f"{describe(each).capitalize()} {what.rstrip('.')}.", event=each.number)


def of_entry(each: StoredEvent, rule: str, what: str) -> Fault:
    """Something that is wrong with an entry of a review."""
    return Fault(rule, f"{describe(each, 'entry').capitalize()} {what.rstrip('.')}.", entry=each.number)
