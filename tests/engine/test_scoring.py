"""Scoring: equal to a second implementation, and what people would recognise."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine import play, scoring
from simulator.engine.events import Event, Left, Mode
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import CapReason, ClauseStatus, EvidenceSource, ReasonKind, lower_median
from simulator.engine.state import State
from tests.depth import tries
from tests.engine import naive_scoring
from tests.engine.small import CODE, small
from tests.strategies import Choosing, levels, modes, playable_scenarios, played, rubrics, ways

DEVELOPING, COMPETENT, EXEMPLARY, UNSAFE = Level.DEVELOPING, Level.COMPETENT, Level.EXEMPLARY, Level.UNSAFE

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def walk(scenario: Scenario, *choices: str, leave: bool = False) -> State:
    state = play.replay(scenario, [play.begin(Mode.REHEARSAL, 1)])
    for choice in choices:
        for event in play.choose(scenario, state, choice):
            state = play.evolve(scenario, state, event)
    events: tuple[Event, ...] = play.leave(scenario, state) if leave else ()
    for event in events:
        state = play.evolve(scenario, state, event)
    return state


@settings(SLOW, max_examples=tries(200, 2500))
@given(playable_scenarios(), rubrics(), modes, ways)
def test_scoring_equals_a_second_implementation(
    scenario: Scenario, rubric: Rubric, mode: Mode, choosing: Choosing
) -> None:
    state, _ = played(scenario, mode, choosing)
    card = scoring.score(scenario, rubric, state)
    happened = naive_scoring.happenings(scenario, state)
    for clause in rubric.clauses:
        assert card.clause(clause).level == naive_scoring.clause_level(rubric, scenario, clause, happened)
    assert card.outcome == naive_scoring.outcome(rubric, scenario, state)


@settings(SLOW, max_examples=tries(80, 1000))
@given(playable_scenarios(), rubrics(), modes, ways)
def test_every_line_of_a_scorecard_names_events_that_happened(
    scenario: Scenario, rubric: Rubric, mode: Mode, choosing: Choosing
) -> None:
    state, events = played(scenario, mode, choosing)
    card = scoring.score(scenario, rubric, state)
    standing = {turn.event for turn in state.turns}
    for clause in card.clauses:
        assert all(piece.event in standing for piece in clause.pieces)
        assert all(cap.event in standing for cap in clause.caps)
    for reason in card.reasons:
        assert all(0 <= event < len(events) for event in reason.events)
        assert reason.events or reason.kind is ReasonKind.NOT_SHOWN
    assert (card.outcome is None) == (not card.reasons) or not scenario.assesses


@settings(SLOW, max_examples=tries(80, 1000))
@given(playable_scenarios(), rubrics(), ways)
def test_leaving_early_never_passes(scenario: Scenario, rubric: Rubric, choosing: Choosing) -> None:
    state, _ = played(scenario, Mode.REHEARSAL, choosing)
    if state.closed is None and not state.situation.stuck and play.closing(scenario, state) is None:
        state = play.evolve(scenario, state, Left(state.situation.scene))
        outcome = scoring.score(scenario, rubric, state).outcome
        assert outcome is not None
        assert outcome <= DEVELOPING


@given(st.lists(levels, min_size=1))
def test_the_lower_median_has_at_least_half_at_or_above_it_and_is_one_of_them(given_levels: list[Level]) -> None:
    middle = lower_median(given_levels)
    assert middle in given_levels
    assert 2 * sum(level >= middle for level in given_levels) >= len(given_levels)
    assert 2 * sum(level <= middle for level in given_levels) >= len(given_levels)
    assert middle == naive_scoring.lower_middle(given_levels)


def test_the_lower_median_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no levels"):
        lower_median([])


def test_a_good_way_is_competent_and_says_which_clauses_were_met() -> None:
    scenario = small()
    card = scoring.score(scenario, CODE, walk(scenario, "honest", "tell"))
    assert card.outcome is COMPETENT
    assert {(reason.kind, reason.ref) for reason in card.reasons} == {
        (ReasonKind.ALL_MET, "confidentiality"),
        (ReasonKind.ALL_MET, "reporting"),
    }
    assert card.clause("listening").status is ClauseStatus.NOT_ASSESSED
    assert card.clause("listening").label == "not assessed"


def test_half_of_the_assessed_clauses_exemplary_is_exemplary() -> None:
    scenario = small()
    card = scoring.score(scenario, CODE, walk(scenario, "honest", "tell-together"))
    assert card.outcome is EXEMPLARY
    assert [reason.ref for reason in card.reasons] == ["reporting"]


def test_a_promise_never_put_right_is_unsafe_and_points_at_the_promise() -> None:
    scenario = small()
    card = scoring.score(scenario, CODE, walk(scenario, "promise", "listen", "tell"))
    assert card.outcome is UNSAFE
    assert {(reason.kind, reason.ref, reason.events) for reason in card.reasons} == {
        (ReasonKind.CRITICAL_UNSAFE, "confidentiality", (1, 4)),
        (ReasonKind.UNSAFE_BREACH, "promises-secrecy", (1,)),
    }


def test_a_promise_put_right_is_developing_whatever_else_was_good() -> None:
    scenario = small()
    card = scoring.score(scenario, CODE, walk(scenario, "promise", "take-back", "tell-together"))
    confidentiality = card.clause("confidentiality")
    assert card.outcome is DEVELOPING
    assert confidentiality.level is DEVELOPING
    assert [piece.level for piece in confidentiality.pieces] == [DEVELOPING, COMPETENT]
    assert confidentiality.pieces[0].as_given is UNSAFE
    assert [cap.reason for cap in confidentiality.caps] == [CapReason.BREACH_REPAIRED]
    assert card.breaches[0].repaired_by == 2


def test_a_promise_made_again_after_it_was_put_right_stands_again() -> None:
    scenario = small()
    card = scoring.score(scenario, CODE, walk(scenario, "promise", "take-back", "promise-again", "tell"))
    assert card.outcome is UNSAFE
    assert [each.repaired_by for each in card.breaches] == [2, None]


def test_what_was_not_done_counts() -> None:
    scenario = small()
    card = scoring.score(scenario, CODE, walk(scenario, "honest", "wait"))
    reporting = card.clause("reporting")
    assert card.outcome is UNSAFE
    assert [piece.source for piece in reporting.pieces] == [EvidenceSource.CHOICE, EvidenceSource.DUTY]
    assert [cap.reason for cap in reporting.caps] == [CapReason.DUTY_MISSED, CapReason.BREACH]
    assert [(each.breach, each.ref) for each in card.breaches] == [("not-reporting", "tell_lead")]


def test_a_duty_late_and_then_missed_is_one_piece() -> None:
    scenario = small()
    state = walk(scenario, "promise", "listen", "wait")
    limits = [
        piece
        for piece in scoring.score(scenario, CODE, state).clause("confidentiality").pieces
        if piece.ref == "limits"
    ]
    assert [(piece.level, piece.event) for piece in limits] == [(UNSAFE, 4)]
    assert state.events == 5


def test_a_duty_fulfilled_late_stays_late() -> None:
    scenario = small()
    card = scoring.score(scenario, CODE, walk(scenario, "promise", "listen", "limits-now", "tell"))
    confidentiality = card.clause("confidentiality")
    assert (CapReason.DUTY_LATE, DEVELOPING) in {(cap.reason, cap.level) for cap in confidentiality.caps}
    assert [piece.level for piece in confidentiality.pieces if piece.source is EvidenceSource.DUTY] == [DEVELOPING]


def test_leaving_with_everything_shown_is_developing() -> None:
    scenario = small()
    card = scoring.score(scenario, CODE, walk(scenario, "honest", "told-and-stay", leave=True))
    assert card.clause("reporting").level is COMPETENT
    assert card.outcome is DEVELOPING
    assert [reason.kind for reason in card.reasons] == [ReasonKind.LEFT]


def test_too_few_pieces_are_not_shown_and_do_not_pass() -> None:
    scenario = small(assesses={"confidentiality": 2, "reporting": 1})
    card = scoring.score(scenario, CODE, walk(scenario, "honest", "tell"))
    assert card.clause("confidentiality").status is ClauseStatus.NOT_SHOWN
    assert card.clause("confidentiality").level is None
    assert card.clause("confidentiality").label == "not shown"
    assert card.outcome is DEVELOPING


def test_what_is_unsafe_stays_unsafe_with_too_few_pieces() -> None:
    scenario = small(assesses={"confidentiality": 5, "reporting": 1})
    card = scoring.score(scenario, CODE, walk(scenario, "promise", leave=True))
    assert card.clause("confidentiality").level is UNSAFE
    assert card.outcome is UNSAFE


def test_a_written_answer_awaits_a_person_and_the_outcome_is_provisional() -> None:
    scenario = small(written=True)
    state = walk(scenario, "honest", "tell")
    for event in play.answer(scenario, state, {"account": "They said it on Monday."}):
        state = play.evolve(scenario, state, event)
    card = scoring.score(scenario, CODE, state)
    assert card.provisional
    assert [(each.clause, each.event, each.field) for each in card.awaiting] == [("records", 3, "account")]
    assert card.clause("records").status is ClauseStatus.AWAITING
    assert card.outcome is DEVELOPING
    marked = scoring.score(scenario, CODE, state, {(3, "account"): COMPETENT})
    assert not marked.provisional
    assert marked.clause("records").level is COMPETENT
    assert marked.outcome is COMPETENT


def test_an_unfinished_playthrough_has_no_outcome() -> None:
    scenario = small()
    assert scoring.score(scenario, CODE, walk(scenario, "honest")).outcome is None


def test_a_clause_that_the_rubric_does_not_have_has_no_score() -> None:
    scenario = small()
    card = scoring.score(scenario, CODE, walk(scenario))
    with pytest.raises(KeyError):
        card.clause("punctuality")
