"""One turn being worked out: the only mutable thing in the engine, and it never leaves it."""

from collections.abc import Sequence
from typing import Final, assert_never

from .availability import fits, open_choices, shown_fields, tick_level, wrong_ticks
from .condition import Value
from .events import Answer
from .scenario import (
    Action,
    Decision,
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
    Words,
    WriteField,
)
from .state import Act, Change, Did, DutyChange, DutyStatus, Line, LineKind, Situation, Ticked, Turn, Wrote

MAX_ONWARD: Final = 100
"""How many scenes may follow one another without a decision before the playthrough counts as stuck."""


class TurnBuilder:
    """One turn being worked out, from the situation before it."""

    def __init__(self, scenario: Scenario, situation: Situation) -> None:
        self.scenario = scenario
        self.scene = situation.scene
        self.values = dict(situation.values)
        self.duties = dict(situation.duties)
        self.used = situation.used
        self.stuck = situation.stuck
        self.lines: list[Line] = []
        self.acts: list[Act] = []
        self.changes: list[Change] = []
        self.learned: list[str] = []
        self.duty_changes: list[DutyChange] = []

    def turn(self, event: int, scene: str) -> Turn:
        """The finished turn."""
        after = Situation(self.scene, self.values, self.duties, self.used, self.stuck)
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

    def do(self, action: Action, field: str | None) -> None:
        """An action happens: it fulfils, then changes what it changes."""
        self.acts.append(Did(action, field))
        for duty in action.effects.fulfils:
            self.fulfil(duty)
        self.apply(action.effects)

    def answer(self, field: Field, given: Answer) -> None:
        """One field of a form is handed in."""
        match field:
            case TickField():
                ticked = tuple(option.id for option in field.options if option.id in given)
                for option in field.options:
                    if option.id in ticked:
                        self.do(option.action, field.id)
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
        """Learn, open, change, set, in that order."""
        for fact in effects.learn:
            if not self.values[fact]:
                self.values[fact] = True
                self.learned.append(fact)
        for duty in effects.opens:
            if self.duties[duty] is DutyStatus.WAITING:
                self.turn_duty(duty, DutyStatus.OPEN)
        for name, delta in effects.change:
            self.assign(name, _clamped(self.scenario, name, self.values[name], delta))
        for name, value in effects.set:
            self.assign(name, value)

    def assign(self, name: str, value: Value) -> None:
        """Give a variable a value."""
        before = self.values[name]
        if before != value:
            self.changes.append(Change(name, before, value))
            self.values[name] = value

    # Duties

    def fulfil(self, duty: str) -> None:
        """Do a duty; one that is late stays late."""
        match self.duties[duty]:
            case DutyStatus.WAITING | DutyStatus.OPEN:
                self.turn_duty(duty, DutyStatus.FULFILLED)
            case DutyStatus.LATE:
                self.turn_duty(duty, DutyStatus.FULFILLED_LATE)
            case DutyStatus.FULFILLED | DutyStatus.FULFILLED_LATE | DutyStatus.MISSED:
                return
        self.values[duty] = True

    def turn_duty(self, duty: str, status: DutyStatus) -> None:
        """Change what has become of a duty."""
        self.duties[duty] = status
        self.duty_changes.append(DutyChange(duty, status))

    def miss_open_duties(self) -> None:
        """Close every duty that is still open."""
        for duty, status in self.duties.items():
            if status in (DutyStatus.OPEN, DutyStatus.LATE):
                self.turn_duty(duty, DutyStatus.MISSED)

    # Moving

    def go(self, targets: Sequence[Target]) -> None:
        """Go to the first target that fits; none is stuck."""
        target = self.onward(targets)
        if target is not None:
            self.travel(target)

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
        """The first target that fits; stuck where none does."""
        target = next((each.to for each in targets if fits(each.when, self.values)), None)
        self.stuck = target is None
        return target

    def situation(self) -> Situation:
        """Where the turn stands so far."""
        return Situation(self.scene, self.values, self.duties, self.used)

    def tell(self, kind: LineKind, words: Words, scene: str) -> None:
        """Say the first variant that fits."""
        for variant in words:
            if fits(variant.when, self.values):
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
