"""Ways of choosing that a learner who does not read could follow: always the first option, the longest, and so on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeAlias, assert_never

from simulator.analysis.finding import Step
from simulator.analysis.model.scene_links import returning
from simulator.analysis.questions import worth
from simulator.engine import play
from simulator.engine.events import Answered, Chose, Mode
from simulator.engine.scenario import Action, Field, Form, PickField, Scenario, TickField, WriteField
from simulator.engine.state import Situation, State


class Strategy(StrEnum):
    """A way of choosing. Of several options that fit alike the first is taken."""

    FIRST = "first"
    """The first option as written; in a field of boxes the first box."""
    LAST = "last"
    LONGEST = "longest"
    """The option with the most characters."""
    SHORTEST = "shortest"
    BEST = "best"
    """The option that by itself counts for most; of the boxes exactly those that belong."""
    WORST = "worst"
    """The option that by itself counts for least; of the boxes exactly those that do not belong."""


BLIND: Final = (Strategy.FIRST, Strategy.LAST, Strategy.LONGEST, Strategy.SHORTEST)
"""The strategies that need no reading."""

MOST_STEPS: Final = 10_000
"""What takes longer than this is taken to go on for ever: something counts up without a limit."""

Picker: TypeAlias = Callable[[Sequence[Action]], int]

_PICKERS: Final[Mapping[Strategy, Picker]] = {
    Strategy.FIRST: lambda actions: 0,
    Strategy.LAST: lambda actions: len(actions) - 1,
    Strategy.LONGEST: lambda actions: max(range(len(actions)), key=lambda place: (len(actions[place].text), -place)),
    Strategy.SHORTEST: lambda actions: min(range(len(actions)), key=lambda place: (len(actions[place].text), place)),
    Strategy.BEST: lambda actions: max(range(len(actions)), key=lambda place: (worth(actions[place]), -place)),
    Strategy.WORST: lambda actions: min(range(len(actions)), key=lambda place: (worth(actions[place]), place)),
}


@dataclass(frozen=True, slots=True)
class StrategyPlaythrough:
    """A playthrough by a strategy."""

    steps: tuple[Step, ...]
    state: State
    """After the closing event; not closed where it goes round for ever."""

    @property
    def goes_round(self) -> bool:
        """Whether it comes back to where it was and never ends."""
        return self.state.closed is None


def walk_by(scenario: Scenario, strategy: Strategy) -> StrategyPlaythrough:
    """Play by a strategy, until it is over or comes back to a situation in which it was before."""
    again = frozenset(returning(scenario))
    state = _closed(scenario, play.evolve(scenario, None, play.begin(Mode.PRACTICE, 0)))
    turns = list(state.turns)
    steps: list[Step] = []
    met: set[tuple[object, ...]] = set()
    while state.closed is None:
        key = _key(state.situation)
        if key in met or len(steps) == MOST_STEPS:
            break
        met.add(key)
        step = _step(scenario, state, strategy)
        steps.append(step)
        scene = state.situation.scene
        event = Chose(scene, step) if isinstance(step, str) else Answered(scene, step)
        state = _closed(scenario, play.evolve(scenario, _lightened(state, again), event))
        turns += state.turns[1:]
    return StrategyPlaythrough(tuple(steps), replace(state, turns=tuple(turns)))


def _lightened(state: State, again: frozenset[tuple[str, str]]) -> State:
    """Where it stands without the turns before, and of the choices used up only those that can be come back to.

    All else would be copied at each step, which takes longer and longer.
    """
    last = state.turns[-1]
    after = replace(last.after, used=last.after.used & again)
    return replace(state, turns=(replace(last, after=after),))


def _closed(scenario: Scenario, state: State) -> State:
    last = play.closing(scenario, state)
    return state if last is None else play.evolve(scenario, state, last)


def _key(situation: Situation) -> tuple[object, ...]:
    return situation.scene, *situation.values.values(), *situation.duties.values(), situation.used


def _step(scenario: Scenario, state: State, strategy: Strategy) -> Step:
    content = scenario.scenes[state.situation.scene].content
    if isinstance(content, Form):
        given = {field.id: _answer(field, strategy) for field in play.shown_fields(content, state.situation)}
        return {name: answer for name, answer in given.items() if answer}
    choices = play.open_choices(scenario, state.situation)
    return choices[_PICKERS[strategy]([choice.action for choice in choices])].id


def _answer(field: Field, strategy: Strategy) -> str | tuple[str, ...]:
    match field:
        case PickField():
            return field.options[_PICKERS[strategy](field.options)].id
        case TickField():
            if strategy in (Strategy.BEST, Strategy.WORST):
                return tuple(box.id for box in field.options if box.belongs is (strategy is Strategy.BEST))
            return (field.options[_PICKERS[strategy]([box.action for box in field.options])].id,)
        case WriteField():
            return ""
        case _:
            assert_never(field)
