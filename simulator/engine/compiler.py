"""Compiling a scenario: from its values to the tables of a program. What is alike is kept once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, assert_never

from .condition import Condition, render
from .events import Began, Chose, Ended, Mode, Stuck
from .guards import STATUSES, Guard, compile_condition, lay_out
from .program import Evidence, Judged, Leg, Mark, Move, Offers, Program, Room, Step, Telling
from .scenario import (
    Action,
    Choice,
    Decision,
    Effects,
    Ending,
    Form,
    Onward,
    PickField,
    Scenario,
    Scene,
    Target,
    TickField,
    Variant,
    Words,
    WriteField,
)
from .state import DutyChange, DutyStatus, Line, LineKind

MOST: Final = 1 << 200
LEAST: Final = -MOST
"""Beyond every number that play can reach."""


def compile_scenario(scenario: Scenario, seed: int = 0) -> Program:
    """The scenario as a program. It is expected to be one that the checks of documents accept.

    Raises:
        KeyError: it names a scene, variable, fact or duty that it does not have.
        ValueError: a condition compares unlike things.
    """
    return _Compiler(scenario).program(seed)


class _Compiler:
    """The tables while they are made."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.layout = lay_out(scenario)
        self.rooms = {
            name: Room(scene, place, Stuck(name)) for place, (name, scene) in enumerate(scenario.scenes.items())
        }
        self.dues: dict[str, list[Mark]] = {}
        for name, duty in scenario.duties.items():
            if duty.due is not None:
                self.dues.setdefault(duty.due, []).append(self.duty(name, {DutyStatus.OPEN: DutyStatus.LATE}))
        self.entering: dict[str, Leg] = {}
        self.offers: dict[int, Offers] = {}
        self.guards: dict[str, Guard | bool] = {}
        self.bits: dict[tuple[int, Guard], tuple[int, Guard]] = {}
        self.alike: dict[tuple[Move, ...], tuple[Move, ...]] = {}
        self.evidence: dict[Evidence, Evidence] = {}
        self.options: dict[tuple[str, str, str], Step] = {}
        self.closed = [0] * len(self.rooms)

    def program(self, seed: int) -> Program:
        for name, room in self.rooms.items():
            self.furnish(name, room)
        to_missed = {DutyStatus.OPEN: DutyStatus.MISSED, DutyStatus.LATE: DutyStatus.MISSED}
        return Program(
            scenario=self.scenario,
            layout=self.layout,
            rooms=self.rooms,
            opening=self.opening(seed),
            options=self.options,
            closed=tuple(self.closed),
            misses=tuple(self.duty(name, to_missed) for name in self.scenario.duties),
        )

    def opening(self, seed: int) -> Step:
        leg = self.enter(self.scenario.start)
        return Step(
            moves=leg.moves,
            marks=leg.marks,
            lines=leg.lines,
            room=leg.room,
            telling=leg.telling,
            judged=leg.judged,
            event=Began(Mode.PRACTICE, seed),
        )

    def guard(self, condition: Condition | None) -> Guard | bool:
        text = "" if condition is None else render(condition)
        if text not in self.guards:
            self.guards[text] = compile_condition(condition, self.layout)
        return self.guards[text]

    def bit(self, bit: int, guard: Guard) -> tuple[int, Guard]:
        return self.bits.setdefault((bit, guard), (bit, guard))

    # Scenes

    def furnish(self, name: str, room: Room) -> None:
        content = room.scene.content
        match content:
            case Ending():
                room.ended = Ended(name)
            case Onward():
                room.targets = self.targets(content.goto)
            case Form():
                room.form = content
                room.targets = self.targets(content.goto)
                self.form(name, content)
            case Decision():
                self.decision(name, room, content)
            case _:
                assert_never(content)

    def decision(self, name: str, room: Room, decision: Decision) -> None:
        judged = []
        for place, choice in enumerate(decision.choices):
            guard = self.guard(choice.action.when)
            if guard is False:
                self.closed[room.place] |= 1 << place
            elif guard is not True:
                judged.append(self.bit(1 << place, guard))
        number = len(decision.choices)
        room.judged = tuple(judged)
        room.offers = self.offers.setdefault(number, Offers(number))
        room.steps = tuple(
            self.choice(name, room.place, place, choice) for place, choice in enumerate(decision.choices)
        )
        room.otherwise = None if decision.otherwise is None else self.enter(decision.otherwise)

    def choice(self, scene: str, scene_place: int, place: int, choice: Choice) -> Step:
        line = Line(LineKind.SAY if choice.spoken else LineKind.DO, choice.action.text, scene)
        bit = 0 if choice.again else 1 << place
        return self.leads(self.step(Chose(scene, choice.id), choice.action, (line,), scene_place, bit), choice.goto)

    def step(self, event: Chose, action: Action, lines: tuple[Line, ...] = (), place: int = 0, bit: int = 0) -> Step:
        """The step of an action, which leads nowhere yet."""
        to_fulfilled = {
            DutyStatus.WAITING: DutyStatus.FULFILLED,
            DutyStatus.OPEN: DutyStatus.FULFILLED,
            DutyStatus.LATE: DutyStatus.FULFILLED_LATE,
        }
        fulfilled = [self.duty(name, to_fulfilled, fulfils=True) for name in action.effects.fulfils]
        return Step(
            moves=self.moves(action.effects),
            marks=(*fulfilled, *self.marks(action.effects)),
            lines=lines,
            event=event,
            place=place,
            bit=bit,
            evidence=self.evidence.setdefault(action.evidence, action.evidence),
            wrongs=((action.breach, action.repairs),) if action.breach or action.repairs else (),
        )

    def form(self, scene: str, form: Form) -> None:
        for each in form.fields:
            match each:
                case TickField():
                    actions = [option.action for option in each.options]
                case PickField():
                    actions = list(each.options)
                case WriteField():
                    actions = []
                case _:
                    assert_never(each)
            for action in actions:
                self.options[scene, each.id, action.id] = self.step(Chose(scene, action.id), action)

    # Legs

    def enter(self, name: str) -> Leg:
        """The leg of entering a scene."""
        if name not in self.entering:
            scene = self.scenario.scenes[name]
            judged, voices = self.voices(scene)
            telling = Telling((), voices)
            self.entering[name] = Leg(
                moves=self.moves(scene.effects),
                marks=(*self.marks(scene.effects), *self.dues.get(name, ())),
                lines=() if judged else telling[0],
                room=self.rooms[name],
                telling=telling if judged else None,
                judged=judged,
            )
        return self.entering[name]

    def leads(self, step: Step, targets: Sequence[Target]) -> Step:
        """The step and where it leads: at once into the scene, where no condition decides which."""
        compiled = self.targets(targets)
        if not compiled or compiled[0][0] is not None:
            return replace(step, targets=compiled)
        into = compiled[0][1]
        moves = step.moves + into.moves
        return replace(
            step,
            moves=self.alike.setdefault(moves, moves),
            marks=step.marks + into.marks,
            lines=step.lines + into.lines,
            room=into.room,
            telling=None if into.telling is None else Telling(step.lines, into.telling.voices),
            judged=into.judged,
        )

    def targets(self, targets: Sequence[Target]) -> tuple[tuple[Guard | None, Leg], ...]:
        """The targets that can be reached, the last without a condition if one always fits."""
        found: list[tuple[Guard | None, Leg]] = []
        for target in targets:
            guard = self.guard(target.when)
            if guard is True:
                found.append((None, self.enter(target.to)))
                break
            if guard is not False:
                found.append((guard, self.enter(target.to)))
        return tuple(found)

    def voices(self, scene: Scene) -> tuple[Judged, tuple[tuple[tuple[int, Line], ...], ...]]:
        """The conditions of all variants of a scene, and its lines with the bits that silence them."""
        said: list[tuple[LineKind, Words]] = [
            (LineKind.TELLS, scene.tells),
            (LineKind.CUE, scene.cue),
            (LineKind.SAYS, scene.says),
        ]
        if isinstance(scene.content, Ending):
            said += [(LineKind.ENDING, scene.content.text), (LineKind.AFTERWARDS, scene.content.afterwards)]
        judged: list[tuple[int, Guard]] = []
        voices = []
        for kind, words in said:
            voice = []
            for variant, guard in self.speakable(words):
                bit = 0
                if guard is not None:
                    bit = 1 << len(judged)
                    judged.append(self.bit(bit, guard))
                voice.append((bit, Line(kind, variant.text, scene.id)))
            voices.append(tuple(voice))
        return tuple(judged), tuple(voices)

    def speakable(self, words: Words) -> Iterable[tuple[Variant, Guard | None]]:
        for variant in words:
            guard = self.guard(variant.when)
            if guard is True:
                yield variant, None
                return
            if guard is not False:
                yield variant, guard

    # Effects

    def moves(self, effects: Effects) -> tuple[Move, ...]:
        slots = self.layout.slots
        changed: list[Move] = []
        for name, delta in effects.change:
            variable = self.scenario.variables[name]
            most = MOST if variable.maximum is None else variable.maximum
            least = LEAST if variable.minimum is None else variable.minimum
            changed.append((slots[name], delta, min(least, most), most))
        for name, value in effects.set:
            number = self.layout.encode(value)
            changed.append((slots[name], 0, number, number))
        each = [self.alike.setdefault((move,), (move,)) for move in changed]
        moves = tuple(move for (move,) in each)
        return self.alike.setdefault(moves, moves)

    def marks(self, effects: Effects) -> tuple[Mark, ...]:
        slots = self.layout.slots
        learned: list[Mark] = [(slots[fact], {0: (1, slots[fact], 1, fact)}) for fact in effects.learn]
        opened = [self.duty(name, {DutyStatus.WAITING: DutyStatus.OPEN}) for name in effects.opens]
        return (*learned, *opened)

    def duty(self, name: str, turns: dict[DutyStatus, DutyStatus], *, fulfils: bool = False) -> Mark:
        """The mark that turns a duty's status so; ``fulfils`` lets conditions know of it."""
        slot = self.layout.statuses[name]
        return slot, {
            STATUSES.index(before): (
                STATUSES.index(after),
                self.layout.slots[name] if fulfils else slot,
                1 if fulfils else STATUSES.index(after),
                DutyChange(name, after),
            )
            for before, after in turns.items()
        }
