"""The fold: a state and one event make the next state; a list of events makes the state of an attempt."""

from collections.abc import Iterable
from typing import assert_never

from .availability import MAX_TEXT, closing, form_faults, open_choices, shown_fields
from .condition import Value
from .events import Answered, Began, Chose, Ended, Event, Explained, Left, Mode, Rewound, Stuck
from .scenario import Decision, Form, Scenario
from .state import DutyStatus, Line, LineKind, Situation, State
from .turn_builder import TurnBuilder


class ReplayError(ValueError):
    """Events that cannot have happened in this scenario."""


def replay(scenario: Scenario, events: Iterable[Event]) -> State:
    """The state after all these events.

    Raises:
        ReplayError: the events cannot have happened in this scenario, or there are none.
    """
    state: State | None = None
    for event in events:
        state = evolve(scenario, state, event)
    if state is None:
        raise ReplayError("An attempt has at least the event of its beginning.")
    return state


def evolve(scenario: Scenario, state: State | None, event: Event) -> State:
    """The state after one more event.

    Raises:
        ReplayError: the event cannot happen in this state.
    """
    if state is None:
        if not isinstance(event, Began):
            raise ReplayError("The first event of an attempt is its beginning.")
        return _began(scenario, event)
    if state.closed is not None:
        raise ReplayError("Nothing can follow the closing event.")
    match event:
        case Began():
            raise ReplayError("An attempt begins once.")
        case Chose():
            return _chose(scenario, state, event)
        case Explained():
            return _explained(scenario, state, event)
        case Answered():
            return _answered(scenario, state, event)
        case Rewound():
            return _rewound(scenario, state, event)
        case Ended() | Stuck() | Left():
            return _close(scenario, state, event)
        case _:
            assert_never(event)


def _began(scenario: Scenario, event: Began) -> State:
    values: dict[str, Value] = {name: variable.start for name, variable in scenario.variables.items()}
    values.update(dict.fromkeys((*scenario.facts, *scenario.duties), False))
    duties = dict.fromkeys(scenario.duties, DutyStatus.WAITING)
    draft = TurnBuilder(scenario, Situation(scenario.start, values, duties, frozenset()))
    draft.travel(scenario.start)
    return State(event.mode, event.seed, (draft.turn(0, ""),), events=1)


def _chose(scenario: Scenario, state: State, event: Chose) -> State:
    situation = state.situation
    found = [choice for choice in open_choices(scenario, situation) if choice.id == event.choice]
    if event.scene != situation.scene or not found or situation.stuck:
        raise ReplayError(f"“{event.choice}” was not open in “{event.scene}”.")
    (choice,) = found
    draft = TurnBuilder(scenario, situation)
    draft.lines.append(Line(LineKind.SAY if choice.spoken else LineKind.DO, choice.action.text, event.scene))
    draft.do(choice.action, field=None)
    if not choice.again:
        draft.used |= {(event.scene, choice.id)}
    draft.go(choice.goto)
    return state.with_turn(draft.turn(state.events, event.scene))


def _explained(scenario: Scenario, state: State, event: Explained) -> State:
    last = state.turns[-1]
    if last.event != state.events - 1 or (event.scene, event.choice) != (last.scene, last.choice):
        raise ReplayError("A reason follows the choice it is for.")
    content = scenario.scenes[last.scene].content
    asked = isinstance(content, Decision) and content.because != "never"
    if not asked or not event.text.strip() or len(event.text) > MAX_TEXT:
        raise ReplayError("This reason cannot have been given.")
    return state.extended(turns=(*state.turns[:-1], last.explained(event.text)))


def _answered(scenario: Scenario, state: State, event: Answered) -> State:
    situation = state.situation
    form = scenario.scenes[situation.scene].content
    if event.scene != situation.scene or not isinstance(form, Form) or situation.stuck:
        raise ReplayError(f"There was no form to answer in “{event.scene}”.")
    fields = shown_fields(form, situation)
    if form_faults(fields, event.answers, blank_allowed=state.mode is Mode.PRACTICE):
        raise ReplayError(f"These answers could not be handed in for “{event.scene}”.")
    draft = TurnBuilder(scenario, situation)
    for field in fields:
        draft.answer(field, event.answers.get(field.id, ()))
    draft.go(form.goto)
    return state.with_turn(draft.turn(state.events, event.scene))


def _rewound(scenario: Scenario, state: State, event: Rewound) -> State:
    possible = state.mode is Mode.PRACTICE and closing(scenario, state) is None
    if not possible or not 1 <= event.to < len(state.turns):
        raise ReplayError("These turns cannot be taken back.")
    taken_back = (*state.taken_back, *state.turns[event.to :])
    return state.extended(turns=state.turns[: event.to], taken_back=taken_back)


def _close(scenario: Scenario, state: State, event: Ended | Stuck | Left) -> State:
    if isinstance(event, Left):
        if event.scene != state.situation.scene or closing(scenario, state):
            raise ReplayError("The learner did not stop in that scene.")
    elif event != closing(scenario, state):
        raise ReplayError("The attempt does not end here.")
    draft = TurnBuilder(scenario, state.situation)
    if not isinstance(event, Stuck):
        draft.miss_open_duties()
    turn = draft.turn(state.events, state.situation.scene)
    return state.with_turn(turn).extended(closed=event, events=state.events + 1)
