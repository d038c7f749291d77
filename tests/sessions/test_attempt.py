"""One attempt: every change is durable when it returns, and what is durable is what is shown."""

from datetime import timedelta
from pathlib import Path

import pytest

from simulator.documents.rubric.loader import read_rubric
from simulator.documents.scenario.loader import read_scenario
from simulator.engine.events import Began, Chose, Ended, Explained, Left, Mode, Rewound, Stuck
from simulator.engine.play import FormRefused, Refused
from simulator.engine.rubric import Level
from simulator.engine.scenario import Decision, Ending, Onward, Scenario, Scene, Target
from simulator.sessions.attempt import Attempt
from simulator.store import StoreError, open_store
from simulator.store.errors import StoreNewer
from simulator.store.format import snapshots
from simulator.store.format.chain import moment
from simulator.store.format.record import Document
from simulator.store.store import Store
from tests.engine.small import CODE, small
from tests.sessions.texts import held


def begun(store: Store, *, mode: Mode = Mode.PRACTICE, written: bool = False, seed: int = 1) -> Attempt:
    return Attempt.begin(store, held(small(written=written)), held(CODE), mode, learner="L-1", seed=seed)


def asking(because: str) -> Scenario:
    scenario = small()
    asks = scenario.scenes["asks"]
    assert isinstance(asks.content, Decision)
    content = Decision(asks.content.choices, asks.content.otherwise, because)
    scenes = {**scenario.scenes, "asks": Scene("asks", content, effects=asks.effects)}
    return Scenario(**{name: getattr(scenario, name) for name in Scenario.__slots__ if name != "scenes"}, scenes=scenes)


def test_an_attempt_goes_from_its_beginning_to_its_ending(store: Store) -> None:
    attempt = begun(store)
    assert [choice.id for choice in attempt.choices()]
    attempt.choose("honest")
    attempt.choose("tell")
    assert attempt.closed
    assert attempt.choices() == ()
    assert attempt.form() is None
    assert [type(event) for event in attempt.events] == [Began, Chose, Chose, Ended]
    assert attempt.scorecard().outcome is Level.COMPETENT
    (summary,) = store.attempts.all()
    assert (summary.closed, summary.ending, summary.outcome, summary.decisions) == ("ended", "home", "competent", 2)
    assert (summary.scenario_id, summary.title, summary.learner) == ("small", "Generated", "L-1")
    assert summary == store.attempts.summary(attempt.id)


def test_the_next_start_shows_the_place_where_the_last_one_stopped(place: Path) -> None:
    with open_store(str(place)) as store:
        attempt = begun(store)
        attempt.choose("promise")
    with open_store(str(place)) as store:
        again = Attempt.resume(store, store.attempts.all()[0].id)
        assert again.state == attempt.state
        assert again.choices() == attempt.choices()
        assert (again.id, again.started_at, again.learner) == (attempt.id, attempt.started_at, "L-1")


def test_choices_are_shown_in_the_order_that_the_seed_decides(store: Store) -> None:
    orders = {tuple(choice.id for choice in begun(store, seed=seed).choices()) for seed in range(20)}
    assert len(orders) == 2
    attempt = begun(store, seed=5)
    assert Attempt.resume(store, attempt.id).choices() == attempt.choices()


def test_what_is_refused_changes_nothing(store: Store) -> None:
    attempt = begun(store, mode=Mode.ASSESSMENT, written=True)
    before = (attempt.state, store.attempts.record(attempt.id))
    with pytest.raises(Refused):
        attempt.choose("tell")
    with pytest.raises(Refused):
        attempt.rewind()
    with pytest.raises(Refused):
        attempt.answer({})
    assert (attempt.state, store.attempts.record(attempt.id)) == before


