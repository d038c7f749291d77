"""A learner appeals against a released result, at the command line."""

import json
from pathlib import Path

import pytest

from simulator.review.events import Appealed, Outcome
from simulator.review.people import Part, Person, Role
from simulator.review.state import Status
from simulator.sessions.dossier import read_review

from .conftest import Run
from .reviewed import ANN, BEN, Centre

GROUNDS = "The account names who was told; look at its last line."
NOTHING = "the result is not released yet, or it is being looked at again."


@pytest.fixture
def centre(simulator: Run, tmp_path: Path) -> Centre:
    del simulator
    return Centre(tmp_path / "attempts.sqlite3")


def released(centre: Centre) -> str:
    attempt = centre.hand_in("L-1")
    centre.sign(ANN, attempt)
    centre.reviewing(ANN, Part.FIRST, attempt).release()
    return attempt


def test_a_learner_appeals_in_their_own_words_and_it_is_dated(centre: Centre, simulator: Run) -> None:
    attempt = released(centre)
    done = simulator("attempts", "appeal", attempt[:8], "--grounds", GROUNDS)
    assert (done.returncode, "dated 20" in done.stderr) == (0, True), done.stderr
    review = read_review(centre.store, attempt)[1]
    assert review.status is Status.APPEALED
    made = review.entries[-1]
    assert (made.by, made.event) == (Person("L-1", Role.LEARNER), Appealed(GROUNDS))
    assert "appealed" in simulator("attempts", "list").stdout
    again = simulator("attempts", "appeal", attempt, "--grounds", GROUNDS)
    assert (again.returncode, "open already" in again.stderr) == (2, True)


def test_what_was_decided_of_an_appeal_is_shown_to_the_learner(centre: Centre, simulator: Run) -> None:
    attempt = released(centre)
    simulator("attempts", "appeal", attempt, "--grounds", GROUNDS)
    centre.reviewing(BEN, Part.APPEAL, attempt).decide_appeal(Outcome.NOT_UPHELD, "It names nobody.")
    shown = simulator("review", "show", attempt, "--as", "L-1").stdout
    assert GROUNDS in shown
    assert "Appeal not upheld; It names nobody." in shown


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("handed in", NOTHING),
        ("signed", NOTHING),
        ("taken up again", NOTHING),
        ("nothing written", "Write the grounds of the appeal."),
        ("another", "Only the learner, or somebody of the centre for them, can appeal."),
        ("too long", "at most 20,000 characters"),
    ],
)
def test_where_nothing_can_be_appealed_against_it_is_said_why(
    centre: Centre, simulator: Run, state: str, told: str
) -> None:
    attempt = centre.hand_in("L-1") if state in ("handed in", "signed") else released(centre)
    if state == "signed":
        centre.sign(ANN, attempt)
    if state == "taken up again":
        centre.reviewing(ANN, Part.FIRST, attempt).reopen("A page was missing.")
    if state == "another":
        centre.hand_in("L-2")
    before = centre.store.reviews.entries(attempt)
    who = ("--as", "L-2") if state == "another" else ()
    grounds = {"nothing written": "  ", "too long": "x" * 20_001}.get(state, GROUNDS)
    done = simulator("attempts", "appeal", attempt, "--grounds", grounds, *who)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    assert centre.store.reviews.entries(attempt) == before


def test_somebody_of_the_centre_writes_an_appeal_down_for_the_learner(centre: Centre, simulator: Run) -> None:
    attempt = released(centre)
    assert simulator("attempts", "appeal", attempt, "--as", "A-1", stdin=f"{GROUNDS}\n").returncode == 0
    assert centre.store.reviews.entries(attempt)[-1].by == ANN


def test_an_assessment_that_was_appealed_against_and_taken_up_again_tells_no_outcome(
    centre: Centre, simulator: Run
) -> None:
    attempt = released(centre)
    simulator("attempts", "appeal", attempt, "--grounds", GROUNDS)
    centre.reviewing(ANN, Part.FIRST, attempt).reopen("A page was missing.")
    (listed,) = json.loads(simulator("attempts", "list", "--json").stdout)
    assert listed["review"] == "handed in"
    assert centre.store.attempts.summary(attempt).held_back
