"""Guessing tried out: how often things happened in some playthroughs of which every step was left to chance.

These are counts of what happened, never probabilities; what did not happen may still be possible.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Generic, TypeVar, assert_never

from simulator.analysis.model.forms import Consequence, Evidence
from simulator.analysis.scores.breach_monitor import breaches_in
from simulator.analysis.scores.clause_monitor import ClauseTally
from simulator.analysis.scores.outcome_monitor import OutcomeTally
from simulator.analysis.scores.product import Tally
from simulator.engine.availability import tick_level, wrong_ticks
from simulator.engine.compiler import compile_scenario
from simulator.engine.events import Ended
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Action, Field, PickField, Scenario, TickField, WriteField
from simulator.engine.state import DutyStatus
from simulator.engine.walker import Walk

from .figures import STUCK, duty_word, level_word

StateT = TypeVar("StateT", bound=Hashable)

MOST_DECISIONS: Final = 1_000
"""A playthrough that has not ended after so many is given up."""

GIVEN_UP: Final = "not ended"


@dataclass(frozen=True, slots=True)
class Sampled:
    """What happened in some playthroughs by guessing; each count is of playthroughs."""

    playthroughs: int
    seed: int
    shortest: int | None
    """Decisions, in those that ended; None where none did."""
    longest: int | None
    decisions: int
    """All decisions together, also in those that did not end."""
    endings_by_outcome: Mapping[str, Mapping[str, int]]
    """By ending and outcome; also ``stuck`` and ``not ended``."""
    clauses: Mapping[str, Mapping[str, int]]
    """By assessed clause: the levels, or ``not shown``; of the playthroughs that ended."""
    breaches: Mapping[str, int]
    duties: Mapping[str, Mapping[str, int]]

    @property
    def endings(self) -> Mapping[str, int]:
        """By ending."""
        found = {name: sum(counts.values()) for name, counts in self.endings_by_outcome.items()}
        return {name: count for name, count in found.items() if name not in {STUCK, GIVEN_UP}}

    @property
    def outcomes(self) -> Mapping[str, int]:
        """By outcome."""
        found: Counter[str] = Counter()
        for counts in self.endings_by_outcome.values():
            found.update(counts)
        return found

    @property
    def passing(self) -> int:
        """How many passed."""
        outcomes = self.outcomes
        return outcomes.get(Level.COMPETENT.word, 0) + outcomes.get(Level.EXEMPLARY.word, 0)


def sample(scenario: Scenario, rubric: Rubric, playthroughs: int, seed: int) -> Sampled:
    """Guess through a scenario so many times; the same seed gives the same playthroughs."""
    sampling = _Sampling(scenario, rubric, Random(seed))  # noqa: S311  (keeps no secret)
    for _ in range(playthroughs):
        sampling.play()
    return Sampled(
        playthroughs=playthroughs,
        seed=seed,
        shortest=min(sampling.lengths, default=None),
        longest=max(sampling.lengths, default=None),
        decisions=sampling.decisions,
        endings_by_outcome=sampling.together,
        clauses=sampling.clauses,
        breaches=sampling.breaches,
        duties=sampling.duties,
    )


class _Course(Generic[StateT]):
    """What is remembered of the steps of one playthrough; each step is worked out once for all of them."""

    def __init__(self, tally: Tally[StateT]) -> None:
        self.tally = tally
        self._known: dict[tuple[StateT, int], StateT] = {}
        self.begin()

    def begin(self) -> None:
        """Forget the steps."""
        self.so_far = self.tally.start

    def take(self, consequence: Consequence, number: int) -> None:
        """One more step; ``number`` tells its consequence from all others."""
        key = (self.so_far, number)
        if key not in self._known:
            self._known[key] = self.tally.step(self.so_far, consequence)
        self.so_far = self._known[key]


class _Sampling:
    """The counts, and the walk that makes them."""

    def __init__(self, scenario: Scenario, rubric: Rubric, random: Random) -> None:
        self.random = random
        self.walk = Walk(compile_scenario(scenario))
        self.outcome = OutcomeTally(scenario, rubric)
        self.clause = {clause: ClauseTally(scenario, rubric, clause) for clause in scenario.assesses}
        self.outcome_course = _Course(self.outcome)
        self.clause_courses = {clause: _Course(tally) for clause, tally in self.clause.items()}
        self.numbers: dict[Consequence, int] = {}
        self.chosen: dict[int, tuple[Consequence, int]] = {}
        self.lengths: Counter[int] = Counter()
        self.decisions = 0
        self.together: dict[str, Counter[str]] = {}
        self.clauses: dict[str, Counter[str]] = {clause: Counter() for clause in scenario.assesses}
        self.breaches: Counter[str] = Counter(dict.fromkeys(breaches_in(scenario), 0))
        self.duties: dict[str, Counter[str]] = {name: Counter() for name in scenario.duties}

    def play(self) -> None:
        """One playthrough."""
        self._begin_again()
        walk, decided = self.walk, 0
        while walk.closing is None and decided < MOST_DECISIONS:
            decided += 1
            if walk.open:
                self._choose()
            else:
                self._fill_in(walk.form())
        self.decisions += decided
        self._count(decided)

    def _begin_again(self) -> None:
        if len(self.walk) > 1:
            self.walk.restart()
        self.outcome_course.begin()
        for course in self.clause_courses.values():
            course.begin()

    def _choose(self) -> None:
        place = self.random.randrange(len(self.walk.open))
        action = self.walk.choices()[place].action
        if id(action) not in self.chosen:
            self.chosen[id(action)] = self._numbered(Consequence.of((action,)))
        self._take(*self.chosen[id(action)])
        self.walk.choose(self.walk.open[place])

    def _fill_in(self, fields: Sequence[Field]) -> None:
        answers: dict[str, str | tuple[str, ...]] = {}
        actions: list[Action] = []
        ticks: list[Evidence] = []
        for field in fields:
            match field:
                case PickField(options=picks):
                    action = picks[self.random.randrange(len(picks))]
                    actions.append(action)
                    answers[field.id] = action.id
                case TickField(options=boxes):
                    ticked = [box for box in boxes if self.random.random() < 0.5]
                    actions += [box.action for box in ticked]
                    given = tuple(box.id for box in ticked)
                    answers[field.id] = given
                    ticks.append(((field.clause, tick_level(field, len(wrong_ticks(boxes, given)))),))
                case WriteField():
                    answers[field.id] = ""
                case _:
                    assert_never(field)
        self._take(*self._numbered(Consequence.of(actions, tuple(each for evidence in ticks for each in evidence))))
        self.walk.answer(answers)

    def _numbered(self, consequence: Consequence) -> tuple[Consequence, int]:
        return consequence, self.numbers.setdefault(consequence, len(self.numbers))

    def _take(self, consequence: Consequence, number: int) -> None:
        self.outcome_course.take(consequence, number)
        for course in self.clause_courses.values():
            course.take(consequence, number)

    def _count(self, decided: int) -> None:
        """Add the playthrough that is over to the counts."""
        walk = self.walk
        for breach in {breach for breach, _ in walk.breaches()}:
            self.breaches[breach] += 1
        if not isinstance(walk.closing, Ended):
            word = GIVEN_UP if walk.closing is None else STUCK
            self.together.setdefault(word, Counter())[word] += 1
            return
        self.lengths[decided] += 1
        situation = walk.situation()
        open_still = {name: _before_closing(status) for name, status in situation.duties.items()}
        level = self.outcome.end(self.outcome_course.so_far, open_still)
        self.together.setdefault(situation.scene, Counter())[level.word] += 1
        for clause, course in self.clause_courses.items():
            self.clauses[clause][level_word(self.clause[clause].end(course.so_far, open_still))] += 1
        for name, status in situation.duties.items():
            self.duties[name][duty_word(status)] += 1


def _before_closing(status: DutyStatus) -> DutyStatus:
    """What a duty was before the ending closed it, as far as it matters for what it counts as."""
    return DutyStatus.OPEN if status is DutyStatus.MISSED else status
