"""What a score reads of an attempt, as a short list of numbers: the steps that were taken, and how it closed.

The numbers are those of the steps in one scenario, in the order in which its exact text gives them, so a path means
something only beside that text. A path is derived from events and can be made again from them at any time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from struct import pack
from typing import Final, TypeAlias

from simulator.engine.events import Ended, Left, Stuck
from simulator.engine.rubric import Level
from simulator.engine.scenario import Action, Decision, Form, Scenario, TickField, WriteField
from simulator.engine.state import Did, DutyStatus, State, Ticked, Turn, Wrote

from .chain import sha256
from .dossier import Dossier
from .fault import Fault
from .snapshots import TEXTS

FORMAT: Final = 1
"""The version of the numbering; paths of another are made again."""

CLOSINGS: Final = 3
"""So many numbers from 1 on are the ways of closing; a path has one of them, at its end."""

MOST: Final = 0xFFFF
"""The highest number of a step."""

Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoredStep:
    """What one step brings to a score."""

    evidence: tuple[tuple[str, Level], ...] = ()
    breach: str | None = None
    repairs: str | None = None
    duty: str | None = None
    """A duty that turned late or was missed."""
    missed: bool = False
    awaits: str | None = None
    """The clause of a written answer that a person has still to mark."""
    closes: str = ""
    """``ended``, ``stuck`` or ``left``."""


@dataclass(frozen=True, slots=True)
class NumberedSteps:
    """Every step of a scenario by its number; 0 is none."""

    steps: tuple[ScoredStep, ...]
    numbers: dict[Key, int]


def steps_of(scenario: Scenario) -> NumberedSteps:
    """The steps of a scenario; they are worked out once for very many attempts at it.

    Raises:
        ValueError: there are more than can be numbered.
    """
    return _numbered(_Same(scenario))


class _Same:
    """A scenario as the very object that it is: each text is read into one, and to compare two would take long."""

    __slots__ = ("scenario",)

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.scenario is self.scenario

    def __hash__(self) -> int:
        return id(self.scenario)


@lru_cache(maxsize=TEXTS)
def _numbered(of: _Same) -> NumberedSteps:
    scenario = of.scenario
    found: dict[Key, ScoredStep] = {(): ScoredStep()}
    for kind in ("ended", "stuck", "left"):
        found["closed", kind] = ScoredStep(closes=kind)
    for name, duty in scenario.duties.items():
        found["duty", name, "late"] = ScoredStep(((duty.clause, duty.late),), duty=name)
        found["duty", name, "missed"] = ScoredStep(((duty.clause, duty.missed),), duty.breach, duty=name, missed=True)
    for scene in scenario.scenes.values():
        match scene.content:
            case Decision(choices):
                found |= {("choice", scene.id, each.id): _of_action(each.action) for each in choices}
            case Form():
                found |= dict(_of_form(scene.id, scene.content))
            case _:
                continue
    if len(found) > MOST:
        raise ValueError("the scenario has more steps than can be numbered")
    return NumberedSteps(tuple(found.values()), {key: number for number, key in enumerate(found)})


def _of_action(action: Action) -> ScoredStep:
    return ScoredStep(action.evidence, action.breach, action.repairs)


def _of_form(scene: str, form: Form) -> Iterator[tuple[Key, ScoredStep]]:
    for field in form.fields:
        yield from ((("option", scene, field.id, each.id), _of_action(each)) for each in field.actions)
        if isinstance(field, TickField):
            for level in Level:
                yield ("ticks", scene, field.id, level.word), ScoredStep(((field.clause, level),))
        elif isinstance(field, WriteField):
            yield ("wrote", scene, field.id), ScoredStep(awaits=field.clause)


def path_of(steps: NumberedSteps, state: State) -> bytes:
    """The path of an attempt that has closed: two bytes a step, the lower first.

    Raises:
        ValueError: it has not closed.
    """
    match state.closed:
        case Ended():
            closing = "ended"
        case Stuck():
            closing = "stuck"
        case Left():
            closing = "left"
        case None:
            raise ValueError("only an attempt that has closed has a path")
    keys = [key for turn in state.turns for key in _of_turn(turn)]
    numbers = [steps.numbers[key] for key in (*keys, ("closed", closing))]
    return pack(f"<{len(numbers)}H", *numbers)


def _of_turn(turn: Turn) -> Iterator[Key]:
    for act in turn.acts:
        match act:
            case Did(action, None):
                yield ("choice", turn.scene, action.id)
            case Did(action, str(field)):
                yield ("option", turn.scene, field, action.id)
            case Ticked(field, _, _, level):
                yield ("ticks", turn.scene, field.id, level.word)
            case Wrote(field, text) if text.strip():
                yield ("wrote", turn.scene, field.id)
            case _:
                continue
    for change in turn.duties:
        if change.status in (DutyStatus.LATE, DutyStatus.MISSED):
            yield ("duty", change.duty, str(change.status))


@dataclass(frozen=True, slots=True)
class PathRecord:
    """A path, and what it is a path through."""

    play: str
    """The key of the exact texts, as ``play_of`` gives it."""
    path: bytes


def play_of(scenario_digest: str, rubric_digest: str) -> str:
    """The key of a scenario's and a rubric's exact texts, and of the numbering of steps."""
    return sha256(f"{FORMAT}/{scenario_digest}/{rubric_digest}")[:16]


def path_record(scenario: Scenario, state: State, play: str) -> PathRecord | None:
    """The path of an attempt; None where it has not closed, or its scenario has too many steps to number."""
    if state.closed is None:
        return None
    try:
        return PathRecord(play, path_of(steps_of(scenario), state))
    except ValueError:
        return None


def path_through(dossier: Dossier) -> PathRecord | None:
    """The same of an attempt that is kept."""
    play = play_of(dossier.header.scenario_digest, dossier.header.rubric_digest)
    return path_record(dossier.scenario, dossier.state, play)


def path_faults(found: PathRecord | None, dossier: Dossier) -> tuple[Fault, ...]:
    """What is wrong with the path of a sound attempt; nothing where none is kept, since one can be made at any time."""
    if found is None or found == path_through(dossier):
        return ()
    said = "What is kept for scoring it again is not what its events say: they count, and “simulator rescore --anew”"
    return (Fault("path-changed", f"{said} makes it again."),)
