"""Plans and handed-in attempts for them, generated."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from hypothesis import strategies as st

from simulator.review.quality.sampling import choose
from simulator.review.quality.sampling_plan import Candidate, NewAssessors, Plan, Population, SampleMembership
from simulator.review.state import Criterion

CRITERIA: Final[tuple[Criterion, ...]] = tuple(("aim", f"AC-{number}") for number in range(1, 5))
ASSESSORS: Final = ("A-1", "A-2", "A-3")
METHODS: Final = ("choice", "record", "written")
DAY: Final = "2026-10-10"

PLAN: Final = Plan("autumn", "Autumn", "d" * 64, "2026-09-01", "2026-12-18", "seed", learners=25)

_PERCENT: Final = st.sampled_from((0, 1, 10, 25, 50, 99, 100))
_NEW: Final = st.builds(NewAssessors, _PERCENT, st.integers(0, 4), st.sampled_from(((), ("A-2",))))
PLANS: Final = st.builds(
    replace,
    st.just(PLAN),
    seed=st.text("ab", max_size=3),
    learners=_PERCENT,
    interim=_PERCENT,
    assessors=_PERCENT,
    criteria=_PERCENT,
    methods=st.booleans(),
    safety=st.booleans(),
    new=_NEW,
)
CANDIDATES: Final = st.builds(
    Candidate,
    attempt=st.uuids().map(lambda each: each.hex[:16]),
    learner=st.sampled_from([f"L-{number}" for number in range(8)]),
    scenario=st.sampled_from(("promise", "gift")),
    assessor=st.sampled_from(("", *ASSESSORS)),
    handed_in=st.sampled_from((DAY, DAY, DAY, "2026-08-31", "2026-12-19")),
    signed=st.sampled_from(("", DAY, DAY)),
    safety=st.booleans(),
    decided=st.frozensets(st.sampled_from(CRITERIA)),
    methods=st.frozensets(st.sampled_from(METHODS)),
).map(lambda each: each if each.assessor else replace(each, signed=""))
MANY: Final = st.lists(CANDIDATES, max_size=24, unique_by=lambda each: each.attempt)


def population(candidates: Iterable[Candidate]) -> Population:
    kept = tuple(candidates)
    signed = {code: sum(1 for each in kept if each.assessor == code and each.signed) for code in ASSESSORS}
    return Population(kept, signed, frozenset(CRITERIA))


def sampled(plan: Plan, among: Population, day: str = DAY) -> Population:
    """The same after what the plan chooses was put into the sample."""
    chosen = {each.attempt: SampleMembership(day, each.interim) for each in choose(plan, among)}
    return replace(among, candidates=tuple(_with(each, chosen.get(each.attempt)) for each in among.candidates))


def looked_at(among: Population) -> Population:
    """The same after everything in the sample was looked at."""
    candidates = (
        replace(each, checked=each.decided, seen=True, seen_after=bool(each.signed)) if each.in_sample else each
        for each in among.candidates
    )
    return replace(among, candidates=tuple(candidates))


def _with(candidate: Candidate, taken: SampleMembership | None) -> Candidate:
    return candidate if taken is None else replace(candidate, in_sample=taken)
