"""A scenario as scenes and the ways between them, whatever conditions say: what its drawings and outlines show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from simulator.engine.condition import Condition, render
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import (
    Action,
    Choice,
    Decision,
    Ending,
    Field,
    Form,
    Onward,
    Scenario,
    Scene,
    Target,
    Words,
)


class SceneKind(StrEnum):
    """What a scene asks of the learner."""

    DECISION = "decision"
    FORM = "form"
    AUTOMATIC = "automatic"
    ENDING = "ending"


class Via(StrEnum):
    """What leads from a scene to the next."""

    CHOICE = "choice"
    OTHERWISE = "otherwise"
    """Taken when no choice is open."""
    ONWARD = "onward"
    """By itself, without a decision."""
    FORM = "form"
    """By handing in the form."""


@dataclass(frozen=True, slots=True)
class OptionOutline:
    """Something that can be chosen, picked or ticked, and what it is worth."""

    id: str
    text: str
    spoken: bool = True
    """Said in words; otherwise done."""
    when: str = ""
    """The condition as a tutor writes it; empty where there is none."""
    level: Level | None = None
    """The lowest level of its evidence and of what its breach leaves; None where it is evidence of nothing."""
    evidence: tuple[tuple[str, Level], ...] = ()
    """Every clause that it is evidence of, and of which level."""
    breach: str = ""
    repairs: str = ""
    fulfils: tuple[str, ...] = ()
    again: bool = False
    """May be chosen more than once."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One scene that can come next, and the condition for it."""

    to: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class SceneExit:
    """A way out of a scene; the first of its arrows whose condition holds is taken."""

    via: Via
    arrows: tuple[Arrow, ...]
    act: OptionOutline | None = None
    """Choices only."""


