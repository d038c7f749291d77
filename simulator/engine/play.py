"""How a scenario is played: requests become events, and the fold of the events is the state.

``choose``, ``answer``, ``rewind`` and ``leave`` decide: they look at a state and return the events that happen, or
raise ``Refused``. ``evolve`` applies one event; ``replay`` folds a list of them. Nothing here changes anything in
place that a caller can see.
"""

from collections.abc import Mapping

from .availability import (
    MAX_TEXT,
    Answers,
    closing,
    form_faults,
    in_shown_order,
    open_choices,
    shown_fields,
    tick_level,
    wrong_ticks,
)
from .events import Answer, Answered, Began, Chose, Ended, Event, Explained, Left, Mode, Rewound
from .replay import ReplayError, evolve, replay
from .scenario import Decision, Form, Scenario, TickField
from .state import State
from .turn_builder import MAX_ONWARD

__all__ = [
    "MAX_ONWARD",
    "MAX_TEXT",
    "Answers",
    "FormRefused",
    "Refused",
    "ReplayError",
    "answer",
    "begin",
    "choose",
    "closing",
    "evolve",
    "form_faults",
    "in_shown_order",
    "leave",
    "open_choices",
    "reason_required",
    "replay",
    "rewind",
    "shown_fields",
    "tick_level",
    "wrong_ticks",
]


class Refused(ValueError):  # noqa: N818  (an answer to a person, not a fault)
    """Something that cannot be done now; the message is a sentence for the person who asked for it."""


class FormRefused(Refused):
    """A form that cannot be handed in yet: what is wrong, by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


def begin(mode: Mode, seed: int) -> Began:
    """The first event of an attempt."""
    return Began(mode, seed)


def choose(scenario: Scenario, state: State, choice: str, reason: str = "") -> tuple[Event, ...]:
    """The events of choosing: the choice, the written reason if there is one, and the closing if it comes to that.

    Raises:
        Refused: the choice is not open now, or a reason is required and missing.
    """
    _still_open(scenario, state)
    scene = state.situation.scene
    content = scenario.scenes[scene].content
    if not isinstance(content, Decision):
        raise Refused("There is nothing to choose here.")
    if choice not in {open_choice.id for open_choice in open_choices(scenario, state.situation)}:
        raise Refused(f"“{choice}” cannot be chosen here.")
    if reason_required(scenario, state) and not reason.strip():
        raise Refused("Write a sentence that says why you chose this.")
    if len(reason) > MAX_TEXT:
        raise Refused(f"A reason may have at most {MAX_TEXT:,} characters.")
    events: list[Event] = [Chose(scene, choice)]
    if reason.strip() and content.because != "never":
        events.append(Explained(scene, choice, reason))
    return _closed(scenario, state, events)


def reason_required(scenario: Scenario, state: State) -> bool:
    """Whether a choice needs a written reason now. In practice a reason may always be skipped."""
    content = scenario.scenes[state.situation.scene].content
    return isinstance(content, Decision) and content.because == "required" and state.mode is not Mode.PRACTICE


def answer(scenario: Scenario, state: State, answers: Answers) -> tuple[Event, ...]:
    """The events of handing in the present form.

    Raises:
        FormRefused: something is missing or too long; its ``faults`` tell what, by field.
        Refused: there is no form here.
    """
    _still_open(scenario, state)
    scene = state.situation.scene
    form = scenario.scenes[scene].content
    if not isinstance(form, Form):
        raise Refused("There is no form to fill in here.")
    fields = shown_fields(form, state.situation)
    faults = form_faults(fields, answers, blank_allowed=state.mode is Mode.PRACTICE)
    if faults:
        raise FormRefused(faults)
    kept: dict[str, Answer] = {}
    for field in fields:
        given = answers.get(field.id, ())
        if isinstance(field, TickField):
            kept[field.id] = tuple(option.id for option in field.options if option.id in given)
        else:
            kept[field.id] = given if isinstance(given, str) else ""
    return _closed(scenario, state, [Answered(scene, kept)])


def rewind(scenario: Scenario, state: State, to: int | None = None) -> tuple[Event, ...]:
    """The event of taking back the last turn, or all turns after the first ``to``.

    Raises:
        Refused: this is not practice, or there is nothing to take back.
    """
    _still_open(scenario, state)
    if state.mode is not Mode.PRACTICE:
        raise Refused("Only in practice can a choice be taken back.")
    keep = len(state.turns) - 1 if to is None else to
    if not 1 <= keep < len(state.turns):
        raise Refused("There is nothing to take back yet.")
    return (Rewound(keep),)


def leave(scenario: Scenario, state: State) -> tuple[Event, ...]:
    """The event of stopping for good before an ending.

    Raises:
        Refused: the attempt has ended already.
    """
    _still_open(scenario, state)
    return (Left(state.situation.scene),)


def _closed(scenario: Scenario, state: State, events: list[Event]) -> tuple[Event, ...]:
    for event in events:
        state = evolve(scenario, state, event)
    last = closing(scenario, state)
    return (*events, last) if last else tuple(events)


def _still_open(scenario: Scenario, state: State) -> None:
    due = closing(scenario, state)
    if state.closed is not None or isinstance(due, Ended):
        raise Refused("This attempt has ended; nothing can be added to it.")
    if due is not None:
        raise Refused("The scenario gives no way on from here.")
