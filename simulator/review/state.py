"""Where the review of one attempt stands: a fold of its entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias, TypeVar

from simulator.engine.events import Mode
from simulator.engine.rubric import Level

from .events import (
    Actioned,
    Advised,
    Agreed,
    AppealDecided,
    Appealed,
    Checked,
    Claimed,
    Decided,
    Entry,
    HandedIn,
    Judged,
    LetGo,
    Marked,
    Released,
    Reopened,
    Sampled,
    Settled,
    Signed,
    TakenIn,
)
from .people import MARKING, Part

_K = TypeVar("_K")
_V = TypeVar("_V")

Answer: TypeAlias = tuple[int, str]
"""A written answer: the attempt's event and the field."""
Criterion: TypeAlias = tuple[str, str]
"""A qualification and its criterion."""


class Status(StrEnum):
    """How far a review has got, in the order of work."""

    HANDED_IN = "handed in"
    MARKING = "being marked"
    SIGNED = "signed"
    RELEASED = "released"
    APPEALED = "appealed"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who holds a part, and until when."""

    code: str
    until: str


@dataclass(frozen=True, slots=True)
class Marking:
    """What one marker decided, the newest of each; every value is an entry, so that who, when and why are at hand."""

    code: str = ""
    """Who decided something here last; who only took it, and decided nothing, is no marker."""
    seen_by: frozenset[str] = frozenset()
    """Who decided something here, or took it when something was decided here."""
    answers: Mapping[Answer, Entry] = field(default_factory=dict)
    clauses: Mapping[str, Entry] = field(default_factory=dict)
    criteria: Mapping[Criterion, Entry] = field(default_factory=dict)
    judged: Entry | None = None
    advice: Entry | None = None
    signed: Entry | None = None
    """The newest signature, whether or not something changed since."""
    changed: tuple[Entry, ...] = ()
    """What was decided after the newest signature."""

    @property
    def begun(self) -> bool:
        """Whether anything was ever decided here."""
        return self.code != ""

    @property
    def stands_signed(self) -> bool:
        """Whether the newest signature is over what stands now."""
        return self.signed is not None and not self.changed

    def levels(self) -> dict[Answer, Level]:
        """The level given to each written answer: what ``engine.scoring.score`` takes as marks."""
        return {key: entry.event.level for key, entry in self.answers.items() if isinstance(entry.event, Marked)}


@dataclass(frozen=True, slots=True)
class Appeal:
    """One appeal and its decision."""

    made: Entry
    decided: Entry | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Where a review stands."""

    entries: tuple[Entry, ...] = ()
    """In order; of a review that is not shown whole, those that are shown."""
    count: int = 0
    """How many entries there are, shown or not: the number of the next one."""
    handed_in: Entry | None = None
    taken_in: Entry | None = None
    claims: Mapping[Part, Claim] = field(default_factory=dict)
    markings: Mapping[Part, Marking] = field(default_factory=lambda: {part: Marking() for part in MARKING})
    both_signed: bool = False
    """Both markers stood signed at one time: from then on each sees the other's work."""
    agreed_clauses: Mapping[str, Entry] = field(default_factory=dict)
    agreed_criteria: Mapping[Criterion, Entry] = field(default_factory=dict)
    sampled: tuple[Entry, ...] = ()
    checked: Mapping[Criterion, Entry] = field(default_factory=dict)
    actions: Mapping[Criterion, Entry] = field(default_factory=dict)
    """The rejections that still ask for an action, by criterion."""
    released: Entry | None = None
    """The release that stands; None before one, and after the review was reopened."""
    ever_released: bool = False
    appeals: tuple[Appeal, ...] = ()

    @property
    def first(self) -> Marking:
        """The first marker's work."""
        return self.markings[Part.FIRST]

    @property
    def second(self) -> Marking:
        """The second marker's work."""
        return self.markings[Part.SECOND]

    @property
    def open_appeal(self) -> Appeal | None:
        """The appeal that is not decided yet."""
        return next((appeal for appeal in self.appeals if appeal.decided is None), None)

    @property
    def status(self) -> Status:
        """How far it has got."""
        if self.open_appeal is not None:
            return Status.APPEALED
        if self.released is not None:
            return Status.RELEASED
        if self.first.stands_signed:
            return Status.SIGNED
        return Status.MARKING if self.first.begun else Status.HANDED_IN

    def holds(self, code: str, part: Part, at: str) -> bool:
        """Whether somebody's claim on a part is in force."""
        claim = self.claims.get(part)
        return claim is not None and claim.code == code and at < claim.until

    @property
    def markers(self) -> frozenset[str]:
        """The codes of everybody who marked here, or took over what was marked."""
        return self.first.seen_by | self.second.seen_by

    @property
    def assured_by(self) -> frozenset[str]:
        """The codes of everybody who accepted or rejected a decision here."""
        return frozenset(entry.by.code for entry in self.entries if isinstance(entry.event, Checked))

    @property
    def involved(self) -> frozenset[str]:
        """The codes of everybody who decided something here: none of them may decide an appeal."""
        kinds = Marked | Settled | Decided | Judged | Advised | Signed | Agreed | Checked | Released
        return frozenset(entry.by.code for entry in self.entries if isinstance(entry.event, kinds))


