"""The graph of a scenario's situations the long way: followed by the engine, told apart by what can still matter.

What can still matter is decided as a reader would: is there some way on, whatever conditions say, on which a name is
looked at before it is given a value? Nothing here knows of `simulator.analysis`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from simulator.engine.condition import names
from simulator.engine.scenario import (
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
)
from simulator.engine.state import Act, Did, Situation, State, Ticked
from tests.analysis.brute import Step, TooManyError, begun, options, taken

Key = tuple[object, ...]


class Matters:
    """What can still matter in each scene once it has been entered."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        given = (*scenario.variables, *scenario.facts)
        self.names = {
            scene: [name for name in given if self._looked_at(scene, name, set())] for scene in scenario.scenes
        }
        self.ahead = {scene: set(self._following(scene)) for scene in scenario.scenes}

    def key(self, situation: Situation) -> Key:
        """The same for situations that differ in nothing that can still matter."""
        scene = situation.scene
        if situation.stuck:
            return ("stuck", scene)
        known = tuple(situation.values[name] for name in self.names[scene])
        used = frozenset(each for each in situation.used if each[0] in self.ahead[scene])
        return scene, known, tuple(situation.duties.values()), used

    def _looked_at(self, scene: str, name: str, seen: set[str]) -> bool:
        if scene in seen:
            return False
        seen.add(scene)
        if name in read_in(self.scenario.scenes[scene]):
            return True
        for effects, targets in ways_of(self.scenario.scenes[scene]):
            if _gives(effects, name):
                continue
            if any(target.when is not None and name in names(target.when) for target in targets):
                return True
            for target in targets:
                entered = self.scenario.scenes[target.to]
                if not _gives(entered.effects, name) and self._looked_at(target.to, name, seen):
                    return True
        return False

    def _following(self, scene: str) -> Iterator[str]:
        """The scene and all that can follow it, whatever conditions say."""
        waiting = [scene]
        for each in waiting:
            yield each
            for _, targets in ways_of(self.scenario.scenes[each]):
                waiting += [target.to for target in targets if target.to not in waiting]


def _gives(effects: Effects, name: str) -> bool:
    return name in effects.learn or name in dict(effects.set)


def read_in(scene: Scene) -> set[str]:
    """The names that are looked at in a scene before anything is chosen."""
    content = scene.content
    whens = [variant.when for words in (scene.tells, scene.cue, scene.says) for variant in words]
    match content:
        case Ending():
            whens += [variant.when for words in (content.text, content.afterwards) for variant in words]
        case Decision():
            whens += [choice.action.when for choice in content.choices]
        case Form():
            for each in content.fields:
                whens.append(each.when)
                if isinstance(each, PickField):
                    whens += [option.when for option in each.options]
                elif isinstance(each, TickField):
                    whens += [box.action.when for box in each.options]
        case Onward():
            pass
    return {name for when in whens if when is not None for name in names(when)}


def ways_of(scene: Scene) -> list[tuple[Effects, Sequence[Target]]]:
    """The ways on from a scene: what surely happens, and the targets."""
    match scene.content:
        case Decision(choices, otherwise):
            ways: list[tuple[Effects, Sequence[Target]]] = [(choice.action.effects, choice.goto) for choice in choices]
            return ways if otherwise is None else [*ways, (Effects(), (Target(otherwise),))]
        case Form(_, _, goto) | Onward(goto):
            return [(Effects(), goto)]
        case Ending():
            return []


def counted(acts: Iterable[Act]) -> Key:
    """What acts count for: evidence, breaches and repairs in order, and the levels of the fields of boxes."""
    done = [act.action for act in acts if isinstance(act, Did)]
    ticks = [(act.field.clause, act.level) for act in acts if isinstance(act, Ticked)]
    actions = [(action.evidence, action.breach, action.repairs) for action in done]
    return tuple(each for each in actions if each != ((), None, None)), tuple(ticks)


