"""What of a review is shown to whom: the one place that decides it.

Every screen, command, export, pack and report asks here; the row policies of a shared store say the same in SQL, from
the same table of what each event concerns. Learners are shown their result and nothing of how it was come to; two
markers see nothing of each other's work until both have signed, nor what quality assurance made of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

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
    ReviewEvent,
    Sampled,
    Settled,
    Signed,
    TakenIn,
)
from .people import MARKING, Part, Person, Role
from .result import counted_clause, counted_criterion
from .state import Review, Status, fold_shown
from .summary import ReviewSummary


class Concern(StrEnum):
    """What an event of a review is about, as far as that decides who sees it."""

    HANDING_IN = "handing in"
    """Everybody who may look at the review at all."""
    WORK = "who works on it"
    """Everybody of the centre who reviews."""
    MARKING = "marking"
    """Who made or took over that marking; the other marker, and anybody who may become one, once both have signed. What
    counts of it is the learner's result."""
    QUALITY = "quality assurance"
    """Quality assurers, and the assessor whose decisions it is about; others once nobody marks blind any more."""
    RELEASE = "release"
    """Everybody who reviews; the learner sees the release that stands."""
    APPEAL = "appeal"
    """Everybody who reviews, and the learner."""


CONCERNS: Final[Mapping[type[ReviewEvent], Concern]] = {
    HandedIn: Concern.HANDING_IN,
    TakenIn: Concern.HANDING_IN,
    Claimed: Concern.WORK,
    LetGo: Concern.WORK,
    Marked: Concern.MARKING,
    Settled: Concern.MARKING,
    Decided: Concern.MARKING,
    Judged: Concern.MARKING,
    Advised: Concern.MARKING,
    Signed: Concern.MARKING,
    Agreed: Concern.MARKING,
    Sampled: Concern.QUALITY,
    Checked: Concern.QUALITY,
    Actioned: Concern.QUALITY,
    Released: Concern.RELEASE,
    Reopened: Concern.RELEASE,
    Appealed: Concern.APPEAL,
    AppealDecided: Concern.APPEAL,
}
"""Every kind of event; a new one has to be put here."""

RESULT: Final = (Marked, Settled, Decided, Advised, Agreed)
"""What a learner's result is made of: of these the newest of each, as the first marker gave or both agreed on it."""


def shown(review: Review, viewer: Person | None, learner: str) -> tuple[Entry, ...]:
    """The entries of a whole review that somebody may see, in order.

    ``viewer`` is None where nobody says who they are; ``learner`` is the code of whose attempt it is.
    """
    if viewer is None:
        return _handing_in(review)
    if viewer.code == learner:
        return _learners(review)
    match viewer.role:
        case Role.LEARNER:
            return ()
        case Role.TUTOR:
            return _learners(review)
        case Role.ASSESSOR:
            return tuple(entry for entry in review.entries if _to_assessor(review, entry, viewer.code))
        case Role.QUALITY_ASSURER:
            return review.entries


def as_shown(review: Review, viewer: Person | None, learner: str) -> Review:
    """Where a review stands, as far as somebody may see it; assessors see who marks, where they do not see what."""
    told = fold_shown(shown(review, viewer, learner), review.count)
    if viewer is None or viewer.code == learner or viewer.role is not Role.ASSESSOR:
        return told
    markings = {part: replace(told.markings[part], code=review.markings[part].code) for part in MARKING}
    return replace(told, markings=markings)


def is_shown_whole(review: Review, viewer: Person | None, learner: str) -> bool:
    """Whether somebody may see every entry."""
    return len(shown(review, viewer, learner)) == review.count


def shown_from_the_start(review: Review, viewer: Person | None, learner: str) -> int:
    """How many entries, from the first on, somebody may see without a gap: what a file that verifies can hold."""
    told = shown(review, viewer, learner)
    return next((number for number, entry in enumerate(told) if number != entry.number), len(told))


def is_scored_for(review: Review, viewer: Person | None, learner: str) -> bool:
    """Whether somebody may see an attempt's indicative levels: who reviews it, others once they are released."""
    reviews = viewer is not None and viewer.code != learner and viewer.role in (Role.ASSESSOR, Role.QUALITY_ASSURER)
    return reviews or (viewer is not None and review.released is not None)


def summary_shown(summary: ReviewSummary, viewer: Person | None, learner: str) -> ReviewSummary | None:
    """A line of the queue as somebody may see it; None where it is not shown to them."""
    if viewer is not None and viewer.code != learner:
        if viewer.role is Role.QUALITY_ASSURER:
            return summary
        if viewer.role is Role.ASSESSOR:
            own = viewer.code == summary.first or summary.released_at
            return summary if own else replace(summary, sampled=False, action=False)
        if viewer.role is Role.LEARNER:
            return None
    status = summary.status if summary.released_at else Status.HANDED_IN
    told = ReviewSummary(status, summary.handed_in_at, released_at=summary.released_at)
    return replace(told, last_at=max(summary.handed_in_at, summary.released_at))


def _handing_in(review: Review) -> tuple[Entry, ...]:
    return tuple(entry for entry in review.entries if CONCERNS[type(entry.event)] is Concern.HANDING_IN)


def _learners(review: Review) -> tuple[Entry, ...]:
    """The handing in, appeals, and the result that is released: no history, no second marking, no quality assurance."""
    always = (Concern.HANDING_IN, Concern.APPEAL)
    told = [entry for entry in review.entries if CONCERNS[type(entry.event)] in always]
    if review.released is not None:
        told += [*_result(review), review.released]
    return tuple(sorted(told, key=lambda entry: entry.number))


def _result(review: Review) -> Iterator[Entry]:
    first = review.first
    yield from (*first.answers.values(), *first.clauses.values(), *first.criteria.values())
    if first.advice is not None:
        yield first.advice
    for clause, entry in review.agreed_clauses.items():
        if counted_clause(review, clause).entry is entry:
            yield entry
    for criterion, entry in review.agreed_criteria.items():
        if counted_criterion(review, criterion).entry is entry:
            yield entry


def _to_assessor(review: Review, entry: Entry, code: str) -> bool:
    """Whether an assessor sees an entry: of a marking that was not compared yet, only who worked in it."""
    if review.both_signed or review.ever_released:
        return True
    match CONCERNS[type(entry.event)]:
        case Concern.MARKING:
            part = getattr(entry.event, "part", None)
            return part in MARKING and code in review.markings[part].seen_by
        case Concern.QUALITY:
            return code in review.first.seen_by
        case Concern.WORK:
            return getattr(entry.event, "part", None) is not Part.QUALITY or code in review.first.seen_by
        case Concern.HANDING_IN | Concern.RELEASE | Concern.APPEAL:
            return True
