"""A scenario compiled once for walking it many times: scenes, choices and effects as flat tables.

A *leg* is a stretch that needs no decision inside: what a deed does together with entering the scene it leads to. All
that conditions decide (which choices are open, which variants are said) is looked up by a *mask* of one bit for each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, assert_never

from .events import Answered, Began, Chose, Ended, Left, Mode, Stuck
from .guards import STATUSES, Guard, Layout, compile_condition, lay_out
from .rubric import Level
from .scenario import (
    Choice,
    Decision,
    Deed,
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

Move: TypeAlias = tuple[int, int, int, int]
"""Slot, difference, least and most: to set a value is to clamp to it."""

Note: TypeAlias = str | DutyChange
"""Something that came about: a fact that was learned, or what became of a duty."""

Mark: TypeAlias = tuple[int, dict[int, tuple[int, int, int, Note]]]
"""A slot, and by its number: the new number, another slot, that slot's new number, and what to note."""

Judged: TypeAlias = tuple[tuple[int, Guard], ...]
"""The conditions that decide a mask: the bit of each is set where it does *not* hold."""

UNLIMITED: Final = 1 << 4096
"""Beyond every number that a document can hold."""


class Table(dict[int, tuple[int, ...]]):
    """The numbers of the open choices by mask, worked out when a mask is first met."""

    __slots__ = ("numbers",)

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__()
        self.numbers = tuple(numbers)

    def __missing__(self, mask: int) -> tuple[int, ...]:
        found = tuple(number for bit, number in enumerate(self.numbers) if not mask >> bit & 1)
        self[mask] = found
        return found


