"""Sampling plans: which attempts a quality assurer looks at, and why each.

A plan asks for so many of something: learners of an assessor, assessors, criteria, methods, every attempt in which
safety failed. Each such demand is met by what is in the sample already, and otherwise by the next in an order that is
drawn from the plan's seed by SHA-256, so that nobody can steer it and anybody can repeat it. What was chosen stays
chosen: the choice is an entry of the review, and counts from then on.

No rule could do both otherwise. One that always has its full share of however many there are, and never drops what it
chose when more come, has to choose the first that comes; then assessors could foresee it.

The aspects follow the strategies of internal quality assurance that awarding organisations in the United Kingdom ask
for, known as CAMERA: candidates, assessors, methods, elements, records, assessment sites. Nothing is kept of sites
here, so that no plan can ask for them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from simulator.review.state import Criterion

from .sampling_plan import Candidate, Plan, Population, drawn, focus, is_about, is_new, share

Key: TypeAlias = tuple[str, bool]
"""An attempt, and whether it is in the interim sample."""


class Aspect(StrEnum):
    """What a demand is about."""

    SAFETY = "safety"
    ASSESSOR = "assessors"
    LEARNER = "learners"
    INTERIM = "interim"
    METHOD = "methods"
    CRITERION = "criteria"


@dataclass(frozen=True, slots=True)
class Demand:
    """At least so many of some groups of attempts; a group is met by any attempt of it."""

    aspect: Aspect
    name: str
    """The assessor, the method, or the criterion; empty where there is one such demand only."""
    required: int
    groups: tuple[tuple[Candidate, ...], ...]
    """In the order in which they are drawn, and the attempts of each as well."""
    why: str

    @property
    def interim(self) -> bool:
        """Whether only what is looked at before the assessor signs meets it."""
        return self.aspect is Aspect.INTERIM


@dataclass(frozen=True, slots=True)
class SampleChoice:
    """An attempt that a plan chooses now."""

    attempt: str
    why: tuple[str, ...]
    interim: bool


def choose(plan: Plan, population: Population) -> tuple[SampleChoice, ...]:
    """What the plan chooses beyond what is in its sample, by attempt; the same in whatever order candidates are given.

    Each is told with every demand that it was chosen for or meets besides.
    """
    now: dict[Key, list[Demand]] = {}
    for demand in demands(plan, population):
        missing = demand.required - sum(1 for group in demand.groups if is_met(group, demand))
        fresh = [group for group in demand.groups if not is_met(group, demand)]
        for key in [_among(group, demand, now) for group in fresh]:
            if missing > 0 and key is not None:
                now[key].append(demand)
                missing -= 1
        for group in fresh:
            picked = None if missing <= 0 or _among(group, demand, now) else _pick(group, demand, now)
            if picked is not None:
                now[picked.attempt, demand.interim] = [demand]
                missing -= 1
    return tuple(SampleChoice(attempt, _reasons(met), interim) for (attempt, interim), met in sorted(now.items()))


def demands(plan: Plan, population: Population) -> tuple[Demand, ...]:
    """Everything that the plan asks for, the most urgent first."""
    about = [each for each in population.candidates if is_about(plan, each)]
    asked = sampled_assessors(plan, population)
    found = [_safety(plan, about)] if plan.safety else []
    for code in asked:
        own = [each for each in about if each.assessor == code]
        found += [_interim(plan, code, own), _learners(plan, population, code, own)]
        found += _methods(plan, code, own) if plan.methods else []
    found.append(_assessors(plan, about, asked))
    found += _criteria(plan, about, focus(plan, population))
    return tuple(found)


def sampled_assessors(plan: Plan, population: Population) -> tuple[str, ...]:
    """The assessors whose marking the plan asks for: every new one, and as many others as are missing to its share."""
    codes = drawn(plan, "assessor", {each.assessor for each in population.candidates if is_about(plan, each)} - {""})
    new = [code for code in codes if is_new(plan, population, code)]
    others = [code for code in codes if code not in new]
    missing = share(plan.assessors, len(codes)) - len(new)
    return tuple(sorted([*new, *others[: max(missing, 0)]]))


# Demands --------------------------------------------------------------------------------------------------------------


def _safety(plan: Plan, about: Sequence[Candidate]) -> Demand:
    unsafe = [each for each in about if each.safety and each.signed]
    why = "Safety: an unsafe breach, a safety-critical clause that is unsafe, or any clause found unsafe."
    return Demand(Aspect.SAFETY, "", len(unsafe), _each(plan, unsafe), why)


def _assessors(plan: Plan, about: Sequence[Candidate], asked: Sequence[str]) -> Demand:
    signed = {code: [each for each in about if each.assessor == code and each.signed] for code in asked}
    groups = tuple(_ordered(plan, own) for own in signed.values() if own)
    codes = {each.assessor for each in about if each.assessor and each.signed}
    required = min(share(plan.assessors, len(codes)), len(groups))
    return Demand(Aspect.ASSESSOR, "", required, groups, f"Assessors: {plan.assessors} of every 100.")


def _learners(plan: Plan, population: Population, code: str, own: Sequence[Candidate]) -> Demand:
    new = is_new(plan, population, code)
    percent = max(plan.learners, plan.new.learners) if new else plan.learners
    # every unsafe one is looked at anyway: what is drawn is drawn among the others
    others = [each for each in own if each.signed and not (plan.safety and each.safety)]
    groups = _by_learner(plan, code, others)
    who = f"the new assessor {code}" if new else f"assessor {code}"
    why = f"Learners of {who}: {percent} of every 100."
    return Demand(Aspect.LEARNER, code, share(percent, len(groups)), groups, why)


def _interim(plan: Plan, code: str, own: Sequence[Candidate]) -> Demand:
    groups = _by_learner(plan, code, own)
    why = f"Interim, learners of assessor {code}: {plan.interim} of every 100."
    return Demand(Aspect.INTERIM, code, share(plan.interim, len(groups)), groups, why)


def _methods(plan: Plan, code: str, own: Sequence[Candidate]) -> Iterator[Demand]:
    signed = [each for each in own if each.signed]
    for method in sorted({method for each in signed for method in each.methods}):
        groups = _each(plan, [each for each in signed if method in each.methods])
        why = f"Methods: evidence by {method}, marked by assessor {code}."
        yield Demand(Aspect.METHOD, f"{method}, {code}", 1, groups, why)


def _criteria(plan: Plan, about: Sequence[Candidate], looked_at: Collection[Criterion]) -> Iterator[Demand]:
    for criterion in sorted(looked_at):
        deciding = [each for each in about if each.signed and criterion in each.decided]
        groups = _each(plan, deciding)
        name = "/".join(criterion)
        yield Demand(Aspect.CRITERION, name, min(1, len(groups)), groups, f"Criteria: {criterion[1]}.")


def _by_learner(plan: Plan, code: str, own: Iterable[Candidate]) -> tuple[tuple[Candidate, ...], ...]:
    learners: dict[str, list[Candidate]] = {}
    for each in own:
        learners.setdefault(each.learner, []).append(each)
    return tuple(_ordered(plan, learners[name]) for name in drawn(plan, f"learner of {code}", learners))


def _each(plan: Plan, candidates: Iterable[Candidate]) -> tuple[tuple[Candidate, ...], ...]:
    return tuple((each,) for each in _ordered(plan, candidates))


def _ordered(plan: Plan, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those in which something is decided first, otherwise as they are drawn."""
    named = {each.attempt: each for each in candidates}
    ordered = [named[name] for name in drawn(plan, "attempt", named)]
    return tuple(sorted(ordered, key=lambda each: not each.decided))


