"""The options that a step takes, as bits; and how a form is best answered to take those that are still wanted.

What is wanted of one field does not depend on another's answer, so the best assignment of a form is the best of each
field within one combination of classes of answers. Boxes that leave no trace by themselves are sorted by what turning
each would gain, and as many are turned as may be wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from simulator.analysis.actions import actions
from simulator.analysis.finding import Step
from simulator.analysis.model.forms import Consequence, FieldAnswer, ShownField, matters, shown
from simulator.analysis.model.reachability import Exploration
from simulator.analysis.model.transition_system import OpenTransitions, TransitionGroup
from simulator.engine.scenario import Action, Effects, Form, Scenario


class OptionBits:
    """The choices, options to pick and boxes to tick of a scenario, each with a bit of its own."""

    def __init__(self, scenario: Scenario) -> None:
        self.keys = tuple((each.scene, each.field, each.action.id) for each in actions(scenario))
        self.bits: Mapping[tuple[str, str | None, str], int] = {key: 1 << place for place, key in enumerate(self.keys)}

    def of_step(self, scene: str, step: Step) -> int:
        """What a step takes in a scene."""
        if isinstance(step, str):
            return self.bits[scene, None, step]
        found = 0
        for field, given in step.items():
            for option in (given,) if isinstance(given, str) else given:
                found |= self.bits.get((scene, field, option), 0)
        return found

    def ids(self, bits: int) -> tuple[str, ...]:
        """The ids of some options, in the order of the document."""
        return tuple(key[2] for place, key in enumerate(self.keys) if bits >> place & 1)


@dataclass(frozen=True, slots=True)
class WantedOptions:
    """The options that are still wanted, and how much each is wanted."""

    bits: int
    weights: Sequence[int]
    """By place of the bit."""

    def gain(self, taken: int) -> int:
        """What some options are worth together."""
        left, found = taken & self.bits, 0
        while left:
            lowest = left & -left
            found += self.weights[lowest.bit_length() - 1]
            left ^= lowest
        return found

    def without(self, taken: int) -> "WantedOptions":
        """What is wanted once some options have been taken."""
        return WantedOptions(self.bits & ~taken, self.weights)


@dataclass(frozen=True, slots=True)
class StepAssignment:
    """One way of taking a step."""

    gain: int
    step: Step
    bits: int


@dataclass(frozen=True, slots=True)
class FieldAssignment:
    """An answer to one field of a form; light boxes may still be ticked in one way or another."""

    field: str
    given: str | tuple[str, ...]
    """One way of giving it."""
    bits: int
    """What that takes."""
    light: tuple[tuple[str, int, bool], ...] = ()
    """The boxes that leave no trace by themselves: id, bit, and whether it belongs."""
    wrong: tuple[int, ...] = ()
    """How many of them may be wrong."""

    @property
    def possible(self) -> int:
        """All that it can take, in one way or another."""
        bits = self.bits
        for _, bit, belongs in self.light:
            if self.wrong[0] < len(self.light) if belongs else self.wrong[-1] > 0:
                bits |= bit
        return bits


FormAssignment: TypeAlias = tuple[FieldAssignment, ...]
"""The answers to a whole form."""


class FormAssignments:
    """By signature: what a step takes, or can take."""

    def __init__(self, exploration: Exploration, options: OptionBits, signatures: Sequence[int]) -> None:
        self.options = options
        self.choices: dict[int, tuple[Step, int]] = {}
        """By signature: the choice and its bit."""
        self.assignment_sets: list[tuple[FormAssignment, ...]] = []
        """The different sets of ways in which forms can be filled in."""
        self.assignment_set: dict[int, int] = {}
        """By signature: the place of its set."""
        self.possible: dict[int, int] = {}
        """By signature: all that it can take, in one way or another."""
        self._parts: dict[FieldAssignment, FieldAssignment] = {}
        for transition in exploration.system.transitions:
            if isinstance(transition.step, str):
                bits = options.of_step(transition.scene, transition.step)
                signature = signatures[transition.number]
                self.choices[signature] = transition.step, bits
                self.possible[signature] = bits
        found: dict[int, dict[FormAssignment, None]] = {}
        for scene, fields, groups in _forms(exploration):
            for signature, assignment in self._assignments(scene, fields, groups, signatures):
                found.setdefault(signature, {})[assignment] = None
        numbers: dict[tuple[FormAssignment, ...], int] = {}
        for signature, assignments in found.items():
            self.assignment_set[signature] = numbers.setdefault(tuple(assignments), len(numbers))
            self.possible[signature] = _union(part.possible for assignment in assignments for part in assignment)
        self.assignment_sets += numbers

    def _assignments(
        self, scene: str, fields: tuple[ShownField, ...], groups: Sequence[TransitionGroup], signatures: Sequence[int]
    ) -> Iterator[tuple[int, FormAssignment]]:
        """Every way of filling in a form, with the signature of what comes of it."""
        transitions = {
            _key(transition.consequence, transition.actions): transition
            for group in groups
            for transition in group.transitions
        }
        parts = {id(answer): self._part(scene, each.id, answer) for each in fields for answer in each.answers}
        for answers in product(*(each.answers for each in fields)):
            actions = tuple(action for answer in answers for action in answer.actions if matters(action))
            consequence = Consequence.of(actions, tuple(tick for answer in answers for tick in answer.ticks))
            transition = transitions[_key(consequence, actions)]
            yield signatures[transition.number], tuple(parts[id(answer)] for answer in answers)

    def _part(self, scene: str, field: str, answer: FieldAnswer) -> FieldAssignment:
        bits = self.options.bits
        light = tuple((box.id, bits[scene, field, box.id], box.belongs) for box in answer.light)
        part = FieldAssignment(
            field, answer.given, self.options.of_step(scene, {field: answer.given}), light, answer.wrong
        )
        return self._parts.setdefault(part, part)


class GainTable:
    """What each step is worth while certain options are wanted."""

    def __init__(self, assignments: FormAssignments, wanted: WantedOptions) -> None:
        self.assignments = assignments
        self.wanted = wanted
        self._assignment_sets: dict[int, StepAssignment] = {}
        self._parts: dict[int, tuple[int, str | tuple[str, ...], int]] = {}

    def gain(self, signature: int) -> int:
        """What the best way of taking a step is worth."""
        if not self.assignments.possible[signature] & self.wanted.bits:
            return 0
        return self.best(signature).gain

    def best(self, signature: int) -> StepAssignment:
        """The way of taking a step that is worth most; of those that are worth the same the first."""
        choice = self.assignments.choices.get(signature)
        if choice is not None:
            return StepAssignment(self.wanted.gain(choice[1]), *choice)
        assignment_set = self.assignments.assignment_set[signature]
        if assignment_set not in self._assignment_sets:
            assignments = self.assignments.assignment_sets[assignment_set]
            if not self.assignments.possible[signature] & self.wanted.bits:
                assignments = assignments[:1]
            best = max(assignments, key=lambda assignment: sum(self._best(part)[0] for part in assignment))
            parts = [(part.field, *self._best(part)) for part in best]
            step = {field: given for field, _, given, _ in parts if given}
            self._assignment_sets[assignment_set] = StepAssignment(
                sum(part[1] for part in parts), step, _union(part[3] for part in parts)
            )
        return self._assignment_sets[assignment_set]

    def _best(self, part: FieldAssignment) -> tuple[int, str | tuple[str, ...], int]:
        """What an answer is worth, the way of giving it that is worth most, and what that takes."""
        found = self._parts.get(id(part))
        if found is None:
            found = self._parts[id(part)] = self._worked_out(part)
        return found

    def _worked_out(self, part: FieldAssignment) -> tuple[int, str | tuple[str, ...], int]:
        wanted = self.wanted
        if isinstance(part.given, str) or not any(bit & wanted.bits for _, bit, _ in part.light):
            return wanted.gain(part.bits), part.given, part.bits
        changes = sorted(
            ((wanted.gain(bit) * (-1 if belongs else 1), bit) for _, bit, belongs in part.light), reverse=True
        )
        number = max(part.wrong, key=lambda number: sum(change for change, _ in changes[:number]))
        turned = _union(bit for _, bit in changes[:number])
        light = _union(bit for _, bit, _ in part.light)
        ticked = _union(bit for _, bit, belongs in part.light if belongs != bool(bit & turned))
        bits = part.bits & ~light | ticked
        return wanted.gain(bits), self.assignments.options.ids(bits), bits


def _union(several: Iterable[int]) -> int:
    found = 0
    for each in several:
        found |= each
    return found


def _key(consequence: Consequence, actions: Sequence[Action]) -> tuple[Consequence, tuple[Effects, ...]]:
    """What tells answers apart: which of the actions it is that changes something does not matter."""
    return consequence, tuple(action.effects for action in actions if action.effects != Effects())


def _forms(exploration: Exploration) -> Iterator[tuple[str, tuple[ShownField, ...], Sequence[TransitionGroup]]]:
    """Every form that was met, with the fields and options shown there and the ways on; each once."""
    layout = exploration.system.layout
    met: set[int] = set()
    for compiled in exploration.system.compiled_scenes:
        scene = compiled.scene
        if isinstance(scene.content, Form) and isinstance(compiled.open_groups, OpenTransitions):
            for key, groups in compiled.open_groups.items():
                if groups and groups[0].number not in met:
                    met.add(groups[0].number)
                    yield (
                        scene.id,
                        tuple(shown(scene.content, layout.values_of(compiled.open_groups.names, key))),
                        groups,
                    )
