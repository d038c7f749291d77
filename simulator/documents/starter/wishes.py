"""What a tutor wants a new scenario to be, and which decisions follow from it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulator.documents.yaml.reader import read
from simulator.documents.yaml.source import Source

TEMPLATES: Final = Path(__file__).with_name("templates")
"""What a new scenario is made of: ``kinds.yaml``, ``scenes.yaml`` and ``scenario.jinja``."""


def texts(name: str) -> Any:
    """A page of templates; every scalar is a text."""
    return read(Source.of_text((TEMPLATES / name).read_text(encoding="utf-8"), name)).tree


_PAGE: Final = texts("kinds.yaml")

KINDS: Final[Mapping[str, Mapping[str, Any]]] = _PAGE["kinds"]
"""How the kinds of scenario begin, by the words that `kinds` takes."""

SETTINGS: Final[Mapping[str, Mapping[str, str]]] = _PAGE["settings"]
"""The settings, by the words that `setting` takes."""

HARM: Final[str] = _PAGE["harm"]
"""The content note where somebody tells of harm."""

CLAUSES: Final[tuple[str, ...]] = tuple(_PAGE["decisions"])
"""The clauses that can be assessed."""

RECORDS: Final = "records"
"""Every scenario ends with what is written down, so this clause is always assessed."""

RECORDS_KIND: Final = "record-keeping"

_TOLD: Final = ("receiving-disclosure", "questions")
_NEEDS: Final = ("receiving-disclosure", "reporting")

FEWEST: Final = 2
"""So many decisions stand before the last one; with fewer, guessing passes more often than once in twenty times."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the scenario is to be. All texts are of one line."""

    title: str
    kind: str = "rapport"
    setting: str = "school"
    level: int = 1
    name: str = "Sam"
    pronouns: str = "they/them"
    age: int = 14
    clauses: tuple[str, ...] = ()
    """Clauses to be assessed; none stands for those that suit the kind."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it is about."""
        return (self.kind, "disclosure") if self.harm and self.kind != "disclosure" else (self.kind,)

    @property
    def with_form(self) -> bool:
        """Whether the record is a form to fill in."""
        return self.kind == RECORDS_KIND

    @property
    def harm(self) -> bool:
        """Whether somebody tells of harm in it."""
        return any(clause in _TOLD for clause in self.assessed)

    @property
    def assessed(self) -> tuple[str, ...]:
        """The clauses that it assesses: those wished for, and those that it takes for a whole scenario."""
        usual = KINDS[self.kind]["clauses"]
        wanted = {*(self.clauses or usual), KINDS[self.kind]["core"], RECORDS}
        for clause in usual:
            if len(_with_needs(wanted)) <= FEWEST:
                wanted.add(clause)
        return tuple(clause for clause in CLAUSES if clause in _with_needs(wanted))

    @property
    def added(self) -> tuple[str, ...]:
        """The clauses that nobody wished for by name."""
        return tuple(clause for clause in self.assessed if clause not in self.clauses) if self.clauses else ()

    @property
    def decisions(self) -> tuple[str, ...]:
        """The scenes of the decisions before the record is written, in order."""
        scenes = {
            **_PAGE["decisions"],
            **({} if self.harm else _PAGE["everyday"]),
            **KINDS[self.kind].get("decisions", {}),
        }
        return tuple(scenes[clause] for clause in self.assessed if clause != RECORDS)


def _with_needs(wanted: Collection[str]) -> set[str]:
    """Who tells of harm is heard, and somebody who can act is told."""
    return {*wanted, *(_NEEDS if any(clause in wanted for clause in _TOLD) else ())}