# Choosing -------------------------------------------------------------------------------------------------------------


def is_met(group: Sequence[Candidate], demand: Demand) -> bool:
    """Whether the sample has an attempt of a group."""
    return any(each.in_sample is not None and (each.in_sample.interim or not demand.interim) for each in group)


def _among(group: Sequence[Candidate], demand: Demand, now: Collection[Key]) -> Key | None:
    """What was chosen just now of a group."""
    keys = ((each.attempt, demand.interim) for each in group)
    return next((key for key in keys if key in now), None)


def _pick(group: Sequence[Candidate], demand: Demand, now: Collection[Key]) -> Candidate | None:
    """The first attempt of a group that can be put into the sample now."""
    for each in group:
        free = each.in_sample is None and (each.attempt, not demand.interim) not in now
        if free and bool(each.signed) is not demand.interim and each.assessor:
            return each
    return None


def _reasons(met: Sequence[Demand]) -> tuple[str, ...]:
    """Why, in a sentence each; the criteria in one."""
    criteria = [demand.name.partition("/")[2] for demand in met if demand.aspect is Aspect.CRITERION]
    listed = [f"Criteria that nothing else in the sample decides: {', '.join(criteria)}."] if criteria else []
    return (*(demand.why for demand in met if demand.aspect is not Aspect.CRITERION), *listed)
