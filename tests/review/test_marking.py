"""Marking: what a marker may do, and what stands afterwards."""

import pytest

from simulator.engine.rubric import Level
from simulator.review import hand_in, marking, release
from simulator.review.events import Agreed, Evidence, Judged, Verdict
from simulator.review.people import Part, Person, Role
from simulator.review.permissions import MAX_TEXT, ReviewRefused
from simulator.review.result import counted_clause, counted_criterion, differences, digest_of, open_differences
from simulator.review.state import Status, fold

from .desk import ANN, BEN, LEARNER, QUINN, SUBJECT, Desk, handed_in, moment, scorecard

CRITERION = ("aim", "AIM-AC-3")
PIECE = Evidence("attempt", 4)


def test_only_the_learner_hands_in_and_only_with_the_declaration_and_once() -> None:
    desk = Desk()
    with pytest.raises(ReviewRefused, match="your own work"):
        hand_in.hand_in(desk.review, LEARNER, SUBJECT, declared=False)
    for other in (ANN, Person("L-2", Role.LEARNER), Person(LEARNER.code, Role.ASSESSOR)):
        with pytest.raises(ReviewRefused, match="Only the learner"):
            hand_in.hand_in(desk.review, other, SUBJECT, declared=True)
    assert desk.hand_in().status is Status.HANDED_IN
    with pytest.raises(ReviewRefused, match="already"):
        hand_in.hand_in(desk.review, LEARNER, SUBJECT, declared=True)


def test_a_claim_keeps_everybody_else_out_until_it_ends() -> None:
    desk = handed_in()
    desk.claim(ANN, minutes=30)
    with pytest.raises(ReviewRefused, match=r"A-1 has this attempt for first marking until 2026-11-22 00:31 UTC"):
        hand_in.claim(desk.acting(BEN, Part.FIRST), SUBJECT, moment(300))
    with pytest.raises(ReviewRefused, match="take it first"):
        marking.advise(desk.acting(BEN, Part.FIRST), "Well done.")
    desk.minute = 31
    assert not desk.review.holds(ANN.code, Part.FIRST, desk.at())
    with pytest.raises(ReviewRefused, match="take it first"):
        marking.advise(desk.acting(ANN, Part.FIRST), "Well done.")
    desk.claim(BEN)
    assert desk.review.first.code == "", "who only took it is no marker yet"
    desk.add(BEN, marking.advise(desk.acting(BEN, Part.FIRST), "Well done."))
    assert desk.review.first.code == BEN.code


@pytest.mark.parametrize(
    ("by", "part", "why"),
    [
        (QUINN, Part.FIRST, "an assessor"),
        (ANN, Part.QUALITY, "a quality assurer"),
        (Person(LEARNER.code, Role.ASSESSOR), Part.FIRST, "their own attempt"),
        (LEARNER, Part.FIRST, "an assessor"),
    ],
)
def test_a_part_is_taken_only_by_whom_it_is_for(by: Person, part: Part, why: str) -> None:
    with pytest.raises(ReviewRefused, match=why):
        hand_in.claim(handed_in().acting(by, part), SUBJECT, moment(300))


def test_nothing_is_taken_before_it_is_handed_in() -> None:
    with pytest.raises(ReviewRefused, match="not handed in"):
        hand_in.claim(Desk().acting(ANN, Part.FIRST), SUBJECT, moment(300))


def test_an_override_needs_a_reason_and_keeps_the_indicative_level_beside_it() -> None:
    desk = handed_in()
    desk.claim(ANN)
    with pytest.raises(ReviewRefused, match="why you override"):
        marking.settle(desk.acting(ANN, Part.FIRST), scorecard(), "records", Level.DEVELOPING, "  ")
    event = marking.settle(desk.acting(ANN, Part.FIRST), scorecard(), "records", Level.DEVELOPING, "No date.")
    assert (event.machine, event.level, event.overridden) == (Level.COMPETENT, Level.DEVELOPING, True)
    accepted = marking.settle(desk.acting(ANN, Part.FIRST), scorecard(), "records", Level.COMPETENT)
    assert not accepted.overridden
    with pytest.raises(ReviewRefused, match="no clause"):
        marking.settle(desk.acting(ANN, Part.FIRST), scorecard(), "kindness", Level.COMPETENT)


def test_a_criterion_is_met_by_evidence_that_can_count_and_not_yet_with_a_reason() -> None:
    desk = handed_in()
    desk.claim(ANN)
    acting = desk.acting(ANN, Part.FIRST)
    with pytest.raises(ReviewRefused, match="at least one piece"):
        marking.decide(acting, CRITERION, Verdict.MET, [PIECE])
    with pytest.raises(ReviewRefused, match="does not let"):
        marking.decide(acting, CRITERION, Verdict.MET, [PIECE], [Evidence("another", 4)])
    with pytest.raises(ReviewRefused, match="what is missing"):
        marking.decide(acting, CRITERION, Verdict.NOT_YET, [PIECE])
    desk.add(ANN, marking.decide(acting, CRITERION, Verdict.MET, [PIECE], [PIECE], digest="d"))
    assert counted_criterion(desk.review, CRITERION).verdict is Verdict.MET


