"""Scoring: which events stand behind a level, a cap, a breach and an outcome."""

import dataclasses

from simulator.engine import play, scoring
from simulator.engine.rubric import Level
from simulator.engine.scenario import Choice, Scenario
from simulator.engine.scoring import CapReason, EvidenceSource, ReasonKind
from tests.engine import build
from tests.engine.small import CODE

DEVELOPING, COMPETENT, EXEMPLARY, UNSAFE = Level.DEVELOPING, Level.COMPETENT, Level.EXEMPLARY, Level.UNSAFE


def _talk(*, duty_breach: str | None = None) -> Scenario:
    """A promise, good words, and a duty of the same clause that turns late in the second scene."""
    again: list[Choice] = [
        build.choice(build.action("good", evidence={"confidentiality": COMPETENT}), "first", again=True),
        build.choice(build.action("promise", breach="promises-secrecy"), "first", again=True),
    ]
    limits = build.action("state_limits", evidence={"confidentiality": COMPETENT}, fulfils=("state_limits",))
    made = build.scenario(
        build.scene(build.decision(*again, build.choice("on", "second")), opens=("state_limits",)),
        {"state_limits": "second"},
        second=build.decision(build.choice(limits, "home"), build.choice("end", "home")),
    )
    duty = dataclasses.replace(made.duties["state_limits"], breach=duty_breach)
    return dataclasses.replace(made, duties={**made.duties, "state_limits": duty})


def test_an_unsafe_clause_points_only_at_what_made_it_unsafe_in_order() -> None:
    made = _talk()
    steps = ("good", "promise", *["good"] * 6, "promise", "good", "on", "state_limits")
    card = scoring.score(made, CODE, build.after(made, *steps))
    assert [(cap.level, cap.reason, cap.event) for cap in card.clause("confidentiality").caps] == [
        (DEVELOPING, CapReason.DUTY_LATE, 11),
        (UNSAFE, CapReason.BREACH, 2),
        (UNSAFE, CapReason.BREACH, 9),
    ]
    assert [(reason.kind, reason.events) for reason in card.reasons] == [
        (ReasonKind.CRITICAL_UNSAFE, (2, 9)),
        (ReasonKind.UNSAFE_BREACH, (2,)),
        (ReasonKind.UNSAFE_BREACH, (9,)),
    ]


def test_the_events_behind_a_clause_are_told_in_order() -> None:
    made = build.scenario(
        build.decision(
            build.choice("wait", "first", again=True),
            build.choice(build.action("good", evidence={"confidentiality": COMPETENT}), "first", again=True),
            build.choice("on", "home"),
        )
    )
    steps = ("wait", "good", *["wait"] * 6, "good", "on")
    (reason,) = scoring.score(made, CODE, build.after(made, *steps)).reasons
    assert (reason.kind, reason.events) == (ReasonKind.ALL_MET, (2, 9))


def test_a_duty_that_is_late_commits_no_breach_until_it_is_missed() -> None:
    made = _talk(duty_breach="not-reporting")
    late = scoring.score(made, CODE, build.after(made, "on", "state_limits"))
    assert late.breaches == ()
    missed = scoring.score(made, CODE, build.after(made, "on", "end"))
    assert [(each.breach, each.event, each.turn, each.scene, each.ref, each.field) for each in missed.breaches] == [
        ("not-reporting", 3, 3, "home", "state_limits", None)
    ]


def test_a_missed_duty_stands_for_its_lateness_and_for_no_choice_of_the_same_name() -> None:
    same = build.action("tell_lead", evidence={"reporting": EXEMPLARY})
    made = build.scenario(
        build.scene(build.decision(build.choice(same, "home")), opens=("tell_lead",)), {"tell_lead": "first"}
    )
    pieces = scoring.score(made, CODE, build.after(made, "tell_lead")).clause("reporting").pieces
    assert [(piece.source, piece.level, piece.event) for piece in pieces] == [
        (EvidenceSource.CHOICE, EXEMPLARY, 1),
        (EvidenceSource.DUTY, UNSAFE, 2),
    ]


def test_a_missed_duty_leaves_the_lateness_of_another() -> None:
    on = build.choice(build.action("on", fulfils=("state_limits",)), "home")
    made = build.scenario(
        build.scene(build.decision(on), opens=("state_limits", "tell_lead")),
        {"state_limits": "first", "tell_lead": "first"},
    )
    card = scoring.score(made, CODE, build.after(made, "on"))
    assert [piece.level for piece in card.clause("confidentiality").pieces] == [DEVELOPING]
    assert [piece.level for piece in card.clause("reporting").pieces] == [UNSAFE]


def test_leaving_is_a_reason_that_points_at_the_event_of_leaving() -> None:
    made = _talk()
    state = build.after(made, "good", "good")
    state = build.folded(made, state, *play.leave(made, state))
    reason = scoring.score(made, CODE, state).reasons[-1]
    assert (reason.kind, reason.ref, reason.events) == (ReasonKind.CRITICAL_UNSAFE, "confidentiality", (3,))
    quiet = build.scenario(build.decision(build.choice("wait", "first", again=True)))
    state = build.after(quiet, "wait", "wait")
    state = build.folded(quiet, state, *play.leave(quiet, state))
    reason = scoring.score(quiet, CODE, state).reasons[-1]
    assert (reason.kind, reason.ref, reason.events) == (ReasonKind.LEFT, "", (3,))


def test_a_text_awaits_a_mark_for_its_own_clause_alone() -> None:
    other = dataclasses.replace(build.write("other"), clause="listening")
    made = build.scenario(build.form(build.write("account"), other))
    card = scoring.score(made, CODE, build.after(made, {"account": "So.", "other": "And so."}))
    awaited = {score_of.clause: [each.field for each in score_of.awaiting] for score_of in card.clauses}
    assert awaited == {"confidentiality": [], "reporting": [], "records": ["account"], "listening": ["other"]}
