"""People as a report names them: by code, with the name and the capacity where those are known."""

from collections.abc import Mapping

from simulator.report.words.sanitize import in_one_line
from simulator.review.people import Person


def who(code: str, names: Mapping[str, str]) -> str:
    """Somebody by code, with their name where it is known."""
    name = in_one_line(names.get(code, ""))
    shown = in_one_line(code) or "no code"
    return f"{shown} ({name})" if name else shown


def acted(person: Person, names: Mapping[str, str]) -> str:
    """Somebody with the capacity in which they acted."""
    return f"{who(person.code, names)}, {person.role}"
