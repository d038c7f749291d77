"""Whether an attempt whose result was released passes, by what people settled."""

from simulator.engine.events import Ended
from simulator.engine.rubric import Level
from simulator.engine.scoring import score
from simulator.review.events import Settled
from simulator.review.result import counted_clause
from simulator.review.state import Review
from simulator.store.format.dossier import Dossier


def succeeded(dossier: Dossier, review: Review) -> bool:
    """Whether the attempt came to an ending, every clause that the scenario assesses reaches the code's passing level,
    no safety-critical clause is unsafe, and no breach stands against it.

    As in the machine's outcome, strength in one clause never buys out another. A level that people settled takes the
    place of the indicative one. A breach stands against an attempt unless an assessor raised its clause, with a reason,
    to the passing level.
    """
    if not isinstance(dossier.state.closed, Ended):
        return False
    rubric = dossier.rubric
    card = score(dossier.scenario, rubric, dossier.state, review.first.levels())
    levels: dict[str, Level | None] = {}
    raised: set[str] = set()
    for clause in card.clauses:
        counted = counted_clause(review, clause.clause)
        settled = review.first.clauses.get(clause.clause)
        machine = settled.event.machine if settled is not None and isinstance(settled.event, Settled) else clause.level
        levels[clause.clause] = clause.level if counted.entry is None else counted.level
        if counted.level is not None and counted.level >= rubric.passing and counted.level != machine:
            raised.add(clause.clause)
    for clause in card.clauses:
        level = levels[clause.clause]
        if clause.required and (level is None or level < rubric.passing):
            return False
        if level is Level.UNSAFE and rubric.clauses[clause.clause].critical:
            return False
    return all(rubric.breaches[each.breach].clause in raised for each in card.breaches)
