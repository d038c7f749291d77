"""A scenario compiled to a transition system: what each transition does to the bits of a situation.

A transition is a choice, or all answers to a form that count for the same; an update is what it changes, up to the
next scene. What conditions decide and what effects change is not compiled but asked of the engine, once for each
combination of the bits that it depends on, and looked up from then on (memo functions; Michie, 1968). So there is one
meaning of conditions, and properties hold every walk here equal to what `engine.play` makes of it.
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

from .bit_layout import BitField, BitLayout, mask_of
from .forms import Alike, Consequence, FormAnswer, ShownField, beside, form_answers, shown
from .liveness import Liveness, form_conditions, variant_conditions
from .lookup_tables import FULFILLED, OPENED, TURNED_LATE, BitChange, ChangeTable, Clamped, Fork, SetTo, status
from .scene_links import returning


@dataclass(slots=True, eq=False)
class Update:
    """What happens to the bits up to the next scene, or to a place where targets decide."""

    keep: int
    put: int
    changes: tuple[tuple[int, ChangeTable], ...]
    compiled: "CompiledScene | None" = None
    """The scene that is entered; None where ``fork`` decides."""
    fork: Fork | None = None


@dataclass(slots=True, eq=False)
class Transition:
    """One step that a learner can take: a choice, or all answers to a form that count for the same."""

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
class TransitionGroup:
    """Transitions that change the same, and differ in what they count for: one for a choice, several for a form."""

    number: int
    update: Update
    transitions: tuple[Transition, ...]


TransitionGroups: TypeAlias = tuple[TransitionGroup, ...]


@dataclass(slots=True, eq=False)
class CompiledScene:
    """A compiled scene."""

    scene: Scene
    place: int
    mask: int = 0
    """The bits that decide what is open."""
    open_groups: "OpenTransitions | None" = None
    """What is open by those bits; None where the scene asks for nothing."""
    waits: bool = False
    """Whether something is open here whatever the situation."""
    onward: Update | None = None
    """Where to go on to when nothing is open, or nothing is asked."""
    ending: bool = False
    passed: bool = False
    """Whether it was entered on the way to another scene."""
    heard: int = 0
    """The bits that decide which words are said."""
    met: set[int] = field(default_factory=set)
    """Those bits as they were whenever the scene was entered."""


class OpenTransitions(dict[int, TransitionGroups]):
    """The transitions that are open in one scene, by the bits that decide it; filled as they are met."""

    __slots__ = ("names", "scene", "system")

    def __init__(self, system: "TransitionSystem", scene: Scene, names: tuple[str, ...]) -> None:
        super().__init__()
        self.system = system
        self.scene = scene
        self.names = names

    def __missing__(self, key: int) -> TransitionGroups:
        found = self[key] = self.system.same(self.system.open(self.scene, self.names, key))
        return found


class TransitionSystem:
    """All scenes of a scenario, compiled, and its transitions by number."""

    def __init__(self, scenario: Scenario, *, texts: bool = True, judged: frozenset[str] = frozenset()) -> None:
        self.scenario = scenario
        self.layout = BitLayout(scenario, returning(scenario))
        self.judged = judged
        """Variables of which every change is worked out, also where nothing looks at it afterwards."""
        always = mask_of(self.layout.variables[name] for name in judged)
        self.liveness = Liveness(scenario, self.layout, texts=texts, always=always)
        self.transitions: list[Transition] = []
        self.groups: list[TransitionGroup] = []
        self.compiled_scenes = [CompiledScene(scene, place) for place, scene in enumerate(scenario.scenes.values())]
        self._addresses = {id(each.action): each.address for each in actions(scenario)}
        self._entering: dict[str, Update] = {}
        self._choices: dict[tuple[str, str], TransitionGroup] = {}
        self._forms: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], TransitionGroups] = {}
        self._same: dict[TransitionGroups, TransitionGroups] = {}
        self._dues: dict[str, list[BitField]] = {}
        for name, duty in scenario.duties.items():
            if duty.due is not None:
                self._dues.setdefault(duty.due, []).append(self.layout.duties[name])
        for compiled in self.compiled_scenes:
            self._furnish(compiled, texts)

    # Compiling

    def _furnish(self, compiled: CompiledScene, texts: bool) -> None:
        scene, layout = compiled.scene, self.layout
        content = scene.content
        if texts:
            compiled.heard = layout.reads(variant_conditions(scene))
        match content:
            case Ending():
                compiled.ending = True
            case Onward(goto=goto):
                compiled.onward = self._update((), goto)
            case Form():
                conditions = tuple(form_conditions(content))
                compiled.mask = layout.reads(conditions)
                compiled.open_groups = OpenTransitions(self, scene, layout.names(conditions))
                compiled.onward = self._update((), content.goto)
            case Decision():
                self._furnish_decision(compiled, content)
            case _:
                assert_never(content)

    def _furnish_decision(self, compiled: CompiledScene, content: Decision) -> None:
        scene, layout = compiled.scene, self.layout
        conditions = tuple(choice.action.when for choice in content.choices)
        used = [layout.used[key] for choice in content.choices if (key := (scene.id, choice.id)) in layout.used]
        compiled.mask = layout.reads(conditions)
        for each in used:
            compiled.mask |= each.mask
        compiled.open_groups = OpenTransitions(self, scene, layout.names(conditions))
        compiled.waits = any(
            choice.action.when is None and (scene.id, choice.id) not in layout.used for choice in content.choices
        )
        if content.otherwise is not None:
            compiled.onward = self._update((), (Target(content.otherwise),))

    def _update(self, doing: Sequence[Alike], targets: Sequence[Target], used: BitField | None = None) -> Update:
        """What actions do, one after another, together with entering the scene that follows, if there is only one."""
        turns: dict[BitField, list[BitChange]] = {}
        if used is not None:
            turns[used] = [SetTo(1)]
        for alike in doing:
            self._add_effects(turns, alike[0].effects, tuple(self._addresses[id(action)] for action in alike))
        if len(targets) == 1 and targets[0].when is None:
            return self._arrive(turns, targets[0].to)
        fork = Fork(self.layout, [each.when for each in targets], [self._enter(each.to) for each in targets])
        return self._update_of(turns, self.liveness.at(targets), fork=fork)

    def _enter(self, scene: str) -> Update:
        if scene not in self._entering:
            self._entering[scene] = self._arrive({}, scene)
        return self._entering[scene]

    def _arrive(self, turns: dict[BitField, list[BitChange]], scene: str) -> Update:
        self._add_effects(turns, self.scenario.scenes[scene].effects, (("scenes", scene),))
        for each in self._dues.get(scene, ()):
            turns.setdefault(each, []).append(status(each, TURNED_LATE))
        return self._update_of(
            turns, self.liveness.after[scene], compiled=self.compiled_scenes[self.layout.places[scene]]
        )

    def _add_effects(
        self, turns: dict[BitField, list[BitChange]], effects: Effects, addresses: Sequence[Address]
    ) -> None:
        layout = self.layout
        for duty in effects.fulfils:
            turns.setdefault(layout.duties[duty], []).append(status(layout.duties[duty], FULFILLED))
        for fact in effects.learn:
            turns.setdefault(layout.facts[fact], []).append(SetTo(1))
        for duty in effects.opens:
            turns.setdefault(layout.duties[duty], []).append(status(layout.duties[duty], OPENED))
        for name, delta in effects.change:
            each = layout.variables[name]
            places = tuple((*address, "change", name) for address in addresses)
            turns.setdefault(each, []).append(Clamped.of(each, delta, places))
        for name, value in effects.set:
            each = layout.variables[name]
            before = turns.get(each, []) if name in self.judged else []
            turns[each] = [*before, SetTo(each.raw(value))]

    def _update_of(
        self,
        turns: dict[BitField, list[BitChange]],
        live: int,
        compiled: CompiledScene | None = None,
        fork: Fork | None = None,
    ) -> Update:
        """An update that changes only what matters afterwards, and forgets the rest."""
        put = 0
        changes = []
        keep = live
        scene = self.layout.scene
        if compiled is not None:
            put |= compiled.place << scene.shift
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
                changes.append((each.mask, ChangeTable(each, happening)))
        return Update(keep, put, tuple(changes), compiled, fork)

    # Asking

    def open(self, scene: Scene, names: tuple[str, ...], situation: int) -> TransitionGroups:
        """The transitions that are open in a scene."""
        known = self.layout.values_of(names, situation)
        if isinstance(scene.content, Form):
            return self._answers(scene, scene.content, tuple(shown(scene.content, known)))
        assert isinstance(scene.content, Decision)  # noqa: S101  (no other scene asks for anything)
        used = self.layout.used
        return tuple(
            self._choice(scene, choice)
            for choice in scene.content.choices
            if fits(choice.action.when, known)
            and ((key := (scene.id, choice.id)) not in used or not situation & used[key].mask)
        )

    def same(self, groups: TransitionGroups) -> TransitionGroups:
        """The one tuple of all that are equal: what decides differs far more often than what is open by it."""
        return self._same.setdefault(groups, groups)

    def _choice(self, scene: Scene, choice: Choice) -> TransitionGroup:
        key = (scene.id, choice.id)
        if key not in self._choices:
            update = self._update(((choice.action,),), choice.goto, self.layout.used.get(key))
            transition = self._transition(scene, choice.id, (choice.action,), Consequence.of((choice.action,)), 1)
            self._choices[key] = self._group(update, (transition,))
        return self._choices[key]

    def _answers(self, scene: Scene, form: Form, fields: tuple[ShownField, ...]) -> TransitionGroups:
        key = (scene.id, tuple(each.key for each in fields))
        if key not in self._forms:
            alike: dict[tuple[Effects, ...], list[FormAnswer]] = {}
            for each in form_answers(fields) if fields else ():
                effects = tuple(actions[0].effects for actions in each.changing)
                alike.setdefault(effects, []).append(each)
            self._forms[key] = tuple(self._handing_in(scene, form, group) for group in alike.values())
        return self._forms[key]

    def _handing_in(self, scene: Scene, form: Form, alike: Sequence[FormAnswer]) -> TransitionGroup:
        transitions = tuple(
            self._transition(scene, each.step, each.actions, each.consequence, each.weight) for each in alike
        )
        return self._group(self._update(reduce(beside, (each.changing for each in alike)), form.goto), transitions)

    def _transition(
        self, scene: Scene, step: Step, actions: tuple[Action, ...], consequence: Consequence, weight: int
    ) -> Transition:
        transition = Transition(len(self.transitions), scene.id, step, actions, consequence, weight)
        self.transitions.append(transition)
        return transition

    def _group(self, update: Update, transitions: tuple[Transition, ...]) -> TransitionGroup:
        group = TransitionGroup(len(self.groups), update, transitions)
        self.groups.append(group)
        return group

    @property
    def entering(self) -> list[Update]:
        """The updates that do nothing but enter a scene."""
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
        return self.go(self.layout.start(self.scenario), self._enter(self.scenario.start))

    def go(self, situation: int, update: Update) -> int:
        """The situation after an update and those that follow it without a decision."""
        entered = 0
        while True:
            situation = situation & update.keep | update.put
            for mask, change in update.changes:
                situation += change[situation & mask]
            compiled = update.compiled
            if compiled is None:
                assert update.fork is not None  # noqa: S101  (an update ends in a scene or in a fork)
                onward = update.fork[situation & update.fork.mask]
            else:
                entered += 1
                if compiled.heard:
                    compiled.met.add(situation & compiled.heard)
                if (
                    compiled.ending
                    or compiled.waits
                    or (compiled.open_groups is not None and compiled.open_groups[situation & compiled.mask])
                ):
                    return situation
                compiled.passed = True
                onward = compiled.onward if entered < MAX_ONWARD else None
            if onward is None:
                return situation & self.layout.scene.mask | self.layout.stuck.mask
            update = onward

    def compiled(self, situation: int) -> CompiledScene:
        """The scene of a situation."""
        return self.compiled_scenes[situation & self.layout.scene.mask]


def _always(turn: BitChange) -> int | None:
    """The bits that a turn leads to whatever they were; None where it depends on them."""
    return turn.raw if isinstance(turn, SetTo) else None
