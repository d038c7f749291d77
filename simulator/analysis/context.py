"""A scenario under examination: what the rules share is worked out once, when it is first asked for."""

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Final

from simulator.analysis.model.bisimulation import Quotient, coarser, quotient
from simulator.analysis.model.co_satisfiable import Together
from simulator.analysis.model.forms import Consequence
from simulator.analysis.model.reachability import Exploration, explore
from simulator.analysis.scores.clause_bounds import ClauseFutures
from simulator.analysis.scores.clause_monitor import MISSED, ClauseSoFar, ClauseTally
from simulator.analysis.scores.outcome_monitor import OutcomeTally, SoFar
from simulator.analysis.scores.probabilities import denominator
from simulator.analysis.scores.product import Reached, Spread, States, StateT, TooManyError
from simulator.analysis.scores.score_bounds import Futures
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Form, Scenario, WriteField

from .actions import Placed, actions
from .questions import Best, Question, best, questions
from .texts import Search, Text, texts

BUDGET: Final = 2_000_000
"""How many situations are looked at before nothing is claimed any more."""


class Case:
    """One scenario, the rubric that it is marked against, and what has been worked out about them so far."""

    def __init__(self, scenario: Scenario, rubric: Rubric, budget: int = BUDGET) -> None:
        self.scenario = scenario
        self.rubric = rubric
        self.budget = budget

    @cached_property
    def actions(self) -> tuple[Placed, ...]:
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
    def texts(self) -> tuple[Text, ...]:
        """Every text that a person reads."""
        return tuple(texts(self.scenario, self.actions))

    @cached_property
    def search(self) -> Search:
        """The texts, ready to be searched."""
        return Search(self.texts)

    @cached_property
    def together(self) -> Together:
        """Which conditions can hold together."""
        return Together(self.scenario)

    @cached_property
    def exploration(self) -> Exploration:
        """Every situation that can be reached; check ``complete`` before claiming anything of all of them."""
        return explore(self.scenario, self.budget)

    @cached_property
    def consequences(self) -> tuple[Consequence, ...]:
        """What ways on can count for, each once; a signature is a place in this list."""
        return tuple(self._signatures)

    @cached_property
    def _signatures(self) -> dict[Consequence, int]:
        found: dict[Consequence, int] = {}
        for way in self.exploration.machine.ways:
            found.setdefault(way.consequence, len(found))
        return found

    @cached_property
    def quotient(self) -> Quotient:
        """The kinds of situation: those with the same futures are one."""
        ways = self.exploration.machine.ways
        return quotient(self.exploration, [self._signatures[way.consequence] for way in ways])

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

    def __init__(self, case: Case, *, by_ending: bool = False) -> None:
        self.case = case
        self.tally = OutcomeTally(case.scenario, case.rubric)
        self.quotient, consequences = coarsened(case, self.tally.bears, by_ending=by_ending)
        futures = Futures(self.quotient, consequences, self.tally)
        self.spread: Spread[SoFar] = Spread(
            self.quotient, consequences, self.tally, case.budget, futures.profile, futures.settle
        )

    @cached_property
    def reached(self) -> Reached[SoFar] | None:
        """Every pair of a kind and what can still become of the outcome; None past the budget or if it has no limit."""
        return _reached(self.case, self.spread)

    @cached_property
    def hopeful(self) -> list[States]:
        """By kind: what may be remembered there and can still come to a passing ending; nothing where nothing ends so.

        ``reached`` has to be known.
        """
        assert self.reached is not None  # noqa: S101  (asked where it is known only)
        return self.spread.lead_to(self.reached.at, self.passes)

    def passes(self, kind: int, so_far: SoFar) -> bool:
        """Whether a playthrough that ends so passes."""
        level = self.at(kind, so_far)
        return level is not None and level >= Level.COMPETENT

    def at(self, kind: int, so_far: SoFar) -> Level | None:
        """The outcome of a playthrough that ends so; None where it is not over, or stuck."""
        if not self.quotient.terminal(kind) or self.quotient.stuck(kind):
            return None
        return self.tally.end(so_far, self.quotient.duties(kind))


class ClauseResults:
    """What one clause can come to."""

    def __init__(self, case: Case, clause: str) -> None:
        self.case = case
        self.tally = ClauseTally(case.scenario, case.rubric, clause)
        self.quotient, consequences = coarsened(case, self.tally.bears)
        futures = ClauseFutures(self.quotient, consequences, self.tally)
        self.spread: Spread[ClauseSoFar] = Spread(
            self.quotient, consequences, self.tally, case.budget, futures.profile, futures.settle
        )

    @cached_property
    def reached(self) -> Reached[ClauseSoFar] | None:
        """Every pair of a kind and what the clause has so far; None past the budget or if it has no limit."""
        return _reached(self.case, self.spread)

    def at(self, kind: int, so_far: ClauseSoFar) -> Level | None:
        """The clause's level at an ending; None where it is not shown."""
        return self.tally.end(so_far, self.quotient.duties(kind))

    def over(self, kind: int) -> bool:
        """Whether a playthrough is complete there."""
        return self.quotient.terminal(kind) and not self.quotient.stuck(kind)

    def nothing_missed(self, kind: int) -> bool:
        """Whether no duty is missed at an ending."""
        return not any(status in MISSED for status in self.quotient.duties(kind).values())


def _reached(case: Case, spread: Spread[StateT]) -> Reached[StateT] | None:
    if case.counts_endlessly:
        return None
    try:
        return spread.reach()
    except TooManyError:
        return None


def coarsened(
    case: Case, bears: Callable[[Consequence], Consequence], *, by_ending: bool = False
) -> tuple[Quotient, tuple[Consequence, ...]]:
    """The kinds that differ in what is felt of the consequences, and what is felt by signature."""
    felt: dict[Consequence, int] = {}
    signatures = [felt.setdefault(bears(each), len(felt)) for each in case.consequences]
    fine = case.quotient

    def last(kind: int) -> Hashable:
        scene = case.exploration.scene(fine.example[kind]) if by_ending else ""
        return fine.stuck(kind), scene, tuple(fine.duties(kind).items())

    return coarser(fine, signatures, last), tuple(felt)
