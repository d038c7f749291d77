"""What a record comes to, as one value."""

from dataclasses import replace

import pytest

from simulator.engine import play
from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.engine.scoring import score
from simulator.review.events import Appealed, Released, Reopened
from simulator.review.people import Person, Role
from simulator.sessions.dossier import read_dossier, read_review
from simulator.sessions.personal_data import about
from simulator.store.errors import AttemptDamaged
from simulator.store.format.dossier import Dossier, written_answers
from simulator.store.store import Store
from tests.engine.small import small
from tests.store.reviewed import ANN, add, hand_in, marked, played

LEARNER = Person("L-1", Role.LEARNER)
QUINN = Person("Q-1", Role.QUALITY_ASSURER)


@pytest.mark.parametrize(("text", "found"), [("  \n", []), ("", []), ("Jamie told me.", [("account", "records")])])
def test_an_answer_that_was_left_blank_is_not_there_to_mark(text: str, found: list[tuple[str, str]]) -> None:
    scenario = small(written=True)
    state = play.replay(scenario, [play.begin(Mode.PRACTICE, 1)])
    for choice in ("honest", "tell"):
        for event in play.choose(scenario, state, choice):
            state = play.evolve(scenario, state, event)
    for event in play.answer(scenario, state, {"account": text}):
        state = play.evolve(scenario, state, event)
    assert [(each.answer[1], each.clause) for each in written_answers(state)] == found


def test_a_dossier_is_what_was_played_and_what_was_decided_of_it(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    marked(store, attempt)
    dossier = read_dossier(store, attempt.id)
    assert (dossier.scenario, dossier.rubric) == (attempt.scenario, attempt.rubric)
    assert (dossier.events, dossier.state, dossier.mode) == (attempt.events, attempt.state, Mode.ASSESSMENT)
    assert (dossier.review_tip, dossier.review) == read_review(store, attempt.id)
    assert dossier.people == {"L-1", ANN.code}
    assert dossier.unmarked == score(attempt.scenario, attempt.rubric, attempt.state)
    marks = {answer.answer: Level.COMPETENT for answer in dossier.written}
    assert marks
    assert dossier.indicative == score(attempt.scenario, attempt.rubric, attempt.state, marks)


def test_marks_count_in_what_a_learner_is_shown_once_the_result_is_released(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    marked(store, attempt)
    before = read_dossier(store, attempt.id).as_shown(LEARNER)
    assert before.held_back
    assert before.indicative == before.unmarked
    add(store, attempt, ANN, Released())
    after = read_dossier(store, attempt.id).as_shown(LEARNER)
    assert not after.held_back
    assert after.indicative == read_dossier(store, attempt.id).indicative != after.unmarked


def test_what_the_choices_come_to_is_worked_out_once_whoever_it_is_shown_to(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    dossier = read_dossier(store, attempt.id)
    card = dossier.unmarked
    assert dossier.as_shown(LEARNER).unmarked is card
    assert dossier.as_shown(None).as_shown(ANN).unmarked is card


def test_a_result_is_held_back_alike_in_a_list_in_a_dossier_and_in_what_is_handed_over(store: Store) -> None:
    """An appeal leaves the result standing; reopening takes it back."""
    attempt = played(store)
    hand_in(store, attempt)
    told = []
    for events in ((), (Released(),), (Appealed("I did say so."),), (Reopened("Look again."),), (Released(),)):
        if events:
            add(store, attempt, ANN, *events)
        held_back = read_dossier(store, attempt.id).held_back
        attempts = about(store, "L-1", QUINN)["attempts"]
        assert isinstance(attempts, list)
        (handed_over,) = attempts
        assert isinstance(handed_over, dict)
        assert handed_over["result_released"] is not held_back
        assert store.attempts.summary(attempt.id).held_back is held_back
        told.append(held_back)
    assert told == [True, False, False, True, False]


def test_practice_is_never_held_back(store: Store) -> None:
    attempt = played(store)
    dossier = read_dossier(store, attempt.id)
    assert dossier.held_back
    assert not replace(dossier, state=replace(dossier.state, mode=Mode.PRACTICE)).held_back


def test_an_event_or_an_entry_that_cannot_be_read_is_told_in_one_sentence(store: Store) -> None:
    attempt = played(store)
    hand_in(store, attempt)
    kept = store.everything(attempt.id)
    event, entry = kept.events[1], kept.review.entries[0]
    review = replace(kept.review, entries=(replace(entry, body=entry.body.replace("handed-in", "handed-over")),))
    for broken, which in (
        (replace(kept, events=(kept.events[0], replace(event, body=event.body.replace("chose", "chase")))), "Event 1"),
        (replace(kept, review=review), "Entry 0"),
    ):
        with pytest.raises(AttemptDamaged, match=rf"^The attempt {attempt.id} is damaged: {which} .* cannot be read: "):
            Dossier.of(broken)
