"""Scoring piece by piece: where evidence comes from, what repairs do, what clauses show, what outcomes rest on."""

import dataclasses

import pytest

from simulator.engine import play, scoring
from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.engine.scoring import CapReason, ClauseStatus, EvidenceSource, ReasonKind, Scorecard
from tests.engine import build
from tests.engine.small import CODE, small

DEVELOPING, COMPETENT, EXEMPLARY, UNSAFE = Level.DEVELOPING, Level.COMPETENT, Level.EXEMPLARY, Level.UNSAFE


RECORD = build.form(
    build.tick(
        "words",
        (build.action("quote", evidence={"listening": EXEMPLARY}), True),
        (build.action("guess", evidence={"listening": UNSAFE}, breach="promises-secrecy"), False),
        levels={0: EXEMPLARY, 1: DEVELOPING},
    ),
    build.pick(
        "who",
        build.action("lead", evidence={"reporting": COMPETENT}, repairs="promises-secrecy"),
        build.action("friend", evidence={"reporting": UNSAFE}),
    ),
    build.write("account"),
)


def pieces_of(card: Scorecard) -> list[tuple[str, Level, Level, EvidenceSource, str, str | None, str | None]]:
    return [
        (piece.clause, piece.level, piece.as_given, piece.source, piece.ref, piece.field, piece.breach)
        for clause in card.clauses
        for piece in clause.pieces
    ]


def test_a_form_gives_a_piece_for_each_option_with_evidence_one_for_the_ticks_and_one_for_what_was_marked() -> None:
    made = build.scenario(RECORD)
    state = build.after(made, {"words": ("quote",), "who": "lead", "account": "So."}, mode=Mode.REHEARSAL)
    card = scoring.score(made, CODE, state, {(1, "account"): UNSAFE, (2, "account"): EXEMPLARY})
    assert pieces_of(card) == [
        ("reporting", COMPETENT, COMPETENT, EvidenceSource.PICK, "lead", "who", None),
        ("records", EXEMPLARY, EXEMPLARY, EvidenceSource.TICKS, "words", "words", None),
        ("records", UNSAFE, UNSAFE, EvidenceSource.WRITTEN, "account", "account", None),
        ("listening", EXEMPLARY, EXEMPLARY, EvidenceSource.TICK, "quote", "words", None),
    ]
    assert {(piece.event, piece.turn, piece.scene) for clause in card.clauses for piece in clause.pieces} == {
        (1, 1, "first")
    }
    assert [(cap.clause, cap.level, cap.reason, cap.event, cap.ref) for cap in card.clause("records").caps] == [
        ("records", UNSAFE, CapReason.UNSAFE_PIECE, 1, "account")
    ]
    assert card.clause("records").typical is UNSAFE
    assert card.breaches == ()


def test_a_breach_in_a_form_that_a_later_answer_of_it_repairs_is_repaired() -> None:
    made = build.scenario(RECORD)
    state = build.after(made, {"words": ("guess", "quote"), "who": "lead"})
    card = scoring.score(made, CODE, state)
    assert pieces_of(card) == [
        ("reporting", COMPETENT, COMPETENT, EvidenceSource.PICK, "lead", "who", None),
        ("records", DEVELOPING, DEVELOPING, EvidenceSource.TICKS, "words", "words", None),
        ("listening", EXEMPLARY, EXEMPLARY, EvidenceSource.TICK, "quote", "words", None),
        ("listening", DEVELOPING, UNSAFE, EvidenceSource.TICK, "guess", "words", "promises-secrecy"),
    ]
    (breach,) = card.breaches
    assert (breach.event, breach.turn, breach.scene, breach.ref, breach.field) == (1, 1, "first", "guess", "words")
    assert breach.repaired_by == 1
    assert card.clause("listening").level is DEVELOPING
    assert card.clause("listening").required == 0


