"""Who looks at an attempt, and in what capacity."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the centre."""

    LEARNER = "learner"
    TUTOR = "tutor"
    ASSESSOR = "assessor"
    QUALITY_ASSURER = "quality assurer"


class Part(StrEnum):
    """The capacity in which somebody looks at one attempt."""

    FIRST = "first marking"
    SECOND = "second marking"
    """Made without sight of the first."""
    QUALITY = "quality assurance"
    APPEAL = "appeal"


MARKING = (Part.FIRST, Part.SECOND)
"""The parts that mark answers, clauses and criteria."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts, by code; a name is kept elsewhere and may be erased."""

    code: str
    role: Role
