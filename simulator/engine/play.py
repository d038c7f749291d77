"""How a scenario is played: requests become events, and the fold of the events is the state.

``choose``, ``answer``, ``rewind`` and ``leave`` decide: they look at a state and return the events that happen, or
raise ``Refused``. ``evolve`` applies one event; ``replay`` folds a list of them. Nothing here changes anything in
place that a caller can see.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias, assert_never

from .condition import Condition, Value, holds
from .events import Answer, Answered, Began, Chose, Ended, Event, Explained, Left, Mode, Rewound, Stuck
from .rubric import Level
from .scenario import (
    Choice,
    Decision,
    Deed,
    Effects,
    Ending,
    Field,
    Form,
    Onward,
    PickField,
    Scenario,
    Scene,
    Target,
    TickField,
    TickOption,
    Words,
    WriteField,
)
from .state import (
    Act,
    Change,
    Did,
    DutyChange,
    DutyStatus,
    Line,
    LineKind,
    Situation,
    State,
    Ticked,
    Turn,
    Wrote,
)

MAX_ONWARD: Final = 1000
"""How many scenes may follow one another without a decision before the playthrough counts as stuck."""

MAX_TEXT: Final = 20_000
"""The longest text a learner can hand in, in characters."""

Answers: TypeAlias = Mapping[str, Answer]


class Refused(ValueError):  # noqa: N818  (an answer to a person, not a fault)
    """Something that cannot be done now; the message is a sentence for the person who asked for it."""


class FormRefused(Refused):
    """A form that cannot be handed in yet: what is wrong, by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


class ReplayError(ValueError):
    """Events that cannot have happened in this scenario."""


# What is open ---------------------------------------------------------------------------------------------------------


