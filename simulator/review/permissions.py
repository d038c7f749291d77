"""The rules that all moves of a review share: who may, what is whose, how long a text may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .people import MARKING, Part, Person, Role
from .state import Answer, Review

MAX_TEXT: Final = 20_000
"""The longest comment, reason or feedback, in characters."""

WHO: Final[Mapping[Part, tuple[Role, ...]]] = {
    Part.FIRST: (Role.ASSESSOR,),
    Part.SECOND: (Role.ASSESSOR,),
    Part.QUALITY: (Role.QUALITY_ASSURER,),
    Part.APPEAL: (Role.ASSESSOR, Role.QUALITY_ASSURER),
}
"""Who may take which part."""


class ReviewRefused(ValueError):  # noqa: N818  (an answer to a person, not a fault)
    """Something that may not be done now; the message is a sentence for the person who asked for it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The attempt as a review sees it."""

    attempt: str
    learner: str
    count: int
    """How many events it has."""
    head: str
    """The hash of the last."""
    written: Mapping[Answer, str]
    """Every written answer that is not blank, with its clause."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who works on one part of a review, now."""

    review: Review
    by: Person
    part: Part
    now: str
    """A moment in UTC, as the store writes one."""


def may(acting: Acting) -> None:
    """Refuse somebody who does not hold the part now."""
    if not acting.review.holds(acting.by.code, acting.part, acting.now):
        raise ReviewRefused("You do not have this attempt now; take it first.")


def may_mark(acting: Acting) -> None:
    """Refuse marks by somebody who does not hold a marking part, and any after the release."""
    if acting.part not in MARKING:
        raise ReviewRefused("Only markers mark.")
    may(acting)
    independent(acting.review, acting.by.code, acting.part)
    if acting.review.released is not None:
        raise ReviewRefused("The result is released; it has to be reopened first.")


def independent(review: Review, code: str, part: Part) -> None:
    """Refuse somebody whose other work on this attempt would make this part worthless."""
    if part is Part.SECOND and code in review.first.seen_by:
        if code == review.first.code:
            raise ReviewRefused("The second marker is somebody else than the first.")
        raise ReviewRefused("You have seen the first marking, and the second is made without sight of it.")
    if part is Part.FIRST and code in review.second.seen_by:
        if code == review.second.code:
            raise ReviewRefused("The first marker is somebody else than the second.")
        raise ReviewRefused("You have seen the second marking, and the first is made without sight of it.")
    if part in MARKING and code in review.assured_by:
        raise ReviewRefused("Somebody who assured the quality of an attempt does not mark it.")
    if part is Part.QUALITY and code in review.markers:
        raise ReviewRefused("Nobody assures the quality of their own marking.")
    if part is Part.APPEAL and code in review.involved:
        raise ReviewRefused("An appeal is decided by somebody who was not involved in the result.")


def bounded(text: str) -> str:
    """The text, unless it is too long."""
    if len(text) > MAX_TEXT:
        raise ReviewRefused(f"A text may have at most {MAX_TEXT:,} characters.")
    return text


def either(roles: Sequence[Role]) -> str:
    """Roles as a sentence names them."""
    return " or ".join(f"{'an' if role is Role.ASSESSOR else 'a'} {role}" for role in roles)