def test_a_form_says_what_is_missing_and_keeps_what_was_typed(store: Store) -> None:
    attempt = begun(store, mode=Mode.ASSESSMENT, written=True)
    attempt.choose("honest")
    attempt.choose("tell")
    form = attempt.form()
    assert form is not None
    assert [field.id for field in form] == ["account"]
    attempt.keep_draft({"account": "Jamie"})
    with pytest.raises(FormRefused) as error:
        attempt.answer({"account": "Jamie"})
    assert set(error.value.faults) == {"account"}
    assert Attempt.resume(store, attempt.id).draft() == {"account": "Jamie"}
    attempt.answer({"account": "Jamie told me"})
    assert attempt.draft() == {}
    assert attempt.closed
    assert store.attempts.all()[0].provisional


def test_a_draft_belongs_to_the_moment_in_which_it_was_typed(store: Store) -> None:
    attempt = begun(store)
    attempt.keep_draft({"reason": "Beca", "ticks": ("a", "b")})
    assert Attempt.resume(store, attempt.id).draft() == {"reason": "Beca", "ticks": ("a", "b")}
    attempt.keep_draft({"reason": "Because \udc80\x00 …"})
    assert attempt.draft() == {"reason": "Because \udc80\x00 …"}
    attempt.choose("honest")
    assert attempt.draft() == {}
    attempt.rewind()
    assert attempt.draft() == {}
    attempt.keep_draft({"reason": "x"})
    attempt.keep_draft({})
    assert attempt.draft() == {}


@pytest.mark.parametrize(
    ("because", "mode", "asked"),
    [
        ("never", Mode.ASSESSMENT, "never"),
        ("optional", Mode.ASSESSMENT, "optional"),
        ("required", Mode.ASSESSMENT, "required"),
        ("required", Mode.REHEARSAL, "required"),
        ("required", Mode.PRACTICE, "optional"),
    ],
)
def test_a_reason_is_asked_for_as_the_mode_has_it(store: Store, because: str, mode: Mode, asked: str) -> None:
    attempt = Attempt.begin(store, held(asking(because)), held(CODE), mode)
    assert attempt.reason_asked() == asked
    if asked == "required":
        with pytest.raises(Refused):
            attempt.choose("honest")
    attempt.choose("honest", "It is honest.")
    assert (Explained in [type(event) for event in attempt.events]) == (asked != "never")
    assert attempt.reason_asked() == "never"


def test_taking_a_choice_back_erases_nothing(store: Store) -> None:
    attempt = begun(store)
    attempt.choose("promise")
    attempt.rewind()
    attempt.choose("honest")
    again = Attempt.resume(store, attempt.id)
    assert [type(event) for event in again.events] == [Began, Chose, Rewound, Chose]
    assert len(again.state.taken_back) == 1
    assert store.attempts.all()[0].decisions == 1


def test_leaving_closes_the_attempt_for_good(store: Store) -> None:
    attempt = begun(store)
    attempt.leave()
    assert isinstance(attempt.events[-1], Left)
    again = Attempt.resume(store, attempt.id)
    assert again.closed
    with pytest.raises(Refused):
        again.choose("honest")
    assert store.attempts.all()[0].closed == "left"


def test_a_scenario_that_leads_to_its_end_without_a_decision_is_closed_at_once(store: Store) -> None:
    base = small()
    rest = {name: getattr(base, name) for name in Scenario.__slots__ if name not in ("scenes", "start")}
    ends = {"a": Scene("a", Onward((Target("b"),))), "b": Scene("b", Ending("End"))}
    attempt = Attempt.begin(store, held(Scenario(**rest, scenes=ends, start="a")), held(CODE), Mode.PRACTICE)
    assert attempt.events[1:] == (Ended("b"),)
    sticks = {"a": Scene("a", Onward(()))}
    attempt = Attempt.begin(store, held(Scenario(**rest, scenes=sticks, start="a")), held(CODE), Mode.PRACTICE)
    assert attempt.events[1:] == (Stuck("a"),)
    assert Attempt.resume(store, attempt.id).closed


def test_times_are_kept_in_utc_and_come_back_aware(store: Store) -> None:
    attempt = begun(store)
    assert attempt.started_at.utcoffset() == timedelta(0)
    assert moment(store.attempts.record(attempt.id).header.started_at) == attempt.started_at
    assert Attempt.resume(store, attempt.id).started_at == attempt.started_at
    for text in ("2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000", "now", ""):
        with pytest.raises(ValueError, match=r"."):
            moment(text)


