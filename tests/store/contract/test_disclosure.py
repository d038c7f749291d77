"""On a server each login reads of a review what the one place that decides it says, and programs work with that."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from sqlalchemy import text

from simulator.engine.rubric import Level
from simulator.review.disclosure import as_shown, shown
from simulator.review.events import Agreed, Checked, Judged, Outcome, Sampled, Verdict
from simulator.review.people import Part
from simulator.review.permissions import ReviewRefused
from simulator.review.result import differences
from simulator.review.state import Review
from simulator.sessions.appeals import may_appeal
from simulator.sessions.dossier import read_review
from simulator.sessions.review import ReviewSession
from simulator.store.format import entry_codec
from simulator.store.format.canonical import parse
from simulator.store.format.erasable_texts import LEFT_OUT
from tests.shortcuts import all_faults

from .centre import STAFF, Centre
from .test_workflow import AWARD, ITEM

VIEWERS: Final = STAFF


def everything(at: ReviewSession, level: Level) -> None:
    """All that a marker gives, something of it twice."""
    at.mark((3, "account"), Level.DEVELOPING, "Too short.")
    at.mark((3, "account"), level, "Clear.")
    for clause in at.scorecard().clauses:
        at.settle(clause.clause, clause.level)
    pieces = [piece.evidence for piece in at.evidence(ITEM)]
    at.decide(AWARD, "AC-1", kinds_of_verdict(level), pieces, "No date.")
    at.judge(Judged(at.part, True, True, True, True, True, "Theirs."))
    at.advise(f"Well done, {at.by.code}.")


def kinds_of_verdict(level: Level) -> Verdict:
    return Verdict.MET if level is Level.COMPETENT else Verdict.NOT_YET


def first_marks(centre: Centre, attempt: str) -> None:
    with centre.reviewing("asa", attempt) as at:
        everything(at, Level.COMPETENT)


def first_signs(centre: Centre, attempt: str) -> None:
    with centre.reviewing("asa", attempt) as at:
        at.sign()


def quality_checks(centre: Centre, attempt: str) -> None:
    with centre.reviewing("quinn", attempt, Part.QUALITY) as at:
        at.sample(Sampled("spring", "0" * 64, ("new assessor",)))
        at.check(Checked("award", "AC-1", accepted=True))


def second_begins(centre: Centre, attempt: str) -> None:
    with centre.reviewing("ben", attempt, Part.SECOND) as at:
        everything(at, Level.DEVELOPING)


def second_signs(centre: Centre, attempt: str) -> None:
    with centre.reviewing("ben", attempt, Part.SECOND) as at:
        at.sign()


def second_changes(centre: Centre, attempt: str) -> None:
    with centre.reviewing("ben", attempt, Part.SECOND) as at:
        at.advise("Well done indeed.")
        at.sign()


def both_agree(centre: Centre, attempt: str) -> None:
    with centre.reviewing("ben", attempt, Part.SECOND) as at:
        for clause, qualification, criterion in differences(at.review):
            level, verdict = (Level.COMPETENT, None) if clause else (None, Verdict.MET)
            at.agree(Agreed(clause, qualification, criterion, level, verdict, "Read together."))


def released(centre: Centre, attempt: str) -> None:
    with centre.reviewing("asa", attempt) as at:
        at.release()


def appealed(centre: Centre, attempt: str) -> None:
    with centre.store("lea") as store:
        assert may_appeal(store, attempt)
    with centre.reviewing("lea", attempt, Part.APPEAL) as at:
        at.appeal("It has a date.")


def upheld(centre: Centre, attempt: str) -> None:
    with centre.reviewing("cat", attempt, Part.APPEAL) as at:
        at.decide_appeal(Outcome.UPHELD, "It has.")


STORY: Final[tuple[Callable[[Centre, str], None], ...]] = (
    first_marks, first_signs, quality_checks, second_begins, second_signs, second_changes, both_agree, released,
    appealed, upheld,
)  # fmt: skip


def states(centre: Centre, attempt: str) -> Iterator[tuple[str, Review]]:
    with centre.store("") as owner:
        yield "handed in", read_review(owner, attempt)[1]
    for step in STORY:
        step(centre, attempt)
        with centre.store("") as owner:
            yield step.__name__, read_review(owner, attempt)[1]


def test_every_login_reads_at_every_state_what_the_one_function_says_and_no_text_of_another_entry(
    centre: Centre,
) -> None:
    attempt = centre.handed_in()
    for state, whole in states(centre, attempt):
        with centre.sql("") as connection:
            rows = connection.execute(text("SELECT number, body FROM entries WHERE stream = :of"), {"of": attempt})
            commits = {number: entry_codec.decode(parse(body), LEFT_OUT).commitments for number, body in rows}
        for name in VIEWERS:
            may = {entry.number for entry in shown(whole, centre.person(name), "L-1")}
            with centre.sql(name) as connection:
                found = connection.execute(text("SELECT number FROM entries WHERE stream = :of"), {"of": attempt})
                assert set(found.scalars()) == may, (state, name)
                texts = connection.execute(text("SELECT commitment FROM texts WHERE stream = :of"), {"of": attempt})
                read_texts = set(texts.scalars())
            hidden = {each for number, made in commits.items() if number not in may for each in made}
            assert not read_texts & hidden, (state, name)
            assert {each for number in may for each in commits[number]} <= read_texts, (state, name)


def test_what_a_program_shows_to_a_login_is_the_same_and_verifies(centre: Centre) -> None:
    attempt = centre.handed_in()
    for state, whole in states(centre, attempt):
        for name in VIEWERS:
            with centre.store(name) as store:
                person = centre.person(name)
                told = as_shown(read_review(store, attempt)[1], person, "L-1")
                assert told.entries == shown(whole, person, "L-1"), (state, name)
                kept = store.everything(attempt)
                assert all_faults(kept) == (), (state, name)
        with centre.store("") as owner:
            kept = owner.everything(attempt)
            assert all_faults(kept) == (), state


def test_who_takes_a_marking_over_is_then_shown_it_and_goes_on(centre: Centre) -> None:
    attempt = centre.handed_in()
    with centre.reviewing("asa", attempt) as at:
        at.settle("records", None, "Not enough.")
        at.let_go()
    with centre.reviewing("cat", attempt) as at:
        assert dict(at.review.first.clauses) == {}
        at.advise("Go on so.")
        assert set(at.review.first.clauses) == {"records"}
    with centre.reviewing("cat", attempt, Part.SECOND) as at, pytest.raises(ReviewRefused, match="somebody else"):
        at.advise("Well done.")
    with centre.store("") as owner:
        kept = owner.everything(attempt)
        assert all_faults(kept) == ()


def test_a_learner_appeals_once_and_not_while_it_is_looked_at_again(centre: Centre) -> None:
    attempt = centre.released()
    with centre.reviewing("lea", attempt, Part.APPEAL) as at:
        at.appeal("It has a date.")
        with pytest.raises(ReviewRefused, match="open already"):
            at.appeal("It has a date.")
    with centre.reviewing("cat", attempt, Part.APPEAL) as at:
        at.decide_appeal(Outcome.UPHELD, "It has.")
    with centre.reviewing("lea", attempt, Part.APPEAL) as at, pytest.raises(ReviewRefused, match="looked at again"):
        at.appeal("And a time.")
