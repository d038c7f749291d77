"""Exact figures of a scenario: how likely each ending, outcome, level, breach and missed duty is, and how long it is.

*Uniform* choosing takes every open choice with the same probability, every option to pick likewise, every box with even
odds, and writes nothing. A strategy (``strategies``) leaves nothing to chance. Nothing here is rounded or sampled.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias, TypeVar

from simulator.analysis.context import AnalysisContext, Outcomes, coarsened
from simulator.analysis.model.collecting import uncollected
from simulator.analysis.scores.breach_monitor import BreachMonitor, breaches_in
from simulator.analysis.scores.outcome_monitor import SoFar
from simulator.analysis.scores.probabilities import EndlessError, Mass, Probabilities, TooLargeALoopError, weigh
from simulator.analysis.scores.product import NothingMonitor, Product, TooManyError
from simulator.engine.events import Ended, Stuck
from simulator.engine.rubric import Level
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import DutyStatus

from .lengths import lengths
from .strategies import Strategy, StrategyPlaythrough, walk_by

StateT = TypeVar("StateT", bound=Hashable)
LabelT = TypeVar("LabelT", bound=str | tuple[str, str])

Chances: TypeAlias = Mapping[str, Fraction]
"""Probabilities by name; what cannot happen is left out."""

UNIFORM: Final = "uniform"
STUCK: Final = "stuck"
ENDLESS: Final = "endless"
NOT_SHOWN: Final = "not shown"


@dataclass(frozen=True, slots=True)
class Decisions:
    """How many decisions a playthrough that ends takes; a form is one."""

    shortest: int | None
    """None where no ending can be reached."""
    longest: int | None
    """None where a loop makes it as long as one likes."""
    expected: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihoods:
    """How likely everything is, or how frequent in a sample; None is what is not known."""

    endings: Chances | None
    outcomes: Chances | None
    """By level; also ``stuck`` and ``endless`` where that happens."""
    clauses: Mapping[str, Chances | None]
    """By assessed clause: by level, or ``not shown``; of the playthroughs that end."""
    breaches: Mapping[str, Fraction | None]
    """That it happens at least once."""
    duties: Mapping[str, Chances | None]
    """``fulfilled``, ``late``, ``missed`` and ``not opened``."""
    endings_by_outcome: Mapping[str, Chances] | None = None
    """By ending, and ``stuck`` and ``endless`` where that happens: how likely it is together with each outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(Likelihoods):
    """The figures of one scenario for one way of choosing."""

    policy: str
    situations: int
    """Situations that differ in something that can still matter."""
    transitions: int
    """Transitions from all of them; answers to a form that count for the same are one."""
    playthroughs: int | None
    """Different complete ones; every combination of answers counts. None where a loop makes them endless."""
    decisions: Decisions
    not_computed: tuple[str, ...] = ()
    """Why something is None, in sentences."""

    @property
    def passing(self) -> Fraction | None:
        """The probability of passing."""
        if self.outcomes is None:
            return None
        levels = (Level.COMPETENT, Level.EXEMPLARY)
        return sum((self.outcomes.get(level.word, Fraction(0)) for level in levels), Fraction(0))


@uncollected()
def figures(context: AnalysisContext, policy: str = UNIFORM) -> Figures | None:
    """The figures for a way of choosing; None past the budget, where nothing is claimed.

    Raises:
        ValueError: there is no such way of choosing.
    """
    if not context.exploration.complete:
        return None
    return _uniform(context) if policy == UNIFORM else _by_strategy(context, Strategy(policy))


# Every open way equally likely


def _uniform(context: AnalysisContext) -> Figures:
    reasons: list[str] = []
    plain = _weighed(
        context, Product(context.quotient, context.consequences, NothingMonitor(), context.budget), reasons
    )
    playthroughs, shortest, longest = lengths(context.quotient)
    expected = None if plain is None else Fraction(plain.decisions) / plain.whole
    together = _together(context, reasons)
    return Figures(
        policy=UNIFORM,
        situations=len(context.exploration),
        transitions=context.exploration.transition_count,
        playthroughs=playthroughs,
        decisions=Decisions(shortest, longest, expected),
        endings=_summed(plain, lambda kind, _: _ending(context, kind)),
        outcomes=None if together is None else _either_way(together.values()),
        clauses={clause: _clause(context, clause, reasons) for clause in context.scenario.assesses},
        breaches={breach: _breach(context, breach, reasons) for breach in breaches_in(context.scenario)},
        duties={name: _summed(plain, _duty(context, name)) for name in context.scenario.duties},
        endings_by_outcome=together,
        not_computed=tuple(dict.fromkeys(reasons)),
    )


def _weighed(context: AnalysisContext, product: Product[StateT], reasons: list[str]) -> Probabilities[StateT] | None:
    try:
        return weigh(product, context.whole)
    except TooManyError:
        reasons.append("There are more combinations of situation and score than the budget allows.")
    except TooLargeALoopError:
        reasons.append("A loop is too large for its equations to be solved.")
    except EndlessError:
        reasons.append("Play can go round for ever without a way out.")
    return None


