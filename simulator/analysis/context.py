"""A scenario under examination: what the rules share is worked out once, when it is first asked for."""

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Final

from simulator.analysis.model.bisimulation import BisimulationQuotient, coarser, quotient
from simulator.analysis.model.co_satisfiable import CoSatisfiable
from simulator.analysis.model.forms import Consequence
from simulator.analysis.model.reachability import Exploration, explore
from simulator.analysis.scores.clause_bounds import ClauseBounds
from simulator.analysis.scores.clause_monitor import MISSED, ClauseMonitor, ClauseSoFar
from simulator.analysis.scores.outcome_monitor import OutcomeMonitor, SoFar
from simulator.analysis.scores.probabilities import denominator
from simulator.analysis.scores.product import Product, ReachablePairs, States, StateT, TooManyError
from simulator.analysis.scores.score_bounds import OutcomeBounds
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Form, Scenario, WriteField

from .actions import PlacedAction, actions
from .questions import Best, Question, best, questions
from .texts import ScenarioText, Search, texts

BUDGET: Final = 2_000_000
"""How many situations are looked at before nothing is claimed any more."""


class AnalysisContext:
    """One scenario, the rubric that it is marked against, and what has been worked out about them so far."""

    def __init__(self, scenario: Scenario, rubric: Rubric, budget: int = BUDGET) -> None:
        self.scenario = scenario
        self.rubric = rubric
        self.budget = budget

    @cached_property
    def actions(self) -> tuple[PlacedAction, ...]:
        """Everything that can be done, as written."""
        return tuple(actions(self.scenario))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every decision and every field with one pick, as written."""
        return tuple(questions(self.actions))

    @cached_property
    def bests(self) -> tuple[Best, ...]:
        """The one best option of each question that has one."""
        found = (best(self.together, question) for question in self.questions)
        return tuple(each for each in found if each is not None)

    @cached_property
    def texts(self) -> tuple[ScenarioText, ...]:
        """Every text that a person reads."""
        return tuple(texts(self.scenario, self.actions))

    @cached_property
    def search(self) -> Search:
        """The texts, ready to be searched."""
        return Search(self.texts)

    @cached_property
    def together(self) -> CoSatisfiable:
        """Which conditions can hold together."""
        return CoSatisfiable(self.scenario)

    @cached_property
    def exploration(self) -> Exploration:
        """Every situation that can be reached; check ``complete`` before claiming anything of all of them."""
        return explore(self.scenario, self.budget)

    @cached_property
    def consequences(self) -> tuple[Consequence, ...]:
        """What transitions can count for, each once; a signature is a place in this list."""
        return tuple(self._signatures)

    @cached_property
    def _signatures(self) -> dict[Consequence, int]:
        found: dict[Consequence, int] = {}
        for transition in self.exploration.system.transitions:
            found.setdefault(transition.consequence, len(found))
        return found

    @cached_property
    def quotient(self) -> BisimulationQuotient:
        """The kinds of situation: those with the same futures are one."""
        transitions = self.exploration.system.transitions
        return quotient(self.exploration, [self._signatures[transition.consequence] for transition in transitions])

    @cached_property
    def whole(self) -> int:
        """The common denominator of all probabilities where there are no loops."""
        return 1 if self.quotient.looped else denominator(self.quotient)

    @cached_property
    def counts_endlessly(self) -> bool:
        """Whether some loop counts each time it is gone round, so that scores have no limit."""
        nothing = Consequence()
        return any(
            self.quotient.component[to] == self.quotient.component[kind] and self.consequences[signature] != nothing
            for members in self.quotient.looped
            for kind in members
            for signature, to, _ in self.quotient.edges[kind]
        )

    def before_marking(self, *clauses: str) -> str:
        """The end of a sentence about some clauses, if an answer that a person marks may speak to one of them."""
        contents = (scene.content for scene in self.scenario.scenes.values())
        fields = (field for content in contents if isinstance(content, Form) for field in content.fields)
        written = any(isinstance(field, WriteField) and field.clause in clauses for field in fields)
        return " before a person has marked what is written" if written else ""

    @cached_property
    def outcomes(self) -> "Outcomes":
        """All clauses together."""
        return Outcomes(self)

    @cached_property
    def _clauses(self) -> dict[str, "ClauseResults"]:
        return {}

    def clause(self, clause: str) -> "ClauseResults":
        """One clause by itself."""
        if clause not in self._clauses:
            self._clauses[clause] = ClauseResults(self, clause)
        return self._clauses[clause]


class Outcomes:
    """Which outcomes playthroughs can have; ``by_ending`` also keeps apart in which scene they end."""

    def __init__(self, context: AnalysisContext, *, by_ending: bool = False) -> None:
        self.context = context
        self.monitor = OutcomeMonitor(context.scenario, context.rubric)
        self.quotient, consequences = coarsened(context, self.monitor.bears, by_ending=by_ending)
        futures = OutcomeBounds(self.quotient, consequences, self.monitor)
        self.product: Product[SoFar] = Product(
            self.quotient, consequences, self.monitor, context.budget, futures.profile, futures.settle
        )

    @cached_property
    def reached(self) -> ReachablePairs[SoFar] | None:
        """Every pair of a kind and what can still become of the outcome; None past the budget or if it has no limit."""
        return _reached(self.context, self.product)

    @cached_property
    def hopeful(self) -> list[States]:
        """By kind: what may be remembered there and can still come to a passing ending; nothing where nothing ends so.

        ``reached`` has to be known.
        """
        assert self.reached is not None  # noqa: S101  (asked where it is known only)
        return self.product.lead_to(self.reached.at, self.passes)

    def passes(self, kind: int, so_far: SoFar) -> bool:
        """Whether a playthrough that ends so passes."""
        level = self.at(kind, so_far)
        return level is not None and level >= Level.COMPETENT

    def at(self, kind: int, so_far: SoFar) -> Level | None:
        """The outcome of a playthrough that ends so; None where it is not over, or stuck."""
        if not self.quotient.terminal(kind) or self.quotient.stuck(kind):
            return None
        return self.monitor.end(so_far, self.quotient.duties(kind))


class ClauseResults:
    """What one clause can come to."""

    def __init__(self, context: AnalysisContext, clause: str) -> None:
        self.context = context
        self.monitor = ClauseMonitor(context.scenario, context.rubric, clause)
        self.quotient, consequences = coarsened(context, self.monitor.bears)
        futures = ClauseBounds(self.quotient, consequences, self.monitor)
        self.product: Product[ClauseSoFar] = Product(
            self.quotient, consequences, self.monitor, context.budget, futures.profile, futures.settle
        )

    @cached_property
    def reached(self) -> ReachablePairs[ClauseSoFar] | None:
        """Every pair of a kind and what the clause has so far; None past the budget or if it has no limit."""
        return _reached(self.context, self.product)

    def at(self, kind: int, so_far: ClauseSoFar) -> Level | None:
        """The clause's level at an ending; None where it is not shown."""
        return self.monitor.end(so_far, self.quotient.duties(kind))

    def over(self, kind: int) -> bool:
        """Whether a playthrough is complete there."""
        return self.quotient.terminal(kind) and not self.quotient.stuck(kind)

    def nothing_missed(self, kind: int) -> bool:
        """Whether no duty is missed at an ending."""
        return not any(status in MISSED for status in self.quotient.duties(kind).values())


def _reached(context: AnalysisContext, product: Product[StateT]) -> ReachablePairs[StateT] | None:
    if context.counts_endlessly:
        return None
    try:
        return product.reach()
    except TooManyError:
        return None


def coarsened(
    context: AnalysisContext, bears: Callable[[Consequence], Consequence], *, by_ending: bool = False
) -> tuple[BisimulationQuotient, tuple[Consequence, ...]]:
    """The kinds that differ in what is felt of the consequences, and what is felt by signature."""
    felt: dict[Consequence, int] = {}
    signatures = [felt.setdefault(bears(each), len(felt)) for each in context.consequences]
    fine = context.quotient

    def last(kind: int) -> Hashable:
        scene = context.exploration.scene(fine.example[kind]) if by_ending else ""
        return fine.stuck(kind), scene, tuple(fine.duties(kind).items())

    return coarser(fine, signatures, last), tuple(felt)
