"""What a learner never sees while playing: values, duties, evidence and thoughts, and what the last step changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from simulator.engine import what_if
from simulator.engine.condition import written
from simulator.engine.events import Stuck
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Decision, Scenario
from simulator.engine.scoring import BreachOccurrence, ClauseScore, Scorecard, score
from simulator.engine.state import Did, DutyStatus, State
from simulator.report.words.duties import STANDS

from .playthrough import Rehearsal

KNOWN: Final = "known"
"""A fact that was learned."""

NOT_OPEN: Final = "not open yet"
"""A duty that waits."""


@dataclass(frozen=True, slots=True)
class StateRow:
    """A variable, a fact or a duty."""

    name: str
    now: str
    before: str
    """Before the last step."""
    means: str

    @property
    def changed(self) -> bool:
        """Whether the last step changed it."""
        return self.now != self.before


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """What is shown of a clause so far."""

    clause: str
    pieces: int
    required: int
    label: str
    level: Level | None
    changed: bool


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach that happened."""

    breach: str
    text: str
    repaired: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Thought:
    """What the mentee thought of something, and what the coach says to it."""

    about: str
    """The option of a form that it is about; empty for a choice."""
    thinks: str
    why: str


@dataclass(frozen=True, slots=True)
class Inside:
    """Everything that holds behind a conversation at one moment."""

    scene: str
    thoughts: tuple[Thought, ...]
    variables: tuple[StateRow, ...]
    facts: tuple[StateRow, ...]
    duties: tuple[StateRow, ...]
    clauses: tuple[ClauseRow, ...]
    """Those that are assessed, and others that something bore on."""
    breaches: tuple[BreachRow, ...]
    outcome: Level | None
    """What it would be if the conversation ended now, as an indication; None where it is stuck."""
    ended: bool
    because: str
    """Whether a written reason is asked for here: never, optional or required."""


def inside(rehearsal: Rehearsal, rubric: Rubric) -> Inside:
    """What holds after the steps that hold, beside what held before the last of them."""
    scenario, state = rehearsal.scenario, rehearsal.state
    earlier = rehearsal.taken_back().state if rehearsal.held else state
    content = scenario.scenes[state.situation.scene].content
    now, before = state.situation.values, earlier.situation.values
    card, card_before = score(scenario, rubric, state), score(scenario, rubric, earlier)
    return Inside(
        scene=state.situation.scene,
        thoughts=tuple(_thoughts(state, rehearsal.held)),
        variables=tuple(
            StateRow(name, written(now[name]), written(before[name]), variable.means)
            for name, variable in scenario.variables.items()
        ),
        facts=tuple(
            StateRow(name, _known(state, name), _known(earlier, name), means) for name, means in scenario.facts.items()
        ),
        duties=tuple(_duties(scenario, state, earlier)),
        clauses=tuple(_clauses(card, card_before)),
        breaches=tuple(_breaches(rubric, card.breaches, card_before.breaches)),
        outcome=_outcome(scenario, rubric, state),
        ended=state.closed is not None,
        because=content.because if isinstance(content, Decision) else "never",
    )


def _known(state: State, fact: str) -> str:
    return KNOWN if state.situation.values[fact] is True else "not yet"


def _thoughts(state: State, held: int) -> Iterator[Thought]:
    for act in state.turns[held].acts:
        if isinstance(act, Did) and (act.action.thinks or act.action.why):
            yield Thought("" if act.field is None else act.action.text, act.action.thinks, act.action.why)


def _duties(scenario: Scenario, state: State, earlier: State) -> Iterator[StateRow]:
    for name, duty in scenario.duties.items():
        yield StateRow(name, _become(state.situation.duties[name]), _become(earlier.situation.duties[name]), duty.says)


def _become(status: DutyStatus) -> str:
    return NOT_OPEN if status is DutyStatus.WAITING else STANDS[status]


def _clauses(card: Scorecard, before: Scorecard) -> Iterator[ClauseRow]:
    for now, then in zip(card.clauses, before.clauses, strict=True):
        if now.required or now.pieces or now.caps:
            changed = _shown(now) != _shown(then)
            yield ClauseRow(now.clause, len(now.pieces), now.required, now.label, now.level, changed)


def _shown(scored: ClauseScore) -> tuple[object, ...]:
    return (scored.pieces, scored.label)


def _breaches(
    rubric: Rubric, now: tuple[BreachOccurrence, ...], before: tuple[BreachOccurrence, ...]
) -> Iterator[BreachRow]:
    for each in now:
        text = rubric.breaches[each.breach].text
        yield BreachRow(each.breach, text, each.repaired_by is not None, each not in before)


def _outcome(scenario: Scenario, rubric: Rubric, state: State) -> Level | None:
    if isinstance(state.closed, Stuck):
        return None
    return score(scenario, rubric, what_if.as_if_ended(scenario, state)).outcome