def _scored(context: AnalysisContext, product: Product[StateT], reasons: list[str]) -> Probabilities[StateT] | None:
    """As `_weighed`, for what grows with every piece of evidence."""
    if context.counts_endlessly:
        reasons.append("A loop counts each time it is gone round, so that scores have no limit.")
        return None
    return _weighed(context, product, reasons)


def _summed(
    weighed: Probabilities[StateT] | None, label: Callable[[int, StateT], LabelT | None]
) -> dict[LabelT, Fraction] | None:
    """The probability of each label at the kinds where it is over; None labels are left out."""
    if weighed is None:
        return None
    found: dict[LabelT, Mass] = {}
    for kind, ends in weighed.ends.items():
        for so_far, mass in ends:
            name = label(kind, so_far)
            if name is not None:
                found[name] = found.get(name, 0) + mass
    return {name: Fraction(mass) / weighed.whole for name, mass in sorted(found.items())}


def _ending(context: AnalysisContext, kind: int) -> str | None:
    if context.quotient.stuck(kind):
        return None
    return context.exploration.scene(context.quotient.example[kind])


def _duty(context: AnalysisContext, name: str) -> Callable[[int, None], str | None]:
    def label(kind: int, _: None) -> str | None:
        return None if context.quotient.stuck(kind) else duty_word(context.quotient.duties(kind)[name])

    return label


def duty_word(status: DutyStatus) -> str:
    """What became of a duty by an ending, whether or not the ending has closed it yet."""
    match status:
        case DutyStatus.WAITING:
            return "not opened"
        case DutyStatus.FULFILLED:
            return "fulfilled"
        case DutyStatus.FULFILLED_LATE:
            return "late"
        case _:
            return "missed"


def _together(context: AnalysisContext, reasons: list[str]) -> Mapping[str, Chances] | None:
    """How likely each ending is together with each outcome."""
    outcomes = Outcomes(context, by_ending=True)
    exploration, quotient = context.exploration, outcomes.quotient

    def label(kind: int, so_far: SoFar) -> tuple[str, str]:
        level = outcomes.at(kind, so_far)
        return (STUCK, STUCK) if level is None else (exploration.scene(quotient.example[kind]), level.word)

    chances = _summed(_scored(context, outcomes.product, reasons), label)
    if chances is None:
        return None
    found: dict[str, dict[str, Fraction]] = {}
    for (ending, word), chance in chances.items():
        found.setdefault(ending, {})[word] = chance
    return found


def _either_way(several: Iterable[Chances]) -> Chances:
    """What each name comes to in several together."""
    found: dict[str, Fraction] = {}
    for chances in several:
        for name, chance in chances.items():
            found[name] = found.get(name, Fraction(0)) + chance
    return dict(sorted(found.items()))


def _clause(context: AnalysisContext, clause: str, reasons: list[str]) -> Chances | None:
    results = context.clause(clause)
    weighed = _scored(context, results.product, reasons)
    return _summed(
        weighed,
        lambda kind, so_far: level_word(results.at(kind, so_far)) if results.over(kind) else None,
    )


def level_word(level: Level | None) -> str:
    """A clause's level, or that it is not shown."""
    return NOT_SHOWN if level is None else level.word


def _breach(context: AnalysisContext, breach: str, reasons: list[str]) -> Fraction | None:
    monitor = BreachMonitor(context.scenario, breach)
    quotient, consequences = coarsened(context, monitor.bears)
    weighed = _weighed(context, Product(quotient, consequences, monitor, context.budget), reasons)
    found = _summed(
        weighed,
        lambda kind, so_far: str(monitor.end(so_far, quotient.duties(kind), stuck=quotient.stuck(kind))),
    )
    return None if found is None else found.get("True", Fraction(0))


# A strategy


def _by_strategy(context: AnalysisContext, strategy: Strategy) -> Figures:
    walked = walk_by(context.scenario, strategy)
    card = score(context.scenario, context.rubric, walked.state)
    ended = isinstance(walked.state.closed, Ended)
    steps = len(walked.steps) if ended else None
    outcome = _outcome(walked, card)
    return Figures(
        policy=strategy,
        situations=len(context.exploration),
        transitions=context.exploration.transition_count,
        playthroughs=int(ended),
        decisions=Decisions(steps, steps, None if steps is None else Fraction(steps)),
        endings={walked.state.situation.scene: Fraction(1)} if ended else {},
        outcomes={outcome: Fraction(1)},
        clauses={
            clause: _certain(level_word(card.clause(clause).level), ended) for clause in context.scenario.assesses
        },
        breaches={
            breach: Fraction(any(each.breach == breach for each in card.breaches))
            for breach in breaches_in(context.scenario)
        },
        duties={
            name: _certain(duty_word(walked.state.situation.duties[name]), ended) for name in context.scenario.duties
        },
        endings_by_outcome={walked.state.situation.scene if ended else outcome: {outcome: Fraction(1)}},
    )


def _certain(word: str, ended: bool) -> Chances:
    return {word: Fraction(1)} if ended else {}


def _outcome(walked: StrategyPlaythrough, card: Scorecard) -> str:
    if walked.goes_round:
        return ENDLESS
    if isinstance(walked.state.closed, Stuck) or card.outcome is None:
        return STUCK
    return card.outcome.word
