"""What a sampling plan says, what it chooses from, and the order in which it draws."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.review.state import Criterion


@dataclass(frozen=True, slots=True)
class NewAssessors:
    """Whose marking is looked at more, and how much more."""

    learners: int = 100
    """At least so many of every hundred of their learners."""
    signed_below: int = 0
    """New is who has signed fewer reviews than this."""
    codes: tuple[str, ...] = ()
    """And who is named here, however many they signed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a quality assurer undertakes to look at. Shares are whole numbers of every hundred, rounded up."""

    id: str
    title: str
    digest: str
    """SHA-256 of the document, in hex."""
    starts: str
    """The first day of handing in that it is about, as YYYY-MM-DD."""
    ends: str
    """The last one."""
    seed: str
    learners: int
    """Of every hundred learners of an assessor, once the assessor has signed."""
    interim: int = 0
    """Of every hundred learners of an assessor, while the marking is under way."""
    assessors: int = 100
    criteria: int = 100
    methods: bool = True
    """Every method of assessment that an assessor used, at least once."""
    safety: bool = True
    """Every attempt with an unsafe breach, a safety-critical clause that is unsafe, or one that a person found so."""
    new: NewAssessors = field(default_factory=NewAssessors)
    within: int = 14
    """In how many days what was chosen is looked at."""
    scenarios: frozenset[str] = frozenset()
    """Only these; empty: all."""
    awards: frozenset[str] = frozenset()
    """Only criteria of these qualifications; empty: of all."""


@dataclass(frozen=True, slots=True)
class SampleMembership:
    """That an attempt is in the plan's sample already."""

    day: str
    """Since when, as YYYY-MM-DD."""
    interim: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One handed-in attempt, as far as a plan asks."""

    attempt: str
    learner: str
    scenario: str
    assessor: str
    """The first marker; empty where nobody took it yet."""
    handed_in: str
    """The day, as YYYY-MM-DD."""
    signed: str = ""
    """The day on which the assessor signed it first, as YYYY-MM-DD; empty while the marking is under way."""
    safety: bool = False
    decided: frozenset[Criterion] = frozenset()
    """The criteria on which the assessor decided met or not yet met."""
    methods: frozenset[str] = frozenset()
    """How what was decided was shown: choice, record, written, check."""
    in_sample: SampleMembership | None = None
    checked: frozenset[Criterion] = frozenset()
    """The decisions that a quality assurer accepted or rejected after the assessor had signed."""
    seen: bool = False
    """Whether a quality assurer took it up."""
    seen_after: bool = False
    """Whether one took it up after the assessor had signed."""


@dataclass(frozen=True, slots=True)
class Population:
    """Everything that a plan chooses from."""

    candidates: tuple[Candidate, ...]
    signed_by: Mapping[str, int]
    """How many reviews each assessor ever signed."""
    criteria: frozenset[Criterion] = frozenset()
    """Every criterion of the qualifications."""


def is_about(plan: Plan, candidate: Candidate) -> bool:
    """Whether an attempt is one of those that the plan is about."""
    in_time = plan.starts <= candidate.handed_in <= plan.ends
    return in_time and (not plan.scenarios or candidate.scenario in plan.scenarios)


def is_new(plan: Plan, population: Population, code: str) -> bool:
    """Whether somebody counts as a new assessor."""
    return code in plan.new.codes or population.signed_by.get(code, 0) < plan.new.signed_below


def focus(plan: Plan, population: Population) -> frozenset[Criterion]:
    """The criteria that the plan looks at: a share of all that the qualifications have, drawn once for the plan."""
    known = {each for each in population.criteria if not plan.awards or each[0] in plan.awards}
    named = {"/".join(criterion): criterion for criterion in known}
    ordered = drawn(plan, "criterion", named)
    return frozenset(named[name] for name in ordered[: share(plan.criteria, len(ordered))])


def share(percent: int, of: int) -> int:
    """So many of every hundred, rounded up."""
    return -(-percent * of // 100)


def drawn(plan: Plan, what: str, names: Iterable[str]) -> list[str]:
    """Names in the plan's own order: by SHA-256 of its seed, what they name, and the name."""
    return sorted(set(names), key=lambda name: (_draw(plan.seed, what, name), name))


def _draw(seed: str, what: str, name: str) -> bytes:
    return hashlib.sha256(json.dumps([seed, what, name]).encode()).digest()
