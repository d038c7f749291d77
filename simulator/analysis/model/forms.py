"""Forms: all the answers that count for the same, as one, with how many they are.

Boxes that leave no trace by themselves matter only by how many of them are wrong, so they are counted with binomial
coefficients and not gone through: the product over fields is of classes of answers, and weights keep every figure
exact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import comb, prod
from typing import TypeAlias, assert_never

from simulator.analysis.finding import Step
from simulator.engine.availability import fits, tick_level
from simulator.engine.condition import Value
from simulator.engine.rubric import Level
from simulator.engine.scenario import Action, Effects, Form, PickField, TickField, TickOption, WriteField

Evidence: TypeAlias = tuple[tuple[str, Level], ...]


@dataclass(frozen=True, slots=True)
class Consequence:
    """All that a way on counts for, besides what it changes."""

    actions: tuple[tuple[Evidence, str | None, str | None], ...] = ()
    """For each action that counts for something: its evidence, the breach it commits, and the breach it repairs."""
    ticks: Evidence = ()
    """The level of each field of boxes."""

    @classmethod
    def of(cls, actions: Sequence[Action], ticks: Evidence = ()) -> "Consequence":
        """What some actions and fields of boxes count for together."""
        counted = (
            (action.evidence, action.breach, action.repairs)
            for action in actions
            if action.evidence or action.breach is not None or action.repairs is not None
        )
        return cls(tuple(counted), ticks)

    def sorted(self) -> "Consequence":
        """The same in a form in which consequences that come to the same are equal: evidence by itself has no order."""
        plain = [*self.ticks]
        actions = []
        for evidence, breach, repairs in self.actions:
            if breach is None:
                plain += evidence
            if breach is not None or repairs is not None:
                actions.append((evidence if breach is not None else (), breach, repairs))
        return Consequence(tuple(actions), tuple(sorted(plain)))


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field as it is shown, with the answers to it that are told apart."""

    id: str
    options: tuple[str, ...]
    answers: "tuple[FieldAnswer, ...]"

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What tells it from the same field with other options shown."""
        return self.id, self.options


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """Answers to one field that count for the same."""

    given: str | tuple[str, ...]
    """One of them."""
    actions: tuple[Action, ...]
    ticks: Evidence
    weight: int
    """How many there are."""
    light: tuple[TickOption, ...] = ()
    """Of a field of boxes: those that leave no trace by themselves."""
    wrong: tuple[int, ...] = ()
    """How many of the light boxes may be wrong."""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """Answers to a whole form that count for the same."""

    step: Step
    actions: tuple[Action, ...]
    consequence: Consequence
    weight: int
    changing: "tuple[Alike, ...]" = ()
    """What changes something, in order: at each place the actions of some answer that change the same there."""


Alike: TypeAlias = tuple[Action, ...]


def beside(one: Sequence[Alike], two: Sequence[Alike]) -> tuple[Alike, ...]:
    """The actions of both at each place, each once."""
    return tuple(
        (*ours, *(action for action in theirs if all(action is not each for each in ours)))
        for ours, theirs in zip(one, two, strict=True)
    )


def shown(form: Form, known: Mapping[str, Value]) -> Iterator[ShownField]:
    """The fields to answer, each with its answers; the engine's `shown_fields` says the same of a situation."""
    for field in form.fields:
        if not fits(field.when, known):
            continue
        match field:
            case TickField():
                boxes = tuple(option for option in field.options if fits(option.action.when, known))
                if boxes:
                    yield ShownField(field.id, tuple(box.id for box in boxes), tuple(_ticked(field, boxes)))
            case PickField():
                picks = tuple(option for option in field.options if fits(option.when, known))
                if picks:
                    answers = (FieldAnswer(option.id, (option,), (), 1) for option in picks)
                    yield ShownField(field.id, tuple(option.id for option in picks), tuple(answers))
            case WriteField():
                yield ShownField(field.id, (), (FieldAnswer("", (), (), 1),))
            case _:
                assert_never(field)


def form_answers(fields: Sequence[ShownField]) -> Iterator[FormAnswer]:
    """The answers to all fields together; those that count for the same come once."""
    found: dict[tuple[object, ...], FormAnswer] = {}
    for answers in product(*(each.answers for each in fields)):
        actions = tuple(action for answer in answers for action in answer.actions if matters(action))
        consequence = Consequence.of(actions, tuple(tick for answer in answers for tick in answer.ticks))
        weight = prod(answer.weight for answer in answers)
        changing = tuple((action,) for action in actions if action.effects != Effects())
        key = (consequence, tuple(action.effects for (action,) in changing))
        earlier = found.get(key)
        if earlier is not None:
            together = beside(earlier.changing, changing)
            found[key] = FormAnswer(earlier.step, earlier.actions, consequence, earlier.weight + weight, together)
            continue
        step = {each.id: answer.given for each, answer in zip(fields, answers, strict=True) if answer.given}
        found[key] = FormAnswer(step, actions, consequence, weight, changing)
    yield from found.values()


def matters(action: Action) -> bool:
    """Whether doing it leaves any trace in the situation or the score."""
    return bool(action.evidence or action.breach or action.repairs or action.effects != Effects())


def _ticked(field: TickField, boxes: Sequence[TickOption]) -> Iterator[FieldAnswer]:
    """The ways of ticking: each combination of the boxes that matter by themselves, with each level of the whole."""
    heavy = [box for box in boxes if matters(box.action)]
    light = [box for box in boxes if not matters(box.action)]
    for chosen in product((True, False), repeat=len(heavy)):
        ticked = {box.id for box, on in zip(heavy, chosen, strict=True) if on}
        actions = tuple(box.action for box in heavy if box.id in ticked)
        wrong = sum(box.belongs != (box.id in ticked) for box in heavy)
        weights: dict[Level, int] = {}
        numbers: dict[Level, list[int]] = {}
        for more in range(len(light) + 1):
            level = tick_level(field, wrong + more)
            weights[level] = weights.get(level, 0) + comb(len(light), more)
            numbers.setdefault(level, []).append(more)
        for level, weight in weights.items():
            turned = {box.id for box in light[: numbers[level][0]]}
            given = ticked | {box.id for box in light if box.belongs != (box.id in turned)}
            ordered = tuple(box.id for box in boxes if box.id in given)
            yield FieldAnswer(ordered, actions, ((field.clause, level),), weight, tuple(light), tuple(numbers[level]))
