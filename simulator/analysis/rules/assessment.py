"""What a scenario's marking proves: that each clause can be met and failed, and that nothing unsafe passes."""

from collections.abc import Iterator

from simulator.analysis.actions import actions
from simulator.analysis.context import AnalysisContext, ClauseResults
from simulator.analysis.figures.strategies import BLIND, walk_by
from simulator.analysis.finding import STOPS, Address, Finding
from simulator.analysis.scores.outcome_monitor import Clean, SoFar
from simulator.engine.rubric import Level
from simulator.engine.scoring import score


def clause_results(context: AnalysisContext) -> Iterator[Finding]:
    """An assessed clause that nobody can meet, that nobody can fail, or that is not shown though nothing was missed."""
    if not context.exploration.complete:
        return
    for clause in context.scenario.assesses:
        results = context.clause(clause)
        if results.reached is None:
            continue
        levels = {
            results.at(kind, so_far)
            for kind in range(len(results.quotient))
            if results.over(kind)
            for so_far in results.reached.so_far(kind)
        }
        met = {level is not None and level >= context.rubric.passing for level in levels}
        address: Address = ("assesses", clause)
        passing = context.rubric.passing.word
        aside = context.before_marking(clause)
        if met == {False}:
            message = f"Nobody can meet `{clause}`: no playthrough that ends shows it at {passing} or better{aside}."
            hint = "Give evidence for it where someone does well, or ask for fewer pieces."
            follows = STOPS if _stops_before_failing(context, results) else frozenset()
            explains = frozenset({_NO_PASS})
            yield Finding("clause-cannot-be-met", address, message, hint, explains=explains, follows=follows)
        if met == {True}:
            message = f"Nobody can fail `{clause}`: every playthrough that ends shows it at {passing} or better{aside}."
            hint = "Let a weak choice count against it."
            yield Finding("clause-cannot-be-failed", address, message, hint, follows=_if_any_stops(context))
        if None in levels and met != {False}:
            yield from _not_shown(context, clause)


def _stops_before_failing(context: AnalysisContext, results: ClauseResults) -> bool:
    """Whether play can come to a stop before anything has ruled out that the clause is met."""
    monitor = results.monitor
    open_ = [monitor.step(monitor.start, each).cap >= context.rubric.passing for each in results.product.consequences]
    return results.quotient.stops(open_)


def _if_any_stops(context: AnalysisContext) -> frozenset[str]:
    """The rules about a stop, where play can come to one: what follows there may be anything."""
    every = [True] * len(context.consequences)
    return STOPS if context.quotient.stops(every) else frozenset()


_NO_PASS: tuple[str, Address] = ("cannot-be-passed", ("assesses",))


def _not_shown(context: AnalysisContext, clause: str) -> Iterator[Finding]:
    results = context.clause(clause)
    witness = results.product.witness(
        lambda kind, so_far: results.over(kind) and results.nothing_missed(kind) and results.at(kind, so_far) is None
    )
    if witness is not None:
        needed = context.scenario.assesses[clause]
        aside = f",{said}" if (said := context.before_marking(clause)) else ""
        pieces = "a piece" if needed == 1 else f"{needed} pieces"
        message = (
            f"A playthrough can end without {pieces} of evidence for `{clause}`, although no duty was missed{aside}."
        )
        hint = "Give every way evidence for it, or make what was left out a duty."
        yield Finding("clause-not-shown", ("assesses", clause), message, hint, witness)


def outcome_results(context: AnalysisContext) -> Iterator[Finding]:
    """A scenario that nobody can pass, and a playthrough that passes although something unsafe was done in it."""
    reached = context.outcomes.reached if context.exploration.complete else None
    if reached is None:
        return
    outcomes = context.outcomes
    levels = {
        level
        for kind in outcomes.quotient.terminals()
        for so_far in reached.so_far(kind)
        if (level := outcomes.at(kind, so_far)) is not None
    }
    if levels and not any(level >= Level.COMPETENT for level in levels):
        aside = context.before_marking(*context.scenario.assesses)
        message = f"No way through passes: every playthrough that ends is developing or unsafe{aside}."
        hint = "Play it as well as it can be played, and see what is missing."
        monitor = outcomes.monitor
        open_ = [isinstance(monitor.step(monitor.start, each), Clean) for each in outcomes.product.consequences]
        follows = STOPS if outcomes.quotient.stops(open_) else frozenset()
        yield Finding("cannot-be-passed", ("assesses",), message, hint, follows=follows)
    ends = outcomes.quotient.terminals()
    if any(_stained(context, kind, so_far) for kind in ends for so_far in reached.so_far(kind)):
        witness = outcomes.product.witness(lambda kind, so_far: _stained(context, kind, so_far))
        message = "A playthrough passes although something unsafe was done in it."
        hint = "Assess the clause that it belongs to, or make it a breach."
        yield Finding("unsafe-passes", _unsafe_place(context), message, hint, witness or ())


def _stained(context: AnalysisContext, kind: int, so_far: SoFar) -> bool:
    level = context.outcomes.at(kind, so_far)
    if level is None or level < Level.COMPETENT:
        return False
    closed = context.outcomes.monitor.closed(so_far, context.outcomes.quotient.duties(kind))
    return isinstance(closed, Clean) and closed.stained


def _unsafe_place(context: AnalysisContext) -> Address:
    """Where unsafe evidence for a clause that is neither assessed nor critical is written first."""
    monitor = context.outcomes.monitor
    for each in actions(context.scenario):
        for clause, level in each.action.evidence:
            if level is Level.UNSAFE and clause not in monitor.places and clause not in monitor.critical:
                return (*each.address, "evidence", clause)
    return ("assesses",)


def strategies_that_pass(context: AnalysisContext) -> Iterator[Finding]:
    """Always taking the first, the last, the longest or the shortest option passes."""
    for strategy in BLIND:
        walked = walk_by(context.scenario, strategy)
        outcome = score(context.scenario, context.rubric, walked.state).outcome
        if outcome is not None and outcome >= Level.COMPETENT:
            message = f"Always taking the {strategy} option passes as {outcome.word}, without any reading."
            hint = "Change the order of the options, or their lengths."
            yield Finding("strategy-passes", ("scenes",), message, hint, walked.steps)
