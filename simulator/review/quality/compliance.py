"""How far a sampling plan was kept to: what it asks for, what was looked at, what is missing and what is overdue."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from simulator.review.state import Criterion

from .sampling import Aspect, Demand, demands, is_met
from .sampling_plan import Candidate, Plan, Population, drawn, focus


@dataclass(frozen=True, slots=True)
class Stratum:
    """One demand of a plan, in numbers."""

    aspect: Aspect
    name: str
    required: int
    there: int
    """Of how many there could be chosen."""
    chosen: int
    done: int

    @property
    def missing(self) -> int:
        """How many more have to be looked at."""
        return max(self.required - self.done, 0)

    @property
    def to_choose(self) -> int:
        """How many more have to be put into the sample."""
        return max(self.required - self.chosen, 0)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """An attempt of the sample that was not looked at, or not wholly."""

    attempt: str
    assessor: str
    interim: bool
    """Whether its marking is still under way."""
    due: date
    overdue: bool
    left: tuple[Criterion, ...]
    """The decisions still to be accepted or rejected; empty where it has only to be taken up."""


@dataclass(frozen=True, slots=True)
class Compliance:
    """How far a plan was kept to on one day."""

    day: date
    strata: tuple[Stratum, ...]
    outstanding: tuple[Outstanding, ...]
    """The most urgent first."""
    undecided: tuple[Criterion, ...]
    """Criteria of the plan that no signed attempt decides yet."""

    @property
    def met(self) -> bool:
        """Whether everything that the plan asks for now was looked at."""
        return not self.outstanding and not any(stratum.missing for stratum in self.strata)

    @property
    def overdue(self) -> tuple[Outstanding, ...]:
        """What should have been looked at before today."""
        return tuple(each for each in self.outstanding if each.overdue)


def compliance(plan: Plan, population: Population, day: date) -> Compliance:
    """How far the plan was kept to by the end of a day."""
    looked_at = focus(plan, population)
    wanted = demands(plan, population)
    strata = tuple(_stratum(plan, demand, looked_at) for demand in wanted if demand.required)
    left = [
        each for each in population.candidates if each.in_sample is not None and not _is_finished(plan, each, looked_at)
    ]
    outstanding = sorted((_outstanding(plan, each, looked_at, day) for each in left), key=_urgency)
    undecided = (demand.name for demand in wanted if demand.aspect is Aspect.CRITERION and not demand.groups)
    named = {"/".join(criterion): criterion for criterion in looked_at}
    return Compliance(day, strata, tuple(outstanding), tuple(sorted(named[name] for name in undecided)))


def asked_of(plan: Plan, candidate: Candidate, looked_at: Collection[Criterion]) -> frozenset[Criterion]:
    """The decisions to look at in an attempt: those on the plan's criteria, or one where there are none of these."""
    decided = {each for each in candidate.decided if not plan.awards or each[0] in plan.awards}
    found = frozenset(decided.intersection(looked_at))
    if found or not decided:
        return found
    named = {"/".join(criterion): criterion for criterion in decided}
    return frozenset([named[drawn(plan, "criterion", named)[0]]])


def is_done(plan: Plan, candidate: Candidate, looked_at: Collection[Criterion], *, interim: bool = False) -> bool:
    """Whether a quality assurer has looked at an attempt of the sample; for the final sample, after it was signed.

    Where nothing is decided that could be accepted or rejected, it counts that a quality assurer took it up.
    """
    if candidate.in_sample is None:
        return False
    if interim:
        return candidate.in_sample.interim and candidate.seen
    asked = asked_of(plan, candidate, looked_at)
    return asked <= candidate.checked if asked else candidate.seen_after


def due(plan: Plan, candidate: Candidate) -> date:
    """The day by which an attempt of the sample is looked at, counted from its choice or, if later, its signature."""
    since = "" if candidate.in_sample is None else candidate.in_sample.day
    return date.fromisoformat(max(since, candidate.signed)) + timedelta(days=plan.within)


def _stratum(plan: Plan, demand: Demand, looked_at: frozenset[Criterion]) -> Stratum:
    chosen = sum(1 for group in demand.groups if is_met(group, demand))
    done = sum(
        1 for group in demand.groups if any(is_done(plan, each, looked_at, interim=demand.interim) for each in group)
    )
    return Stratum(demand.aspect, demand.name, demand.required, len(demand.groups), chosen, done)


def _is_finished(plan: Plan, candidate: Candidate, looked_at: frozenset[Criterion]) -> bool:
    """Whether nothing is left to do now: what was taken before the marking was finished is looked at twice."""
    if candidate.in_sample is not None and candidate.in_sample.interim and not candidate.signed:
        return candidate.seen
    return is_done(plan, candidate, looked_at)


def _outstanding(plan: Plan, candidate: Candidate, looked_at: frozenset[Criterion], day: date) -> Outstanding:
    by = due(plan, candidate)
    left = asked_of(plan, candidate, looked_at) - candidate.checked if candidate.signed else frozenset()
    interim = not candidate.signed
    return Outstanding(candidate.attempt, candidate.assessor, interim, by, by < day, tuple(sorted(left)))


def _urgency(outstanding: Outstanding) -> tuple[date, str]:
    return outstanding.due, outstanding.attempt