def test_a_document_with_errors_or_a_wrong_digest_cannot_be_begun(store: Store) -> None:
    scenario, code = held(small()), held(CODE)
    broken = type(scenario)(None, scenario.text, scenario.digest)
    swapped = type(scenario)(scenario.value, scenario.text + " ", scenario.digest)
    for document in (broken, swapped):
        with pytest.raises(ValueError, match=r"."):
            Attempt.begin(store, document, code, Mode.PRACTICE)
    with pytest.raises(Refused):
        Attempt.begin(store, scenario, code, Mode.PRACTICE, learner="two\nlines")
    for seed in (-1, 2**63):
        with pytest.raises(ValueError, match="seed"):
            Attempt.begin(store, scenario, code, Mode.PRACTICE, seed=seed)
    assert store.attempts.all() == ()


def test_a_pinned_text_that_can_no_longer_be_read_is_said_in_one_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = begun(store)

    def read_nothing(scenario: Document, rubric: Document) -> tuple[Scenario, object]:
        return snapshots._usable(None, scenario), rubric

    monkeypatch.setattr(snapshots, "read_pinned", read_nothing)
    with pytest.raises(StoreNewer) as error:
        Attempt.resume(store, attempt.id)
    assert str(error.value).count(". ") == 0
    with pytest.raises(StoreError):
        Attempt.resume(store, "no-such-attempt")


RUBRIC = """\
title: Code
clauses:
  honesty: {number: 1, title: Honesty, text: I am honest., critical: true,
    unsafe: u, developing: d, competent: c, exemplary: e}
breaches: {}
moves: {}
"""
SCENARIO = """\
title: A question
summary: One question.
level: 1
stage: initiation
setting: school
kinds: [rapport]
minutes: 1
min_age: 14
rubric: code
assesses: {honesty: 1}
mentee: {name: Jamie, pronouns: they/them, age: 15, about: Year 10.}
you: You are a peer mentor.
brief: You meet.
start: asks
scenes:
  asks:
    says: Is it true?
    choices:
      yes-it-is: {say: "Yes, it is.", evidence: {honesty: competent}, goto: home}
      no-comment: {say: "No comment.", evidence: {honesty: developing}, goto: home}
  home: {ending: {title: Home, text: Jamie goes home.}}
"""


def test_a_scenario_edited_afterwards_does_not_change_an_attempt_begun_before(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    (tmp_path / "code.yaml").write_text(RUBRIC)
    path = tmp_path / "a-question.yaml"
    path.write_text(SCENARIO)
    code = read_rubric(tmp_path / "code.yaml")
    assert code.value is not None, code.diagnostics
    scenario = read_scenario(path, code.value)
    assert scenario.value is not None, scenario.diagnostics
    attempt = Attempt.begin(store, scenario, code, Mode.PRACTICE)
    path.write_text(SCENARIO.replace("honesty: competent", "honesty: unsafe").replace("Is it true?", "Well?"))
    again = Attempt.resume(store, attempt.id)
    assert again.state == attempt.state
    again.choose("yes-it-is")
    assert again.scorecard().outcome is Level.COMPETENT
    path.unlink()
    assert Attempt.resume(store, attempt.id).scorecard() == again.scorecard()


def test_an_edited_scenario_is_pinned_beside_the_old_one(tmp_path: Path, store: Store) -> None:
    first = begun(store)
    second = Attempt.begin(store, held(asking("optional")), held(CODE), Mode.PRACTICE)
    summaries = {summary.id: summary for summary in store.attempts.all()}
    assert summaries[first.id].scenario_digest != summaries[second.id].scenario_digest
    assert summaries[first.id].rubric_digest == summaries[second.id].rubric_digest
    assert Attempt.resume(store, first.id).scenario == first.scenario
    assert Attempt.resume(store, second.id).scenario == second.scenario
