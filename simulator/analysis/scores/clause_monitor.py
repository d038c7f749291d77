"""The monitor of one clause: its pieces, caps and open repairs so far, as small as its level allows.

The lower median of the pieces is at a level or above exactly where more pieces are at that level or above than below
it. So two differences and a number of pieces are all that has to be remembered of a clause: `engine.scoring` sorts
the levels and takes the middle one, and properties hold the two equal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from simulator.analysis.actions import actions
from simulator.analysis.model.forms import Consequence
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Duty, Scenario
from simulator.engine.state import DutyStatus


@dataclass(frozen=True, slots=True)
class ClauseSoFar:
    """One clause after some steps."""

    pieces: int = 0
    """How many there are, up to the number that is asked for."""
    competent: int = 0
    """How many more are competent or better than not."""
    exemplary: int = 0
    """How many more are exemplary than not."""
    cap: Level = Level.EXEMPLARY
    """The lowest cap that nothing can lift any more."""
    open: frozenset[tuple[str, int]] = frozenset()
    """Breaches that may still be repaired: each with the number of unsafe pieces that came with it."""

    def with_piece(self, level: Level, enough: int, times: int = 1) -> "ClauseSoFar":
        """With more pieces of one level."""
        return replace(
            self,
            pieces=min(self.pieces + times, enough),
            competent=self.competent + (times if level >= Level.COMPETENT else -times),
            exemplary=self.exemplary + (times if level >= Level.EXEMPLARY else -times),
            cap=min(self.cap, level) if level is Level.UNSAFE else self.cap,
        )

    def capped(self, level: Level) -> "ClauseSoFar":
        """With a cap for good."""
        return self if self.cap <= level else replace(self, cap=level)

    def settled(self) -> "ClauseSoFar":
        """As it is; once it is unsafe for good nothing else of it matters."""
        return _UNSAFE if self.cap is Level.UNSAFE else self


_UNSAFE = ClauseSoFar(cap=Level.UNSAFE)


class ClauseMonitor:
    """How steps change one clause, and what it comes to in the end."""

    def __init__(self, scenario: Scenario, rubric: Rubric, clause: str) -> None:
        self.scenario = scenario
        self.rubric = rubric
        self.clause = clause
        self.required = scenario.assesses.get(clause, 0)
        self.enough = max(self.required, 1)
        self.repairable = frozenset(repaired_in(scenario))

    start = ClauseSoFar()

    def bears(self, consequence: Consequence) -> Consequence:
        """The part of a consequence that the clause can feel."""
        actions = []
        for evidence, breach, repairs in consequence.actions:
            own = tuple((clause, level) for clause, level in evidence if clause == self.clause)
            felt = (
                breach if breach is not None and (own or self.rubric.breaches[breach].clause == self.clause) else None
            )
            if own or felt or repairs is not None:
                actions.append((own, felt, repairs))
        return Consequence(tuple(actions), tuple(each for each in consequence.ticks if each[0] == self.clause)).sorted()

    def step(self, so_far: ClauseSoFar, consequence: Consequence) -> ClauseSoFar:
        """The clause after one more step."""
        for evidence, breach, repairs in consequence.actions:
            if so_far.cap is Level.UNSAFE:
                return _UNSAFE
            so_far = self._breached(so_far, evidence, breach) if breach else self._shown(so_far, evidence)
            if repairs is not None:
                so_far = self._repaired(so_far, repairs)
        return self._shown(so_far, consequence.ticks).settled()

    def _shown(self, so_far: ClauseSoFar, evidence: Iterable[tuple[str, Level]]) -> ClauseSoFar:
        for clause, level in evidence:
            if clause == self.clause:
                so_far = so_far.with_piece(level, self.enough)
        return so_far

    def _breached(self, so_far: ClauseSoFar, evidence: Iterable[tuple[str, Level]], breach: str) -> ClauseSoFar:
        given = self.rubric.breaches[breach]
        own = [level for clause, level in evidence if clause == self.clause]
        if breach not in self.repairable:
            so_far = self._shown(so_far, ((self.clause, level) for level in own))
            return so_far.capped(given.caps) if given.clause == self.clause else so_far
        unsafe = sum(level is Level.UNSAFE for level in own)
        so_far = self._shown(so_far, ((self.clause, level) for level in own if level is not Level.UNSAFE))
        if not unsafe and given.clause != self.clause:
            return so_far
        count = dict(so_far.open)
        count[breach] = count.get(breach, 0) + unsafe
        return replace(so_far, open=frozenset(count.items()))

    def _repaired(self, so_far: ClauseSoFar, breach: str) -> ClauseSoFar:
        count = dict(so_far.open)
        if breach not in count:
            return so_far
        given = self.rubric.breaches[breach]
        unsafe = count.pop(breach)
        so_far = replace(so_far, open=frozenset(count.items()))
        if unsafe:
            so_far = so_far.with_piece(given.repaired, self.enough, unsafe)
        return so_far.capped(given.repaired) if given.clause == self.clause else so_far

    def end(self, so_far: ClauseSoFar, duties: Mapping[str, DutyStatus]) -> Level | None:
        """The clause's level at an ending; None where it is not shown."""
        for breach, unsafe in so_far.open:
            given = self.rubric.breaches[breach]
            if unsafe:
                so_far = so_far.with_piece(Level.UNSAFE, self.enough, unsafe)
            if given.clause == self.clause:
                so_far = so_far.capped(given.caps)
        for name, status in duties.items():
            so_far = self._closed(so_far, self.scenario.duties[name], status)
        if so_far.cap is Level.UNSAFE:
            return Level.UNSAFE
        if so_far.pieces < self.enough:
            return None
        return min(so_far.cap, typical(so_far))

    def pieces_at_end(self, duties: Mapping[str, DutyStatus]) -> Iterable[Level]:
        """The pieces that the duties give the clause at an ending."""
        for name, status in duties.items():
            level = duty_level(self.scenario.duties[name], status)
            if level is not None and self.scenario.duties[name].clause == self.clause:
                yield level

    def _closed(self, so_far: ClauseSoFar, duty: Duty, status: DutyStatus) -> ClauseSoFar:
        level = duty_level(duty, status)
        if level is None:
            return so_far
        if duty.clause == self.clause:
            so_far = so_far.with_piece(level, self.enough).capped(level)
        if duty.breach is not None and status in MISSED:
            given = self.rubric.breaches[duty.breach]
            if given.clause == self.clause:
                so_far = so_far.capped(given.caps)
        return so_far


MISSED = frozenset({DutyStatus.OPEN, DutyStatus.LATE})
"""The statuses that an ending turns into missed."""


def typical(so_far: ClauseSoFar) -> Level:
    """The lower median of the pieces, where there are some and none is unsafe.

    A count that a cap has made indifferent is kept no longer (`clause_bounds`) and may be too high by now: so a higher
    level is looked at only where the lower one holds.
    """
    if so_far.competent <= 0:
        return Level.DEVELOPING
    return Level.EXEMPLARY if so_far.exemplary > 0 else Level.COMPETENT


def duty_level(duty: Duty, status: DutyStatus) -> Level | None:
    """What a duty counts as at an ending; None where it counts for nothing."""
    if status in MISSED:
        return duty.missed
    return duty.late if status is DutyStatus.FULFILLED_LATE else None


def repaired_in(scenario: Scenario) -> Iterable[str]:
    """The breaches that something in the scenario repairs."""
    return (each.action.repairs for each in actions(scenario) if each.action.repairs is not None)
