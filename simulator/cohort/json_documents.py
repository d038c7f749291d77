"""A class and a portfolio as JSON, under names that stay."""

from collections.abc import Mapping
from typing import Final

from simulator.json_value import Json, JsonObject
from simulator.report.write.json_fields import fields_of

from .portfolio import CriterionProgress, Portfolio
from .portfolio_view import result_words
from .values import ClassAttempt, ClassScenario, ClauseOutcome, Cohort, DiscussionPoint, FirstLast, LineCount

COHORT: Final = ("with_unreleased", "unreleased", "open", "stuck", "without_code", "damaged")
ATTEMPT: Final = ("attempt", "mode", "started_at", "left_early", "basis", "outcome", "provisional")
LINE: Final = ("scene", "field", "ref", "text", "stronger", "why")


def class_json(cohort: Cohort, names: Mapping[str, str]) -> JsonObject:
    """Everything that a class shows."""
    return {**fields_of(cohort, *COHORT), "scenarios": [_scenario(each, names) for each in cohort.scenarios]}


def _scenario(scenario: ClassScenario, names: Mapping[str, str]) -> JsonObject:
    return {
        **fields_of(scenario, "id", "title", "versions", "passing", "few"),
        "clauses": [fields_of(each, "id", "number", "title", "critical") for each in scenario.clauses],
        "learners": [_learner(code, attempts, names) for code, attempts in scenario.learners],
        "points": [_point(each) for each in scenario.points],
        "hardest": [
            {**fields_of(each, "scene", "field", "asked", "below", "of"), "lines": [_line(line) for line in each.lines]}
            for each in scenario.hardest
        ],
        "changes": [{**fields_of(each, "learner", "attempts"), **_change(each)} for each in scenario.changes],
    }


def _learner(code: str, attempts: tuple[ClassAttempt, ...], names: Mapping[str, str]) -> JsonObject:
    named: JsonObject = {"learner": code}
    if code in names:
        named["name"] = names[code]
    return {**named, "attempts": [_attempt(each) for each in attempts]}


def _attempt(tried: ClassAttempt) -> JsonObject:
    results: JsonObject = {clause: _outcome(each) for clause, each in tried.results.items()}
    return {**fields_of(tried, *ATTEMPT), "results": results}


def _outcome(outcome: ClauseOutcome) -> JsonObject:
    return {
        **fields_of(outcome, "level", "assessed"),
        "result": outcome.word,
        "settled_by_assessor": outcome.decided,
    }


def _line(often: LineCount) -> JsonObject:
    return {"line": fields_of(often.said, *LINE), **fields_of(often, "level", "learners")}


def _point(point: DiscussionPoint) -> JsonObject:
    return {
        **fields_of(point, "kind", "ref", "text", "level", "learners", "of"),
        "clause": point.clause.id,
        "most_often": None if point.line is None else _line(point.line),
    }


def _change(change: FirstLast) -> JsonObject:
    first, last = change.first.attempt, change.last.attempt
    return {"first": first, "last": last, "up": list(change.risen), "down": list(change.fallen)}


def portfolio_json(portfolio: Portfolio) -> JsonObject:
    """Everything that a portfolio shows."""
    return {
        "learner": portfolio.learner,
        "attempts": [
            {
                **fields_of(each, "attempt", "mode", "started_at", "basis", "outcome"),
                "title": portfolio.titles[each.attempt],
                "result": result_words(portfolio, each),
            }
            for each in portfolio.tried
        ],
        "changes": [{"title": title, **_change(change)} for title, change in portfolio.changes],
        "qualifications": [
            {**fields_of(award.qualification, "id", "title"), "criteria": [_criterion(each) for each in award.criteria]}
            for award in portfolio.awards
        ],
        "open": portfolio.open,
    }


def _criterion(criterion: CriterionProgress) -> Json:
    return {
        **fields_of(criterion.item, "id", "text"),
        "status": criterion.status,
        "verdicts": [
            fields_of(each, "attempt", "verdict", "by", "at", "reason", "rests_on") for each in criterion.verdicts
        ],
        "evidence": [
            {
                "attempt": each.attempt,
                "event": each.bears.evidence.event,
                **fields_of(each.bears, "kind", "named", "clause", "level", "text"),
            }
            for each in criterion.shows
        ],
    }
