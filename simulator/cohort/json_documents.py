"""A class and a portfolio as JSON, under names that stay."""

from collections.abc import Mapping

from simulator.json_value import Json

from .portfolio import CriterionProgress, Portfolio
from .portfolio_view import result_words
from .values import ChosenLine, ClassAttempt, ClassScenario, Cohort, DiscussionPoint, FirstLast, HardDecision, LineCount


def class_json(cohort: Cohort, names: Mapping[str, str]) -> dict[str, Json]:
    """Everything that a class shows."""
    return {
        "with_unreleased": cohort.with_unreleased,
        "unreleased": cohort.unreleased,
        "open": cohort.open,
        "stuck": cohort.stuck,
        "without_code": cohort.without_code,
        "damaged": list(cohort.damaged),
        "scenarios": [_scenario(each, names) for each in cohort.scenarios],
    }


def _scenario(scenario: ClassScenario, names: Mapping[str, str]) -> dict[str, Json]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "versions": scenario.versions,
        "passing": scenario.passing.word,
        "few": scenario.few,
        "clauses": [
            {"id": each.id, "number": each.number, "title": each.title, "critical": each.critical}
            for each in scenario.clauses
        ],
        "learners": [_learner(code, attempts, names) for code, attempts in scenario.learners],
        "points": [_point(each) for each in scenario.points],
        "hardest": [_hard(each) for each in scenario.hardest],
        "changes": [_change(each) for each in scenario.changes],
    }


def _learner(code: str, attempts: tuple[ClassAttempt, ...], names: Mapping[str, str]) -> dict[str, Json]:
    named: dict[str, Json] = {"learner": code}
    if code in names:
        named["name"] = names[code]
    return {**named, "attempts": [_tried(each) for each in attempts]}


def _tried(tried: ClassAttempt) -> dict[str, Json]:
    return {
        "attempt": tried.attempt,
        "mode": str(tried.mode),
        "started_at": tried.started_at.isoformat(),
        "left_early": tried.left_early,
        "basis": str(tried.basis),
        "outcome": None if tried.outcome is None else tried.outcome.word,
        "provisional": tried.provisional,
        "results": {
            clause: {
                "level": None if each.level is None else each.level.word,
                "result": each.word,
                "assessed": each.assessed,
                "settled_by_assessor": each.decided,
            }
            for clause, each in tried.results.items()
        },
    }


def _said(said: ChosenLine) -> dict[str, Json]:
    return {
        "scene": said.scene,
        "field": said.field,
        "ref": said.ref,
        "text": said.text,
        "stronger": said.stronger,
        "why": said.why,
    }


def _often(often: LineCount) -> dict[str, Json]:
    level = None if often.level is None else often.level.word
    return {"line": _said(often.said), "level": level, "learners": often.learners}


def _point(point: DiscussionPoint) -> dict[str, Json]:
    return {
        "kind": str(point.kind),
        "ref": point.ref,
        "text": point.text,
        "clause": point.clause.id,
        "level": None if point.level is None else point.level.word,
        "learners": point.learners,
        "of": point.of,
        "most_often": None if point.line is None else _often(point.line),
    }


def _hard(hard: HardDecision) -> dict[str, Json]:
    return {
        "scene": hard.scene,
        "field": hard.field,
        "asked": hard.asked,
        "below": hard.below,
        "of": hard.of,
        "lines": [_often(each) for each in hard.lines],
    }


def _change(change: FirstLast) -> dict[str, Json]:
    return {
        "learner": change.learner,
        "attempts": change.attempts,
        "first": change.first.attempt,
        "last": change.last.attempt,
        "up": list(change.risen),
        "down": list(change.fallen),
    }


def portfolio_json(portfolio: Portfolio) -> dict[str, Json]:
    """Everything that a portfolio shows."""
    return {
        "learner": portfolio.learner,
        "attempts": [
            {
                "attempt": each.attempt,
                "title": portfolio.titles[each.attempt],
                "mode": str(each.mode),
                "started_at": each.started_at.isoformat(),
                "basis": str(each.basis),
                "outcome": None if each.outcome is None else each.outcome.word,
                "result": result_words(portfolio, each),
            }
            for each in portfolio.tried
        ],
        "changes": [
            {
                "title": title,
                "first": change.first.attempt,
                "last": change.last.attempt,
                "up": list(change.risen),
                "down": list(change.fallen),
            }
            for title, change in portfolio.changes
        ],
        "qualifications": [
            {
                "id": award.qualification.id,
                "title": award.qualification.title,
                "criteria": [_criterion_json(each) for each in award.criteria],
            }
            for award in portfolio.awards
        ],
        "open": portfolio.open,
    }


def _criterion_json(criterion: CriterionProgress) -> Json:
    return {
        "id": criterion.item.id,
        "text": criterion.item.text,
        "status": criterion.status,
        "verdicts": [
            {
                "attempt": each.attempt,
                "verdict": str(each.verdict),
                "by": each.by,
                "at": each.at.isoformat(),
                "reason": each.reason,
                "rests_on": list(each.rests_on),
            }
            for each in criterion.verdicts
        ],
        "evidence": [
            {
                "attempt": each.attempt,
                "event": each.bears.evidence.event,
                "kind": str(each.bears.kind),
                "named": each.bears.named,
                "clause": each.bears.clause,
                "level": None if each.bears.level is None else each.bears.level.word,
                "text": each.bears.text,
            }
            for each in criterion.shows
        ],
    }