def test_a_repair_leaves_other_unsafe_pieces_of_the_same_moment_unsafe() -> None:
    made = build.scenario(
        build.form(
            build.tick(
                "words",
                (build.action("one", evidence={"listening": UNSAFE}, breach="promises-secrecy"), True),
                (build.action("two", evidence={"listening": UNSAFE}), True),
                (build.action("three", evidence={"listening": UNSAFE}, breach="not-reporting"), True),
            ),
            build.pick("who", build.action("lead", repairs="promises-secrecy")),
        )
    )
    card = scoring.score(made, CODE, build.after(made, {"words": ("one", "two", "three"), "who": "lead"}))
    assert [(piece.ref, piece.level) for piece in card.clause("listening").pieces] == [
        ("one", DEVELOPING),
        ("two", UNSAFE),
        ("three", UNSAFE),
    ]
    assert [each.repaired_by for each in card.breaches] == [1, None]
    assert [(cap.reason, cap.level, cap.ref) for cap in card.clause("confidentiality").caps] == [
        (CapReason.BREACH_REPAIRED, DEVELOPING, "promises-secrecy")
    ]


def test_a_repair_raises_no_piece_that_was_better_than_unsafe() -> None:
    promise = build.action("promise", evidence={"confidentiality": COMPETENT}, breach="promises-secrecy")
    sorry = build.action("sorry", repairs="promises-secrecy")
    made = build.scenario(build.decision(build.choice(promise, "first"), build.choice(sorry, "home")))
    (piece,) = scoring.score(made, CODE, build.after(made, "promise", "sorry")).clause("confidentiality").pieces
    assert (piece.level, piece.as_given) == (COMPETENT, COMPETENT)


def test_a_breach_is_repaired_by_the_first_repair_after_it() -> None:
    promise = build.action("promise", breach="promises-secrecy")
    sorry = build.action("sorry", repairs="promises-secrecy")
    made = build.scenario(
        build.decision(
            build.choice(promise, "first", again=True),
            build.choice(sorry, "first", again=True),
            build.choice("on", "home"),
        )
    )
    card = scoring.score(made, CODE, build.after(made, "sorry", "promise", "promise", "sorry", "sorry", "promise"))
    assert [(each.event, each.repaired_by) for each in card.breaches] == [(2, 4), (3, 4), (6, None)]


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_a_blank_text_awaits_nobody(blank: str) -> None:
    made = build.scenario(build.form(build.write("account")))
    card = scoring.score(made, CODE, build.after(made, {"account": blank}))
    assert card.awaiting == ()
    assert card.clause("records").status is ClauseStatus.NOT_ASSESSED


@pytest.mark.parametrize(
    ("required", "status"), [(0, ClauseStatus.AWAITING), (2, ClauseStatus.AWAITING), (3, ClauseStatus.NOT_SHOWN)]
)
def test_a_clause_awaits_an_assessor_where_the_mark_would_make_it_enough(required: int, status: ClauseStatus) -> None:
    account = build.write("account")
    other = build.write("other")
    made = dataclasses.replace(
        build.scenario(build.form(account, other)),
        assesses={"listening": 1} | ({"records": required} if required else {}),
    )
    state = build.after(made, {"account": "So.", "other": "And so."})
    score_of = scoring.score(made, CODE, state).clause("records")
    assert score_of.status is status
    assert score_of.level is None
    assert [(each.field, each.scene) for each in score_of.awaiting] == [("account", "first"), ("other", "first")]


@pytest.mark.parametrize(
    ("levels_given", "required", "level", "status"),
    [
        ([COMPETENT], 1, COMPETENT, ClauseStatus.SHOWN),
        ([COMPETENT], 2, None, ClauseStatus.NOT_SHOWN),
        ([COMPETENT], 0, COMPETENT, ClauseStatus.SHOWN),
        ([], 1, None, ClauseStatus.NOT_SHOWN),
        ([], 0, None, ClauseStatus.NOT_ASSESSED),
        ([UNSAFE], 3, UNSAFE, ClauseStatus.SHOWN),
        ([EXEMPLARY, DEVELOPING], 2, DEVELOPING, ClauseStatus.SHOWN),
        ([EXEMPLARY, DEVELOPING, EXEMPLARY], 2, EXEMPLARY, ClauseStatus.SHOWN),
        ([EXEMPLARY, EXEMPLARY, UNSAFE], 1, UNSAFE, ClauseStatus.SHOWN),
    ],
)
def test_what_a_clause_shows(
    levels_given: list[Level], required: int, level: Level | None, status: ClauseStatus
) -> None:
    choices = [
        build.choice(build.action(f"c{number}", evidence={"listening": each}), "first")
        for number, each in enumerate(levels_given)
    ]
    made = dataclasses.replace(
        build.scenario(build.decision(*choices, build.choice("on", "home"))),
        assesses={"listening": required} if required else {},
    )
    state = build.after(made, *(each.id for each in choices), "on")
    score_of = scoring.score(made, CODE, state).clause("listening")
    assert (score_of.level, score_of.status, score_of.required) == (level, status, required)
    assert score_of.label == (level.word if level is not None else str(status))


