"""An organisation's signposts: where its learners find help. Read tolerantly, because help must never fail to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.parts import is_date
from simulator.documents.yaml.problems import Problems
from simulator.documents.yaml.reader import Tree
from simulator.documents.yaml.reading_session import ReadingSession, is_newer
from simulator.documents.yaml.source import Source
from simulator.documents.yaml.validation import validate

from .signposts_shapes import PersonShape, ServiceShape, SignpostsShape

MAX_AGE_DAYS: Final = 366
"""How long a checked signpost is good for."""

_STAND_INS: Final[Mapping[str, Tree]] = {"format": "1", "sample": "true", "emergency": "999"}


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone of the organisation to turn to."""

    name: str
    role: str
    hours: str
    contact: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service outside."""

    name: str
    helps_with: str
    contact: str
    hours: str = ""
    min_age: int | None = None
    max_age: int | None = None
    nation: str = ""
    last_checked: str = ""
    """Year-month-day, or empty where nobody has checked it."""
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class Signposts:
    """Where an organisation's learners find help."""

    sample: bool
    """Something in it is still invented, so learners must be told not to rely on it."""
    organisation: str = ""
    nation: str = ""
    person: Contact | None = None
    deputy: Contact | None = None
    out_of_hours: str = ""
    emergency: str = "999"
    services: tuple[Service, ...] = ()


def read_signposts(source: Source | Path, today: date | None = None) -> Loaded[Signposts]:
    """Read signposts. What has faults is told and left out; the rest is there all the same.

    Args:
        source: the document, or the file that holds it.
        today: the day against which `last_checked` is judged; None leaves its age unjudged.
    """
    session = ReadingSession(source)
    newer = is_newer(session.tree, session.problems, "These signposts are")
    # Of a newer format nothing else is judged, but what can be read is shown: help must not wait for an update.
    problems = Problems(session.name, session.source_map) if newer else session.problems
    fitted = None if session.tree is None else validate(session.tree, SignpostsShape, problems, _STAND_INS)[0]
    if fitted is None:
        return session.loaded(None)
    for position, service in enumerate(fitted.services):
        _judge(service, position, fitted.sample, today, problems)
    value = Signposts(
        fitted.sample,
        fitted.organisation or "",
        fitted.nation or "",
        _person(fitted.person),
        _person(fitted.deputy),
        fitted.out_of_hours,
        fitted.emergency,
        tuple(_service(service) for service in fitted.services),
    )
    return session.loaded(value, despite_errors=True)


def _person(fitted: PersonShape | None) -> Contact | None:
    return None if fitted is None else Contact(fitted.name, fitted.role, fitted.hours, fitted.contact)


def _service(fitted: ServiceShape) -> Service:
    return Service(
        fitted.name,
        fitted.for_,
        fitted.contact,
        fitted.hours,
        fitted.min_age,
        fitted.max_age,
        fitted.nation or "",
        fitted.last_checked if is_date(fitted.last_checked) else "",
        fitted.checked_by,
    )


def _judge(service: ServiceShape, position: int, sample: bool, today: date | None, problems: Problems) -> None:
    address = ("services", position)
    if service.min_age is not None and service.max_age is not None and service.min_age > service.max_age:
        problems.of((*address, "min_age"), "min-over-max", "The youngest age is above the oldest.", value=True)
    if sample:
        return
    if not is_date(service.last_checked):
        message = f"Nobody has checked “{service.name[:60]}” yet."
        hint = "Check it at its source and write the day, such as last_checked: 2030-01-31."
        problems.of((*address, "last_checked"), "old-signposts", message, hint)
    elif today is not None and (today - date.fromisoformat(service.last_checked)).days > MAX_AGE_DAYS:
        message = f"“{service.name[:60]}” was last checked on {service.last_checked}, more than a year ago."
        problems.of((*address, "last_checked"), "old-signposts", message, "Check it at its source.")