def changed(acts: Iterable[Act]) -> Key:
    """What acts change, in order."""
    done = (act.action.effects for act in acts if isinstance(act, Did))
    return tuple(effects for effects in done if effects != Effects())


@dataclass(slots=True)
class Place:
    """A situation, with one way to it."""

    state: State
    steps: tuple[Step, ...]
    ways: "list[tuple[Step, Key, int]]" = field(default_factory=list)
    """The ways on: each step, what it counts for and changes, and the place that it leads to."""

    @property
    def over(self) -> bool:
        return self.state.closed is not None


class Chain:
    """All situations, the nearest first; with ``scores``, told apart also by everything that counted so far."""

    def __init__(self, scenario: Scenario, most: int, *, scores: bool) -> None:
        self.scenario = scenario
        self.matters = Matters(scenario)
        self.scores = scores
        self.places: list[Place] = []
        self.numbers: dict[Key, int] = {}
        self._place(begun(scenario), ())
        steps = 0
        for place in self.places:  # grows while it is gone through
            for step in options(scenario, place.state):
                state = taken(scenario, place.state, step)
                acts = state.turns[len(place.state.turns)].acts
                number = self._place(state, (*place.steps, step))
                place.ways.append((step, (acts_of(step), counted(acts), changed(acts)), number))
                steps += 1
            if steps > most:
                raise TooManyError

    def _place(self, state: State, steps: tuple[Step, ...]) -> int:
        key = self._key(state)
        number = self.numbers.setdefault(key, len(self.places))
        if number == len(self.places):
            self.places.append(Place(state, steps))
        return number

    def _key(self, state: State) -> Key:
        key = self.matters.key(state.turns[-1].after if state.closed is None else state.turns[-2].after)
        if not self.scores:
            return key
        return key, tuple(now for turn in state.turns if (now := counted(turn.acts)) != ((), ()))

    @property
    def transitions(self) -> int:
        """The ways on from everywhere; answers that count for the same and change the same are one."""
        return sum(len({way[1] for way in place.ways}) for place in self.places)

    def leads(self, goals: Iterable[int]) -> set[int]:
        """The places from which one of some others can follow, those included."""
        found = set(goals)
        size = -1
        while size != len(found):
            size = len(found)
            found |= {number for number, place in enumerate(self.places) if found & {way[2] for way in place.ways}}
        return found

    def after(self, number: int) -> set[int]:
        """A place and all that can follow it."""
        waiting = [number]
        for each in waiting:
            waiting += {way[2] for way in self.places[each].ways} - set(waiting)
        return set(waiting)

    def number(self, state: State) -> int:
        """The place of a state."""
        return self.numbers[self._key(state)]

    def times(self) -> list[Fraction]:
        """How often each place is come to, where every open way is equally likely: Gaussian elimination by the book.

        Every place has to lead to one where it is over.
        """
        size = len(self.places)
        rows = [[Fraction(int(row == column)) for column in range(size)] for row in range(size)]
        for number, place in enumerate(self.places):
            for _, _, to in place.ways:
                rows[to][number] -= Fraction(1, len(place.ways))
        right = [Fraction(int(number == 0)) for number in range(size)]
        for pivot in range(size):
            for row in range(pivot + 1, size):
                factor = rows[row][pivot] / rows[pivot][pivot]
                if factor:
                    right[row] -= factor * right[pivot]
                    rows[row] = [one - factor * two for one, two in zip(rows[row], rows[pivot], strict=True)]
        times = [Fraction(0)] * size
        for row in reversed(range(size)):
            known = sum((rows[row][column] * times[column] for column in range(row + 1, size)), Fraction(0))
            times[row] = (right[row] - known) / rows[row][row]
        return times


def acts_of(step: Step) -> object:
    """What tells choices apart; answers to a form are told apart by what they count for."""
    return step if isinstance(step, str) else None
