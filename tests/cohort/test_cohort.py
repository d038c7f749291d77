"""A class at a glance: what is counted, what is held back, and what is never said."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cohort.class_view import class_report
from simulator.cohort.cohort import at_least, cohort_of
from simulator.cohort.gather import AttemptFilter
from simulator.cohort.values import Basis, ClassScenario, MistakeKind
from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.report.write.text import report_lines
from simulator.store.store import Store

from .klass import BAD_NOTE, LEFT, PROMISED, REPAIRED, SAFE, marked, played


def only(store: Store, wanted: AttemptFilter | None = None) -> ClassScenario:
    (scenario,) = cohort_of(store, wanted or AttemptFilter()).scenarios
    return scenario


def told(store: Store, wanted: AttemptFilter | None = None, names: dict[str, str] | None = None) -> str:
    report = class_report(cohort_of(store, wanted or AttemptFilter()), names or {}, most=20, every=False)
    return "\n".join(report_lines(report))


def test_each_learner_has_the_levels_of_each_attempt(store: Store) -> None:
    played(store, "L-2", *PROMISED)
    played(store, "L-1", *SAFE)
    played(store, "L-2", *SAFE)
    scenario = only(store)
    assert [(code, len(attempts)) for code, attempts in scenario.learners] == [("L-1", 1), ("L-2", 2)]
    first, last = dict(scenario.learners)["L-2"]
    assert first.outcome is Level.UNSAFE
    assert last.outcome in (Level.COMPETENT, Level.EXEMPLARY)
    assert first.results["privacy"].level is Level.UNSAFE
    assert last.results["privacy"].level is Level.COMPETENT


def test_a_mistake_counts_once_for_each_learner_with_the_line_and_a_stronger_one(store: Store) -> None:
    for learner in ("L-1", "L-1", "L-2"):
        played(store, learner, *PROMISED)
    played(store, "L-3", *SAFE)
    point = next(each for each in only(store).points if each.kind is MistakeKind.BREACH)
    assert (point.learners, point.of) == (2, 3)
    assert point.line is not None
    assert point.line.said.text == "Course. I promise."
    # silence shows more, but nothing about privacy, which is what the breach is about
    assert point.line.said.stronger.startswith("Not everything.")
    assert point.line.learners == 2


def test_what_was_put_right_is_still_something_to_talk_about(store: Store) -> None:
    played(store, "L-1", *REPAIRED)
    (point,) = [each for each in only(store).points if each.kind is MistakeKind.BREACH]
    assert point.level is Level.DEVELOPING


def test_a_duty_that_was_left_undone_is_a_point_with_the_line_that_does_it(store: Store) -> None:
    played(store, "L-1", *LEFT)
    duties = {each.ref: each for each in only(store).points if each.kind is MistakeKind.DUTY}
    assert set(duties) == {"say_limits", "tell_bell"}
    line = duties["tell_bell"].line
    assert line is not None
    assert line.said.stronger == "Mr Bell, today"


def test_the_first_choice_at_a_decision_counts_even_where_it_was_taken_back(store: Store) -> None:
    played(store, "L-1", "promise", "u", *SAFE, mode=Mode.PRACTICE)
    played(store, "L-2", *SAFE)
    hard = next(each for each in only(store).hardest if each.scene == "arrives")
    assert (hard.below, hard.of) == (1, 2)
    assert hard.asked == "“If I show you this, you keep it to yourself, right?”"
    assert {each.said.ref: each.learners for each in hard.lines} == {"promise": 1, "limits": 1}


def test_what_was_asked_is_what_stood_before_once_steps_were_taken_back(store: Store) -> None:
    played(store, "L-1", "promise", "u", "wait", "limits-now", "hear", BAD_NOTE, mode=Mode.PRACTICE)
    ((_, (tried,)),) = only(store).learners
    asked = [(each.said.ref, each.asked) for each in tried.came[:3]]
    assert asked == [
        ("promise", "“If I show you this, you keep it to yourself, right?”"),
        ("wait", "“If I show you this, you keep it to yourself, right?”"),
        ("limits-now", "“So? You keep it to yourself?”"),
    ]


def test_only_the_first_time_somebody_comes_to_a_decision_counts(store: Store) -> None:
    played(store, "L-1", *PROMISED)
    played(store, "L-1", *SAFE)
    hard = next(each for each in only(store).hardest if each.scene == "arrives")
    assert (hard.below, hard.of) == (1, 1)


def test_the_hardest_decision_is_where_most_of_many_failed_not_where_one_of_one_did(store: Store) -> None:
    for number in range(4):
        played(store, f"L-{number}", "promise", "fix", BAD_NOTE)
    played(store, "L-9", "wait", "promise-now", "hear", BAD_NOTE)
    scenes = [each.scene for each in only(store).hardest]
    assert scenes.index("arrives") < scenes.index("arrives-back")


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_lower_end_of_the_interval_is_a_share_below_the_one_observed(one: int, more: int) -> None:
    share, of = one, one + more
    low = at_least(share, of)
    assert -1e-9 <= low <= (share / of if of else 0) + 1e-9
    assert at_least(2 * share, 2 * of) >= low - 1e-9


def test_first_is_told_against_last_with_the_clauses_that_moved(store: Store) -> None:
    played(store, "L-1", *PROMISED)
    played(store, "L-1", *REPAIRED)
    played(store, "L-1", *SAFE)
    (change,) = only(store).changes
    assert change.attempts == 3
    assert change.risen == ("privacy", "listening", "notes")
    assert change.fallen == ()


def test_an_assessment_that_is_not_released_is_held_back_whole(store: Store) -> None:
    attempt = played(store, "L-1", *PROMISED, mode=Mode.ASSESSMENT)
    marked(store, attempt, release=False)
    cohort = cohort_of(store, AttemptFilter())
    ((_, (tried,)),) = cohort.scenarios[0].learners
    assert tried.basis is Basis.HELD_BACK
    assert tried.outcome is None
    assert not tried.results
    assert not cohort.scenarios[0].points
    assert not cohort.scenarios[0].hardest
    text = told(store)
    assert "1 assessment is not released to the learner, so the result is held back." in text
    assert "unsafe" not in text.replace("U unsafe", "")
    assert "promise" not in text.casefold()


def test_unreleased_results_are_shown_where_they_are_asked_for_and_that_is_said(store: Store) -> None:
    attempt = played(store, "L-1", *PROMISED, mode=Mode.ASSESSMENT)
    marked(store, attempt, release=False)
    wanted = AttemptFilter(with_unreleased=True)
    ((_, (tried,)),) = only(store, wanted).learners
    assert tried.basis is Basis.UNRELEASED
    assert tried.outcome is Level.UNSAFE
    assert "do not show this to the class" in told(store, wanted)
    assert "unsafe (not released)" in told(store, wanted).replace(", provisional", "")


def test_once_released_what_the_assessor_settled_counts(store: Store) -> None:
    attempt = played(store, "L-1", *SAFE, mode=Mode.ASSESSMENT)
    marked(store, attempt, release=True, listening=Level.EXEMPLARY)
    ((_, (tried,)),) = only(store).learners
    assert tried.basis is Basis.DECIDED
    assert tried.results["listening"].level is Level.EXEMPLARY
    assert tried.results["listening"].decided
    assert not tried.provisional
    assert "1 assessment released: what the assessor settled counts there." in told(store)


def test_attempts_that_are_open_stuck_or_without_a_code_are_counted_apart(store: Store) -> None:
    played(store, "L-1", "limits", close=False)
    played(store, "L-1", "follow", scenario="dead-end")
    played(store, "", *SAFE)
    cohort = cohort_of(store, AttemptFilter())
    assert (cohort.open, cohort.stuck, cohort.without_code) == (1, 1, 1)
    text = told(store)
    assert "1 attempt not finished yet and not counted." in text
    assert "(no code)" in text


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (AttemptFilter(modes=frozenset({Mode.PRACTICE})), ["A-1"]),
        (AttemptFilter(learners=("B-*",)), ["B-1", "B-2"]),
        (AttemptFilter(learners=("B-2", "A-1")), ["A-1", "B-2"]),
        (AttemptFilter(scenario="a-long-goodbye"), []),
        (AttemptFilter(since=datetime.now(UTC) + timedelta(days=1)), []),
        (AttemptFilter(since=datetime.now(UTC) - timedelta(days=1)), ["A-1", "B-1", "B-2"]),
    ],
)
def test_only_what_is_wanted_is_looked_at(store: Store, wanted: AttemptFilter, codes: list[str]) -> None:
    played(store, "A-1", *SAFE, mode=Mode.PRACTICE)
    played(store, "B-1", *SAFE)
    played(store, "B-2", *SAFE)
    assert list(cohort_of(store, wanted).learners) == codes


def test_few_learners_are_said_to_be_few_and_nothing_is_a_percentage(store: Store) -> None:
    for number in range(4):
        played(store, f"L-{number}", *PROMISED)
    text = told(store)
    assert "Results of 4 learners: too few to speak of a class" in text
    assert "4 of 4 learners" in text
    assert "%" not in text
    played(store, "L-5", *SAFE)
    assert "too few" not in told(store)


def test_learners_are_told_by_code_unless_names_are_wanted(store: Store) -> None:
    played(store, "L-1", *SAFE)
    assert "Ada" not in told(store)
    assert "Ada Lovelace (L-1)" in told(store, names={"L-1": "Ada Lovelace"})


def test_what_learners_wrote_is_never_among_it(store: Store) -> None:
    played(store, "L-1", *PROMISED)
    text = told(store)
    assert "did not go home last night." not in text.replace('"I didn\'t go home last night."', "")
    assert "heard first" not in text


def test_a_damaged_attempt_is_named_and_the_others_are_shown(store: Store) -> None:
    played(store, "L-1", *SAFE)
    broken = played(store, "L-2", *SAFE)
    with store.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER events_never_change")
        connection.exec_driver_sql(
            "UPDATE events SET at = '2026-01-01T00:00:00.000000Z' WHERE number = 1 AND attempt = ?", (broken.id,)
        )
    cohort = cohort_of(store, AttemptFilter())
    assert cohort.damaged == (broken.id,)
    assert cohort.learners == ("L-1",)
