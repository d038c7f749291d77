"""The words of a report: moments, people and verdicts."""

from collections.abc import Mapping
from typing import Final

from simulator.report.page import NOTHING, Cell, Span, Tone
from simulator.report.words.sanitize import in_one_line, visible
from simulator.review.events import Verdict
from simulator.review.people import Person
from simulator.store.format.record import moment

VERDICT_TONES: Final = {Verdict.MET: Tone.GOOD, Verdict.NOT_YET: Tone.POOR, Verdict.NOT_ASSESSED: Tone.QUIET}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def when(at: str) -> str:
    """A kept moment as a person reads it; what is none is shown as it stands."""
    try:
        found = moment(at)
    except ValueError:
        return in_one_line(at)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}, {found:%H:%M} UTC"


def who(code: str, names: Mapping[str, str]) -> str:
    """Somebody by code, with their name where it is known."""
    name = in_one_line(names.get(code, ""))
    shown = in_one_line(code) or "no code"
    return f"{shown} ({name})" if name else shown


def acted(person: Person, names: Mapping[str, str]) -> str:
    """Somebody with the capacity in which they acted."""
    return f"{who(person.code, names)}, {person.role}"


def verdict(value: Verdict | None) -> Span:
    """A verdict as its words; none is *not assessed*."""
    found = Verdict.NOT_ASSESSED if value is None else value
    return Span(str(found), VERDICT_TONES[found])


def wrote(text: str) -> Cell:
    """What somebody wrote, its line breaks kept, one line of a cell each."""
    lines = [each for each in visible(text.replace("\r\n", "\n")).split("\n") if each.strip()]
    return tuple(Span(each) for each in lines) or (NOTHING,)


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