def is_held_back(mode: Mode, *, released: bool) -> bool:
    """Whether nothing may tell the learner yet how an attempt went: it counts, and no result of it stands released.

    A result that was appealed against stands until the appeal is decided.
    """
    return mode is Mode.ASSESSMENT and not released


def evolve(review: Review, entry: Entry) -> Review:
    """The review after one more entry.

    Raises:
        ValueError: it is not the next entry.
    """
    if entry.number != review.count:
        raise ValueError(f"entry {entry.number} is out of order")
    review = replace(review, entries=(*review.entries, entry), count=entry.number + 1)
    match entry.event:
        case HandedIn():
            return replace(review, handed_in=entry)
        case TakenIn():
            return replace(review, taken_in=entry)
        case Claimed(part, until):
            review = replace(review, claims={**review.claims, part: Claim(entry.by.code, until)})
            taken_over = part in MARKING and review.markings[part].begun
            return _seen(review, part, entry) if taken_over else review
        case LetGo(part):
            return replace(review, claims=_without(review.claims, part))
        case Marked(part=part) | Settled(part=part) | Decided(part=part) | Judged(part=part) | Advised(part=part):
            return _decided(_marking(_seen(review, part, entry), part, code=entry.by.code), entry)
        case Signed(part=part):
            review = _marking(_seen(review, part, entry), part, code=entry.by.code)
            review = _marking(review, part, signed=entry, changed=())
            both = all(review.markings[each].stands_signed for each in MARKING)
            return replace(review, both_signed=review.both_signed or both)
        case _:
            return _assured(review, entry)


def _assured(review: Review, entry: Entry) -> Review:
    """The review after what follows the marking: agreement, sampling, release, appeal."""
    match entry.event:
        case Agreed(clause, qualification, criterion):
            if clause:
                return replace(review, agreed_clauses={**review.agreed_clauses, clause: entry})
            return replace(review, agreed_criteria={**review.agreed_criteria, (qualification, criterion): entry})
        case Sampled():
            return replace(review, sampled=(*review.sampled, entry))
        case Checked(qualification, criterion, accepted):
            key = (qualification, criterion)
            actions = _without(review.actions, key) if accepted else {**review.actions, key: entry}
            return replace(review, checked={**review.checked, key: entry}, actions=actions)
        case Actioned(qualification, criterion):
            return replace(review, actions=_without(review.actions, (qualification, criterion)))
        case Released():
            return replace(review, released=entry, ever_released=True)
        case Reopened():
            return replace(review, released=None)
        case Appealed():
            return replace(review, appeals=(*review.appeals, Appeal(entry)))
        case AppealDecided():
            appeals = tuple(replace(each, decided=entry) if each.decided is None else each for each in review.appeals)
            return replace(review, appeals=appeals)
        case _:
            raise ValueError(f"entry {entry.number} is of no known kind")


def _decided(review: Review, entry: Entry) -> Review:
    """The review after a marker's own decision."""
    match entry.event:
        case Marked(part, event, name):
            kept = review.markings[part].answers
            return _changed(review, part, entry, answers={**kept, (event, name): entry})
        case Settled(part, clause):
            return _changed(review, part, entry, clauses={**review.markings[part].clauses, clause: entry})
        case Decided(part, qualification, criterion):
            criteria = {**review.markings[part].criteria, (qualification, criterion): entry}
            return _changed(review, part, entry, criteria=criteria)
        case Judged(part):
            return _changed(review, part, entry, judged=entry)
        case Advised(part):
            return _changed(review, part, entry, advice=entry)
        case _:
            raise ValueError(f"entry {entry.number} is of no known kind")


def fold(entries: Iterable[Entry]) -> Review:
    """The review that all its entries come to.

    Raises:
        ValueError: they are out of order.
    """
    review = Review()
    for entry in entries:
        review = evolve(review, entry)
    return review


def fold_shown(entries: Iterable[Entry], count: int) -> Review:
    """The review as far as some of its entries show it; ``count`` is how many there are, shown or not.

    Raises:
        ValueError: they are out of order.
    """
    review = Review()
    for entry in entries:
        review = evolve_shown(review, entry)
    return replace(review, count=max(review.count, count))


def evolve_shown(review: Review, entry: Entry) -> Review:
    """The review after one more entry that is shown; those in between are not.

    Raises:
        ValueError: it comes after a later one.
    """
    return evolve(replace(review, count=max(review.count, entry.number)), entry)


def _seen(review: Review, part: Part, entry: Entry) -> Review:
    return _marking(review, part, seen_by=review.markings[part].seen_by | {entry.by.code})


def _changed(review: Review, part: Part, entry: Entry, **fields: object) -> Review:
    changed = (*review.markings[part].changed, entry) if review.markings[part].signed else ()
    return _marking(review, part, changed=changed, **fields)


def _marking(review: Review, part: Part, **fields: object) -> Review:
    marking = replace(review.markings[part], **fields)  # type: ignore[arg-type]
    return replace(review, markings={**review.markings, part: marking})


def _without(kept: Mapping[_K, _V], key: _K) -> dict[_K, _V]:
    return {name: value for name, value in kept.items() if name != key}
