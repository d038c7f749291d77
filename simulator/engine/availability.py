"""What is offered now: open choices, the fields of a form, and whether answers to them can be taken."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias, assert_never

from .condition import Condition, Value, holds
from .events import Answer, Ended, ErasedText, Event, Stuck
from .rubric import Level
from .scenario import Choice, Decision, Ending, Field, Form, PickField, Scenario, TickField, TickOption, WriteField
from .state import Situation, State

MAX_TEXT: Final = 20_000
"""The longest text a learner can hand in, in characters."""

Answers: TypeAlias = Mapping[str, Answer]


def open_choices(scenario: Scenario, situation: Situation) -> tuple[Choice, ...]:
    """The choices of the present scene that can be chosen, as written; empty where there is nothing to decide."""
    content = scenario.scenes[situation.scene].content
    if not isinstance(content, Decision):
        return ()
    return tuple(
        choice
        for choice in content.choices
        if (choice.again or (situation.scene, choice.id) not in situation.used)
        and fits(choice.action.when, situation.values)
    )


def in_shown_order(seed: int, scene: str, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices as the learner sees them: in an order that the attempt's seed and the scene decide."""

    def key(choice: Choice) -> bytes:
        return hashlib.sha256(f"{seed}/{scene}/{choice.id}".encode()).digest()

    return tuple(sorted(choices, key=key))


def shown_fields(form: Form, situation: Situation) -> tuple[Field, ...]:
    """The fields to answer, each with only the options that are shown now."""
    shown: list[Field] = []
    for field in form.fields:
        if not fits(field.when, situation.values):
            continue
        match field:
            case TickField():
                ticks = tuple(option for option in field.options if fits(option.action.when, situation.values))
                if ticks:
                    shown.append(TickField(field.id, field.ask, ticks, field.clause, field.levels, field.when))
            case PickField():
                picks = tuple(option for option in field.options if fits(option.when, situation.values))
                if picks:
                    shown.append(PickField(field.id, field.ask, picks, field.when))
            case WriteField():
                shown.append(field)
            case _:
                assert_never(field)
    return tuple(shown)


def tick_level(field: TickField, wrong: int) -> Level:
    """The level of a tick field with this many wrong ticks: that of the smallest number listed that is not exceeded."""
    reached = [number for number in field.levels if wrong <= number]
    return field.levels[min(reached)] if reached else Level.UNSAFE


def wrong_ticks(options: Sequence[TickOption], ticked: Iterable[str]) -> tuple[str, ...]:
    """The options that are ticked and do not belong, or belong and are not ticked."""
    chosen = frozenset(ticked)
    return tuple(option.id for option in options if option.belongs != (option.id in chosen))


def fits(condition: Condition | None, values: Mapping[str, Value]) -> bool:
    """Whether something is on: it has no condition, or its condition holds."""
    return condition is None or holds(condition, values)


def form_faults(fields: Sequence[Field], answers: Answers, *, blank_allowed: bool) -> dict[str, str]:
    """What keeps these answers from being handed in: field to one sentence; empty when nothing does."""
    faults: dict[str, str] = {}
    known = {field.id for field in fields}
    for unknown in answers:
        if unknown not in known:
            faults[unknown] = f"The form has no field “{unknown}” here."
    for field in fields:
        fault = _field_fault(field, answers.get(field.id), blank_allowed)
        if fault:
            faults[field.id] = fault
    return faults


def _field_fault(field: Field, given: Answer | None, blank_allowed: bool) -> str | None:
    match field:
        case TickField():
            if isinstance(given, str):
                return "Tick boxes here; text cannot be taken."
            unknown = set(given or ()) - {option.id for option in field.options}
            return f"There is no box “{min(unknown)}” here." if unknown else None
        case PickField():
            if given is None or given in ("", ()):
                return "Pick one."
            return None if given in {option.id for option in field.options} else f"“{given}” cannot be picked here."
        case WriteField():
            if given is not None and not isinstance(given, str):
                return "Write text here."
            return _text_fault(field, given or "", blank_allowed)
        case _:
            assert_never(field)


def _text_fault(field: WriteField, text: str, blank_allowed: bool) -> str | None:
    if isinstance(text, ErasedText):
        return None
    if len(text) > MAX_TEXT:
        return f"Write at most {MAX_TEXT:,} characters."
    count = len(text.split())
    if count == 0 and blank_allowed:
        return None
    if count < field.min_words:
        return f"Write at least {field.min_words} words; so far there are {count}."
    if count > field.max_words:
        return f"Write at most {field.max_words} words; there are {count}."
    return None


def closing(scenario: Scenario, state: State) -> Event | None:
    """The closing event that is due: the state stands at an ending or is stuck, and has not been closed."""
    if state.closed is not None:
        return None
    situation = state.situation
    if situation.stuck:
        return Stuck(situation.scene)
    return Ended(situation.scene) if isinstance(scenario.scenes[situation.scene].content, Ending) else None
