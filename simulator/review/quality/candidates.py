"""What a sampling plan has to know of one review."""

from simulator.engine.rubric import Level
from simulator.review.events import Checked, Claimed, Decided, Entry, Sampled, Signed, Verdict
from simulator.review.people import Part
from simulator.review.result import counted_clause
from simulator.review.state import Criterion, Review

from .sampling_plan import Candidate, SampleMembership


def candidate_of(  # noqa: PLR0913  (the review itself does not say the rest)
    review: Review, plan: str, *, attempt: str, learner: str, scenario: str, unsafe: bool = False
) -> Candidate:
    """An attempt as a plan sees it, but for how what the assessor accepted was shown.

    ``unsafe``: a breach of safety stands, or a safety-critical clause is unsafe.

    Raises:
        ValueError: it is not handed in.
    """
    if review.handed_in is None:
        raise ValueError("what is not handed in is no candidate")
    signed = _first_signature(review)
    chosen = _choice_by_plan(review, plan)
    since = -1 if chosen is None else chosen.number
    seen = [entry.number for entry in review.entries if _takes_up(entry) and entry.number > since]
    return Candidate(
        attempt=attempt,
        learner=learner,
        scenario=scenario,
        assessor=review.first.code,
        handed_in=_day(review.handed_in),
        signed="" if signed is None else _day(signed),
        safety=unsafe or _is_found_unsafe(review),
        decided=_decided(review),
        in_sample=_membership(chosen),
        checked=frozenset(key for key, entry in review.checked.items() if _is_late(review, key, entry, signed)),
        seen=bool(seen),
        seen_after=signed is not None and any(number > signed.number for number in seen),
    )


def _first_signature(review: Review) -> Entry | None:
    signed = (entry for entry in review.entries if isinstance(entry.event, Signed) and entry.event.part is Part.FIRST)
    return next(signed, None)


def _is_found_unsafe(review: Review) -> bool:
    """Whether a person found a clause, or what was written, unsafe, whatever the choices show."""
    return Level.UNSAFE in review.first.levels().values() or any(
        counted_clause(review, clause).level is Level.UNSAFE for clause in review.first.clauses
    )


def _decided(review: Review) -> frozenset[Criterion]:
    """The criteria that the assessor found met or not yet met."""
    return frozenset(
        key
        for key, entry in review.first.criteria.items()
        if isinstance(entry.event, Decided) and entry.event.verdict is not Verdict.NOT_ASSESSED
    )


def _choice_by_plan(review: Review, plan: str) -> Entry | None:
    """Where the plan chose it; a plan that was amended since keeps what it had chosen."""
    chosen = (entry for entry in review.sampled if isinstance(entry.event, Sampled) and entry.event.plan == plan)
    return next(chosen, None)


def _membership(entry: Entry | None) -> SampleMembership | None:
    if entry is None or not isinstance(entry.event, Sampled):
        return None
    return SampleMembership(_day(entry), entry.event.interim)


def _takes_up(entry: Entry) -> bool:
    """Whether a quality assurer took the attempt up, or decided something about it."""
    return isinstance(entry.event, Checked) or (isinstance(entry.event, Claimed) and entry.event.part is Part.QUALITY)


def _is_late(review: Review, key: Criterion, entry: Entry, signed: Entry | None) -> bool:
    """Whether a decision was looked at after the assessor had signed, and as it stands now."""
    decided = review.first.criteria.get(key)
    return signed is not None and decided is not None and entry.number > max(signed.number, decided.number)


def _day(entry: Entry) -> str:
    return entry.at[:10]
