"""What is found about marking is exactly what scoring every playthrough shows, and each witness shows it soonest."""

from dataclasses import replace
from fractions import Fraction
from functools import reduce
from operator import or_

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simulator.analysis.case import Case
from simulator.analysis.check import check
from simulator.analysis.figures import figures
from simulator.analysis.finding import Finding
from simulator.analysis.rules.assessment import clause_results, outcome_results
from simulator.analysis.rules.explored import EXPLORED
from simulator.analysis.rules.no_return import points_of_no_return
from simulator.documents.expect import walk
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Scorecard
from simulator.engine.state import DutyStatus
from tests.analysis.asked import RUBRIC
from tests.analysis.brute import Brute, Node, TooManyError, same
from tests.analysis.layered import COUNTING, LAYERED, LOOPING, RUBRICS
from tests.engine.build import choice, decision, deed, scene
from tests.engine.build import scenario as built

MOST = 800

EACH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def brute(scenario: Scenario, rubric: Rubric) -> Brute:
    """Every playthrough of a scenario that has not too many."""
    try:
        return Brute.of(scenario, rubric, MOST)
    except TooManyError:
        assume(False)
        raise


def witnessed(walked: Brute, finding: Finding) -> Node:
    """Where a witness leads, by the walker of walkthroughs and by the tree of all playthroughs."""
    state, fault = walk(walked.scenario, finding.witness)
    assert fault is None
    node = walked.by_steps[tuple(map(same, finding.witness))]
    assert state.situation == node.state.situation
    return node


def shortest(nodes: list[Node]) -> int:
    return min(len(node.steps) for node in nodes)


# Clauses


def misses(node: Node, card: Scorecard, clause: str) -> bool:
    """Whether a playthrough leaves a clause not shown although it misses no duty."""
    return card.clause(clause).level is None and DutyStatus.MISSED not in node.state.situation.duties.values()


@settings(EACH, max_examples=300)
@given(LAYERED, RUBRICS)
def test_clauses_that_nobody_meets_or_fails_or_is_asked_for_are_found_and_no_others(
    scenario: Scenario, rubric: Rubric
) -> None:
    walked = brute(scenario, rubric)
    found = list(clause_results(Case(scenario, rubric)))
    expected = set()
    missing = {}
    for clause in scenario.assesses:
        levels = {card.clause(clause).level for _, card in walked.ended}
        met = {level is not None and level >= rubric.passing for level in levels}
        if met == {False}:
            expected.add(("clause-cannot-be-met", clause))
        if met == {True}:
            expected.add(("clause-cannot-be-failed", clause))
        missed = [node for node, card in walked.ended if misses(node, card, clause)]
        if missed and True in met:
            expected.add(("clause-not-shown", clause))
            missing[clause] = shortest(missed)
    assert {(finding.rule, finding.address[1]) for finding in found} == expected
    assert len(found) == len(expected)
    for finding in found:
        if finding.rule == "clause-not-shown":
            clause = str(finding.address[1])
            node = witnessed(walked, finding)
            assert node.ended
            assert misses(node, walked.card(node), clause)
            assert len(finding.witness) == missing[clause]


# The whole


def passes(card: Scorecard) -> bool:
    return card.outcome is not None and card.outcome >= Level.COMPETENT


def is_unsafe(card: Scorecard) -> bool:
    """Whether anything unsafe was done."""
    return any(piece.level is Level.UNSAFE for clause in card.clauses for piece in clause.pieces)


@settings(EACH, max_examples=400)
@given(LAYERED, RUBRICS)
def test_that_nobody_passes_or_that_something_unsafe_passes_is_found_exactly_where_it_is_so(
    scenario: Scenario, rubric: Rubric
) -> None:
    walked = brute(scenario, rubric)
    found = {finding.rule: finding for finding in outcome_results(Case(scenario, rubric))}
    passing = [(node, card) for node, card in walked.over if passes(card)]
    unsafe = [node for node, card in passing if is_unsafe(card)]
    assert set(found) == {*(["cannot-be-passed"] if not passing else []), *(["unsafe-passes"] if unsafe else [])}
    if unsafe:
        finding = found["unsafe-passes"]
        node = witnessed(walked, finding)
        assert any(node is each for each in unsafe)
        assert len(finding.witness) == shortest(unsafe)


KEPT = (DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE)
LATE = (DutyStatus.LATE, DutyStatus.FULFILLED_LATE, DutyStatus.MISSED)


def ahead(walked: Brute) -> dict[int, set[str]]:
    """By node: what can follow of passing, ending, and each duty's being done."""
    found: dict[int, set[str]] = {}
    for node in reversed(walked.nodes):
        if node.then:
            found[id(node)] = reduce(or_, (found[id(each)] for each in node.then))
        elif node.ended:
            kept = {name for name, status in node.state.situation.duties.items() if status in KEPT}
            found[id(node)] = {"end", *kept, *(["pass"] if passes(walked.card(node)) else [])}
        else:
            found[id(node)] = set()
    return found


