"""What a list of reviews shows of one, worked out from its fold and kept beside its entries."""

from dataclasses import dataclass, replace

from simulator.engine.rubric import Level, Rubric
from simulator.engine.scoring import Scorecard

from .events import Claimed
from .people import Part, Person, Role
from .state import Review, Status


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """One line of a queue of reviews. Moments are texts as the store writes them, empty where there is none."""

    status: Status
    handed_in_at: str = ""
    first: str = ""
    """The first marker's code, once they decided something."""
    second: str = ""
    holder: str = ""
    """Who holds the first marking, until ``held_until``."""
    held_until: str = ""
    unmarked: int = 0
    """How many written answers the first marker has not marked yet."""
    unsafe: bool = False
    """By the choices alone, which no marking changes, a breach of safety stands or a safety-critical clause is unsafe:
    a line that both markers read tells neither what the other found."""
    sampled: bool = False
    action: bool = False
    """A quality assurer asked for something that is not done yet."""
    released_at: str = ""
    last_at: str = ""


def summary_of(review: Review, rubric: Rubric, choices: Scorecard) -> ReviewSummary:
    """The summary of a review; ``choices`` is the attempt's scorecard without anybody's marks.

    Raises:
        ValueError: the review has no entries.
    """
    if not review.entries:
        raise ValueError("a review that was never begun has no summary")
    held = review.claims.get(Part.FIRST)
    return ReviewSummary(
        status=review.status,
        handed_in_at=review.handed_in.at if review.handed_in else "",
        first=review.first.code,
        second=review.second.code,
        holder=held.code if held else "",
        held_until=held.until if held else "",
        unmarked=sum((each.event, each.field) not in review.first.answers for each in choices.awaiting),
        unsafe=is_unsafe(rubric, choices),
        sampled=bool(review.sampled),
        action=bool(review.actions),
        released_at=review.released.at if review.released else "",
        last_at=review.entries[-1].at,
    )


def summary_beside(kept: ReviewSummary, told: ReviewSummary, review: Review, by: Person) -> ReviewSummary:
    """The summary after an entry of somebody to whom not all of a review is shown: what they do not see stays as kept.

    ``told`` is what the entries come to that are shown to them.
    """
    if by.role is Role.LEARNER:
        return replace(kept, status=told.status, last_at=told.last_at)
    if by.code not in review.second.seen_by:
        told = replace(told, second=kept.second)
    if by.code not in review.first.seen_by:
        first = {name: getattr(kept, name) for name in ("status", "first", "unmarked", "unsafe", "sampled", "action")}
        told = replace(told, **first)
    return told


def as_kept_before(review: Review, summary: ReviewSummary) -> ReviewSummary:
    """The summary as older stores keep it, in which whoever claimed a part was its marker at once."""
    took = {entry.event.part: entry.by.code for entry in review.entries if isinstance(entry.event, Claimed)}
    first = took.get(Part.FIRST, "")
    status = Status.MARKING if first and summary.status is Status.HANDED_IN else summary.status
    return replace(summary, status=status, first=first, second=took.get(Part.SECOND, ""))


def is_unsafe(rubric: Rubric, scorecard: Scorecard) -> bool:
    """Whether a breach of safety stands, or a safety-critical clause is unsafe."""
    stands = any(
        each.repaired_by is None and rubric.breaches[each.breach].caps is Level.UNSAFE for each in scorecard.breaches
    )
    return stands or any(
        each.level is Level.UNSAFE and rubric.clauses[each.clause].critical for each in scorecard.clauses
    )