def open_choices(scenario: Scenario, situation: Situation) -> tuple[Choice, ...]:
    """The choices of the present scene that can be chosen, as written; empty where there is nothing to decide."""
    content = scenario.scenes[situation.scene].content
    if not isinstance(content, Decision):
        return ()
    return tuple(
        choice
        for choice in content.choices
        if (choice.again or (situation.scene, choice.id) not in situation.used)
        and _fits(choice.deed.when, situation.known)
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
        if not _fits(field.when, situation.known):
            continue
        match field:
            case TickField():
                ticks = tuple(option for option in field.options if _fits(option.deed.when, situation.known))
                if ticks:
                    shown.append(TickField(field.id, field.ask, ticks, field.clause, field.levels, field.when))
            case PickField():
                picks = tuple(option for option in field.options if _fits(option.when, situation.known))
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


def _fits(condition: Condition | None, known: Mapping[str, Value]) -> bool:
    return condition is None or holds(condition, known)


# Deciding -------------------------------------------------------------------------------------------------------------


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


def closing(scenario: Scenario, state: State) -> Event | None:
    """The closing event that is due: the state stands at an ending or is stuck, and has not been closed."""
    if state.closed is not None:
        return None
    situation = state.situation
    if situation.stuck:
        return Stuck(situation.scene)
    return Ended(situation.scene) if isinstance(scenario.scenes[situation.scene].content, Ending) else None


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


# Applying -------------------------------------------------------------------------------------------------------------


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
    known: dict[str, Value] = {name: variable.start for name, variable in scenario.variables.items()}
    known.update(dict.fromkeys((*scenario.facts, *scenario.duties), False))
    duties = dict.fromkeys(scenario.duties, DutyStatus.WAITING)
    draft = _Draft(scenario, Situation(scenario.start, known, duties, frozenset()))
    draft.travel(scenario.start)
    return State(event.mode, event.seed, (draft.turn(0, ""),), events=1)


def _chose(scenario: Scenario, state: State, event: Chose) -> State:
    situation = state.situation
    found = [choice for choice in open_choices(scenario, situation) if choice.id == event.choice]
    if event.scene != situation.scene or not found or situation.stuck:
        raise ReplayError(f"“{event.choice}” was not open in “{event.scene}”.")
    (choice,) = found
    draft = _Draft(scenario, situation)
    draft.lines.append(Line(LineKind.SAY if choice.spoken else LineKind.DO, choice.deed.text, event.scene))
    draft.do(choice.deed, field=None)
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
    draft = _Draft(scenario, situation)
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
    draft = _Draft(scenario, state.situation)
    if not isinstance(event, Stuck):
        draft.miss_open_duties()
    turn = draft.turn(state.events, state.situation.scene)
    return state.with_turn(turn).extended(closed=event, events=state.events + 1)


class _Draft:
    """One turn being worked out; the only mutable thing here, and it never leaves this module."""

    def __init__(self, scenario: Scenario, situation: Situation) -> None:
        self.scenario = scenario
        self.scene = situation.scene
        self.known = dict(situation.known)
        self.duties = dict(situation.duties)
        self.used = situation.used
        self.stuck = situation.stuck
        self.lines: list[Line] = []
        self.acts: list[Act] = []
        self.changes: list[Change] = []
        self.learned: list[str] = []
        self.duty_changes: list[DutyChange] = []

    def turn(self, event: int, scene: str) -> Turn:
        after = Situation(self.scene, self.known, self.duties, self.used, self.stuck)
        return Turn(
            event=event,
            scene=scene,
            acts=tuple(self.acts),
            lines=tuple(self.lines),
            changes=tuple(self.changes),
            learned=tuple(self.learned),
            duties=tuple(self.duty_changes),
            after=after,
        )

    # Doing

    def do(self, deed: Deed, field: str | None) -> None:
        self.acts.append(Did(deed, field))
        for duty in deed.effects.fulfils:
            self.fulfil(duty)
        self.apply(deed.effects)

    def answer(self, field: Field, given: Answer) -> None:
        match field:
            case TickField():
                ticked = tuple(option.id for option in field.options if option.id in given)
                for option in field.options:
                    if option.id in ticked:
                        self.do(option.deed, field.id)
                wrong = wrong_ticks(field.options, ticked)
                self.acts.append(Ticked(field, ticked, wrong, tick_level(field, len(wrong))))
            case PickField():
                for picked in field.options:
                    if picked.id == given:
                        self.do(picked, field.id)
            case WriteField():
                self.acts.append(Wrote(field, given if isinstance(given, str) else ""))
            case _:
                assert_never(field)

    def apply(self, effects: Effects) -> None:
        for fact in effects.learn:
            if not self.known[fact]:
                self.known[fact] = True
                self.learned.append(fact)
        for duty in effects.opens:
            if self.duties[duty] is DutyStatus.WAITING:
                self.turn_duty(duty, DutyStatus.OPEN)
        for name, delta in effects.change:
            self.assign(name, _clamped(self.scenario, name, self.known[name], delta))
        for name, value in effects.set:
            self.assign(name, value)

    def assign(self, name: str, value: Value) -> None:
        before = self.known[name]
        if before != value:
            self.changes.append(Change(name, before, value))
            self.known[name] = value

    # Duties

    def fulfil(self, duty: str) -> None:
        match self.duties[duty]:
            case DutyStatus.WAITING | DutyStatus.OPEN:
                self.turn_duty(duty, DutyStatus.FULFILLED)
            case DutyStatus.LATE:
                self.turn_duty(duty, DutyStatus.FULFILLED_LATE)
            case DutyStatus.FULFILLED | DutyStatus.FULFILLED_LATE | DutyStatus.MISSED:
                return
        self.known[duty] = True

    def turn_duty(self, duty: str, status: DutyStatus) -> None:
        self.duties[duty] = status
        self.duty_changes.append(DutyChange(duty, status))

    def miss_open_duties(self) -> None:
        for duty, status in self.duties.items():
            if status in (DutyStatus.OPEN, DutyStatus.LATE):
                self.turn_duty(duty, DutyStatus.MISSED)

    # Moving

    def go(self, targets: Sequence[Target]) -> None:
        target = self.first(targets)
        if target is None:
            self.stuck = True
        else:
            self.travel(target)

    def first(self, targets: Sequence[Target]) -> str | None:
        return next((target.to for target in targets if _fits(target.when, self.known)), None)

    def travel(self, to: str) -> None:
        """Enter the scene, and those that follow it without a decision."""
        for _ in range(MAX_ONWARD):
            onward = self.enter(self.scenario.scenes[to])
            if onward is None:
                return
            to = onward
        self.stuck = True

    def enter(self, scene: Scene) -> str | None:
        """Enter one scene; where to go on to at once, or None to wait for the learner (or to be stuck)."""
        self.scene = scene.id
        self.apply(scene.effects)
        for name, duty in self.scenario.duties.items():
            if duty.due == scene.id and self.duties[name] is DutyStatus.OPEN:
                self.turn_duty(name, DutyStatus.LATE)
        self.tell(LineKind.TELLS, scene.tells, scene.id)
        self.tell(LineKind.CUE, scene.cue, scene.id)
        self.tell(LineKind.SAYS, scene.says, scene.id)
        content = scene.content
        match content:
            case Ending():
                self.tell(LineKind.ENDING, content.text, scene.id)
                self.tell(LineKind.AFTERWARDS, content.afterwards, scene.id)
                return None
            case Onward():
                return self.onward(content.goto)
            case Form():
                return None if shown_fields(content, self.situation()) else self.onward(content.goto)
            case Decision():
                if open_choices(self.scenario, self.situation()):
                    return None
                self.stuck = content.otherwise is None
                return content.otherwise
            case _:
                assert_never(content)

    def onward(self, targets: Sequence[Target]) -> str | None:
        target = self.first(targets)
        self.stuck = target is None
        return target

    def situation(self) -> Situation:
        return Situation(self.scene, self.known, self.duties, self.used)

    def tell(self, kind: LineKind, words: Words, scene: str) -> None:
        for variant in words:
            if _fits(variant.when, self.known):
                self.lines.append(Line(kind, variant.text, scene))
                return


def _clamped(scenario: Scenario, name: str, before: Value, delta: int) -> int:
    variable = scenario.variables[name]
    after = int(before) + delta
    if variable.minimum is not None:
        after = max(after, variable.minimum)
    if variable.maximum is not None:
        after = min(after, variable.maximum)
    return after