@dataclass(frozen=True, slots=True)
class FieldOutline:
    """One field of a form."""

    id: str
    how: str
    """``tick``, ``pick`` or ``write``."""
    ask: str
    when: str
    options: tuple[OptionOutline, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which something is said."""

    text: str
    when: str = ""
    """The condition as a tutor writes it; empty where it is said whenever none above it is."""


@dataclass(frozen=True, slots=True)
class SceneOutline:
    """One scene of the structure."""

    id: str
    kind: SceneKind
    voice: str
    """Whose words are shown: ``says``, ``cue``, ``tells`` or ``title``."""
    said: tuple[Wording, ...]
    """Every way in which it is said, in the order in which their conditions are asked; none where nothing is said."""
    opens: tuple[str, ...]
    """Duties that open on entering."""
    due: tuple[str, ...]
    """Duties that turn late on entering."""
    parts: tuple[FieldOutline, ...]
    ways: tuple[SceneExit, ...]

    @property
    def always(self) -> Wording | None:
        """What is said whatever came before, if nothing above it is; None where everything hangs on a condition."""
        return next((each for each in self.said if not each.when), None)

    @property
    def arrows(self) -> Iterator[Arrow]:
        """Every arrow out of the scene, in order."""
        return (arrow for way in self.ways for arrow in way.arrows)


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty, as the structure tells of it."""

    name: str
    says: str
    due: str
    """The scene on entering which it turns late; empty where there is none."""
    missed: Level


@dataclass(frozen=True, slots=True)
class Structure:
    """A scenario's scenes and the ways between them."""

    id: str
    title: str
    summary: str
    mentee: str
    start: str
    places: Mapping[str, SceneOutline]
    """By id, in the order in which they are written."""
    duties: tuple[Obligation, ...]
    order: tuple[str, ...]
    """The scenes in reading order: depth first from the start, choices as they are written, the unreached last."""
    unreached: frozenset[str]
    """Scenes to which no arrows lead from the start."""

    def count(self, kind: SceneKind) -> int:
        """How many scenes there are of a kind."""
        return sum(place.kind is kind for place in self.places.values())


def structure(scenario: Scenario, rubric: Rubric) -> Structure:
    """The structure of a scenario; the rubric says how far each breach lowers a level."""
    from .scene_graph import reading_order  # noqa: PLC0415  (what only speaks of a structure draws none)

    due: dict[str, tuple[str, ...]] = {}
    for duty in scenario.duties.values():
        if duty.due is not None:
            due[duty.due] = (*due.get(duty.due, ()), duty.name)
    places = {name: _place(scene, due.get(name, ()), rubric) for name, scene in scenario.scenes.items()}
    reached = reading_order(
        {name: [arrow.to for arrow in place.arrows] for name, place in places.items()}, scenario.start
    )
    unreached = tuple(name for name in places if name not in reached)
    return Structure(
        id=scenario.id,
        title=scenario.about.title,
        summary=scenario.about.summary,
        mentee=scenario.mentee.name,
        start=scenario.start,
        places=places,
        duties=tuple(
            Obligation(each.name, each.says, each.due or "", each.missed) for each in scenario.duties.values()
        ),
        order=(*reached, *unreached),
        unreached=frozenset(unreached),
    )


def _place(scene: Scene, due: tuple[str, ...], rubric: Rubric) -> SceneOutline:
    voice, words = _first_words(scene)
    return SceneOutline(
        id=scene.id,
        kind=_kind(scene),
        voice=voice,
        said=tuple(Wording(each.text, _condition(each.when)) for each in words) or _titled(scene),
        opens=scene.effects.opens,
        due=due,
        parts=tuple(_part(field, rubric) for field in scene.content.fields) if isinstance(scene.content, Form) else (),
        ways=tuple(_ways(scene, rubric)),
    )


def _kind(scene: Scene) -> SceneKind:
    match scene.content:
        case Decision():
            return SceneKind.DECISION
        case Form():
            return SceneKind.FORM
        case Onward():
            return SceneKind.AUTOMATIC
        case Ending():
            return SceneKind.ENDING
        case _:
            assert_never(scene.content)


def _titled(scene: Scene) -> tuple[Wording, ...]:
    title = _title(scene)
    return (Wording(title),) if title else ()


def _title(scene: Scene) -> str:
    return scene.content.title if isinstance(scene.content, Form | Ending) else ""


def _first_words(scene: Scene) -> tuple[str, Words]:
    if _title(scene):
        return "title", ()
    voices = {"says": scene.says, "cue": scene.cue, "tells": scene.tells}
    return next(((voice, words) for voice, words in voices.items() if words), ("tells", ()))


def _ways(scene: Scene, rubric: Rubric) -> Iterator[SceneExit]:
    match scene.content:
        case Decision(choices, otherwise):
            yield from (_choice(choice, rubric) for choice in choices)
            if otherwise is not None:
                yield SceneExit(Via.OTHERWISE, (Arrow(otherwise),))
        case Form(goto=goto):
            yield SceneExit(Via.FORM, _arrows(goto))
        case Onward(goto):
            yield SceneExit(Via.ONWARD, _arrows(goto))
        case Ending():
            return
        case _:
            assert_never(scene.content)


def _choice(choice: Choice, rubric: Rubric) -> SceneExit:
    return SceneExit(
        Via.CHOICE, _arrows(choice.goto), _act(choice.action, rubric, spoken=choice.spoken, again=choice.again)
    )


def _arrows(goto: tuple[Target, ...]) -> tuple[Arrow, ...]:
    return tuple(Arrow(target.to, _condition(target.when)) for target in goto)


def _part(field: Field, rubric: Rubric) -> FieldOutline:
    options = tuple(_act(each, rubric) for each in field.actions)
    return FieldOutline(field.id, field.how, field.ask, _condition(field.when), options)


def _act(action: Action, rubric: Rubric, *, spoken: bool = True, again: bool = False) -> OptionOutline:
    levels = [level for _, level in action.evidence]
    breach = rubric.breaches.get(action.breach) if action.breach is not None else None
    if breach is not None:
        levels.append(breach.caps)
    return OptionOutline(
        id=action.id,
        text=action.text,
        spoken=spoken,
        when=_condition(action.when),
        level=min(levels, default=None),
        evidence=action.evidence,
        breach=action.breach or "",
        repairs=action.repairs or "",
        fulfils=action.effects.fulfils,
        again=again,
    )


def _condition(condition: Condition | None) -> str:
    return "" if condition is None else render(condition)
