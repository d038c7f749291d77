"""What an assessor's released result tells the learner."""

from dataclasses import dataclass

from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Form, Scenario
from simulator.report.words.levels import level_word
from simulator.review.events import Agreed, AppealDecided, Appealed, Decided, Entry, Marked, Settled, Verdict
from simulator.review.result import counted_clause, counted_criterion
from simulator.review.state import Review


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """How the assessor settled a clause."""

    id: str
    number: int
    title: str
    level: Level | None
    indicative: Level | None
    """What the choices had shown."""
    reason: str

    @property
    def word(self) -> str:
        """The level in a word or two."""
        return level_word(self.level)

    @property
    def overridden(self) -> bool:
        """Whether it is another level than the indicative one."""
        return self.level != self.indicative


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """How the assessor marked a written answer."""

    ask: str
    level: Level
    comment: str


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """What the assessor decided of a criterion."""

    qualification: str
    criterion: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """A released result."""

    feedback: str
    clauses: tuple[ClauseResult, ...]
    answers: tuple[AnswerResult, ...]
    criteria: tuple[CriterionResult, ...]


@dataclass(frozen=True, slots=True)
class AppealResult:
    """An appeal, and what was decided of it."""

    made_at: str
    """A moment in UTC, as the store writes one."""
    grounds: str
    decided_at: str = ""
    """Empty while it is open."""
    outcome: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        """That it was made, when, and what came of it."""
        made = f"Appealed on {self.made_at[:10]}"
        return f"{made}; {self.outcome}, decided on {self.decided_at[:10]}" if self.outcome else f"{made}; open"


def appeals_of(review: Review) -> tuple[AppealResult, ...]:
    """The appeals against a result, the oldest first."""
    return tuple(
        AppealResult(appeal.made.at, appeal.made.event.grounds, *_appeal_decision(appeal.decided))
        for appeal in review.appeals
        if isinstance(appeal.made.event, Appealed)
    )


def _appeal_decision(entry: Entry | None) -> tuple[str, str, str]:
    if entry is None or not isinstance(entry.event, AppealDecided):
        return "", "", ""
    return entry.at, str(entry.event.outcome), entry.event.reason


def result_of(review: Review, scenario: Scenario, rubric: Rubric) -> Result | None:
    """The result as the learner may see it; None until it is released."""
    if review.released is None:
        return None
    advice = review.first.advice
    return Result(
        feedback=getattr(advice.event, "text", "") if advice else "",
        clauses=tuple(_clause(review, rubric, each) for each in rubric.clauses if each in review.first.clauses),
        answers=tuple(
            AnswerResult(_ask(scenario, entry.event.field), entry.event.level, entry.event.comment)
            for _, entry in sorted(review.first.answers.items())
            if isinstance(entry.event, Marked)
        ),
        criteria=tuple(_criteria(review)),
    )


def _clause(review: Review, rubric: Rubric, clause: str) -> ClauseResult:
    settled = review.first.clauses[clause].event
    machine = settled.machine if isinstance(settled, Settled) else None
    counted = counted_clause(review, clause)
    about = rubric.clauses[clause]
    return ClauseResult(clause, about.number, about.title, counted.level, machine, _reason(counted.entry))


def _criteria(review: Review) -> list[CriterionResult]:
    found = []
    for key in review.first.criteria:
        counted = counted_criterion(review, key)
        if counted.verdict is not None and counted.verdict is not Verdict.NOT_ASSESSED:
            found.append(CriterionResult(*key, counted.verdict, _reason(counted.entry)))
    return found


def _reason(entry: Entry | None) -> str:
    return entry.event.reason if entry is not None and isinstance(entry.event, Settled | Decided | Agreed) else ""


def _ask(scenario: Scenario, field: str) -> str:
    for scene in scenario.scenes.values():
        for each in scene.content.fields if isinstance(scene.content, Form) else ():
            if each.id == field:
                return each.ask
    return field
