"""What a scenario's marking proves: that each clause can be met and failed, and that nothing unsafe passes."""

from collections.abc import Iterator

from simulator.analysis.actions import actions
from simulator.analysis.context import Case, ClauseResults
from simulator.analysis.figures.strategies import BLIND, walk_by
from simulator.analysis.finding import STOPS, Address, Finding
from simulator.analysis.scores.outcome_monitor import Clean, SoFar
from simulator.engine.rubric import Level
from simulator.engine.scoring import score


def clause_results(case: Case) -> Iterator[Finding]:
    """An assessed clause that nobody can meet, that nobody can fail, or that is not shown though nothing was missed."""
    if not case.exploration.complete:
        return
    for clause in case.scenario.assesses:
        results = case.clause(clause)
        if results.reached is None:
            continue
        levels = {
            results.at(kind, so_far)
            for kind in range(len(results.quotient))
            if results.over(kind)
            for so_far in results.reached.so_far(kind)
        }
        met = {level is not None and level >= case.rubric.passing for level in levels}
        address: Address = ("assesses", clause)
        passing = case.rubric.passing.word
        aside = case.before_marking(clause)
        if met == {False}:
            message = f"Nobody can meet `{clause}`: no playthrough that ends shows it at {passing} or better{aside}."
            hint = "Give evidence for it where someone does well, or ask for fewer pieces."
            follows = STOPS if _stops_before_failing(case, results) else frozenset()
            explains = frozenset({_NO_PASS})
            yield Finding("clause-cannot-be-met", address, message, hint, explains=explains, follows=follows)
        if met == {True}:
            message = f"Nobody can fail `{clause}`: every playthrough that ends shows it at {passing} or better{aside}."
            hint = "Let a weak choice count against it."
            yield Finding("clause-cannot-be-failed", address, message, hint, follows=_if_any_stops(case))
        if None in levels and met != {False}:
            yield from _not_shown(case, clause)


def _stops_before_failing(case: Case, results: ClauseResults) -> bool:
    """Whether play can come to a stop before anything has ruled out that the clause is met."""
    tally = results.tally
    open_ = [tally.step(tally.start, each).cap >= case.rubric.passing for each in results.spread.consequences]
    return results.quotient.stops(open_)


def _if_any_stops(case: Case) -> frozenset[str]:
    """The rules about a stop, where play can come to one: what follows there may be anything."""
    every = [True] * len(case.consequences)
    return STOPS if case.quotient.stops(every) else frozenset()


_NO_PASS: tuple[str, Address] = ("cannot-be-passed", ("assesses",))


def _not_shown(case: Case, clause: str) -> Iterator[Finding]:
    results = case.clause(clause)
    witness = results.spread.witness(
        lambda kind, so_far: results.over(kind) and results.nothing_missed(kind) and results.at(kind, so_far) is None
    )
    if witness is not None:
        needed = case.scenario.assesses[clause]
        aside = f",{said}" if (said := case.before_marking(clause)) else ""
        pieces = "a piece" if needed == 1 else f"{needed} pieces"
        message = (
            f"A playthrough can end without {pieces} of evidence for `{clause}`, although no duty was missed{aside}."
        )
        hint = "Give every way evidence for it, or make what was left out a duty."
        yield Finding("clause-not-shown", ("assesses", clause), message, hint, witness)


def outcome_results(case: Case) -> Iterator[Finding]:
    """A scenario that nobody can pass, and a playthrough that passes although something unsafe was done in it."""
    reached = case.outcomes.reached if case.exploration.complete else None
    if reached is None:
        return
    outcomes = case.outcomes
    levels = {
        level
        for kind in outcomes.quotient.terminals()
        for so_far in reached.so_far(kind)
        if (level := outcomes.at(kind, so_far)) is not None
    }
    if levels and not any(level >= Level.COMPETENT for level in levels):
        aside = case.before_marking(*case.scenario.assesses)
        message = f"No way through passes: every playthrough that ends is developing or unsafe{aside}."
        hint = "Play it as well as it can be played, and see what is missing."
        tally = outcomes.tally
        open_ = [isinstance(tally.step(tally.start, each), Clean) for each in outcomes.spread.consequences]
        follows = STOPS if outcomes.quotient.stops(open_) else frozenset()
        yield Finding("cannot-be-passed", ("assesses",), message, hint, follows=follows)
    ends = outcomes.quotient.terminals()
    if any(_stained(case, kind, so_far) for kind in ends for so_far in reached.so_far(kind)):
        witness = outcomes.spread.witness(lambda kind, so_far: _stained(case, kind, so_far))
        message = "A playthrough passes although something unsafe was done in it."
        hint = "Assess the clause that it belongs to, or make it a breach."
        yield Finding("unsafe-passes", _unsafe_place(case), message, hint, witness or ())


def _stained(case: Case, kind: int, so_far: SoFar) -> bool:
    level = case.outcomes.at(kind, so_far)
    if level is None or level < Level.COMPETENT:
        return False
    closed = case.outcomes.tally.closed(so_far, case.outcomes.quotient.duties(kind))
    return isinstance(closed, Clean) and closed.stained


def _unsafe_place(case: Case) -> Address:
    """Where unsafe evidence for a clause that is neither assessed nor critical is written first."""
    tally = case.outcomes.tally
    for each in actions(case.scenario):
        for clause, level in each.action.evidence:
            if level is Level.UNSAFE and clause not in tally.places and clause not in tally.critical:
                return (*each.address, "evidence", clause)
    return ("assesses",)


def strategies_that_pass(case: Case) -> Iterator[Finding]:
    """Always taking the first, the last, the longest or the shortest option passes."""
    for strategy in BLIND:
        walked = walk_by(case.scenario, strategy)
        outcome = score(case.scenario, case.rubric, walked.state).outcome
        if outcome is not None and outcome >= Level.COMPETENT:
            message = f"Always taking the {strategy} option passes as {outcome.word}, without any reading."
            hint = "Change the order of the options, or their lengths."
            yield Finding("strategy-passes", ("scenes",), message, hint, walked.steps)
