"""Places from which a learner who has done nothing wrong can no longer pass{aside}."""

from collections import deque
from collections.abc import Iterator, Sequence

from simulator.analysis.context import AnalysisContext, Outcomes
from simulator.analysis.finding import Finding, Step
from simulator.analysis.model.forms import Consequence
from simulator.analysis.scores.product import Pair, States
from simulator.documents.scenario.expect import walk
from simulator.engine.rubric import Level
from simulator.engine.state import DutyStatus, Situation

from .play import fulfilled_later

_LATE = frozenset({DutyStatus.LATE, DutyStatus.FULFILLED_LATE, DutyStatus.MISSED})


def points_of_no_return(context: AnalysisContext) -> Iterator[Finding]:
    """The nearest situation from which nothing passes although nothing so far counts against the learner.

    Nothing counts against them while there is no breach, no evidence below competent, and no duty is late or can no
    longer be fulfilled. A situation from which nothing ends at all is another finding's matter.
    """
    if not context.exploration.complete or context.outcomes.reached is None:
        return
    hopeful = context.outcomes.hopeful
    beginning, nothing = context.outcomes.product.start
    if nothing not in hopeful[beginning]:
        return  # then nobody can pass at all
    fulfillable = fulfilled_later(context.outcomes.quotient)
    ending = context.outcomes.quotient.before_an_end()
    for kind, steps in _faultless(context.outcomes, hopeful):
        state, _ = walk(context.scenario, steps)
        situation = state.situation
        if kind in ending and state.closed is None and not _is_behind(situation, fulfillable[kind]):
            yield _finding(situation, steps, context.before_marking(*context.scenario.assesses))
            return


def _is_behind(situation: Situation, fulfillable: int) -> bool:
    """Whether a duty is late, or open and beyond fulfilling."""
    return any(
        status in _LATE or (status is DutyStatus.OPEN and not fulfillable >> place & 1)
        for place, status in enumerate(situation.duties.values())
    )


def _finding(situation: Situation, steps: tuple[Step, ...], aside: str) -> Finding:
    scene = situation.scene
    message = f"In `{scene}` a learner who has done nothing wrong can no longer pass."
    hint = "Let a later choice still make it good, or let the choice that led here count as what it is."
    return Finding("point-of-no-return", ("scenes", scene), message, hint, steps)


def _some(outcomes: Outcomes, hopeful: Sequence[States], clean: Sequence[bool]) -> bool:
    """Whether there is any way without a fault to a pair from which nothing passes."""
    at = outcomes.product.flow(within=hopeful, by=clean)
    return any(not at[kind] <= hopeful[kind] for kind, edges in enumerate(outcomes.quotient.edges) if edges)


def _faultless(outcomes: Outcomes, hopeful: Sequence[States]) -> Iterator[tuple[int, tuple[Step, ...]]]:
    """Ways without a fault to pairs from which nothing passes, shortest first; a way ends at the first such pair."""
    product = outcomes.product
    clean = [_is_clean(each) for each in product.consequences]
    came: dict[Pair, tuple[Pair, int] | None] = {product.start: None}
    waiting = deque([product.start] if _some(outcomes, hopeful, clean) else [])
    while waiting:
        pair = waiting.popleft()
        if pair[1] not in hopeful[pair[0]]:
            if not outcomes.quotient.terminal(pair[0]):
                yield pair[0], outcomes.quotient.witness(product.way_to(came, pair))
            continue
        for steps, to, _ in product.successors(pair[0]):
            following = (to, steps[pair[1]])
            if clean[steps.signature] and following not in came:
                came[following] = (pair, steps.signature)
                waiting.append(following)


def _is_clean(consequence: Consequence) -> bool:
    """Whether nothing in it counts against the learner."""
    if any(breach is not None for _, breach, _ in consequence.actions):
        return False
    pieces = [*consequence.ticks, *(piece for evidence, _, _ in consequence.actions for piece in evidence)]
    return all(level >= Level.COMPETENT for _, level in pieces)
