"""What bears on what: each choice, option and box with the clauses, criteria and mistakes that it speaks to."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from simulator.engine.availability import tick_level
from simulator.engine.condition import render
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Action, Decision, Field, Form, PickField, Scenario, Scene, TickField


class BearingKind(StrEnum):
    """What a thing is that bears on something."""

    SAY = "say"
    DO = "do"
    PICK = "pick"
    TICK = "tick"
    BOXES = "boxes"
    """A whole field of boxes, by its number of wrong ticks."""
    WRITE = "write"
    """A text, which a person marks."""
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Bearing:
    """One thing that a learner can do or leave undone, and what it bears on."""

    sort: BearingKind
    id: str
    text: str
    """What it says; of a field what it asks, of a duty what has to be done."""
    scene: str = ""
    """Empty for a duty."""
    field: str = ""
    """Of a form; empty for a choice and for a duty."""
    place: int = 0
    """Where it stands among the options of its question, from 1; 0 where it is none."""
    among: int = 0
    """How many options its question has, as written."""
    when: str = ""
    """The condition as a tutor writes it; empty where there is none."""
    level: Level | None = None
    """The lowest level that it counts as, its breach included; None where it counts for nothing by itself."""
    clauses: Mapping[str, tuple[Level, ...]] = dataclasses.field(default_factory=dict)
    """The levels that it can give each clause; none where only a person can tell."""
    breach: str = ""
    repairs: str = ""
    fulfils: tuple[str, ...] = ()
    belongs: bool | None = None
    """For a box: whether it should be ticked."""
    criteria: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        """How long it is."""
        return len(self.text)

    @property
    def is_option(self) -> bool:
        """Whether it is a choice, an option to pick or a box to tick."""
        return self.place > 0

    @property
    def question(self) -> tuple[str, str]:
        """The scene and the field that it belongs to."""
        return self.scene, self.field


def bearings(scenario: Scenario, rubric: Rubric) -> tuple[Bearing, ...]:
    """Everything that can be done, in the order of the document, and then the duties."""
    return tuple(_all(scenario, rubric))


def questions(rows: Iterable[Bearing]) -> Iterator[tuple[tuple[str, str], tuple[Bearing, ...]]]:
    """The options of each decision and each field with its scene and field, in the same order."""
    options = (row for row in rows if row.is_option)
    for question, group in groupby(options, key=lambda row: row.question):
        yield question, tuple(group)


def _all(scenario: Scenario, rubric: Rubric) -> Iterator[Bearing]:
    for scene in scenario.scenes.values():
        yield from _of(scene, rubric)
    for duty in scenario.duties.values():
        yield Bearing(
            BearingKind.DUTY,
            duty.name,
            duty.says,
            level=duty.missed,
            clauses={duty.clause: tuple(sorted({duty.missed, duty.late} if duty.due else {duty.missed}))},
            breach=duty.breach or "",
        )


def _of(scene: Scene, rubric: Rubric) -> Iterator[Bearing]:
    match scene.content:
        case Decision(choices):
            for place, choice in enumerate(choices, 1):
                sort = BearingKind.SAY if choice.spoken else BearingKind.DO
                yield _option(choice.action, sort, scene.id, "", (place, len(choices)), rubric)
        case Form(fields=fields):
            for field in fields:
                yield from _of_field(scene, field, rubric)


def _of_field(scene: Scene, field: Field, rubric: Rubric) -> Iterator[Bearing]:
    belongs = {box.id: box.belongs for box in field.options} if isinstance(field, TickField) else {}
    sort = BearingKind.TICK if belongs else BearingKind.PICK
    for place, action in enumerate(field.actions, 1):
        row = _option(action, sort, scene.id, field.id, (place, len(field.actions)), rubric)
        yield dataclasses.replace(row, belongs=belongs.get(action.id))
    if not isinstance(field, PickField):
        levels = _levels_of_boxes(field) if isinstance(field, TickField) else ()
        sort = BearingKind.BOXES if isinstance(field, TickField) else BearingKind.WRITE
        yield Bearing(sort, field.id, field.ask, scene.id, field.id, clauses={field.clause: levels})


def _option(  # noqa: PLR0913, PLR0917  (what there is to know of where it stands)
    action: Action, sort: BearingKind, scene: str, field: str, place: tuple[int, int], rubric: Rubric
) -> Bearing:
    levels = [level for _, level in action.evidence]
    breach = rubric.breaches.get(action.breach) if action.breach is not None else None
    if breach is not None:
        levels.append(breach.caps)
    clauses: dict[str, tuple[Level, ...]] = {}
    for clause, level in action.evidence:
        clauses[clause] = (*clauses.get(clause, ()), level)
    return Bearing(
        sort,
        action.id,
        action.text,
        scene,
        field,
        *place,
        when="" if action.when is None else render(action.when),
        level=min(levels, default=None),
        clauses=clauses,
        breach=action.breach or "",
        repairs=action.repairs or "",
        fulfils=action.effects.fulfils,
        criteria=action.covers,
        mistakes=action.mistakes,
    )


def _levels_of_boxes(field: TickField) -> tuple[Level, ...]:
    """The levels that some number of wrong ticks gives."""
    wrong = range(len(field.options) + 1)
    return tuple(sorted({tick_level(field, number) for number in wrong}))
