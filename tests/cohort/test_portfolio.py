"""The portfolio of one learner: criteria with what bears on them, and nothing that is not released."""

import json

import pytest

from simulator.cohort.json_documents import portfolio_json
from simulator.cohort.portfolio import CriterionProgress, Portfolio, QualificationProgress, learners_in, portfolio_of
from simulator.cohort.portfolio_view import portfolio_report
from simulator.engine.events import Mode
from simulator.engine.rubric import EvidenceKind, Level
from simulator.report.write.text import report_lines
from simulator.store.store import Store

from .klass import PROMISED, SAFE, little_library, marked, played


def of(store: Store, learner: str = "L-1") -> Portfolio:
    return portfolio_of(store, learner, little_library().qualifications)


def told(portfolio: Portfolio) -> str:
    return "\n".join(report_lines(portfolio_report(portfolio, most=3)))


def criterion(portfolio: Portfolio, name: str) -> CriterionProgress:
    award: QualificationProgress
    (award,) = portfolio.awards
    return next(each for each in award.criteria if each.item.id == name)


def test_own_practice_shows_its_indicative_levels_line_by_line(store: Store) -> None:
    played(store, "L-1", *SAFE, mode=Mode.PRACTICE)
    shows = criterion(of(store), "LA-1").shows
    assert [each.bears.text for each in shows] == [
        "Not everything. If you weren't safe I'd have to tell Mr Bell, and I'd tell you first."
    ]
    assert shows[0].bears.level is Level.COMPETENT
    text = told(of(store))
    assert "LA-1, not decided yet" in text
    assert "Levels are indicative" in text
    assert "simulated evidence" in text


def test_a_choice_never_bears_on_what_has_to_be_explained(store: Store) -> None:
    played(store, "L-1", *SAFE)
    kinds = {each.bears.kind for each in criterion(of(store), "LA-3").shows}
    assert kinds <= {EvidenceKind.WRITTEN}


@pytest.mark.parametrize("handed_in", [False, True])
def test_an_assessment_that_is_not_released_shows_only_how_far_it_is(store: Store, handed_in: bool) -> None:
    attempt = played(store, "L-1", *PROMISED, mode=Mode.ASSESSMENT)
    if handed_in:
        marked(store, attempt, release=False)
    portfolio = of(store)
    assert not any(each.shows or each.verdicts for award in portfolio.awards for each in award.criteria)
    text = told(portfolio)
    assert ("handed in" if handed_in else "finished, not handed in yet") in text
    whole = text + json.dumps(portfolio_json(portfolio), ensure_ascii=False)
    for word in ("unsafe", "Course. I promise.", "Robin was heard", "Said before the telling"):
        assert word not in whole


def test_a_released_verdict_is_shown_with_what_it_rests_on(store: Store) -> None:
    attempt = played(store, "L-1", *SAFE, mode=Mode.ASSESSMENT)
    marked(store, attempt, release=True)
    found = criterion(of(store), "LA-1")
    assert found.status == "met"
    (verdict,) = found.verdicts
    assert verdict.by == "A-1"
    assert verdict.reason == "Said before the telling."
    assert verdict.rests_on == (
        "Not everything. If you weren't safe I'd have to tell Mr Bell, and I'd tell you first.",
    )
    text = told(of(store))
    assert "✓ LA-1, met" in text
    assert "released" in text


def test_nothing_says_that_an_award_is_achieved_or_passed_nor_a_percentage(store: Store) -> None:
    marked(store, played(store, "L-1", *SAFE, mode=Mode.ASSESSMENT), release=True)
    text = told(of(store)).casefold()
    assert not any(word in text for word in ("achieved", "passed", "%", "awarded"))


def test_first_try_stands_against_last(store: Store) -> None:
    played(store, "L-1", *PROMISED)
    played(store, "L-1", *SAFE)
    ((title, change),) = of(store).changes
    assert title == "The blue notebook"
    assert change.risen == ("privacy", "listening", "notes")
    assert "up: What stays private, Listening, Notes" in told(of(store))


def test_nobody_elses_attempts_are_in_it(store: Store) -> None:
    played(store, "L-1", *SAFE)
    played(store, "L-10", *PROMISED)
    assert len(of(store).tried) == 1
    assert "promise" not in told(of(store)).replace("promise of secrecy", "")
    assert learners_in(store) == ("L-1", "L-10")


def test_a_learner_without_attempts_has_an_empty_portfolio(store: Store) -> None:
    portfolio = of(store, "L-404")
    assert portfolio.tried == ()
    assert "None has ended yet." in told(portfolio)
    assert "Nothing bears on these yet: LA-1, LA-2, LA-3." in told(portfolio)