def test_a_breach_alone_caps_a_clause_that_has_no_evidence_and_shows_nothing() -> None:
    made = build.scenario(build.decision(build.choice(build.action("promise", breach="promises-secrecy"), "home")))
    mild = dataclasses.replace(
        CODE, breaches={"promises-secrecy": dataclasses.replace(CODE.breaches["promises-secrecy"], caps=DEVELOPING)}
    )
    for assesses in ({}, {"confidentiality": 1}):
        state = build.after(made, "promise")
        card = scoring.score(dataclasses.replace(made, assesses=assesses), mild, state)
        assert card.clause("confidentiality").status is ClauseStatus.NOT_SHOWN
        assert card.clause("confidentiality").typical is None
        assert card.outcome is DEVELOPING
        assert (ReasonKind.BREACH, "promises-secrecy", (1,)) in [
            (reason.kind, reason.ref, reason.events) for reason in card.reasons
        ]


def test_a_clause_that_is_not_critical_and_unsafe_is_below_pass_and_no_worse() -> None:
    bad = build.action("bad", evidence={"listening": UNSAFE})
    made = dataclasses.replace(
        build.scenario(build.decision(build.choice(bad, "home"))), assesses={"listening": 1, "records": 1}
    )
    card = scoring.score(made, CODE, build.after(made, "bad"))
    assert card.outcome is DEVELOPING
    assert [(reason.kind, reason.ref, reason.events) for reason in card.reasons] == [
        (ReasonKind.NOT_SHOWN, "records", ()),
        (ReasonKind.BELOW_PASS, "listening", (1,)),
    ]


@pytest.mark.parametrize(
    ("evidence", "outcome"),
    [
        ({"listening": EXEMPLARY, "records": COMPETENT, "reporting": COMPETENT}, COMPETENT),
        ({"listening": EXEMPLARY, "records": EXEMPLARY, "reporting": COMPETENT}, EXEMPLARY),
        ({"listening": COMPETENT, "records": COMPETENT, "reporting": COMPETENT}, COMPETENT),
        ({"listening": EXEMPLARY, "records": EXEMPLARY, "reporting": DEVELOPING}, DEVELOPING),
    ],
)
def test_the_outcome_counts_the_exemplary_clauses_once_all_have_passed(
    evidence: dict[str, Level], outcome: Level
) -> None:
    made = dataclasses.replace(
        build.scenario(build.decision(build.choice(build.action("go", evidence=evidence), "home"))),
        assesses=dict.fromkeys(evidence, 1),
    )
    card = scoring.score(made, CODE, build.after(made, "go"))
    assert card.outcome is outcome
    kinds = {
        COMPETENT: ReasonKind.ALL_MET,
        EXEMPLARY: ReasonKind.MOSTLY_EXEMPLARY,
        DEVELOPING: ReasonKind.BELOW_PASS,
    }
    assert {reason.kind for reason in card.reasons} == {kinds[outcome]}
    assert {reason.events for reason in card.reasons} == {(1,)}


def test_where_nothing_is_assessed_reaching_the_end_is_competent() -> None:
    made = dataclasses.replace(build.scenario(build.decision(build.choice("on", "home"))), assesses={})
    card = scoring.score(made, CODE, build.after(made, "on"))
    assert (card.outcome, card.reasons) == (COMPETENT, ())


def test_a_scenario_that_gave_no_way_on_has_no_outcome() -> None:
    made = build.scenario(build.decision(build.choice("lost", ("promised", "home"))))
    card = scoring.score(made, CODE, build.after(made, "lost"))
    assert (card.outcome, card.reasons) == (None, ())


def test_a_turn_is_counted_among_those_that_stand() -> None:
    scenario = small()
    state = play.replay(scenario, [play.begin(Mode.PRACTICE, 1)])
    state = build.after(scenario, "promise", since=state)
    state = build.folded(scenario, state, *play.rewind(scenario, state))
    card = scoring.score(scenario, CODE, build.after(scenario, "honest", since=state))
    (piece,) = card.clause("confidentiality").pieces
    assert (piece.event, piece.turn, piece.ref) == (3, 1, "honest")
    assert card.breaches == ()
