"""A small set of walkthroughs that goes through everything there is: options, endings, outcomes, clauses both ways.

This is set cover, for which finding the smallest set is NP-hard (Karp, 1972). The sets are never listed: they are the
ways through a graph, and the one that takes most of what is still wanted is a longest path in it. Taking such a set
again and again is the greedy algorithm (Chvátal, 1979), which takes at most ln n + 1 times as many as the fewest for
n things. That is no promise here, for outcomes and clauses are asked for first. Of a few tries with other weights the
smallest is kept.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Step
from simulator.analysis.model.collecting import uncollected
from simulator.documents.scenario.expect import walk
from simulator.engine.rubric import Level
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import State

from .cover_graph import ENDING, OPTION, OUTCOME, CoverGraph, CoverTarget
from .form_assignments import WantedOptions
from .longest_path import LongestPath, PathStep

MET: Final = "met"
FAILED: Final = "failed"

TRIES: Final = 3
"""How often all is tried with other weights."""

HEAVIER: Final = 3
"""How much more something counts in the next try that only one walkthrough went through."""


@dataclass(frozen=True, slots=True)
class CoverWalkthrough:
    """One walkthrough."""

    steps: tuple[Step, ...]
    ending: str
    outcome: Level
    targets: frozenset[CoverTarget]
    """All that it goes through."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Walkthroughs that together go through everything that can be gone through."""

    walks: tuple[CoverWalkthrough, ...]
    missing: tuple[CoverTarget, ...]
    """The options and endings that no walkthrough that ends goes through."""
    outcomes_known: bool = True
    """Whether every outcome that there can be is among them; otherwise it was not worked out which there can be."""
    clauses_unknown: tuple[str, ...] = ()
    """The assessed clauses of which it was not worked out whether they can be met and failed."""


@uncollected()
def cover(context: AnalysisContext) -> Cover | None:
    """The walkthroughs; None past the budget, where nothing is claimed."""
    return _Search(context).smallest() if context.exploration.complete else None


