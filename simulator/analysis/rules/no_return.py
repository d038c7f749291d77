"""Places from which a learner who has done nothing wrong can no longer pass."""

from collections import deque
from collections.abc import Iterator

from simulator.analysis.case import Case, Outcomes
from simulator.analysis.finding import Finding, Step
from simulator.analysis.forms import Consequence
from simulator.analysis.outcome import SoFar
from simulator.analysis.spread import Pair, Reached
from simulator.documents.expect import walk
from simulator.engine.rubric import Level
from simulator.engine.state import DutyStatus, Situation

_LATE = frozenset({DutyStatus.LATE, DutyStatus.FULFILLED_LATE, DutyStatus.MISSED})


def points_of_no_return(case: Case) -> Iterator[Finding]:
    """The nearest situation from which nothing passes although nothing so far counts against the learner.

    Nothing counts against them while there is no breach, no evidence below competent, and no duty is late.
    """
    reached = case.outcomes.reached if case.exploration.complete else None
    if reached is None:
        return
    hopeful = _hopeful(case.outcomes, reached)
    if case.outcomes.spread.start not in hopeful:
        return  # then nobody can pass at all
    for steps in _faultless(case.outcomes, hopeful):
        state, _ = walk(case.scenario, steps)
        situation = state.situation
        if state.closed is None and not any(status in _LATE for status in situation.duties.values()):
            yield _finding(situation, steps)
            return


def _finding(situation: Situation, steps: tuple[Step, ...]) -> Finding:
    scene = situation.scene
    message = f"In `{scene}` a learner who has done nothing wrong can no longer pass."
    hint = "Let a later choice still make it good, or let the choice that led here count as what it is."
    return Finding("point-of-no-return", ("scenes", scene), message, hint, steps)


def _hopeful(outcomes: Outcomes, reached: Reached[SoFar]) -> set[Pair]:
    """The pairs from which a passing ending can follow."""
    found: set[Pair] = set()
    before: dict[Pair, list[Pair]] = {}
    for kind, masses in enumerate(reached.at):
        for state in masses:
            level = outcomes.at(kind, reached.states[state])
            if level is not None and level >= Level.COMPETENT:
                found.add((kind, state))
            for steps, to, _ in outcomes.spread.ways[kind]:
                before.setdefault((to, steps[state]), []).append((kind, state))
    waiting = list(found)
    while waiting:
        for pair in before.get(waiting.pop(), ()):
            if pair not in found:
                found.add(pair)
                waiting.append(pair)
    return found


def _faultless(outcomes: Outcomes, hopeful: set[Pair]) -> Iterator[tuple[Step, ...]]:
    """Ways without a fault to pairs from which nothing passes, shortest first; a way ends at the first such pair."""
    spread = outcomes.spread
    clean = [_is_clean(each) for each in spread.consequences]
    came: dict[Pair, tuple[Pair, int] | None] = {spread.start: None}
    waiting = deque([spread.start])
    while waiting:
        pair = waiting.popleft()
        if pair not in hopeful:
            if not outcomes.quotient.terminal(pair[0]):
                yield outcomes.quotient.witness(spread.way_to(came, pair))
            continue
        for steps, to, _ in spread.ways[pair[0]]:
            following = (to, steps[pair[1]])
            if clean[steps.signature] and following not in came:
                came[following] = (pair, steps.signature)
                waiting.append(following)


def _is_clean(consequence: Consequence) -> bool:
    """Whether nothing in it counts against the learner."""
    if any(breach is not None for _, breach, _ in consequence.deeds):
        return False
    pieces = [*consequence.ticks, *(piece for evidence, _, _ in consequence.deeds for piece in evidence)]
    return all(level >= Level.COMPETENT for _, level in pieces)
