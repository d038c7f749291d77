"""Guessing tried out: how often things happened in some playthroughs of which every step was left to chance.

These are random walks on the transition system (Monte Carlo simulation; Metropolis and Ulam, 1949), with the monitors
of the score beside them, for scenarios with more situations than can be gone through. They give counts of what
happened, never probabilities; what did not happen may still be possible.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final, Generic, TypeVar

from simulator.analysis.model.forms import Consequence
from simulator.analysis.model.transition_system import TransitionGroups, TransitionSystem, Update
from simulator.analysis.scores.breach_monitor import breaches_in
from simulator.analysis.scores.clause_monitor import MISSED, ClauseMonitor
from simulator.analysis.scores.outcome_monitor import OutcomeMonitor
from simulator.analysis.scores.product import Monitor
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario

from .figures import STUCK, duty_word, level_word

StateT = TypeVar("StateT", bound=Hashable)

MOST_DECISIONS: Final = 1_000
"""A playthrough that has not ended after so many is given up."""

GIVEN_UP: Final = "not ended"


@dataclass(frozen=True, slots=True)
class SampleCounts:
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


def sample(scenario: Scenario, rubric: Rubric, playthroughs: int, seed: int) -> SampleCounts:
    """Guess through a scenario so many times; the same seed gives the same playthroughs."""
    sampling = _Sampling(scenario, rubric, Random(seed))  # noqa: S311  (keeps no secret)
    for _ in range(playthroughs):
        sampling.play()
    return SampleCounts(
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


class MonitorRun(Generic[StateT]):
    """A monitor beside one playthrough; each of its transitions is worked out once for all playthroughs."""

    def __init__(self, monitor: Monitor[StateT]) -> None:
        self.monitor = monitor
        self._known: dict[tuple[StateT, int], StateT] = {}
        self.begin()

    def begin(self) -> None:
        """Forget the steps."""
        self.so_far = self.monitor.start

    def take(self, consequence: Consequence, number: int) -> None:
        """One more step; ``number`` tells its consequence from all others."""
        key = (self.so_far, number)
        if key not in self._known:
            self._known[key] = self.monitor.step(self.so_far, consequence)
        self.so_far = self._known[key]


@dataclass(frozen=True, slots=True)
class _Step:
    """One transition, as far as it matters here."""

    update: Update
    consequence: Consequence
    number: int
    """Tells the consequence from all others."""
    breaches: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Draw:
    """The transitions that are open somewhere, each as likely as it has different answers."""

    steps: tuple[_Step, ...]
    bounds: tuple[int, ...]
    """For each the number of answers up to and with it."""

    def one(self, random: Random) -> _Step:
        """Each answer is equally likely: one number is drawn for the whole of a form."""
        return self.steps[bisect(self.bounds, random.randrange(self.bounds[-1]))]


class _Sampling:
    """The counts, and the walks that make them."""

    def __init__(self, scenario: Scenario, rubric: Rubric, random: Random) -> None:
        self.random = random
        # which words are said decides nothing that is counted here
        self.system = TransitionSystem(scenario, texts=False)
        self.beginning = self.system.begin()
        self.scenario = scenario
        self.outcome = OutcomeMonitor(scenario, rubric)
        self.clause = {clause: ClauseMonitor(scenario, rubric, clause) for clause in scenario.assesses}
        self.outcome_run = MonitorRun(self.outcome)
        self.clause_runs = {clause: MonitorRun(monitor) for clause, monitor in self.clause.items()}
        self.breached: set[str] = set()
        """The breaches in the present playthrough."""
        self.numbers: dict[Consequence, int] = {}
        self.draws: dict[TransitionGroups, _Draw] = {}
        self.lengths: Counter[int] = Counter()
        self.decisions = 0
        self.together: dict[str, Counter[str]] = {}
        self.clauses: dict[str, Counter[str]] = {clause: Counter() for clause in scenario.assesses}
        self.breaches: Counter[str] = Counter(dict.fromkeys(breaches_in(scenario), 0))
        self.duties: dict[str, Counter[str]] = {name: Counter() for name in scenario.duties}

    def play(self) -> None:
        """One playthrough."""
        self.breached.clear()
        self.outcome_run.begin()
        for run in self.clause_runs.values():
            run.begin()
        situation, decided = self.beginning, 0
        while decided < MOST_DECISIONS and (draw := self._open(situation)) is not None:
            decided += 1
            step = draw.one(self.random)
            self._take(step)
            situation = self.system.go(situation, step.update)
        self.decisions += decided
        self._count(situation, decided)

    def _open(self, situation: int) -> _Draw | None:
        """What can be done in a situation; None where it is over."""
        compiled = self.system.compiled(situation)
        if compiled.open_groups is None or situation & self.system.layout.stuck.mask:
            return None
        groups = compiled.open_groups[situation & compiled.mask]
        found = self.draws.get(groups)
        if found is None:
            found = self.draws[groups] = self._draw(groups)
        return found

    def _draw(self, groups: TransitionGroups) -> _Draw:
        transitions = [(group.update, transition) for group in groups for transition in group.transitions]
        steps = (self._step(update, transition.consequence) for update, transition in transitions)
        return _Draw(tuple(steps), tuple(accumulate(transition.weight for _, transition in transitions)))

    def _step(self, update: Update, consequence: Consequence) -> _Step:
        breaches = frozenset(breach for _, breach, _ in consequence.actions if breach is not None)
        return _Step(update, consequence, self.numbers.setdefault(consequence, len(self.numbers)), breaches)

    def _take(self, step: _Step) -> None:
        self.outcome_run.take(step.consequence, step.number)
        for run in self.clause_runs.values():
            run.take(step.consequence, step.number)
        self.breached |= step.breaches

    def _count(self, situation: int, decided: int) -> None:
        """Add the playthrough that stands there to the counts."""
        scene = self.system.compiled(situation).scene.id
        stuck = bool(situation & self.system.layout.stuck.mask)
        ended = not stuck and self._open(situation) is None
        duties = self.system.layout.statuses(situation)
        if ended:  # an ending commits the breaches of the duties that it finds open
            missed = (self.scenario.duties[name].breach for name, status in duties.items() if status in MISSED)
            self.breached.update(breach for breach in missed if breach is not None)
        for breach in self.breached:
            self.breaches[breach] += 1
        if not ended:
            word = STUCK if stuck else GIVEN_UP
            self.together.setdefault(word, Counter())[word] += 1
            return
        self.lengths[decided] += 1
        level = self.outcome.end(self.outcome_run.so_far, duties)
        self.together.setdefault(scene, Counter())[level.word] += 1
        for clause, run in self.clause_runs.items():
            self.clauses[clause][level_word(self.clause[clause].end(run.so_far, duties))] += 1
        for name, status in duties.items():
            self.duties[name][duty_word(status)] += 1
