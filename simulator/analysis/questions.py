"""What the learner is asked: every decision and every field with one pick, and how good each option is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from simulator.analysis.model.co_satisfiable import CoSatisfiable
from simulator.engine.rubric import Level
from simulator.engine.scenario import Action

from .actions import PlacedAction
from .finding import Address

UNMARKED: Final = 2 * Level.DEVELOPING + 1
"""The worth of what no evidence speaks for or against: between developing and competent."""

COMPETENT: Final = 2 * Level.COMPETENT
"""The least worth of what a competent mentor could do."""

MANY: Final = 50
"""Of a question with more options than this, all are taken to be open together."""


def worth(action: Action) -> int:
    """How good something is: twice the lowest level of its evidence; a breach is below every level.

    Without evidence, what repairs a breach or fulfils a duty is competent.
    """
    if action.breach is not None:
        return -1
    if action.evidence:
        return 2 * min(level for _, level in action.evidence)
    return COMPETENT if action.repairs is not None or action.effects.fulfils else UNMARKED


@dataclass(frozen=True, slots=True)
class Question:
    """A decision, or a field of a form in which one option is picked."""

    address: Address
    name: str
    """As a sentence refers to it: the scene, or the field and the scene."""
    options: tuple[PlacedAction, ...]
    """As written."""

    @property
    def is_judged(self) -> bool:
        """Whether anything in it counts for or against the learner."""
        return any(option.action.evidence or option.action.breach is not None for option in self.options)


def questions(everything: Iterable[PlacedAction]) -> Iterator[Question]:
    """Every decision and every field with one pick out of all that can be done, in the same order."""
    picked = (each for each in everything if each.belongs is None)
    for (scene, field), options in groupby(picked, key=lambda each: (each.scene, each.field)):
        if field is None:
            yield Question(("scenes", scene), f"`{scene}`", tuple(options))
        else:
            address = ("scenes", scene, "form", "fields", field)
            yield Question(address, f"`{field}` in `{scene}`", tuple(options))


def can_be_open_together(together: CoSatisfiable, question: Question, one: PlacedAction, other: PlacedAction) -> bool:
    """Whether the learner can have the choice between two options of a question."""
    if (one.action.when is None and other.action.when is None) or len(question.options) > MANY:
        return True
    return together.can_hold(one.action.when, other.action.when)


def beside(together: CoSatisfiable, question: Question, option: PlacedAction) -> tuple[PlacedAction, ...]:
    """The options that can be open with this one, as written, without it."""
    return tuple(
        other
        for other in question.options
        if other is not option and can_be_open_together(together, question, option, other)
    )


@dataclass(frozen=True, slots=True)
class Best:
    """The one best option of a question, and those that can be open with it."""

    question: Question
    option: PlacedAction
    others: tuple[PlacedAction, ...]
    place: int
    """Where it stands among them as written, from 0."""

    @property
    def chance(self) -> float:
        """How likely a blind pick would be the best."""
        return 1 / (1 + len(self.others))


def best(together: CoSatisfiable, question: Question) -> Best | None:
    """The one best option, if a competent mentor could take it and something else can be open with it.

    Where several are equally good there is none, unless they are for different situations: then the first stands for
    them all.
    """
    top = max(worth(option.action) for option in question.options)
    if top < COMPETENT:
        return None
    first = next(option for option in question.options if worth(option.action) == top)
    others = beside(together, question, first)
    if not others or any(worth(other.action) == top for other in others):
        return None
    written = {option.action.id: number for number, option in enumerate(question.options)}
    place = sum(written[other.action.id] < written[first.action.id] for other in others)
    return Best(question, first, others, place)
