"""Situations that nobody played into: a scene entered, or a value given, by hand. For those who write scenarios.

What is made by hand is a turn like any other, so that everything after it is played, told and scored as usual. Such a
state is never that of an attempt: no event makes it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from .availability import closing, fits, open_choices, shown_fields
from .condition import Value
from .events import Ended
from .play import Refused, evolve
from .scenario import Decision, Ending, Form, Onward, Scenario, Words
from .state import DutyChange, DutyStatus, Line, LineKind, Situation, State
from .turn_builder import TurnBuilder

SETTABLE: Final = tuple(status for status in DutyStatus if status is not DutyStatus.MISSED)
"""What a duty can be made by hand; it is missed only when a playthrough closes."""

DONE: Final = (DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE)


def enter(scenario: Scenario, state: State, scene: str) -> State:
    """The state after entering a scene from the present values, with all that entering does; also from an ending.

    Raises:
        Refused: there is no such scene.
    """
    if scene not in scenario.scenes:
        raise Refused(f"There is no scene `{scene}`.")
    draft = TurnBuilder(scenario, replace(state.situation, stuck=False))
    draft.travel(scene)
    return state.with_turn(draft.turn(state.events, ""))


def put(scenario: Scenario, state: State, name: str, value: Value | DutyStatus) -> State:
    """The state in which a variable, a fact or a duty is so; nothing moves on, but what is told differently is told.

    A duty counts from then on as if it had come to this status by itself and had been nothing before.

    Raises:
        Refused: nothing has this name, or it cannot be so.
    """
    reason = _refusal(scenario, name, value)
    if reason:
        raise Refused(reason)
    before = state.situation
    draft = TurnBuilder(scenario, before)
    if isinstance(value, DutyStatus):
        state = _as_if_nothing_was(state, name)
        draft.duties[name] = value
        draft.values[name] = value in DONE
        draft.duty_changes.append(DutyChange(name, value))
    elif name in scenario.variables:
        draft.assign(name, value)
    else:
        if value is True and before.values[name] is not True:
            draft.learned.append(name)
        draft.values[name] = value
    draft.lines.extend(_told_differently(scenario, before, draft.situation()))
    draft.stuck = leads_nowhere(scenario, draft.situation())
    return state.with_turn(draft.turn(state.events, ""))


def leads_nowhere(scenario: Scenario, situation: Situation) -> bool:
    """Whether the present scene gives no way on in this situation."""
    content = scenario.scenes[situation.scene].content
    match content:
        case Ending():
            return False
        case Decision():
            return not open_choices(scenario, situation) and content.otherwise is None
        case Form() if shown_fields(content, situation):
            return False
        case Form() | Onward():
            return not any(fits(target.when, situation.values) for target in content.goto)


def closed(scenario: Scenario, state: State) -> State:
    """The same state with what closing adds, where it stands at an ending or is stuck."""
    last = closing(scenario, state)
    return state if last is None else evolve(scenario, state, last)


def as_if_ended(scenario: Scenario, state: State) -> State:
    """The state as it would be if the conversation came to its ending here and now; one that has closed is as it is."""
    if state.closed is not None:
        return state
    draft = TurnBuilder(scenario, state.situation)
    draft.miss_open_duties()
    scene = state.situation.scene
    turn = draft.turn(state.events, scene)
    return state.with_turn(turn).extended(closed=Ended(scene), events=state.events + 1)


def _refusal(scenario: Scenario, name: str, value: Value | DutyStatus) -> str:
    if isinstance(value, DutyStatus):
        if name not in scenario.duties:
            return f"There is no duty `{name}`."
        return "" if value in SETTABLE else "A duty is missed only when the conversation ends."
    if name in scenario.facts:
        return "" if isinstance(value, bool) else f"The fact `{name}` is known or not: true or false."
    if name not in scenario.variables:
        return f"There is no variable or fact `{name}`."
    return _variable_refusal(scenario, name, value)


def _variable_refusal(scenario: Scenario, name: str, value: Value) -> str:
    variable = scenario.variables[name]
    if variable.values:
        return "" if value in variable.values else f"`{name}` is one of: {', '.join(variable.values)}."
    if isinstance(variable.start, bool):
        return "" if isinstance(value, bool) else f"`{name}` is true or false."
    if isinstance(value, bool) or not isinstance(value, int):
        return f"`{name}` is a whole number."
    low, high = variable.minimum, variable.maximum
    if (low is None or low <= value) and (high is None or value <= high):
        return ""
    if low is not None and high is not None:
        return f"`{name}` goes from {low} to {high}."
    return f"`{name}` is at least {low}." if low is not None else f"`{name}` is at most {high}."


def _as_if_nothing_was(state: State, duty: str) -> State:
    """The state without what became of a duty so far, so that nothing of it counts twice."""
    turns = tuple(
        replace(turn, duties=tuple(change for change in turn.duties if change.duty != duty)) for turn in state.turns
    )
    return replace(state, turns=turns)


def _told_differently(scenario: Scenario, before: Situation, after: Situation) -> Iterator[Line]:
    """What the present scene tells in the one situation and did not in the other."""
    scene = scenario.scenes[after.scene]
    told: list[tuple[LineKind, Words]] = [
        (LineKind.TELLS, scene.tells),
        (LineKind.CUE, scene.cue),
        (LineKind.SAYS, scene.says),
    ]
    if isinstance(scene.content, Ending):
        told += [(LineKind.ENDING, scene.content.text), (LineKind.AFTERWARDS, scene.content.afterwards)]
    for kind, words in told:
        text = _said(words, after)
        if text is not None and text != _said(words, before):
            yield Line(kind, text, scene.id)


def _said(words: Words, situation: Situation) -> str | None:
    return next((variant.text for variant in words if fits(variant.when, situation.values)), None)
