"""What a tutor wants a new scenario to be, and which decisions follow from it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from .everyday import AUTONOMY, CHALLENGE, CONTRACTING, ENDINGS, EQUALITY, GOALS, LISTENING, ROLE
from .kinds import KINDS
from .moment import Moment
from .safety import BOUNDARIES, CONFIDENTIALITY, DISCLOSURE, QUESTIONS, REFERRAL, REPORTING, SELF_CARE

RECORDS: Final = "records"
"""Every scenario ends with what is written down, so this clause is always assessed."""

RECORDS_KIND: Final = "record-keeping"

_TOLD: Final = ("receiving-disclosure", "questions")
_NEEDS: Final = ("receiving-disclosure", "reporting")

FEWEST: Final = 2
"""So many decisions stand before the last one; with fewer, guessing passes more often than once in twenty times."""

_IN_ORDER: Final = (
    *(LISTENING, ROLE, CONTRACTING, CONFIDENTIALITY, GOALS, AUTONOMY, EQUALITY, BOUNDARIES, SELF_CARE, ENDINGS),
    *(DISCLOSURE, QUESTIONS, REPORTING),
)

CLAUSES: Final = (*(moment.clause for moment in _IN_ORDER), RECORDS)
"""The clauses that can be assessed."""


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

    def about_mentee(self, text: str) -> str:
        """A text with the mentee's name in it."""
        return text.replace("{name}", self.name)

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
        kind = KINDS[self.kind]
        wanted = {*(self.clauses or kind.clauses), kind.core, RECORDS}
        for clause in kind.clauses:
            if len(_with_needs(wanted)) <= FEWEST:
                wanted.add(clause)
        return tuple(clause for clause in CLAUSES if clause in _with_needs(wanted))

    @property
    def added(self) -> tuple[str, ...]:
        """The clauses that nobody wished for by name."""
        return tuple(clause for clause in self.assessed if clause not in self.clauses) if self.clauses else ()

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The decisions before the record is written, in order."""
        chosen = (_as_kind(moment, self) for moment in _IN_ORDER)
        return tuple(moment for moment in chosen if moment.clause in self.assessed)


def _with_needs(wanted: Collection[str]) -> set[str]:
    """Who tells of harm is heard, and somebody who can act is told."""
    return {*wanted, *(_NEEDS if any(clause in wanted for clause in _TOLD) else ())}


def _as_kind(moment: Moment, wishes: Wishes) -> Moment:
    if moment is GOALS and wishes.kind == "challenge":
        return CHALLENGE
    if moment is REPORTING and not wishes.harm:
        return REFERRAL
    return moment
