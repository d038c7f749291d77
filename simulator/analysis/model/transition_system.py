"""A scenario compiled for going through all its situations: what each way on does to the bits of a situation.

What conditions decide and what effects change is not compiled but asked of the engine, once for each combination of the
bits that it depends on, and looked up from then on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeAlias, assert_never

from simulator.analysis.actions import actions
from simulator.analysis.finding import Address, Step
from simulator.engine.availability import fits
from simulator.engine.scenario import Action, Choice, Decision, Effects, Ending, Form, Onward, Scenario, Scene, Target
from simulator.engine.turn_builder import MAX_ONWARD

from .bit_layout import Field, Packing, mask_of
from .forms import Alike, Answered, Answering, Consequence, answerings, beside, shown
from .liveness import Liveness, form_conditions, variant_conditions
from .lookup_tables import FULFILLED, OPENED, TURNED_LATE, Change, Clamped, Constant, Fork, Turn, status
from .scene_links import returning


@dataclass(slots=True, eq=False)
class Leg:
    """What happens to the bits up to the next scene, or to a place where targets decide."""

    keep: int
    put: int
    changes: tuple[tuple[int, Change], ...]
    room: "Room | None" = None
    """The scene that is entered; None where ``fork`` decides."""
    fork: Fork | None = None


@dataclass(slots=True, eq=False)
class Way:
    """One way on that a learner can take: a choice, or all answers to a form that count for the same."""

    number: int
    scene: str
    step: Step
    """How ``expect`` writes it; of several answers one."""
    actions: tuple[Action, ...]
    """What is done, in order; of a form only what has consequences."""
    consequence: Consequence
    weight: int
    """How many different answers it stands for; 1 for a choice."""


@dataclass(slots=True, eq=False)
class Bundle:
    """Ways on that change the same, and differ in what they count for: one for a choice, several for a form."""

    number: int
    leg: Leg
    ways: tuple[Way, ...]


Bundles: TypeAlias = tuple[Bundle, ...]


@dataclass(slots=True, eq=False)
class Room:
    """A compiled scene."""

    scene: Scene
    place: int
    mask: int = 0
    """The bits that decide what is open."""
    offers: "Offers | None" = None
    """What is open by those bits; None where the scene asks for nothing."""
    waits: bool = False
    """Whether something is open here whatever the situation."""
    onward: Leg | None = None
    """Where to go on to when nothing is open, or nothing is asked."""
    ending: bool = False
    passed: bool = False
    """Whether it was entered on the way to another scene."""
    heard: int = 0
    """The bits that decide which words are said."""
    met: set[int] = field(default_factory=set)
    """Those bits as they were whenever the scene was entered."""


class Offers(dict[int, Bundles]):
    """The ways on that are open in one scene, by the bits that decide it; filled as they are met."""

    __slots__ = ("machine", "names", "scene")

    def __init__(self, machine: "Machine", scene: Scene, names: tuple[str, ...]) -> None:
        super().__init__()
        self.machine = machine
        self.scene = scene
        self.names = names

    def __missing__(self, key: int) -> Bundles:
        found = self[key] = self.machine.same(self.machine.open(self.scene, self.names, key))
        return found


class Machine:
    """All rooms of a scenario, and its ways on by number."""

    def __init__(self, scenario: Scenario, *, texts: bool = True, judged: frozenset[str] = frozenset()) -> None:
        self.scenario = scenario
        self.packing = Packing(scenario, returning(scenario))
        self.judged = judged
        """Variables of which every change is worked out, also where nothing looks at it afterwards."""
        always = mask_of(self.packing.variables[name] for name in judged)
        self.liveness = Liveness(scenario, self.packing, texts=texts, always=always)
        self.ways: list[Way] = []
        self.bundles: list[Bundle] = []
        self.rooms = [Room(scene, place) for place, scene in enumerate(scenario.scenes.values())]
        self._addresses = {id(each.action): each.address for each in actions(scenario)}
        self._entering: dict[str, Leg] = {}
        self._choices: dict[tuple[str, str], Bundle] = {}
        self._forms: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], Bundles] = {}
        self._same: dict[Bundles, Bundles] = {}
        self._dues: dict[str, list[Field]] = {}
        for name, duty in scenario.duties.items():
            if duty.due is not None:
                self._dues.setdefault(duty.due, []).append(self.packing.duties[name])
        for room in self.rooms:
            self._furnish(room, texts)

    # Compiling

    def _furnish(self, room: Room, texts: bool) -> None:
        scene, packing = room.scene, self.packing
        content = scene.content
        if texts:
            room.heard = packing.reads(variant_conditions(scene))
        match content:
            case Ending():
                room.ending = True
            case Onward(goto=goto):
                room.onward = self._leg((), goto)
            case Form():
                conditions = tuple(form_conditions(content))
                room.mask = packing.reads(conditions)
                room.offers = Offers(self, scene, packing.names(conditions))
                room.onward = self._leg((), content.goto)
            case Decision():
                self._furnish_decision(room, content)
            case _:
                assert_never(content)

    def _furnish_decision(self, room: Room, content: Decision) -> None:
        scene, packing = room.scene, self.packing
        conditions = tuple(choice.action.when for choice in content.choices)
        used = [packing.used[key] for choice in content.choices if (key := (scene.id, choice.id)) in packing.used]
        room.mask = packing.reads(conditions)
        for each in used:
            room.mask |= each.mask
        room.offers = Offers(self, scene, packing.names(conditions))
        room.waits = any(
            choice.action.when is None and (scene.id, choice.id) not in packing.used for choice in content.choices
        )
        if content.otherwise is not None:
            room.onward = self._leg((), (Target(content.otherwise),))

    def _leg(self, doing: Sequence[Alike], targets: Sequence[Target], used: Field | None = None) -> Leg:
        """What actions do, one after another, together with entering the scene that follows, if there is only one."""
        turns: dict[Field, list[Turn]] = {}
        if used is not None:
            turns[used] = [Constant(1)]
        for alike in doing:
            self._happen(turns, alike[0].effects, tuple(self._addresses[id(action)] for action in alike))
        if len(targets) == 1 and targets[0].when is None:
            return self._arrive(turns, targets[0].to)
        fork = Fork(self.packing, [each.when for each in targets], [self._enter(each.to) for each in targets])
        return self._made(turns, self.liveness.at(targets), fork=fork)

    def _enter(self, scene: str) -> Leg:
        if scene not in self._entering:
            self._entering[scene] = self._arrive({}, scene)
        return self._entering[scene]

    def _arrive(self, turns: dict[Field, list[Turn]], scene: str) -> Leg:
        self._happen(turns, self.scenario.scenes[scene].effects, (("scenes", scene),))
        for each in self._dues.get(scene, ()):
            turns.setdefault(each, []).append(status(each, TURNED_LATE))
        return self._made(turns, self.liveness.after[scene], room=self.rooms[self.packing.places[scene]])

    def _happen(self, turns: dict[Field, list[Turn]], effects: Effects, addresses: Sequence[Address]) -> None:
        packing = self.packing
        for duty in effects.fulfils:
            turns.setdefault(packing.duties[duty], []).append(status(packing.duties[duty], FULFILLED))
        for fact in effects.learn:
            turns.setdefault(packing.facts[fact], []).append(Constant(1))
        for duty in effects.opens:
            turns.setdefault(packing.duties[duty], []).append(status(packing.duties[duty], OPENED))
        for name, delta in effects.change:
            each = packing.variables[name]
            places = tuple((*address, "change", name) for address in addresses)
            turns.setdefault(each, []).append(Clamped.of(each, delta, places))
        for name, value in effects.set:
            each = packing.variables[name]
            before = turns.get(each, []) if name in self.judged else []
            turns[each] = [*before, Constant(each.raw(value))]

    def _made(
        self, turns: dict[Field, list[Turn]], live: int, room: Room | None = None, fork: Fork | None = None
    ) -> Leg:
        """A leg that changes only what matters afterwards, and forgets the rest."""
        put = 0
        changes = []
        keep = live
        scene = self.packing.scene
        if room is not None:
            put |= room.place << scene.shift
            keep &= ~scene.mask
        else:
            keep |= scene.mask
        for each, happening in turns.items():
            if not each.mask & live:
                continue
            if len(happening) == 1 and (always := _always(happening[0])) is not None:
                keep &= ~each.mask
                put |= always << each.shift
            else:
                changes.append((each.mask, Change(each, happening)))
        return Leg(keep, put, tuple(changes), room, fork)

    # Asking

    def open(self, scene: Scene, names: tuple[str, ...], situation: int) -> Bundles:
        """The ways on that are open in a scene."""
        known = self.packing.known(names, situation)
        if isinstance(scene.content, Form):
            return self._answers(scene, scene.content, tuple(shown(scene.content, known)))
        assert isinstance(scene.content, Decision)  # noqa: S101  (no other scene asks for anything)
        used = self.packing.used
        return tuple(
            self._choice(scene, choice)
            for choice in scene.content.choices
            if fits(choice.action.when, known)
            and ((key := (scene.id, choice.id)) not in used or not situation & used[key].mask)
        )

    def same(self, bundles: Bundles) -> Bundles:
        """The one tuple of all that are equal: what decides differs far more often than what is open by it."""
        return self._same.setdefault(bundles, bundles)

    def _choice(self, scene: Scene, choice: Choice) -> Bundle:
        key = (scene.id, choice.id)
        if key not in self._choices:
            leg = self._leg(((choice.action,),), choice.goto, self.packing.used.get(key))
            way = self._way(scene, choice.id, (choice.action,), Consequence.of((choice.action,)), 1)
            self._choices[key] = self._bundle(leg, (way,))
        return self._choices[key]

    def _answers(self, scene: Scene, form: Form, fields: tuple[Answering, ...]) -> Bundles:
        key = (scene.id, tuple(each.key for each in fields))
        if key not in self._forms:
            alike: dict[tuple[Effects, ...], list[Answered]] = {}
            for each in answerings(fields) if fields else ():
                effects = tuple(actions[0].effects for actions in each.changing)
                alike.setdefault(effects, []).append(each)
            self._forms[key] = tuple(self._handing_in(scene, form, group) for group in alike.values())
        return self._forms[key]

    def _handing_in(self, scene: Scene, form: Form, alike: Sequence[Answered]) -> Bundle:
        ways = tuple(self._way(scene, each.step, each.actions, each.consequence, each.weight) for each in alike)
        return self._bundle(self._leg(reduce(beside, (each.changing for each in alike)), form.goto), ways)

    def _way(self, scene: Scene, step: Step, actions: tuple[Action, ...], consequence: Consequence, weight: int) -> Way:
        way = Way(len(self.ways), scene.id, step, actions, consequence, weight)
        self.ways.append(way)
        return way

    def _bundle(self, leg: Leg, ways: tuple[Way, ...]) -> Bundle:
        bundle = Bundle(len(self.bundles), leg, ways)
        self.bundles.append(bundle)
        return bundle

    @property
    def entering(self) -> list[Leg]:
        """The legs that do nothing but enter a scene."""
        return list(self._entering.values())

    def shown(self, scene: str) -> frozenset[tuple[str, str]]:
        """The options of a scene's form that were ever shown, as field and option; a text field has the option ""."""
        found = set()
        for where, fields in self._forms:
            if where == scene:
                found |= {(field, option) for field, options in fields for option in options or ("",)}
        return frozenset(found)

    # Going

    def begin(self) -> int:
        """The first situation in which something can be chosen, or where it has ended or is stuck already."""
        return self.go(self.packing.start(self.scenario), self._enter(self.scenario.start))

    def go(self, situation: int, leg: Leg) -> int:
        """Along a leg and those that follow it without a decision."""
        entered = 0
        while True:
            situation = situation & leg.keep | leg.put
            for mask, change in leg.changes:
                situation += change[situation & mask]
            room = leg.room
            if room is None:
                assert leg.fork is not None  # noqa: S101  (a leg ends in a scene or in a fork)
                onward = leg.fork[situation & leg.fork.mask]
            else:
                entered += 1
                if room.heard:
                    room.met.add(situation & room.heard)
                if room.ending or room.waits or (room.offers is not None and room.offers[situation & room.mask]):
                    return situation
                room.passed = True
                onward = room.onward if entered < MAX_ONWARD else None
            if onward is None:
                return situation & self.packing.scene.mask | self.packing.stuck.mask
            leg = onward

    def room(self, situation: int) -> Room:
        """The scene of a situation."""
        return self.rooms[situation & self.packing.scene.mask]


def _always(turn: Turn) -> int | None:
    """The bits that a turn leads to whatever they were; None where it depends on them."""
    return turn.raw if isinstance(turn, Constant) else None
