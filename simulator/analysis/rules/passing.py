"""Ways of passing without having been tried: before any duty opens, and by guessing."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.analysis.scores.probabilities import EndlessError, TooLargeALoopError, weigh
from simulator.analysis.scores.product import TooManyError
from simulator.engine.state import DutyStatus

TOO_OFTEN: Final = Fraction(1, 20)
"""Whoever guesses should pass less often than this."""

ENOUGH_QUESTIONS: Final = 4
"""So many questions that count are needed before that is asked of a scenario."""


def passes_early(context: AnalysisContext) -> Iterator[Finding]:
    """A playthrough that passes although none of the duties ever opened in it, where another one opens some.

    A duty that is fulfilled before it opens counts as opened.
    """
    if not context.scenario.duties or not context.exploration.complete or context.outcomes.reached is None:
        return
    outcomes, reached = context.outcomes, context.outcomes.reached
    ends = [kind for kind in outcomes.quotient.terminals() if not outcomes.quotient.stuck(kind)]
    untried = {kind for kind in ends if _untried(context, kind)}
    opened = {name for kind in ends for name, status in outcomes.quotient.duties(kind).items() if _opened(status)}
    if not opened or not any(outcomes.passes(kind, each) for kind in untried for each in reached.so_far(kind)):
        return
    witness = outcomes.product.witness(lambda kind, so_far: kind in untried and outcomes.passes(kind, so_far))
    named = " or ".join(f"`{name}`" for name in context.scenario.duties if name in opened)
    message = f"A playthrough passes before any duty opens; others come to {named}."
    hint = "Let nobody end there as competent: ask for what comes later as well (assesses:), or lead on from there."
    yield Finding("passes-early", ("assesses",), message, hint, witness or ())


def _untried(context: AnalysisContext, kind: int) -> bool:
    return not any(map(_opened, context.outcomes.quotient.duties(kind).values()))


def _opened(status: DutyStatus) -> bool:
    return status is not DutyStatus.WAITING


def guessing_passes(context: AnalysisContext) -> Iterator[Finding]:
    """Somebody who takes everything open equally often passes 1 time in 20 or more.

    That is told of scenarios with four questions or more that count: shorter ones can hardly be otherwise. Nothing is
    written meanwhile, and where the chance cannot be worked out nothing is told.
    """
    if not context.exploration.complete or _judged(context) < ENOUGH_QUESTIONS or context.outcomes.reached is None:
        return
    chance = _chance(context)
    if chance is not None and chance >= TOO_OFTEN:
        witness = context.outcomes.product.witness(context.outcomes.passes)
        message = f"Somebody who guesses passes {_often(chance)}, and should pass less than 1 time in 20."
        hint = "Ask for more pieces of evidence, add a decision, or let a tempting answer count for less."
        yield Finding("guessing-passes", ("assesses",), message, hint, witness or ())


def _judged(context: AnalysisContext) -> int:
    """How many questions count for something: decisions, fields with one pick, fields of boxes."""
    boxes = {(each.scene, each.field) for each in context.actions if each.belongs is not None}
    return sum(each.is_judged for each in context.questions) + len(boxes)


def _often(chance: Fraction) -> str:
    return f"1 time in {round(1 / chance)}" if chance <= Fraction(1, 2) else "more often than not"


def _chance(context: AnalysisContext) -> Fraction | None:
    """How likely guessing passes, exactly; None where it is far below what is too often, or cannot be worked out."""
    outcomes = context.outcomes
    if not outcomes.quotient.looped and _nearly(context) < float(TOO_OFTEN) * NEAR:
        return None
    try:
        weighed = weigh(outcomes.product, context.whole)
    except (TooManyError, TooLargeALoopError, EndlessError):
        return None
    ends = weighed.ends.items()
    passing = (Fraction(mass) for kind, states in ends for each, mass in states if outcomes.passes(kind, each))
    return sum(passing, Fraction(0)) / weighed.whole


NEAR: Final = 0.999
"""A chance that was added up in floating point is taken to be below a limit where it is below this share of it."""


def _nearly(context: AnalysisContext) -> float:
    """About how likely guessing passes, where there are no loops: carried only along what can still pass."""
    outcomes, hopeful = context.outcomes, context.outcomes.hopeful
    beginning, nothing = outcomes.product.start
    at: list[dict[int, float]] = [{} for _ in range(len(outcomes.quotient))]
    at[beginning][nothing] = 1.0
    passing = 0.0
    for kind in range(beginning, -1, -1):
        masses, at[kind] = at[kind], {}
        edges = outcomes.quotient.edges[kind]
        if not edges:
            passing += sum(masses.values())
        if not masses or not edges:
            continue
        whole = sum(weight for _, _, weight in edges)
        for steps, to, weight in outcomes.product.successors(kind):
            wanted, there = hopeful[to], at[to]
            for state, mass in masses.items():
                after = steps[state]
                if after in wanted:
                    there[after] = there.get(after, 0.0) + mass * weight / whole
    return passing
