"""Sampling, checking, releasing and appeals: who may, and what is kept."""

import pytest

from simulator.review import hand_in, marking, release
from simulator.review.disclosure import as_shown
from simulator.review.events import Actioned, Checked, Evidence, Outcome, Sampled, Verdict
from simulator.review.people import Part, Person, Role
from simulator.review.permissions import ReviewRefused
from simulator.review.quality import assurance
from simulator.review.state import Status

from .desk import ANN, BEN, CAT, LEARNER, QUINN, SUBJECT, Desk, handed_in, kinds, moment

CRITERION = ("aim", "AIM-AC-3")
SAMPLED = Sampled("plan", "d" * 64, ("one in ten",))


def sampled() -> Desk:
    desk = handed_in()
    desk.mark_all(ANN)
    piece = Evidence("attempt", 4)
    desk.add(ANN, marking.decide(desk.acting(ANN, Part.FIRST), CRITERION, Verdict.MET, [piece], [piece]))
    desk.sign(ANN)
    desk.add(QUINN, assurance.sample(desk.review, QUINN, SAMPLED))
    desk.claim(QUINN, Part.QUALITY)
    return desk


def released() -> Desk:
    desk = handed_in()
    desk.signed()
    desk.add(ANN, release.release(desk.review, ANN))
    return desk


def test_a_plan_chooses_an_attempt_once_and_only_for_a_quality_assurer() -> None:
    desk = sampled()
    with pytest.raises(ReviewRefused, match="chosen the attempt already"):
        assurance.sample(desk.review, QUINN, SAMPLED)
    with pytest.raises(ReviewRefused, match="Only a quality assurer"):
        assurance.sample(desk.review, ANN, Sampled("other", "e" * 64, ()))


def test_a_rejection_holds_the_release_until_its_action_is_done() -> None:
    desk = sampled()
    acting = desk.acting(QUINN, Part.QUALITY)
    for event, why in (
        (Checked(*CRITERION, accepted=False, due="2026-12-01"), "what is to be done"),
        (Checked(*CRITERION, accepted=False, action="Mark again.", due="soon"), "YYYY-MM-DD"),
        (Checked("aim", "AIM-AC-9", accepted=True), "not decided"),
    ):
        with pytest.raises(ReviewRefused, match=why):
            assurance.check(acting, event)
    desk.add(QUINN, assurance.check(acting, Checked(*CRITERION, False, "Mark again.", "2026-12-01")))
    with pytest.raises(ReviewRefused, match="not done yet"):
        release.release(desk.review, ANN)
    done = Actioned(*CRITERION, "Marked again against the descriptor.")
    with pytest.raises(ReviewRefused, match="Only the assessor"):
        assurance.act(desk.review, BEN, done)
    with pytest.raises(ReviewRefused, match="what was done"):
        assurance.act(desk.review, ANN, Actioned(*CRITERION, " "))
    desk.add(ANN, assurance.act(desk.review, ANN, done))
    with pytest.raises(ReviewRefused, match="No action"):
        assurance.act(desk.review, ANN, done)
    desk.add(ANN, release.release(desk.review, ANN))
    assert desk.review.status is Status.RELEASED


def test_what_is_in_no_sample_is_not_checked() -> None:
    desk = handed_in()
    desk.signed()
    desk.claim(QUINN, Part.QUALITY)
    with pytest.raises(ReviewRefused, match="in no sample"):
        assurance.check(desk.acting(QUINN, Part.QUALITY), Checked(*CRITERION, accepted=True))


def test_nobody_assures_their_own_marking_nor_marks_what_they_assured() -> None:
    desk = sampled()
    turned = Person(ANN.code, Role.QUALITY_ASSURER)
    desk.minute = 2000
    with pytest.raises(ReviewRefused, match="their own marking"):
        hand_in.claim(desk.acting(turned, Part.QUALITY), SUBJECT, moment(3000))
    desk.claim(QUINN, Part.QUALITY)
    desk.add(QUINN, assurance.check(desk.acting(QUINN, Part.QUALITY), Checked(*CRITERION, accepted=True)))
    with pytest.raises(ReviewRefused, match="does not mark it"):
        hand_in.claim(desk.acting(Person(QUINN.code, Role.ASSESSOR), Part.SECOND), SUBJECT, moment(3000))


def test_after_the_release_nothing_is_marked_until_it_is_reopened_with_a_reason() -> None:
    desk = released()
    with pytest.raises(ReviewRefused, match="reopened first"):
        marking.advise(desk.acting(ANN, Part.FIRST), "One more thing.")
    with pytest.raises(ReviewRefused, match="released already"):
        release.release(desk.review, ANN)
    with pytest.raises(ReviewRefused, match="Say why"):
        release.reopen(desk.review, ANN, "")
    with pytest.raises(ReviewRefused, match="Only an assessor"):
        release.reopen(desk.review, LEARNER, "I want to.")
    desk.add(ANN, release.reopen(desk.review, ANN, "A page was missing."))
    assert desk.review.status is Status.SIGNED
    assert marking.advise(desk.acting(ANN, Part.FIRST), "One more thing.")


def test_an_appeal_is_decided_by_somebody_who_was_not_involved() -> None:
    desk = released()
    for by, grounds, why in (
        (Person("L-2", Role.LEARNER), "Unfair.", "Only the learner"),
        (LEARNER, " ", "grounds"),
    ):
        with pytest.raises(ReviewRefused, match=why):
            release.appeal(desk.review, by, SUBJECT, grounds)
    desk.add(LEARNER, release.appeal(desk.review, LEARNER, SUBJECT, "The record has a date."))
    assert desk.review.status is Status.APPEALED
    with pytest.raises(ReviewRefused, match="open already"):
        release.appeal(desk.review, LEARNER, SUBJECT, "Again.")
    for by, reason, why in (
        (ANN, "No.", "not involved"),
        (LEARNER, "Yes.", "an assessor or a quality assurer"),
        (CAT, "", "Write the reason"),
    ):
        with pytest.raises(ReviewRefused, match=why):
            release.decide_appeal(desk.review, by, Outcome.UPHELD, reason)
    before = desk.review.entries
    desk.add(CAT, *release.decide_appeal(desk.review, CAT, Outcome.PARTLY, "The date is there."))
    assert kinds(desk.review.entries[len(before) :]) == ["AppealDecided", "Reopened"]
    assert desk.review.entries[: len(before)] == before
    assert desk.review.released is None
    assert desk.review.first.stands_signed


def test_an_appeal_that_is_not_upheld_leaves_the_result_released() -> None:
    desk = released()
    desk.add(LEARNER, release.appeal(desk.review, LEARNER, SUBJECT, "Unfair."))
    desk.add(CAT, *release.decide_appeal(desk.review, CAT, Outcome.NOT_UPHELD, "Read twice."))
    assert desk.review.status is Status.RELEASED
    with pytest.raises(ReviewRefused, match="No appeal is open"):
        release.decide_appeal(desk.review, CAT, Outcome.UPHELD, "Again.")


@pytest.mark.parametrize("reopened", [False, True])
def test_where_no_result_stands_released_a_learner_is_told_what_is_so_however_much_they_may_read(
    reopened: bool,
) -> None:
    desk = released() if reopened else handed_in()
    if reopened:
        desk.add(ANN, release.reopen(desk.review, ANN, "A page was missing."))
    for review in (desk.review, as_shown(desk.review, LEARNER, LEARNER.code)):
        with pytest.raises(ReviewRefused, match="not released yet, or it is being looked at again"):
            release.appeal(review, LEARNER, SUBJECT, "Unfair.")