class Telling(dict[int, tuple[Line, ...]]):
    """The lines that are said by mask, worked out when a mask is first met."""

    __slots__ = ("before", "voices")

    def __init__(self, before: tuple[Line, ...], voices: tuple[tuple[tuple[int, Line], ...], ...]) -> None:
        super().__init__()
        self.before = before
        self.voices = voices
        """For each voice its variants in order: the mask of what keeps it from being said, and the line."""

    def __missing__(self, mask: int) -> tuple[Line, ...]:
        fitting = (next((line for bit, line in voice if not mask & bit), None) for voice in self.voices)
        found = (*self.before, *(line for line in fitting if line is not None))
        self[mask] = found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """What happens on the way, up to a scene or to a place where targets decide."""

    moves: tuple[Move, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    """What is said where no condition decides it."""
    judged: Judged
    """What decides ``telling``; empty where ``lines`` says all."""
    telling: Telling | None
    room: "Room | None"
    """The scene that is entered; None where ``targets`` decide."""
    targets: "tuple[tuple[Guard | None, Leg], ...]" = ()


@dataclass(slots=True, eq=False)
class Room:
    """A compiled scene."""

    scene: Scene
    place: int
    stuck: Stuck
    ended: Ended | None = None
    judged: Judged = ()
    """What decides the open choices, with the used-up ones."""
    offers: Table | None = None
    """The open choices; None where the scene is no decision."""
    otherwise: Leg | None = None
    form: Form | None = None
    surely: bool = False
    """Whether the form shows a field in every situation."""
    targets: tuple[tuple[Guard | None, Leg], ...] = ()
    """Where to go on to from a form or an automatic scene."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Something the learner can do, and all that it is known to be before it is done."""

    event: Began | Chose | Answered | Left
    leg: Leg
    evidence: tuple[tuple[str, Level], ...] = ()
    wrongs: tuple[tuple[str | None, str | None], ...] = ()
    """For each deed with either: the breach it commits, and the breach it repairs."""
    place: int = 0
    """The scene's place; where the choice is once-only, ``bit`` is its bit there, and otherwise 0."""
    bit: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A compiled scenario."""

    scenario: Scenario
    layout: Layout
    steps: tuple[Step, ...]
    """Every choice of every scene; its place here is its number."""
    numbers: dict[tuple[str, str], int]
    """The number of each choice, by scene and id."""
    opening: Step
    options: dict[tuple[str, str, str], Step]
    """Every option of every form, by scene, field and id."""
    closed: tuple[int, ...]
    """For each scene the choices that are never open, as bits."""
    misses: tuple[Mark, ...]
    """What closing does to the duties."""

    def choice(self, number: int) -> tuple[str, str]:
        """The scene and the id of a choice."""
        event = self.steps[number].event
        assert isinstance(event, Chose)  # noqa: S101  (steps holds choices alone)
        return event.scene, event.choice


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
        self.steps: list[Step] = []
        self.options: dict[tuple[str, str, str], Step] = {}
        self.closed = [0] * len(self.rooms)

    def program(self, seed: int) -> Program:
        for name, room in self.rooms.items():
            self.furnish(name, room)
        to_missed = {DutyStatus.OPEN: DutyStatus.MISSED, DutyStatus.LATE: DutyStatus.MISSED}
        chosen = [step.event for step in self.steps]
        return Program(
            scenario=self.scenario,
            layout=self.layout,
            steps=tuple(self.steps),
            numbers={(e.scene, e.choice): number for number, e in enumerate(chosen) if isinstance(e, Chose)},
            opening=Step(Began(Mode.PRACTICE, seed), self.enter(self.scenario.start)),
            options=self.options,
            closed=tuple(self.closed),
            misses=tuple(self.duty(name, to_missed) for name in self.scenario.duties),
        )

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
                room.surely = any(self.surely_shown(each) for each in content.fields)
                room.targets = self.targets(content.goto)
                self.form(name, content)
            case Decision():
                self.decision(name, room, content)
            case _:
                assert_never(content)

    def decision(self, name: str, room: Room, decision: Decision) -> None:
        first = len(self.steps)
        judged = []
        for place, choice in enumerate(decision.choices):
            guard = compile_condition(choice.deed.when, self.layout)
            if guard is False:
                self.closed[room.place] |= 1 << place
            elif guard is not True:
                judged.append((1 << place, guard))
            self.steps.append(self.choice(name, room.place, 0 if choice.again else 1 << place, choice))
        room.judged = tuple(judged)
        room.offers = Table(range(first, len(self.steps)))
        room.otherwise = None if decision.otherwise is None else self.enter(decision.otherwise)

    def choice(self, scene: str, place: int, bit: int, choice: Choice) -> Step:
        line = Line(LineKind.SAY if choice.spoken else LineKind.DO, choice.deed.text, scene)
        leg = self.leads(self.deed(choice.deed, (line,)), choice.goto)
        return self.step(Chose(scene, choice.id), choice.deed, leg, place, bit)

    def step(self, event: Chose, deed: Deed, leg: Leg, place: int = 0, bit: int = 0) -> Step:
        wrongs = ((deed.breach, deed.repairs),) if deed.breach or deed.repairs else ()
        return Step(event, leg, deed.evidence, wrongs, place, bit)

    def form(self, scene: str, form: Form) -> None:
        for each in form.fields:
            match each:
                case TickField():
                    deeds = [option.deed for option in each.options]
                case PickField():
                    deeds = list(each.options)
                case WriteField():
                    deeds = []
                case _:
                    assert_never(each)
            for deed in deeds:
                event = Chose(scene, deed.id)
                self.options[scene, each.id, deed.id] = self.step(event, deed, self.deed(deed, ()))

    def surely_shown(self, each: TickField | PickField | WriteField) -> bool:
        if compile_condition(each.when, self.layout) is not True:
            return False
        match each:
            case TickField():
                return any(compile_condition(option.deed.when, self.layout) is True for option in each.options)
            case PickField():
                return any(compile_condition(option.when, self.layout) is True for option in each.options)
            case WriteField():
                return True
            case _:
                assert_never(each)

    # Legs

    def enter(self, name: str) -> Leg:
        """The leg of entering a scene."""
        if name not in self.entering:
            scene = self.scenario.scenes[name]
            effects = scene.effects
            marks = (*self.marks(effects), *self.dues.get(name, ()))
            judged, voices = self.voices(scene)
            telling = Telling((), voices)
            lines = () if judged else telling[0]
            self.entering[name] = Leg(
                self.moves(effects), marks, lines, judged, telling if judged else None, self.rooms[name]
            )
        return self.entering[name]

    def deed(self, deed: Deed, lines: tuple[Line, ...]) -> Leg:
        """The leg of doing a deed, which leads nowhere yet."""
        to_fulfilled = {
            DutyStatus.WAITING: DutyStatus.FULFILLED,
            DutyStatus.OPEN: DutyStatus.FULFILLED,
            DutyStatus.LATE: DutyStatus.FULFILLED_LATE,
        }
        fulfilled = [self.duty(name, to_fulfilled, fulfils=True) for name in deed.effects.fulfils]
        return Leg(self.moves(deed.effects), (*fulfilled, *self.marks(deed.effects)), lines, (), None, None)

    def leads(self, leg: Leg, targets: Sequence[Target]) -> Leg:
        """The leg and where it leads: at once into the scene, where no condition decides which."""
        compiled = self.targets(targets)
        if not compiled or compiled[0][0] is not None:
            return replace(leg, targets=compiled)
        into = compiled[0][1]
        return Leg(
            moves=leg.moves + into.moves,
            marks=leg.marks + into.marks,
            lines=leg.lines + into.lines,
            judged=into.judged,
            telling=None if into.telling is None else Telling(leg.lines, into.telling.voices),
            room=into.room,
        )

    def targets(self, targets: Sequence[Target]) -> tuple[tuple[Guard | None, Leg], ...]:
        """The targets that can be reached, the last without a condition if one always fits."""
        found: list[tuple[Guard | None, Leg]] = []
        for target in targets:
            guard = compile_condition(target.when, self.layout)
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
                    judged.append((bit, guard))
                voice.append((bit, Line(kind, variant.text, scene.id)))
            voices.append(tuple(voice))
        return tuple(judged), tuple(voices)

    def speakable(self, words: Words) -> Iterable[tuple[Variant, Guard | None]]:
        for variant in words:
            guard = compile_condition(variant.when, self.layout)
            if guard is True:
                yield variant, None
                return
            if guard is not False:
                yield variant, guard

    # Effects

    def moves(self, effects: Effects) -> tuple[Move, ...]:
        slots = self.layout.slots
        changed = []
        for name, delta in effects.change:
            variable = self.scenario.variables[name]
            most = UNLIMITED if variable.maximum is None else variable.maximum
            least = -UNLIMITED if variable.minimum is None else variable.minimum
            changed.append((slots[name], delta, min(least, most), most))
        placed = [(name, self.layout.encode(value)) for name, value in effects.set]
        return (*changed, *((slots[name], 0, number, number) for name, number in placed))

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