def test_evidence_that_is_not_sound_needs_a_note() -> None:
    desk = handed_in()
    desk.claim(ANN)
    event = Judged(Part.FIRST, valid=True, authentic=False, current=True, sufficient=True, reliable=True)
    with pytest.raises(ReviewRefused, match="what is wrong"):
        marking.judge(desk.acting(ANN, Part.FIRST), event)


def test_before_signing_everything_open_is_named() -> None:
    desk = handed_in()
    desk.claim(ANN)
    with pytest.raises(ReviewRefused) as refused:
        desk.sign(ANN)
    for part in ("1 written answer", "“records”", "“listening”", "judge the evidence"):
        assert part in str(refused.value)
    assert "endings" not in str(refused.value)


def test_a_clause_whose_indicative_level_changed_is_looked_at_again() -> None:
    desk = handed_in()
    desk.mark_all(ANN)
    changed = scorecard(Level.DEVELOPING)
    with pytest.raises(ReviewRefused, match="look again at “records”"):
        marking.sign(desk.acting(ANN, Part.FIRST), SUBJECT, changed)


def test_a_signature_stands_until_something_changes_and_then_tells_what() -> None:
    desk = handed_in()
    assert desk.signed().status is Status.SIGNED
    with pytest.raises(ReviewRefused, match="Nothing has changed"):
        desk.sign(ANN)
    desk.settle(ANN, "records", Level.EXEMPLARY)
    assert desk.review.status is Status.MARKING
    assert [entry.event.clause for entry in desk.review.first.changed] == ["records"]  # type: ignore[union-attr]
    with pytest.raises(ReviewRefused, match="sign what stands now"):
        release.release(desk.review, ANN)
    desk.sign(ANN)
    assert desk.review.first.changed == ()


def test_the_digest_under_a_signature_is_of_the_decisions_and_not_of_the_words() -> None:
    one, two, three = handed_in(), handed_in(), handed_in()
    for desk, comment in ((one, "Clear."), (two, "(erased)"), (three, "Clear.")):
        desk.claim(ANN)
        desk.add(ANN, marking.mark(desk.acting(ANN, Part.FIRST), SUBJECT, (4, "what"), Level.COMPETENT, comment))
    three.add(ANN, marking.mark(three.acting(ANN, Part.FIRST), SUBJECT, (4, "what"), Level.EXEMPLARY, "Clear."))
    assert digest_of(one.review, Part.FIRST) == digest_of(two.review, Part.FIRST)
    assert digest_of(one.review, Part.FIRST) != digest_of(three.review, Part.FIRST)


def test_two_markers_agree_only_after_both_signed_and_only_where_they_differ() -> None:
    desk = handed_in()
    desk.signed(ANN)
    desk.mark_all(BEN, Part.SECOND, records=Level.DEVELOPING)
    wanted = Agreed(clause="records", level=Level.DEVELOPING, reason="There is no date.")
    with pytest.raises(ReviewRefused, match="Both markers sign"):
        marking.agree(desk.review, ANN, wanted)
    with pytest.raises(ReviewRefused, match="second marker has not signed"):
        release.release(desk.review, ANN)
    desk.sign(BEN, Part.SECOND)
    assert differences(desk.review) == [("records", "", "")]
    with pytest.raises(ReviewRefused, match="agree on records"):
        release.release(desk.review, ANN)
    for by, event, why in (
        (QUINN, wanted, "two markers can"),
        (ANN, Agreed(clause="listening", level=Level.COMPETENT, reason="So."), "do not differ"),
        (ANN, Agreed(clause="records", level=Level.COMPETENT), "why you agreed"),
    ):
        with pytest.raises(ReviewRefused, match=why):
            marking.agree(desk.review, by, event)
    desk.add(BEN, marking.agree(desk.review, BEN, wanted))
    assert open_differences(desk.review) == []
    assert counted_clause(desk.review, "records").level is Level.DEVELOPING
    desk.add(ANN, release.release(desk.review, ANN))


def test_an_agreement_does_not_outlive_a_new_signature_over_other_marks() -> None:
    desk = handed_in()
    desk.signed(ANN)
    desk.signed(BEN, Part.SECOND, records=Level.DEVELOPING)
    desk.add(
        ANN, marking.agree(desk.review, ANN, Agreed(clause="records", level=Level.COMPETENT, reason="Seen again."))
    )
    desk.claim(ANN)
    desk.settle(ANN, "records", Level.EXEMPLARY)
    desk.sign(ANN)
    assert open_differences(desk.review) == [("records", "", "")]
    assert counted_clause(desk.review, "records").level is Level.EXEMPLARY


def test_one_person_never_marks_twice() -> None:
    desk = handed_in()
    desk.signed(ANN)
    with pytest.raises(ReviewRefused, match="somebody else than the first"):
        hand_in.claim(desk.acting(ANN, Part.SECOND), SUBJECT, moment(900))


def test_a_text_has_an_end() -> None:
    desk = handed_in()
    desk.claim(ANN)
    assert marking.advise(desk.acting(ANN, Part.FIRST), "x" * MAX_TEXT)
    with pytest.raises(ReviewRefused, match="20,000"):
        marking.advise(desk.acting(ANN, Part.FIRST), "x" * (MAX_TEXT + 1))


def test_a_fold_takes_its_entries_in_order_only() -> None:
    desk = handed_in()
    desk.signed(ANN)
    entries = desk.review.entries
    assert fold(entries) == desk.review
    with pytest.raises(ValueError, match="out of order"):
        fold(entries[1:])
