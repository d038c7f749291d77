"""What is kept for scoring very many again: written with the closing, checked against events, made again from them."""

from dataclasses import replace

import pytest

from simulator.cohort.rescoring import Rescored, make_paths, plays_of, rescored_play, tally
from simulator.cohort.scoring import NONE, STANDINGS, Scorer
from simulator.engine.events import Mode
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scoring import score
from simulator.sessions.attempt import Attempt
from simulator.store import paths
from simulator.store.errors import StoreCorrupt
from simulator.store.format.dossier import Dossier
from simulator.store.format.steps import PathRecord, path_faults, play_of, steps_of
from simulator.store.store import Store
from tests.engine.small import CODE, small
from tests.sessions.texts import held
from tests.shortcuts import numbers_in
from tests.store.reviewed import begun, played


def rescored(store: Store, rubric: Rubric | None = None) -> list[Rescored]:
    """Every version of a scenario scored again."""
    return [rescored_play(store, play, rubric) for play in plays_of(store, rubric)]


def ways(store: Store) -> list[Attempt]:
    """Four attempts that closed, and one that is open."""
    left = begun(store, learner="L-2")
    left.choose("promise")
    left.leave()
    begun(store, learner="L-3")
    return [played(store), played(store, "It was said twice"), left, played(store, learner="L-4")]


def test_a_path_is_kept_with_the_closing_and_never_before(store: Store) -> None:
    attempt = begun(store)
    attempt.choose("honest")
    assert store.paths.of(attempt.id) is None
    attempt.leave()
    found = store.paths.of(attempt.id)
    assert found is not None
    steps = steps_of(attempt.scenario)
    told = [steps.numbers["choice", turn.scene, turn.choice] for turn in attempt.state.turns if turn.choice]
    assert list(numbers_in(found.path))[: len(told)] == told
    assert steps.steps[numbers_in(found.path)[-1]].closes == "left"
    assert path_faults(found, store.attempts.dossier(attempt.id)) == ()


def test_what_the_store_keeps_scores_as_each_attempt_does(store: Store) -> None:
    attempts = [attempt for attempt in ways(store) if attempt.closed]
    (found,) = rescored(store)
    cards = [score(each.scenario, each.rubric, each.state) for each in attempts]
    outcomes = [NONE if card.outcome is None else int(card.outcome) for card in cards]
    assert list(found.before.outcomes) == [outcomes.count(code) for code in range(NONE + 1)]
    for place, clause in enumerate(found.before.clauses):
        scored = [card.clause(clause) for card in cards]
        codes = [STANDINGS[each.status] if each.level is None else int(each.level) for each in scored]
        assert list(found.before.levels[place]) == [codes.count(code) for code in range(7)]


def test_another_rubric_is_told_beside_the_one_it_was_played_against(store: Store) -> None:
    ways(store)
    milder = {name: replace(breach, caps=Level.DEVELOPING) for name, breach in CODE.breaches.items()}
    calm = {name: replace(clause, critical=False) for name, clause in CODE.clauses.items()}
    (found,) = rescored(store, replace(CODE, breaches=milder, clauses=calm))
    assert found.before.outcomes == (1, 3, 0, 0, 0)
    assert found.after.outcomes == (0, 4, 0, 0, 0)
    assert rescored(store, replace(CODE, id="another")) == []
    with pytest.raises(ValueError, match="the rubric has no “confidentiality”"):
        rescored(store, replace(CODE, clauses={"records": CODE.clauses["records"]}))


def test_batches_of_any_size_come_to_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ways(store)
    (play,) = store.paths.plays()
    scorer = Scorer(small(written=True), CODE)
    whole = tally(scorer, store.paths.joined(play.key))
    for size in (1, 3):
        monkeypatch.setattr(paths, "BATCH", size)
        batches = list(store.paths.joined(play.key))
        assert len(batches) == -(-4 // size)
        assert tally(scorer, batches) == whole


def test_a_path_that_is_missing_is_no_fault_and_is_made_again(store: Store) -> None:
    attempts = ways(store)
    kept = {each.id: store.paths.of(each.id) for each in attempts}
    for each in attempts:
        store.paths.forget(each.id)
        assert path_faults(store.paths.of(each.id), store.attempts.dossier(each.id)) == ()
    assert store.paths.lacking() == tuple(sorted(kept))
    assert make_paths(store) == (4, (), ())
    assert {each.id: store.paths.of(each.id) for each in attempts} == kept
    assert make_paths(store) == (0, (), ())


def test_a_path_that_events_do_not_give_is_told_and_made_anew(store: Store) -> None:
    attempt = played(store)
    found = store.paths.of(attempt.id)
    assert found is not None
    record = store.attempts.record(attempt.id)
    play = play_of(record.scenario.digest, record.rubric.digest)
    for wrong in (found.path[2:], found.path + found.path, b"\x01\x00", found.path[:-1] + b"\x07"):
        (fault,) = path_faults(PathRecord(play, wrong), Dossier.of_attempt(record))
        assert fault.rule == "path-changed"
    store.paths.keep(attempt.id, PathRecord(play, found.path[2:]))
    assert make_paths(store) == (0, (), ())
    assert make_paths(store, anew=True) == (1, (), ())
    assert store.paths.of(attempt.id) == found


def test_a_path_that_is_no_text_of_two_bytes_a_step_stops_the_count(store: Store) -> None:
    attempt = played(store)
    found = store.paths.of(attempt.id)
    assert found is not None
    store.paths.keep(attempt.id, PathRecord(found.play, b"\xff\xff\x09\x00"))
    with pytest.raises(ValueError, match="does not end"):
        list(rescored(store))


def test_versions_of_a_scenario_are_counted_apart(store: Store) -> None:
    played(store)
    other = replace(small(written=True), mentee=replace(small().mentee, name="Sam"))
    attempt = Attempt.begin(store, held(other), held(CODE), Mode.REHEARSAL, learner="L-1", seed=1)
    attempt.leave()
    assert len(store.paths.plays()) == 2
    assert sorted(each.before.attempts for each in rescored(store)) == [1, 1]


def test_a_damaged_attempt_is_left_out_where_paths_are_made(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = played(store)
    store.paths.forget(attempt.id)

    def broken(_: str) -> None:
        raise StoreCorrupt("damaged")

    monkeypatch.setattr(store.attempts, "sound", broken)
    assert make_paths(store) == (0, (attempt.id,), ())
