"""A class at a glance, worked out from its attempts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING, Final

from simulator.engine.rubric import Clause, Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import ClauseStatus
from simulator.store.format.dossier import Dossier

from .gather import AttemptFilter, ClosedAttempts, class_attempt, gather
from .values import (
    ClassAttempt,
    ClassScenario,
    ClauseHead,
    ClauseOutcome,
    Cohort,
    DecisionTaken,
    DiscussionPoint,
    FirstLast,
    HardDecision,
    LineCount,
    Mistake,
    MistakeKind,
)

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store.store import Store

SURE: Final = 1.959964
"""How many standard errors an interval of 95 % is wide on each side."""


def cohort_of(store: "Store", wanted: AttemptFilter) -> Cohort:
    """The class that some attempts of a store make.

    Raises:
        StoreError: the store cannot be read.
    """
    return cohort(gather(store, wanted), with_unreleased=wanted.with_unreleased)


def cohort(closed: ClosedAttempts, *, with_unreleased: bool = False) -> Cohort:
    """The class that some attempts make, scenario by scenario."""
    by_scenario: dict[str, list[Dossier]] = {}
    for each in closed.dossiers:
        by_scenario.setdefault(each.header.scenario, []).append(each)
    return Cohort(
        scenarios=tuple(_scenario(by_scenario[name], with_unreleased) for name in sorted(by_scenario)),
        with_unreleased=with_unreleased,
        unreleased=sum(each.held_back for each in closed.dossiers),
        open=closed.open,
        stuck=closed.stuck,
        without_code=sum(not each.learner for each in closed.dossiers),
        damaged=closed.damaged,
        faults=closed.faults,
    )


def _scenario(dossiers: Sequence[Dossier], with_unreleased: bool) -> ClassScenario:
    newest = dossiers[-1]
    scenario, rubric = newest.scenario, newest.rubric
    tried = [class_attempt(each, with_unreleased=with_unreleased) for each in dossiers]
    learners = by_learner(tried)
    heads = {name: _head(clause, rubric) for name, clause in rubric.clauses.items()}
    shown = {clause for each in tried for clause in each.results}
    return ClassScenario(
        id=newest.header.scenario,
        title=newest.header.title,
        versions=len({each.header.scenario_digest for each in dossiers}),
        clauses=tuple(head for name, head in heads.items() if name in shown),
        passing=rubric.passing,
        learners=learners,
        points=points(scenario, rubric, learners, heads),
        hardest=hardest(rubric.passing, learners),
        changes=tuple(_changes(learners, tuple(heads))),
    )


def by_learner(tried: Iterable[ClassAttempt]) -> tuple[tuple[str, tuple[ClassAttempt, ...]], ...]:
    """Each learner with their attempts, in the order of the codes and of time."""
    found: dict[str, list[ClassAttempt]] = {}
    for each in tried:
        found.setdefault(each.learner, []).append(each)
    return tuple((code, tuple(found[code])) for code in sorted(found))


def _head(clause: Clause, rubric: Rubric) -> ClauseHead:
    wanted = clause.descriptors.get(rubric.passing, "")
    return ClauseHead(clause.id, clause.number, clause.title, clause.critical, wanted)


def points(
    scenario: Scenario,
    rubric: Rubric,
    learners: Sequence[tuple[str, Sequence[ClassAttempt]]],
    heads: Mapping[str, ClauseHead],
) -> tuple[DiscussionPoint, ...]:
    """What learners got wrong, what most of them did first; one learner counts once for each."""
    made: dict[tuple[MistakeKind, str], dict[str, list[Mistake]]] = {}
    for code, attempts in learners:
        for mistake in (mistake for tried in attempts for mistake in tried.mistakes):
            made.setdefault((mistake.kind, mistake.ref), {}).setdefault(code, []).append(mistake)
    of = sum(any(tried.shown for tried in attempts) for _, attempts in learners)
    found = []
    for (kind, ref), by_code in made.items():
        mistakes = [mistake for each in by_code.values() for mistake in each]
        head = heads.get(mistakes[-1].clause)
        if head is not None:
            words = _in_words(scenario, rubric, kind, ref)
            level = min((mistake.level for mistake in mistakes if mistake.level is not None), default=None)
            found.append(DiscussionPoint(kind, ref, words, head, level, len(by_code), of, _commonest(by_code)))
    return tuple(sorted(found, key=_weight))


def _weight(point: DiscussionPoint) -> tuple[int, int, int, str]:
    """Most learners first; then what is worse; then in the rubric's order."""
    return (-point.learners, -1 if point.level is None else point.level, point.clause.number, point.ref)


