"""What a sampling plan has to know of one review."""

from dataclasses import dataclass

from simulator.engine.rubric import Level
from simulator.review.events import Checked, Claimed, Decided, Entry, Sampled, Signed, Verdict
from simulator.review.people import Part
from simulator.review.result import counted_clause
from simulator.review.state import Criterion, Review

from .sampling_plan import Candidate, SampleMembership


@dataclass(frozen=True, slots=True)
class AttemptFacts:
    """What the review itself does not say of its attempt."""

    attempt: str
    learner: str
    scenario: str
    unsafe: bool = False
    """A breach of safety stands, or a safety-critical clause is unsafe."""
    methods: frozenset[str] = frozenset()
    """How what the assessor accepted as evidence was shown."""


def candidate_of(review: Review, about: AttemptFacts, plan: str) -> Candidate:
    """An attempt as a plan sees it.

    Raises:
        ValueError: it is not handed in.
    """
    if review.handed_in is None:
        raise ValueError("what is not handed in is no candidate")
    signed = first_signature(review)
    chosen = _choice_by_plan(review, plan)
    since = -1 if chosen is None else chosen.number
    seen = [entry.number for entry in review.entries if _takes_up(entry) and entry.number > since]
    return Candidate(
        attempt=about.attempt,
        learner=about.learner,
        scenario=about.scenario,
        assessor=review.first.code,
        handed_in=_day(review.handed_in),
        signed="" if signed is None else _day(signed),
        safety=about.unsafe or _is_found_unsafe(review),
        decided=_decided(review),
        methods=about.methods,
        in_sample=_membership(chosen),
        checked=frozenset(key for key, entry in review.checked.items() if _is_late(review, key, entry, signed)),
        seen=bool(seen),
        seen_after=signed is not None and any(number > signed.number for number in seen),
    )


def first_signature(review: Review) -> Entry | None:
    """Where the first marker first signed."""
    for entry in review.entries:
        if isinstance(entry.event, Signed) and entry.event.part is Part.FIRST:
            return entry
    return None


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
