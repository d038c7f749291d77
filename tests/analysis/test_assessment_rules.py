"""What is found about marking is exactly what scoring every playthrough shows, and each witness shows it soonest."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simulator.analysis.check import check
from simulator.analysis.context import AnalysisContext
from simulator.analysis.figures.figures import figures
from simulator.analysis.finding import Finding
from simulator.analysis.rules.assessment import clause_results, outcome_results, strategies_that_pass
from simulator.analysis.rules.explored import EXPLORED
from simulator.analysis.rules.no_return import points_of_no_return
from simulator.documents.scenario.expect import walk
from simulator.engine.events import Ended
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import DutyStatus, State
from tests.analysis.asked import RUBRIC
from tests.analysis.brute import Brute, TooManyError, by_strategy, same
from tests.analysis.chain import Chain
from tests.analysis.layered import COUNTING, LAYERED, LOOPING, RUBRICS
from tests.depth import tries
from tests.engine.build import action, choice, decision, form, scene, write
from tests.engine.build import scenario as built

MOST = 800

EACH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

KEPT = (DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE)
LATE = (DutyStatus.LATE, DutyStatus.FULFILLED_LATE, DutyStatus.MISSED)


@dataclass(frozen=True)
class Point:
    """Where a playthrough can stand, with the fewest steps to it."""

    state: State
    steps: int
    card: Scorecard
    ahead: frozenset[str]
    """What can follow: `pass`, `end`, and the duties that can be done by then."""

    @property
    def ended(self) -> bool:
        return isinstance(self.state.closed, Ended)


Points = tuple[list[Point], Callable[[Finding], Point]]
"""All points, and the one that a witness leads to."""


def of_tree(scenario: Scenario, rubric: Rubric) -> Points:
    """The points of every playthrough, one by one."""
    try:
        walked = Brute.of(scenario, rubric, MOST)
    except TooManyError:
        assume(False)
    found: dict[int, Point] = {}
    for node in reversed(walked.nodes):
        card = walked.card(node)
        ahead = frozenset[str]().union(*(found[id(each)].ahead for each in node.then)) | can_be(node.state, card)
        found[id(node)] = Point(node.state, len(node.steps), card, ahead)

    def at(finding: Finding) -> Point:
        return found[id(walked.by_steps[tuple(map(same, finding.witness))])]

    return list(found.values()), at


def of_chain(scenario: Scenario, rubric: Rubric) -> Points:
    """The points of a scenario with loops: its situations with everything that counted so far."""
    try:
        chain = Chain(scenario, MOST // 4, scores=True)
    except TooManyError:
        assume(False)
    cards = [score(scenario, rubric, place.state) for place in chain.places]
    own = [can_be(place.state, card) for place, card in zip(chain.places, cards, strict=True)]
    found = [
        Point(place.state, len(place.steps), card, frozenset[str]().union(*(own[each] for each in chain.after(number))))
        for number, (place, card) in enumerate(zip(chain.places, cards, strict=True))
    ]

    def at(finding: Finding) -> Point:
        state, _ = walk(scenario, finding.witness)
        return found[chain.number(state)]

    return found, at


def can_be(state: State, card: Scorecard) -> frozenset[str]:
    if not isinstance(state.closed, Ended):
        return frozenset()
    kept = [name for name, status in state.situation.duties.items() if status in KEPT]
    return frozenset(["end", *kept, *(["pass"] if passes(card) else [])])


def assert_shows(scenario: Scenario, finding: Finding, points: Points, wanted: list[Point]) -> None:
    """The witness can be walked, leads to one of the points, and none of them is nearer."""
    state, fault = walk(scenario, finding.witness)
    assert fault is None
    point = points[1](finding)
    assert state.situation.scene == point.state.situation.scene
    assert any(point is each for each in wanted)
    assert len(finding.witness) == min(each.steps for each in wanted)


WALKED = pytest.mark.parametrize("kind", ["layered", "looping"])


def points_of(data: st.DataObject, kind: str) -> tuple[Scenario, Rubric, Points]:
    """A scenario with or without loops, a rubric, and where its playthroughs can stand."""
    scenario, rubric = data.draw(LAYERED if kind == "layered" else LOOPING), data.draw(RUBRICS)
    return scenario, rubric, (of_tree if kind == "layered" else of_chain)(scenario, rubric)


# Clauses


def misses(point: Point, clause: str) -> bool:
    """Whether a playthrough leaves a clause not shown although it misses no duty."""
    duties = point.state.situation.duties.values()
    return point.ended and point.card.clause(clause).level is None and DutyStatus.MISSED not in duties


@WALKED
@settings(EACH, max_examples=tries(50, 500))
@given(st.data())
def test_clauses_that_nobody_meets_or_fails_or_is_asked_for_are_found_and_no_others(
    kind: str, data: st.DataObject
) -> None:
    scenario, rubric, points = points_of(data, kind)
    found = {(finding.rule, finding.address): finding for finding in clause_results(AnalysisContext(scenario, rubric))}
    expected = set()
    for clause in scenario.assesses:
        levels = {point.card.clause(clause).level for point in points[0] if point.ended}
        met = {level is not None and level >= rubric.passing for level in levels}
        missed = [point for point in points[0] if misses(point, clause)]
        address = ("assesses", clause)
        if met == {False}:
            expected.add(("clause-cannot-be-met", address))
        if met == {True}:
            expected.add(("clause-cannot-be-failed", address))
        if missed and True in met:
            expected.add(("clause-not-shown", address))
            assert_shows(scenario, found["clause-not-shown", address], points, missed)
    assert set(found) == expected


# The whole


def passes(card: Scorecard) -> bool:
    return card.outcome is not None and card.outcome >= Level.COMPETENT


def is_unsafe(card: Scorecard) -> bool:
    """Whether anything unsafe was done."""
    return any(piece.level is Level.UNSAFE for clause in card.clauses for piece in clause.pieces)


@WALKED
@settings(EACH, max_examples=tries(60, 600))
@given(st.data())
def test_that_nobody_passes_or_that_something_unsafe_passes_is_found_exactly_where_it_is_so(
    kind: str, data: st.DataObject
) -> None:
    scenario, rubric, points = points_of(data, kind)
    found = {finding.rule: finding for finding in outcome_results(AnalysisContext(scenario, rubric))}
    passing = [point for point in points[0] if passes(point.card)]
    unsafe = [point for point in passing if is_unsafe(point.card)]
    fails = not passing and any(point.ended for point in points[0])
    assert set(found) == {*(["cannot-be-passed"] if fails else []), *(["unsafe-passes"] if unsafe else [])}
    if unsafe:
        assert_shows(scenario, found["unsafe-passes"], points, unsafe)


def is_lost(point: Point) -> bool:
    """Whether nothing counts against the learner so far, and yet nothing that follows passes."""
    return (
        point.state.closed is None
        and "pass" not in point.ahead
        and "end" in point.ahead
        and not point.card.breaches
        and all(piece.level >= Level.COMPETENT for clause in point.card.clauses for piece in clause.pieces)
        and not any(
            status in LATE or (status is DutyStatus.OPEN and name not in point.ahead)
            for name, status in point.state.situation.duties.items()
        )
    )


@WALKED
@settings(EACH, max_examples=tries(60, 600))
@given(st.data())
def test_a_point_of_no_return_is_found_where_a_faultless_learner_can_no_longer_pass(
    kind: str, data: st.DataObject
) -> None:
    scenario, rubric, points = points_of(data, kind)
    found = list(points_of_no_return(AnalysisContext(scenario, rubric)))
    lost = [point for point in points[0] if is_lost(point)]
    if any(point.steps == 0 and "pass" not in point.ahead for point in points[0]) or not lost:
        assert found == []
        return
    (finding,) = found
    assert finding.address == ("scenes", points[1](finding).state.situation.scene)
    assert_shows(scenario, finding, points, lost)


@settings(EACH, max_examples=tries(30, 300))
@given(LAYERED, RUBRICS)
def test_a_strategy_that_passes_without_reading_is_found_with_its_way(scenario: Scenario, rubric: Rubric) -> None:
    found = {finding.message.split()[3]: finding for finding in strategies_that_pass(AnalysisContext(scenario, rubric))}
    for strategy in ("first", "last", "longest", "shortest"):
        state, steps = by_strategy(scenario, strategy)
        assert (strategy in found) == passes(score(scenario, rubric, state))
        if strategy in found:
            walked, fault = walk(scenario, found[strategy].witness)
            assert fault is None
            assert walked.situation == state.situation
            assert len(found[strategy].witness) == steps


def rules_of(scenario: Scenario) -> list[str]:
    return [finding.rule for finding in points_of_no_return(AnalysisContext(scenario, RUBRIC))]


def test_weak_evidence_is_a_fault_even_where_its_clause_is_not_assessed() -> None:
    def asks(level: Level, clause: str) -> Scenario:
        early = choice(action("early", evidence={clause: level}), "shut")
        wait = choice("wait", "open")
        shut = decision(choice("go", "home"), choice("stay", "home"))
        open_ = decision(
            choice(action("limits", evidence={"confidentiality": Level.COMPETENT}), "home"), choice("go", "home")
        )
        return built(decision(early, wait), shut=shut, open=open_)

    assert rules_of(asks(Level.COMPETENT, "records")) == ["point-of-no-return"]
    assert rules_of(asks(Level.DEVELOPING, "records")) == []


def test_a_clause_that_a_late_duty_caps_is_not_exemplary_whatever_stands_beside_it() -> None:
    """Half of the assessed clauses have to be exemplary: one that is capped and one that is competent are none."""
    fine = {"records": Level.EXEMPLARY, "reporting": Level.COMPETENT}
    late = decision(choice(action("tell", fulfils=("tell_lead",), evidence=fine), "home"), choice("wait", "home"))
    again = decision(choice(action("and", evidence={"records": Level.EXEMPLARY}), "late"))
    made = built(scene(again, opens=("tell_lead",)), {"tell_lead": "late"}, late=late)
    duty = replace(made.duties["tell_lead"], clause="records", late=Level.COMPETENT, missed=Level.COMPETENT)
    assessed = replace(made, assesses={"records": 1, "reporting": 1}, duties={**made.duties, "tell_lead": duty})
    found = figures(AnalysisContext(assessed, RUBRIC))
    assert found is not None
    assert found.outcomes == {"competent": Fraction(1, 2), "developing": Fraction(1, 2)}


def test_a_duty_done_late_and_well_does_not_lift_what_a_repaired_breach_caps() -> None:
    """One weak piece and the lateness, which counts as exemplary: the lower of the two is what is typical."""
    swaps = decision(choice(action("swap", breach="overpromises"), "asks"))
    owns_up = action(
        "sorry",
        evidence={"confidentiality": Level.DEVELOPING},
        fulfils=("state_limits",),
        repairs="overpromises",
    )
    made = built(
        scene(swaps, opens=("state_limits",)), {"state_limits": "asks"}, asks=decision(choice(owns_up, "home"))
    )
    late = replace(made.duties["state_limits"], late=Level.EXEMPLARY)
    found = figures(AnalysisContext(replace(made, duties={**made.duties, "state_limits": late}), RUBRIC))
    assert found is not None
    assert found.clauses == {"confidentiality": {"developing": Fraction(1)}}


def test_what_a_person_has_still_to_mark_is_left_out_of_what_is_claimed() -> None:
    """Only the account can show the clause, and whether it does is for a person to say."""
    made = replace(built(form(write("account"))), assesses={"records": 1})
    (unmet, *_) = clause_results(AnalysisContext(made, RUBRIC))
    (passed,) = outcome_results(AnalysisContext(made, RUBRIC))
    for finding in (unmet, passed):
        assert finding.message.endswith(" before a person has marked what is written.")
    bare = replace(built(form(write("account"))), assesses={"reporting": 1})
    assert not any("marked" in finding.message for finding in clause_results(AnalysisContext(bare, RUBRIC)))


# Past the budget

PLAYED = "strategy-passes"
"""Needs no exploration: four playthroughs are walked."""

CLAIMS = frozenset[str]().union(*(rules for rules, _ in EXPLORED)) - {PLAYED}


@settings(EACH, max_examples=tries(30, 300))
@given(st.one_of(LAYERED, LOOPING, COUNTING), RUBRICS, st.integers(1, 40))
def test_past_the_budget_nothing_is_claimed(scenario: Scenario, rubric: Rubric, budget: int) -> None:
    context = AnalysisContext(scenario, rubric, budget)
    assume(not context.exploration.complete)
    assert figures(context) is None
    (finding,) = check(scenario, rubric, only=CLAIMS, budget=budget)
    assert finding.rule == "not-proved"
    assert finding.address == ()
    assert finding.witness == ()


def every_finding(context: AnalysisContext) -> list[Finding]:
    """All findings, also those that others explain."""
    return [finding for rules, run in EXPLORED if PLAYED not in rules for finding in run(context)]


@settings(EACH, max_examples=tries(30, 300))
@given(LAYERED, RUBRICS, st.integers(1, 40))
def test_past_the_budget_for_scores_nothing_is_claimed_of_them_and_nothing_wrong(
    scenario: Scenario, rubric: Rubric, budget: int
) -> None:
    context = AnalysisContext(scenario, rubric, budget)
    assume(context.exploration.complete)
    short = every_finding(context)
    whole = every_finding(AnalysisContext(scenario, rubric))
    claimed = [finding for finding in short if finding.rule != "not-proved"]
    assert all(finding in whole for finding in claimed)
    if len(claimed) < len(short):
        assert [finding.address for finding in short if finding.rule == "not-proved"] == [("assesses",)]
    else:
        # changes that are cut short are looked for once more with their variables kept: that search has the budget, too
        assert short == [finding for finding in whole if finding in short or finding.rule != "effect-always-clamped"]