def _in_words(scenario: Scenario, rubric: Rubric, kind: MistakeKind, ref: str) -> str:
    """A mistake in words; one that only an older version knows keeps its id."""
    match kind:
        case MistakeKind.BREACH:
            return rubric.breaches[ref].text if ref in rubric.breaches else ref
        case MistakeKind.DUTY:
            return scenario.duties[ref].says if ref in scenario.duties else ref
        case MistakeKind.CLAUSE:
            return rubric.clauses[ref].title


def _commonest(by_code: Mapping[str, Sequence[Mistake]]) -> LineCount | None:
    """The line that the most learners came to it by."""
    by_line = [
        {each.said.key: LineCount(each.said, each.level, 0) for each in mistakes if each.said is not None}
        for mistakes in by_code.values()
    ]
    chosen = Counter(key for lines in by_line for key in lines)
    if not chosen:
        return None
    key, number = min(chosen.items(), key=lambda each: (-each[1], each[0]))
    return replace({key: line for lines in by_line for key, line in lines.items()}[key], learners=number)


def hardest(passing: Level, learners: Sequence[tuple[str, Sequence[ClassAttempt]]]) -> tuple[HardDecision, ...]:
    """The decisions at which somebody first chose a line below what has to be reached, the hardest first.

    Only what a learner chose when they first came there counts: later tries show what they learnt.
    """
    firsts: dict[tuple[str, str], dict[str, ClassAttempt]] = {}
    came: dict[tuple[str, str], list[DecisionTaken]] = {}
    for code, attempts in learners:
        for tried in attempts:
            for each in tried.came:
                place = (each.said.scene, each.said.field)
                if code not in firsts.setdefault(place, {}):
                    firsts[place][code] = tried
                    came.setdefault(place, []).append(each)
    found = []
    for (scene, field), chosen in came.items():
        below = sum(each.level is not None and each.level < passing for each in chosen)
        if below:
            count = Counter(each.said.key for each in chosen)
            newest = {each.said.key: each for each in chosen}
            lines = tuple(
                LineCount(newest[key].said, newest[key].level, number)
                for key, number in sorted(count.items(), key=lambda each: (-each[1], each[0]))
            )
            found.append(HardDecision(scene, field, chosen[-1].asked, below, len(chosen), lines))
    return tuple(sorted(found, key=lambda each: (-at_least(each.below, each.of), -each.below, each.scene, each.field)))


def at_least(share: int, of: int) -> float:
    """The lower end of a 95 % interval around a share, so that 1 of 1 does not stand before 18 of 20 (Wilson, 1927)."""
    if not of:
        return 0.0
    part, squared = share / of, SURE * SURE
    middle = part + squared / (2 * of)
    return (middle - SURE * sqrt(part * (1 - part) / of + squared / (4 * of * of))) / (1 + squared / of)


def _changes(learners: Iterable[tuple[str, Sequence[ClassAttempt]]], clauses: Sequence[str]) -> Iterable[FirstLast]:
    for code, attempts in learners:
        shown = [tried for tried in attempts if tried.shown]
        if len(shown) > 1:
            yield first_against_last(code, shown, clauses)


def first_against_last(learner: str, attempts: Sequence[ClassAttempt], clauses: Sequence[str]) -> FirstLast:
    """The first of two or more attempts against the last."""
    first, last = attempts[0], attempts[-1]
    both = [name for name in clauses if _comparable(first.results.get(name)) and _comparable(last.results.get(name))]
    steps = {name: _rank(last.results[name]) - _rank(first.results[name]) for name in both}
    return FirstLast(
        learner,
        first,
        last,
        len(attempts),
        risen=tuple(name for name, step in steps.items() if step > 0),
        fallen=tuple(name for name, step in steps.items() if step < 0),
    )


def _comparable(result: ClauseOutcome | None) -> bool:
    """Whether there is something to compare; what an assessor has still to read may become anything."""
    return result is not None and (result.level is not None or result.word == str(ClauseStatus.NOT_SHOWN))


def _rank(result: ClauseOutcome) -> int:
    """Levels in their order; what was not shown is below all that was, save what is unsafe."""
    return 1 if result.level is None else 0 if result.level is Level.UNSAFE else result.level + 1
