"""What happens in the review of one attempt. Everything is an event; nothing is ever changed in place.

Free texts, which may say something about a person, are marked as such: a store keeps them apart, so that they can be
erased without breaking the chain of what was decided.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from simulator.engine.rubric import Level

from .people import Part, Person

FREE: Final = "free"
"""The metadata of a field that holds free text."""


def free() -> str:
    """A field of free text, empty unless given."""
    return field(default="", metadata={FREE: True})


class Verdict(StrEnum):
    """What is decided of a criterion: never a percentage."""

    MET = "met"
    NOT_YET = "not yet met"
    NOT_ASSESSED = "not assessed"


REQUIREMENTS: Final = ("valid", "authentic", "current", "sufficient", "reliable")
"""What vocational assessment asks of evidence: fields of ``Judged``, in the order in which they are named."""


class Outcome(StrEnum):
    """How an appeal ends."""

    UPHELD = "upheld"
    PARTLY = "partly upheld"
    NOT_UPHELD = "not upheld"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a decision on a criterion rests on: an event of an attempt of this learner."""

    attempt: str
    event: int


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The attempt was handed in, as long as it is now, with the learner's declaration."""

    count: int
    """How many events the attempt has."""
    head: str
    """The hash of the last."""
    declared: bool
    """The learner declares that the work is their own."""
    note: str = free()
    """What the learner wants to add."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """It came from another machine, in a file that verified."""

    digest: str
    """SHA-256 of the file, in hex."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Somebody took the attempt, so that nobody else works on the same part of it until then."""

    part: Part
    until: str
    """A moment, as the store writes one."""


@dataclass(frozen=True, slots=True)
class LetGo:
    """A claim was given back."""

    part: Part


@dataclass(frozen=True, slots=True)
class Marked:
    """A written answer or reason was given a level of its clause."""

    part: Part
    event: int
    field: str
    """The form's field."""
    level: Level
    comment: str = free()


@dataclass(frozen=True, slots=True)
class Settled:
    """A clause was accepted as the machine scored it, or overridden with a reason."""

    part: Part
    clause: str
    machine: Level | None
    """The indicative level then; None where it gave none."""
    level: Level | None
    """The level that counts; None: not enough to say."""
    reason: str = free()

    @property
    def overridden(self) -> bool:
        """Whether it is another level than the machine's."""
        return self.level != self.machine


@dataclass(frozen=True, slots=True)
class Decided:
    """A criterion of an award was decided for this learner."""

    part: Part
    qualification: str
    criterion: str
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    reason: str = free()
    digest: str = ""
    """SHA-256 of the qualification's text as it was read then, in hex."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The evidence was judged against the five requirements of vocational assessment."""

    part: Part
    valid: bool
    authentic: bool
    current: bool
    sufficient: bool
    reliable: bool
    note: str = free()

    @property
    def lacking(self) -> tuple[str, ...]:
        """The requirements that the evidence does not meet."""
        return tuple(name for name in REQUIREMENTS if not getattr(self, name))


@dataclass(frozen=True, slots=True)
class Advised:
    """Feedback to the learner was written; the newest counts."""

    part: Part
    text: str = free()


@dataclass(frozen=True, slots=True)
class Signed:
    """A marker signed what stands in their part."""

    part: Part
    count: int
    """How many events the attempt had."""
    head: str
    """The hash of its last event."""
    entries: int
    """How many entries of the review had been written before this."""
    digest: str
    """SHA-256 of the decisions that stood, in hex."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Two markers who differed agreed on a level of a clause or a verdict of a criterion."""

    clause: str = ""
    qualification: str = ""
    criterion: str = ""
    level: Level | None = None
    verdict: Verdict | None = None
    reason: str = free()


@dataclass(frozen=True, slots=True)
class Sampled:
    """A sampling plan chose the attempt, and why."""

    plan: str
    digest: str
    """SHA-256 of the plan, in hex."""
    why: tuple[str, ...]
    interim: bool = False
    """Before the marking is finished; otherwise after the first marker signed."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A quality assurer accepted or rejected the decision on a criterion."""

    qualification: str
    criterion: str
    accepted: bool
    action: str = free()
    """What is to be done where it was rejected."""
    due: str = ""
    """The day by which, as YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Actioned:
    """What a quality assurer asked for was done."""

    qualification: str
    criterion: str
    note: str = free()


@dataclass(frozen=True, slots=True)
class Released:
    """The result was released to the learner."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """A released result was taken up again."""

    reason: str = free()


@dataclass(frozen=True, slots=True)
class Appealed:
    """The learner appealed."""

    grounds: str = free()


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """Somebody who was not involved decided the appeal."""

    outcome: Outcome
    reason: str = free()


ReviewEvent: TypeAlias = (
    HandedIn
    | TakenIn
    | Claimed
    | LetGo
    | Marked
    | Settled
    | Decided
    | Judged
    | Advised
    | Signed
    | Agreed
    | Sampled
    | Checked
    | Actioned
    | Released
    | Reopened
    | Appealed
    | AppealDecided
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a review, with who and when."""

    number: int
    """Its place in the review, from 0."""
    at: str
    """A moment in UTC, as the store writes one."""
    by: Person
    event: ReviewEvent