def is_faultless(node: Node, card: Scorecard, possible: set[str]) -> bool:
    """Whether nothing counts against the learner so far."""
    return (
        not card.breaches
        and all(piece.level >= Level.COMPETENT for clause in card.clauses for piece in clause.pieces)
        and not any(
            status in LATE or (status is DutyStatus.OPEN and name not in possible)
            for name, status in node.state.situation.duties.items()
        )
    )


@settings(EACH, max_examples=400)
@given(LAYERED, RUBRICS)
def test_a_point_of_no_return_is_found_where_a_faultless_learner_can_no_longer_pass(
    scenario: Scenario, rubric: Rubric
) -> None:
    walked = brute(scenario, rubric)
    found = list(points_of_no_return(Case(scenario, rubric)))
    possible = ahead(walked)
    lost = [
        node
        for node in walked.nodes
        if node.then
        and "pass" not in possible[id(node)]
        and "end" in possible[id(node)]
        and is_faultless(node, walked.card(node), possible[id(node)])
    ]
    if "pass" not in possible[id(walked.tree)] or not lost:
        assert found == []
        return
    (finding,) = found
    node = witnessed(walked, finding)
    assert any(node is each for each in lost)
    assert finding.address == ("scenes", node.scene)
    assert len(finding.witness) == shortest(lost)


def rules_of(scenario: Scenario) -> list[str]:
    return [finding.rule for finding in points_of_no_return(Case(scenario, RUBRIC))]


def test_weak_evidence_is_a_fault_even_where_its_clause_is_not_assessed() -> None:
    def asks(level: Level, clause: str) -> Scenario:
        early = choice(deed("early", evidence={clause: level}), "shut")
        wait = choice("wait", "open")
        shut = decision(choice("go", "home"), choice("stay", "home"))
        open_ = decision(
            choice(deed("limits", evidence={"confidentiality": Level.COMPETENT}), "home"), choice("go", "home")
        )
        return built(decision(early, wait), shut=shut, open=open_)

    assert rules_of(asks(Level.COMPETENT, "records")) == ["point-of-no-return"]
    assert rules_of(asks(Level.DEVELOPING, "records")) == []


def test_a_clause_that_a_late_duty_caps_is_not_exemplary_whatever_stands_beside_it() -> None:
    """Half of the assessed clauses have to be exemplary: one that is capped and one that is competent are none."""
    fine = {"records": Level.EXEMPLARY, "reporting": Level.COMPETENT}
    late = decision(choice(deed("tell", fulfils=("tell_lead",), evidence=fine), "home"), choice("wait", "home"))
    again = decision(choice(deed("and", evidence={"records": Level.EXEMPLARY}), "late"))
    made = built(scene(again, opens=("tell_lead",)), {"tell_lead": "late"}, late=late)
    duty = replace(made.duties["tell_lead"], clause="records", late=Level.COMPETENT, missed=Level.COMPETENT)
    assessed = replace(made, assesses={"records": 1, "reporting": 1}, duties={**made.duties, "tell_lead": duty})
    found = figures(Case(assessed, RUBRIC))
    assert found is not None
    assert found.outcomes == {"competent": Fraction(1, 2), "developing": Fraction(1, 2)}


# Past the budget

PLAYED = "strategy-passes"
"""Needs no exploration: four playthroughs are walked."""

CLAIMS = frozenset[str]().union(*(rules for rules, _ in EXPLORED)) - {PLAYED}


@settings(EACH, max_examples=100)
@given(st.one_of(LAYERED, LOOPING, COUNTING), RUBRICS, st.integers(1, 40))
def test_past_the_budget_nothing_is_claimed(scenario: Scenario, rubric: Rubric, budget: int) -> None:
    case = Case(scenario, rubric, budget)
    assume(not case.exploration.complete)
    assert figures(case) is None
    (finding,) = check(scenario, rubric, only=CLAIMS, budget=budget)
    assert finding.rule == "not-proved"
    assert finding.address == ()
    assert finding.witness == ()


def every_finding(case: Case) -> list[Finding]:
    """All findings, also those that others explain."""
    return [finding for rules, run in EXPLORED if PLAYED not in rules for finding in run(case)]


@settings(EACH, max_examples=100)
@given(LAYERED, RUBRICS, st.integers(1, 40))
def test_past_the_budget_for_scores_nothing_is_claimed_of_them_and_nothing_wrong(
    scenario: Scenario, rubric: Rubric, budget: int
) -> None:
    case = Case(scenario, rubric, budget)
    assume(case.exploration.complete)
    short = every_finding(case)
    whole = every_finding(Case(scenario, rubric))
    claimed = [finding for finding in short if finding.rule != "not-proved"]
    assert all(finding in whole for finding in claimed)
    if len(claimed) < len(short):
        assert [finding.address for finding in short if finding.rule == "not-proved"] == [("assesses",)]
    else:
        assert short == whole
