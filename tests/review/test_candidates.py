"""What a sampling plan knows of a review: who decided what, when it was chosen, and what was looked at since."""

from functools import partial

import pytest

from simulator.engine.rubric import Level
from simulator.review import marking
from simulator.review.events import Checked, Evidence, Sampled, Verdict
from simulator.review.people import Part
from simulator.review.quality import assurance
from simulator.review.quality.candidates import candidate_of
from simulator.review.quality.sampling_plan import Candidate, SampleMembership
from simulator.review.state import Review

from .desk import ANN, QUINN, Desk, handed_in

ONE, OTHER = ("aim", "AC-1"), ("aim", "AC-2")
PIECE = Evidence("attempt", 4)
candidate = partial(candidate_of, plan="autumn", attempt="attempt", learner="L-1", scenario="promise")


def seen(desk: Desk) -> Candidate:
    return candidate(desk.review)


def decide(desk: Desk, criterion: tuple[str, str], verdict: Verdict = Verdict.MET) -> None:
    acting = desk.acting(ANN, Part.FIRST)
    desk.add(ANN, marking.decide(acting, criterion, verdict, [PIECE], [PIECE], "Seen."))


def choose(desk: Desk, plan: str = "autumn", *, interim: bool = False) -> None:
    desk.add(QUINN, assurance.sample(desk.review, QUINN, Sampled(plan, plan.ljust(64, "0"), ("drawn",), interim)))


def accept(desk: Desk, criterion: tuple[str, str]) -> None:
    desk.add(QUINN, assurance.check(desk.acting(QUINN, Part.QUALITY), Checked(*criterion, accepted=True)))


def marked() -> Desk:
    desk = handed_in()
    desk.mark_all(ANN)
    decide(desk, ONE)
    return desk


def test_what_is_not_handed_in_is_no_candidate() -> None:
    with pytest.raises(ValueError, match="not handed in"):
        candidate(Review())


def test_an_attempt_is_signed_on_the_day_of_its_first_signature() -> None:
    desk = marked()
    assert (seen(desk).assessor, seen(desk).signed) == (ANN.code, "")
    desk.sign(ANN)
    decide(desk, OTHER)
    assert seen(desk).signed == "2026-11-22"
    assert seen(desk).decided == {ONE, OTHER}


def test_a_criterion_that_was_not_assessed_is_not_decided() -> None:
    desk = marked()
    decide(desk, OTHER, Verdict.NOT_ASSESSED)
    assert seen(desk).decided == {ONE}


def test_what_a_person_found_unsafe_is_a_matter_of_safety_whatever_the_choices_show() -> None:
    desk = marked()
    assert not seen(desk).safety
    desk.settle(ANN, "listening", Level.UNSAFE)
    assert seen(desk).safety
    desk.settle(ANN, "listening", Level.DEVELOPING)
    assert not seen(desk).safety


def test_only_the_plan_s_own_choice_counts_and_it_says_since_when() -> None:
    desk = marked()
    choose(desk, "spring")
    assert seen(desk).in_sample is None
    choose(desk, interim=True)
    assert seen(desk).in_sample == SampleMembership("2026-11-22", interim=True)


def test_a_decision_is_looked_at_after_the_signature_and_as_it_stands_now() -> None:
    desk = marked()
    choose(desk)
    desk.claim(QUINN, Part.QUALITY)
    accept(desk, ONE)
    desk.sign(ANN)
    assert seen(desk).checked == frozenset()
    accept(desk, ONE)
    assert seen(desk).checked == {ONE}
    decide(desk, ONE, Verdict.NOT_YET)
    assert seen(desk).checked == frozenset()


def test_taking_it_up_counts_from_the_choice_on_and_again_from_the_signature_on() -> None:
    desk = marked()
    choose(desk, "spring")
    desk.claim(QUINN, Part.QUALITY)
    choose(desk)
    assert not seen(desk).seen
    desk.claim(QUINN, Part.QUALITY)
    assert seen(desk).seen
    desk.sign(ANN)
    assert (seen(desk).seen, seen(desk).seen_after) == (True, False)
    desk.claim(QUINN, Part.QUALITY)
    assert seen(desk).seen_after
