"""What can be gone through in a scenario, and the graph in which walkthroughs through it are sought."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from simulator.analysis.context import AnalysisContext
from simulator.analysis.model.bisimulation import quotient
from simulator.analysis.model.forms import Consequence
from simulator.analysis.scores.flat_graph import ProductGraph
from simulator.analysis.scores.outcome_monitor import OutcomeMonitor, SoFar
from simulator.analysis.scores.product import NothingMonitor, Product, ReachablePairs, TooManyError
from simulator.analysis.scores.score_bounds import OutcomeBounds
from simulator.engine.rubric import Level

from .form_assignments import FormAssignments, OptionBits, WantedOptions

OPTION: Final = "option"
ENDING: Final = "ending"
OUTCOME: Final = "outcome"


class CoverTarget(NamedTuple):
    """Something that is to be gone through."""

    sort: str
    """``option``, ``ending``, ``outcome``, ``met`` or ``failed``."""
    name: tuple[str, ...]
    """An option's scene, field (if it has one) and id; an ending's scene; a level; a clause."""


class CoverGraph:
    """The situations as far as they differ in what can still be taken, with what each step takes.

    Every option, ending and outcome has a bit of its own, in this order.
    """

    def __init__(self, context: AnalysisContext) -> None:
        self.context = context
        self.options = OptionBits(context.scenario)
        self.monitor = OutcomeMonitor(context.scenario, context.rubric)
        self.targets: tuple[CoverTarget, ...] = (
            *(CoverTarget(OPTION, tuple(part for part in key if part is not None)) for key in self.options.keys),
            *(CoverTarget(ENDING, (name,)) for name in context.scenario.endings),
            *(CoverTarget(OUTCOME, (level.word,)) for level in Level),
        )
        self.bits: Mapping[CoverTarget, int] = {target: 1 << place for place, target in enumerate(self.targets)}
        numbers: dict[tuple[int, Consequence], int] = {}
        signatures = [0] * len(context.exploration.system.transitions)
        for group in context.exploration.system.groups:
            for transition in group.transitions:
                key = (group.number, self.monitor.bears(transition.consequence))
                signatures[transition.number] = numbers.setdefault(key, len(numbers))
        consequences = [consequence for _, consequence in numbers]
        self.quotient = quotient(context.exploration, signatures)
        self.assignments = FormAssignments(context.exploration, self.options, signatures)
        product: Product[None] = Product(self.quotient, consequences, NothingMonitor(), context.budget)
        self.plain = ProductGraph(product, product.reach().at)
        self.scored: ProductGraph[SoFar] | None = None
        """With what the outcome comes to; None where there is too much of it."""
        if not context.counts_endlessly:
            futures = OutcomeBounds(self.quotient, consequences, self.monitor)
            scored = Product(self.quotient, consequences, self.monitor, context.budget, futures.profile, futures.settle)
            reached = _reached(scored)
            if reached is not None:
                self.scored = ProductGraph(scored, reached.at)

    @cached_property
    def _endings(self) -> Mapping[int, int]:
        """The bit of each ending by its kind."""
        scene, quotient = self.context.exploration.scene, self.quotient
        return {
            kind: self.bits[CoverTarget(ENDING, (scene(quotient.example[kind]),))]
            for kind in range(len(quotient))
            if quotient.terminal(kind) and not quotient.stuck(kind)
        }

    def _level(self, place: int) -> Level:
        """The outcome of an ending of ``scored``."""
        flat = self.scored
        assert flat is not None  # noqa: S101  (asked of its places only)
        return self.monitor.end(flat.product.states[flat.state[place]], self.quotient.duties(flat.kind[place]))

    def any_end(self, wanted: WantedOptions) -> Callable[[int], int | None]:
        """What each ending of ``plain`` is worth."""
        return lambda place: wanted.gain(self._endings[self.plain.kind[place]])

    def end_with(self, level: Level, wanted: WantedOptions) -> Callable[[int], int | None]:
        """What each ending of ``scored`` with this outcome is worth."""
        flat = self.scored
        assert flat is not None  # noqa: S101  (asked of its places only)
        return lambda place: wanted.gain(self._endings[flat.kind[place]]) if self._level(place) is level else None

    def reachable(self) -> int:
        """What some walkthrough that ends goes through; outcomes where they are known.

        The flat graph has only places that a playthrough comes to and that lead to an ending, so each of its steps and
        endings is part of such a walkthrough.
        """
        flat: ProductGraph[SoFar] | ProductGraph[None] = self.plain if self.scored is None else self.scored
        found = 0
        for signature in set(flat.signature):
            found |= self.assignments.possible[signature]
        for place in range(len(flat)):
            if flat.is_end(place):
                found |= self._endings[flat.kind[place]] if self.scored is None else self._end_and_outcome(place)
        return found

    def _end_and_outcome(self, place: int) -> int:
        assert self.scored is not None  # noqa: S101  (asked of its places only)
        return self._endings[self.scored.kind[place]] | self.bits[CoverTarget(OUTCOME, (self._level(place).word,))]


def _reached(product: Product[SoFar]) -> ReachablePairs[SoFar] | None:
    """The pairs, if they are few enough to be gone through one by one."""
    try:
        reached = product.reach()
    except TooManyError:
        return None
    return reached if len(reached) <= product.budget else None
