"""The monitor of the outcome: all clauses together, as small as the outcome's rule allows.

The outcome is conjunctive, and that keeps it small. Once something is unsafe for good nothing else matters. Once a
breach has happened, or an assessed clause has failed for good, the best that can be is developing, and only what may
still turn unsafe has to be remembered. Only a playthrough without a breach needs its pieces counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from simulator.analysis.model.forms import Consequence, Evidence
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.state import DutyStatus

from .clause_monitor import MISSED, duty_level, repaired_in

Count: TypeAlias = tuple[int, int, int]
"""Pieces up to those asked for; how many more pass than do not; how many more are exemplary than not."""


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Something is unsafe and nothing can mend it."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """It can be developing at best."""

    open: frozenset[tuple[str, bool]] = frozenset()
    """Breaches that are unsafe unless they are repaired; whether unsafe evidence of a critical clause came with it."""


@dataclass(frozen=True, slots=True)
class Clean:
    """No breach so far, and nothing failed for good."""

    counts: tuple[Count, ...]
    """Of the assessed clauses, in order."""
    stained: bool = False
    """Whether something unsafe was done for which no clause is asked."""


SoFar: TypeAlias = Unsafe | Fallen | Clean

UNSAFE: Final = Unsafe()


class OutcomeMonitor:
    """How steps change what can become of the outcome, and what it comes to in the end."""

    def __init__(self, scenario: Scenario, rubric: Rubric) -> None:
        self.scenario = scenario
        self.rubric = rubric
        self.assessed = tuple(clause for clause in rubric.clauses if scenario.assesses.get(clause, 0))
        self.places = {clause: place for place, clause in enumerate(self.assessed)}
        self.required = tuple(scenario.assesses[clause] for clause in self.assessed)
        self.critical = frozenset(name for name, clause in rubric.clauses.items() if clause.critical)
        self.repairable = frozenset(repaired_in(scenario))
        self.start: SoFar = Clean(((0, 0, 0),) * len(self.assessed))

    def bears(self, consequence: Consequence) -> Consequence:
        """The part of a consequence that the outcome can feel."""
        actions = tuple((self._felt(each[0]), each[1], each[2]) for each in consequence.actions)
        return Consequence(actions, self._felt(consequence.ticks)).sorted()

    def _felt(self, evidence: Evidence) -> Evidence:
        """What is asked for, and what counts against a learner anywhere else."""
        return tuple(each for each in evidence if each[0] in self.places or each[1] < Level.COMPETENT)

    # Steps

    def step(self, so_far: SoFar, consequence: Consequence) -> SoFar:
        """What can become of it after one more step."""
        for evidence, breach, repairs in consequence.actions:
            if breach is not None:
                so_far = self._breached(self._shown(so_far, evidence, breach), evidence, breach)
            else:
                so_far = self._shown(so_far, evidence, None)
            if repairs is not None:
                so_far = self._repaired(so_far, repairs)
        return self._shown(so_far, consequence.ticks, None)

    def _shown(self, so_far: SoFar, evidence: Sequence[tuple[str, Level]], breach: str | None) -> SoFar:
        """With pieces; unsafe ones that came with a breach that can be repaired are the breach's matter."""
        for clause, level in evidence:
            if level is Level.UNSAFE and breach in self.repairable:
                continue
            so_far = self._piece(so_far, clause, level)
        return so_far

    def _piece(self, so_far: SoFar, clause: str, level: Level) -> SoFar:
        match so_far:
            case Unsafe():
                return so_far
            case Fallen():
                return UNSAFE if level is Level.UNSAFE and clause in self.critical else so_far
            case Clean():
                if level is Level.UNSAFE and clause in self.critical:
                    return UNSAFE
                if clause not in self.places:
                    return Clean(so_far.counts, so_far.stained or level is Level.UNSAFE)
                if level is Level.UNSAFE:  # for good, and below every pass mark
                    return Fallen()
                counts = list(so_far.counts)
                counts[self.places[clause]] = self._counted(clause, counts[self.places[clause]], level)
                return Clean(tuple(counts), so_far.stained)
            case _:
                assert_never(so_far)

    def _counted(self, clause: str, count: Count, level: Level) -> Count:
        pieces, passing, exemplary = count
        return (
            min(pieces + 1, self.required[self.places[clause]]),
            passing + (1 if level >= self.rubric.passing else -1),
            exemplary + (1 if level >= Level.EXEMPLARY else -1),
        )

    def _breached(self, so_far: SoFar, evidence: Sequence[tuple[str, Level]], breach: str) -> SoFar:
        if isinstance(so_far, Unsafe):
            return so_far
        given = self.rubric.breaches[breach]
        if breach not in self.repairable:
            unsafe = given.caps is Level.UNSAFE
            return UNSAFE if unsafe else so_far if isinstance(so_far, Fallen) else Fallen()
        critical = any(level is Level.UNSAFE and clause in self.critical for clause, level in evidence)
        held = so_far.open if isinstance(so_far, Fallen) else frozenset()
        if given.caps is Level.UNSAFE or critical:
            earlier = (breach, True) in held
            held = (held - {(breach, False)}) | {(breach, critical or earlier)}
        return Fallen(held)

    def _repaired(self, so_far: SoFar, breach: str) -> SoFar:
        if not isinstance(so_far, Fallen):
            return so_far
        for entry in so_far.open:
            if entry[0] == breach:
                given = self.rubric.breaches[breach]
                if given.repaired is Level.UNSAFE and (entry[1] or given.clause in self.critical):
                    return UNSAFE
                return Fallen(so_far.open - {entry})
        return so_far

    # The end

    def end(self, so_far: SoFar, duties: Mapping[str, DutyStatus]) -> Level:
        """The outcome at an ending."""
        closed = self.closed(so_far, duties)
        if isinstance(closed, Unsafe) or (isinstance(closed, Fallen) and closed.open):
            return Level.UNSAFE
        if isinstance(closed, Fallen):
            return Level.DEVELOPING
        exemplary = 0
        for place, (pieces, passing, best) in enumerate(closed.counts):
            cap = self.cap(self.assessed[place], duties)
            if pieces < self.required[place] or passing <= 0 or cap < self.rubric.passing:
                return Level.DEVELOPING
            exemplary += best > 0 and cap is Level.EXEMPLARY
        return Level.EXEMPLARY if self.assessed and 2 * exemplary >= len(self.assessed) else Level.COMPETENT

    def closed(self, so_far: SoFar, duties: Mapping[str, DutyStatus]) -> SoFar:
        """With what the duties count for at an ending."""
        for name, status in duties.items():
            duty = self.scenario.duties[name]
            level = duty_level(duty, status)
            if level is None:
                continue
            so_far = self._piece(so_far, duty.clause, level)
            if duty.breach is not None and status in MISSED:
                so_far = self._committed(so_far, self.rubric.breaches[duty.breach].caps)
        return so_far

    @staticmethod
    def _committed(so_far: SoFar, caps: Level) -> SoFar:
        """With a breach at the very end, where nothing can repair it."""
        if caps is Level.UNSAFE or isinstance(so_far, Unsafe):
            return UNSAFE
        return so_far if isinstance(so_far, Fallen) else Fallen()

    def duty_pieces(self, duties: Mapping[str, DutyStatus]) -> list[int]:
        """How many pieces the duties give each assessed clause at an ending."""
        pieces = [0] * len(self.assessed)
        for name, status in duties.items():
            duty = self.scenario.duties[name]
            if duty.clause in self.places and duty_level(duty, status) is not None:
                pieces[self.places[duty.clause]] += 1
        return pieces

    def cap(self, clause: str, duties: Mapping[str, DutyStatus]) -> Level:
        """The cap that the duties put on a clause at an ending."""
        levels = [
            level
            for name, status in duties.items()
            if self.scenario.duties[name].clause == clause
            and (level := duty_level(self.scenario.duties[name], status)) is not None
        ]
        return min(levels, default=Level.EXEMPLARY)
