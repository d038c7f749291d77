"""Sampling plans: what they choose, that anybody can repeat it, and how far they were kept to."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.review.quality.compliance import asked_of, compliance
from simulator.review.quality.sampling import Aspect, choose, demands, is_met
from simulator.review.quality.sampling_plan import (
    Candidate,
    NewAssessors,
    Plan,
    Population,
    SampleMembership,
    drawn,
    focus,
    share,
)

from .populations import CRITERIA, DAY, MANY, PLAN, PLANS, looked_at, population, sampled

QUICK = settings(max_examples=60, deadline=None)


def attempt(name: str, learner: str = "", assessor: str = "A-1", **other: object) -> Candidate:
    made = Candidate(name, learner or f"of {name}", "promise", assessor, DAY, DAY, decided=frozenset(CRITERIA[:1]))
    return replace(made, **other)  # type: ignore[arg-type]


def attempts(count: int) -> Population:
    return population(attempt(f"a{number:03}") for number in range(count))


def only(plan: Plan = PLAN, **other: object) -> Plan:
    """The plan with nothing asked for but what is given."""
    none = {"learners": 0, "assessors": 0, "criteria": 0, "methods": False, "safety": False}
    return replace(plan, **{**none, **other})  # type: ignore[arg-type]


def in_sample(among: Population) -> set[str]:
    return {each.attempt for each in among.candidates if each.in_sample is not None}


@QUICK
@given(PLANS, MANY, st.randoms())
def test_the_order_in_which_attempts_come_decides_nothing(
    plan: Plan, candidates: list[Candidate], chance: random.Random
) -> None:
    chosen = choose(plan, population(candidates))
    chance.shuffle(candidates)
    assert choose(plan, population(candidates)) == chosen
    assert list(chosen) == sorted(chosen, key=lambda each: each.attempt)


@QUICK
@given(PLANS, MANY, MANY)
def test_what_was_chosen_stays_chosen_as_more_comes_and_no_more_is_chosen_than_is_asked_for(
    plan: Plan, before: list[Candidate], later: list[Candidate]
) -> None:
    early = sampled(plan, population(before))
    assert choose(plan, early) == ()
    known = {each.attempt for each in before}
    grown = population([*early.candidates, *(each for each in later if each.attempt not in known)])
    late = sampled(plan, grown)
    assert in_sample(early) <= in_sample(late)
    assert choose(plan, late) == ()


@QUICK
@given(PLANS, MANY)
def test_whatever_can_be_met_is_met_and_each_choice_says_why(plan: Plan, candidates: list[Candidate]) -> None:
    among = population(candidates)
    after = sampled(plan, among)
    for demand in demands(plan, after):
        met = sum(1 for group in demand.groups if is_met(group, demand))
        free = [
            group
            for group in demand.groups
            if any(
                each.in_sample is None and bool(each.signed) is not demand.interim and each.assessor for each in group
            )
            and not is_met(group, demand)
        ]
        assert met >= demand.required or not free, demand
    for each in choose(plan, among):
        assert each.why
        assert len(set(each.why)) == len(each.why)
    about = {each.attempt for each in candidates if plan.starts <= each.handed_in <= plan.ends and each.assessor}
    assert in_sample(after) <= about


@QUICK
@given(PLANS, MANY)
def test_a_sample_that_was_looked_at_leaves_nothing_that_could_have_been_chosen(
    plan: Plan, candidates: list[Candidate]
) -> None:
    after = looked_at(sampled(plan, population(candidates)))
    found = compliance(plan, after, date(2027, 1, 1))
    assert not found.outstanding
    for stratum in found.strata:
        assert stratum.done == stratum.chosen
        assert stratum.missing == stratum.to_choose
        assert stratum.aspect is Aspect.INTERIM or stratum.required <= stratum.chosen


@pytest.mark.parametrize(("percent", "count", "expected"), [(25, 1, 1), (25, 4, 1), (25, 5, 2), (10, 30, 3), (0, 9, 1)])
def test_a_share_is_rounded_up_and_a_sampled_assessor_has_one_at_least(percent: int, count: int, expected: int) -> None:
    assert share(percent, count) == (expected if percent else 0)
    assert len(choose(only(learners=percent, assessors=100), attempts(count))) == expected


def test_another_seed_draws_others_and_the_draw_is_the_same_everywhere() -> None:
    first = [each.attempt for each in choose(only(learners=10, assessors=100), attempts(100))]
    other = [each.attempt for each in choose(only(learners=10, assessors=100, seed="x"), attempts(100))]
    assert len(first) == len(other) == 10
    assert first != other
    assert drawn(PLAN, "learner", ["a", "b", "c", "d"]) == ["b", "a", "d", "c"]


def test_every_safety_breach_is_chosen_and_the_share_is_drawn_among_the_others() -> None:
    unsafe = [attempt(f"u{number}", safety=True) for number in range(3)]
    chosen = choose(only(learners=25, assessors=100, safety=True), population([*unsafe, *attempts(4).candidates]))
    assert {each.attempt for each in chosen} >= {"u0", "u1", "u2"}
    assert len(chosen) == 4
    assert all("Safety" in each.why[0] for each in chosen if each.attempt.startswith("u"))


def test_new_assessors_are_looked_at_more_whether_listed_or_with_few_reviews() -> None:
    many = population([*attempts(10).candidates, *(attempt(f"b{number}", assessor="A-2") for number in range(4))])
    plan = only(learners=10, assessors=100, new=NewAssessors(50, signed_below=5))
    assert [each.attempt[0] for each in choose(plan, many)].count("b") == 2
    listed = replace(plan, new=NewAssessors(100, codes=("A-1",)))
    assert [each.attempt[0] for each in choose(listed, many)].count("a") == 10
    assert "new assessor A-1" in choose(listed, many)[0].why[0]


def test_only_so_many_assessors_are_sampled_and_the_new_ones_always() -> None:
    everybody = population(attempt(f"a{number}", assessor=f"A-{number}") for number in range(10))
    plan = only(learners=100, assessors=30)
    assert len(choose(plan, everybody)) == 3
    listed = replace(plan, new=NewAssessors(100, codes=tuple(f"A-{number}" for number in range(6))))
    assert len(choose(listed, everybody)) == 6


def test_every_method_and_every_criterion_of_the_plan_is_looked_at_once() -> None:
    rare = attempt("rare", "L", methods=frozenset({"record"}), decided=frozenset(CRITERIA[3:]))
    usual = [attempt(f"a{number}", "L", methods=frozenset({"choice"})) for number in range(9)]
    among = population([rare, *usual])
    methods = choose(only(assessors=100, methods=True), among)
    assert any(each.attempt == "rare" for each in methods)
    criteria = {each.attempt: each.why for each in choose(only(criteria=100), among)}
    assert "rare" in criteria
    assert criteria["rare"] == ("Criteria that nothing else in the sample decides: AC-4.",)


def test_interim_sampling_chooses_before_the_signature_and_final_after_it() -> None:
    marking = [attempt(f"m{number}", signed="") for number in range(4)]
    nobody = attempt("n0", assessor="", signed="")
    plan = only(learners=50, assessors=100, interim=50)
    chosen = choose(plan, population([*marking, nobody, *attempts(2).candidates]))
    interim = [each for each in chosen if each.interim]
    assert {each.attempt[0] for each in interim} == {"m"}
    assert len(interim) == 3  # half of six learners
    assert [each.attempt[0] for each in chosen if not each.interim] == ["a"]


def test_what_was_taken_before_the_signature_is_looked_at_again_after_it() -> None:
    plan = only(interim=100, assessors=100, criteria=100)
    taken = attempt("m", signed="", in_sample=SampleMembership("2026-10-01", interim=True), seen=True)
    assert compliance(plan, population([taken]), date(2026, 10, 20)).met
    signed = replace(taken, signed="2026-10-18")
    (left,) = compliance(plan, population([signed]), date(2026, 10, 20)).outstanding
    assert (left.due, left.overdue, left.left) == (date(2026, 11, 1), False, CRITERIA[:1])
    assert compliance(plan, population([replace(signed, checked=signed.decided)]), date(2026, 10, 20)).met


def test_what_is_not_looked_at_in_time_is_overdue_the_most_urgent_first() -> None:
    late = attempt("late", in_sample=SampleMembership("2026-10-01"))
    soon = attempt("soon", in_sample=SampleMembership("2026-11-01"), signed="2026-10-30")
    found = compliance(PLAN, population([soon, late]), date(2026, 11, 10))
    assert [(each.attempt, each.overdue) for each in found.outstanding] == [("late", True), ("soon", False)]
    assert [each.attempt for each in found.overdue] == ["late"]
    assert not compliance(PLAN, population([soon]), date(2026, 11, 15)).overdue
    assert compliance(PLAN, population([soon]), date(2026, 11, 16)).overdue
    assert not found.met


def test_a_plan_looks_at_its_share_of_the_criteria_and_at_one_other_where_none_of_them_is_decided() -> None:
    plan = only(criteria=50, assessors=100, learners=100)
    among = attempts(1)
    chosen = focus(plan, among)
    assert len(chosen) == 2
    other = frozenset(CRITERIA) - chosen
    assert asked_of(plan, attempt("x", decided=frozenset(CRITERIA)), chosen) == chosen
    assert len(asked_of(plan, attempt("x", decided=other), chosen)) == 1
    assert asked_of(plan, attempt("x", decided=frozenset()), chosen) == frozenset()
    assert focus(replace(plan, awards=frozenset({"other"})), among) == frozenset()


def test_of_a_learner_s_attempts_one_in_which_something_is_decided_is_chosen() -> None:
    plan = only(learners=100, assessors=100)
    empty = [attempt(f"e{number}", "L", decided=frozenset()) for number in range(8)]
    (chosen,) = choose(plan, population([*empty, attempt("decided", "L")]))
    assert chosen.attempt == "decided"


def test_an_attempt_is_looked_at_once_every_decision_that_is_asked_for_was() -> None:
    plan = only(criteria=100, learners=100, assessors=100)
    taken = attempt("a", decided=frozenset(CRITERIA[:2]), in_sample=SampleMembership(DAY), seen=True, seen_after=True)
    (left,) = compliance(plan, population([replace(taken, checked=frozenset(CRITERIA[:1]))]), date.max).outstanding
    assert left.left == CRITERIA[1:2]
    nothing = replace(taken, decided=frozenset())
    assert compliance(plan, population([nothing]), date.max).met
    assert not compliance(plan, population([replace(nothing, seen_after=False)]), date.max).met


def test_a_criterion_that_nobody_decided_yet_is_named() -> None:
    found = compliance(only(criteria=100), attempts(3), date(2026, 11, 1))
    assert found.undecided == CRITERIA[1:]
    assert [(stratum.name, stratum.to_choose) for stratum in found.strata] == [("aim/AC-1", 1)]


def test_only_scenarios_and_days_of_the_plan_are_looked_at() -> None:
    gift = attempt("gift", scenario="gift")
    early = attempt("early", handed_in="2026-08-31")
    plan = only(learners=100, assessors=100, scenarios=frozenset({"promise"}))
    first, last, late = (attempt(day, handed_in=day) for day in (PLAN.starts, PLAN.ends, "2026-12-19"))
    chosen = choose(plan, population([gift, early, first, last, late]))
    assert [each.attempt for each in chosen] == [PLAN.starts, PLAN.ends]