class _Search:
    def __init__(self, context: AnalysisContext) -> None:
        self.context = context
        self.graph = CoverGraph(context)
        self.reachable = self.graph.reachable()
        self.options_and_endings = (1 << len(self.graph.targets) - len(Level)) - 1
        self.ways = LongestPath(self.graph.plain, self.graph.assignments)
        self.scored = None if self.graph.scored is None else LongestPath(self.graph.scored, self.graph.assignments)

    def smallest(self) -> Cover:
        """The smallest set of all tries."""
        best: list[CoverWalkthrough] = []
        weights = [1] * len(self.graph.targets)
        first = [level for level in self._levels if level >= self.context.rubric.passing]
        judged: list[CoverWalkthrough] = []
        for _ in range(TRIES if self.reachable else 0):
            walks = list(self._once(weights, first, judged))
            more = list(self._clauses(walks))
            judged += more
            smaller = _pruned([*walks, *more])
            if not best or (len(smaller), _length(smaller)) < (len(best), _length(best)):
                best = smaller
            weights = self._heavier(weights, smaller)
        taken = {target for each in best for target in each.targets}
        wanted = [target for target in self.graph.targets if target.sort in {OPTION, ENDING}]
        best.sort(key=lambda each: -each.outcome)
        return Cover(
            tuple(best),
            tuple(target for target in wanted if target not in taken),
            all(CoverTarget(OUTCOME, (level.word,)) in taken for level in self._levels) and self.scored is not None,
            tuple(clause for clause in self.context.scenario.assesses if not self._is_judged(clause, taken)),
        )

    def _is_judged(self, clause: str, taken: set[CoverTarget]) -> bool:
        """Whether it is known what a clause can come to, and some walkthrough comes to each of it."""
        if self.context.clause(clause).reached is None:
            return False
        sorts = {self._judged(clause, level) for level in self._possible[clause]} - {""}
        return all(CoverTarget(sort, (clause,)) in taken for sort in sorts)

    @property
    def _levels(self) -> list[Level]:
        """The outcomes that there are, the best first; none where that is not known."""
        return [
            level for level in reversed(Level) if self.graph.bits[CoverTarget(OUTCOME, (level.word,))] & self.reachable
        ]

    def _once(
        self, weights: Sequence[int], first: Sequence[Level], judged: Sequence[CoverWalkthrough]
    ) -> Iterator[CoverWalkthrough]:
        """Walkthroughs for some clauses and outcomes, then for all else, then for outcomes that are still missing."""
        wanted = WantedOptions(self.reachable, weights)
        for found in judged:
            wanted = wanted.without(self._bits(found))
            yield found
        for level in first:
            found = self._with_outcome(level, wanted)
            wanted = wanted.without(self._bits(found))
            yield found
        for found in self._greedily(wanted):
            wanted = wanted.without(self._bits(found))
            yield found
        for level in self._levels:
            if wanted.bits & self.graph.bits[CoverTarget(OUTCOME, (level.word,))]:
                yield self._with_outcome(level, wanted)

    def _with_outcome(self, level: Level, wanted: WantedOptions) -> CoverWalkthrough:
        assert self.scored is not None  # noqa: S101  (otherwise no outcome is asked for)
        path = self.scored.find(wanted, self.graph.end_with(level, wanted))
        assert path is not None  # noqa: S101  (it can be reached)
        return self._walk(self._steps(path, self.scored.flat.kind))

    def _greedily(self, wanted: WantedOptions) -> Iterator[CoverWalkthrough]:
        """Walkthroughs for options and endings, each the one that takes most."""
        while wanted.bits & self.options_and_endings:
            path = self.ways.find(wanted, self.graph.any_end(wanted))
            assert path is not None  # noqa: S101  (something can be reached, so something ends)
            found = self._walk(self._steps(path, self.graph.plain.kind))
            wanted = wanted.without(self._bits(found))
            yield found

    def _heavier(self, weights: Sequence[int], walks: Sequence[CoverWalkthrough]) -> list[int]:
        """More weight for what one walkthrough alone goes through: it may go together with the rest of another."""
        taken = Counter(target for each in walks for target in each.targets)
        return [
            weight + HEAVIER * (taken[target] == 1) for weight, target in zip(weights, self.graph.targets, strict=True)
        ]

    def _bits(self, found: CoverWalkthrough) -> int:
        return sum(self.graph.bits[target] for target in found.targets if target in self.graph.bits)

    # From the graph to the engine

    def _steps(self, path: Sequence[PathStep], kind_of: Sequence[int]) -> tuple[Step, ...]:
        """The real steps of a way; ``kind_of`` has the kind of each place."""
        exploration, kinds = self.context.exploration, self.graph.quotient
        number, found = 0, []
        for signature, place, taking in path:
            number = next(
                to
                for via, to in exploration.out(number)
                if kinds.kind_of[to] == kind_of[place]
                and any(kinds.signatures[way.number] == signature for way in exploration.system.groups[via].transitions)
            )
            found.append(taking.step)
        return tuple(found)

    def _walk(self, steps: tuple[Step, ...]) -> CoverWalkthrough:
        """What the engine makes of some steps."""
        state, fault = walk(self.context.scenario, steps)
        card = score(self.context.scenario, self.context.rubric, state)
        assert fault is None and card.outcome is not None  # noqa: S101, PT018  (the graph is the engine's)
        return CoverWalkthrough(
            steps, state.situation.scene, card.outcome, frozenset(self._targets(steps, state, card))
        )

    def _targets(self, steps: Sequence[Step], state: State, card: Scorecard) -> Iterator[CoverTarget]:
        bits = 0
        for turn, step in zip(state.turns[1:], steps, strict=False):
            bits |= self.graph.options.of_step(turn.scene, step)
        yield from (target for target, bit in self.graph.bits.items() if bit & bits)
        yield CoverTarget(ENDING, (state.situation.scene,))
        if card.outcome is not None:
            yield CoverTarget(OUTCOME, (card.outcome.word,))
        for clause in self.context.scenario.assesses:
            sort = self._judged(clause, card.clause(clause).level)
            if sort:
                yield CoverTarget(sort, (clause,))

    # Clauses

    def _judged(self, clause: str, level: Level | None) -> str:
        """Whether a level meets a clause; not to show it fails it only where nothing else can."""
        if level is None:
            return FAILED if self._possible[clause] <= {None, *_passing(self.context)} else ""
        return MET if level >= self.context.rubric.passing else FAILED

    @cached_property
    def _possible(self) -> dict[str, frozenset[Level | None]]:
        """By clause, what it can come to; nothing where that is not known."""
        found = {}
        for clause in self.context.scenario.assesses:
            results = self.context.clause(clause)
            at = results.reached
            found[clause] = frozenset(
                results.at(kind, so_far)
                for kind in range(len(results.quotient) if at is not None else 0)
                if at is not None and results.over(kind)
                for so_far in at.so_far(kind)
            )
        return found

    def _clauses(self, walks: Sequence[CoverWalkthrough]) -> Iterator[CoverWalkthrough]:
        """Walkthroughs for the clauses that are not yet both met and failed, and can be."""
        taken = {target for each in walks for target in each.targets}
        for clause, levels in self._possible.items():
            for sort in {self._judged(clause, level) for level in levels} - {""}:
                if CoverTarget(sort, (clause,)) not in taken:
                    found = self._walk(self._judged_so(clause, sort))
                    taken |= found.targets
                    yield found

    def _judged_so(self, clause: str, sort: str) -> tuple[Step, ...]:
        results = self.context.clause(clause)
        steps = results.product.witness(
            lambda kind, so_far: results.over(kind) and self._judged(clause, results.at(kind, so_far)) == sort
        )
        assert steps is not None  # noqa: S101  (it can come to that)
        return steps


def _passing(context: AnalysisContext) -> frozenset[Level]:
    return frozenset(level for level in Level if level >= context.rubric.passing)


def _length(walks: Sequence[CoverWalkthrough]) -> int:
    return sum(len(each.steps) for each in walks)


def _pruned(walks: Sequence[CoverWalkthrough]) -> list[CoverWalkthrough]:
    """Without those that go through nothing that the others do not; those that add least go first."""
    kept = list(walks)
    for each in sorted(walks, key=lambda one: (len(one.targets), len(one.steps))):
        others: set[CoverTarget] = set().union(*(other.targets for other in kept if other is not each))
        if len(kept) > 1 and each.targets <= others:
            kept.remove(each)
    return kept
