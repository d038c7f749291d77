"""Scenarios of a few scenes, in which a test writes down only what it is about."""

from collections.abc import Mapping
from dataclasses import replace

from simulator.engine import play
from simulator.engine.condition import Condition, Value, bind, parse
from simulator.engine.events import Answer, Event, Mode
from simulator.engine.rubric import Level
from simulator.engine.scenario import (
    Action,
    Choice,
    Content,
    Decision,
    Duty,
    Effects,
    Ending,
    Field,
    Form,
    Mentee,
    Onward,
    PickField,
    Scenario,
    Scene,
    Target,
    TickField,
    TickOption,
    Variable,
    Variant,
    Words,
    WriteField,
)
from simulator.engine.state import State
from tests.strategies import ABOUT

MOODS = ("guarded", "hinting", "told")

Conditional = str | tuple[str, str]
"""A text, or a condition and a text."""


def when(text: str | None) -> Condition | None:
    """A condition as a tutor writes it."""
    return None if text is None else bind(parse(text), frozenset(MOODS))


def words(*variants: Conditional) -> Words:
    """Variants in order."""
    return tuple(Variant(each) if isinstance(each, str) else Variant(each[1], when(each[0])) for each in variants)


def goto(*targets: Conditional) -> tuple[Target, ...]:
    """Targets in order."""
    return tuple(Target(each) if isinstance(each, str) else Target(each[1], when(each[0])) for each in targets)


def action(
    identity: str,
    if_: str | None = None,
    *,
    evidence: Mapping[str, Level] | None = None,
    breach: str | None = None,
    repairs: str | None = None,
    fulfils: tuple[str, ...] = (),
    learn: tuple[str, ...] = (),
    change: tuple[tuple[str, int], ...] = (),
    set_to: tuple[tuple[str, Value], ...] = (),
) -> Action:
    """An action that says its own name."""
    effects = Effects(learn=learn, fulfils=fulfils, change=change, set=set_to)
    given = tuple((evidence or {}).items())
    return Action(identity, f"I {identity}.", when(if_), given, breach, repairs, effects)


def choice(made: Action | str, *to: Conditional, again: bool = False, spoken: bool = True) -> Choice:
    """A choice that leads to the first of these that fits."""
    return Choice(action(made) if isinstance(made, str) else made, spoken, goto(*to), again)


def decision(*choices: Choice, otherwise: str | None = None, because: str = "never") -> Decision:
    """Choices in order."""
    return Decision(choices, otherwise, because)


def onward(*to: Conditional) -> Onward:
    """No decision."""
    return Onward(goto(*to))


def form(*fields: Field, to: tuple[Conditional, ...] = ("home",)) -> Form:
    """A record to fill in."""
    return Form("Record", fields, goto(*to))


def tick(
    identity: str,
    *options: tuple[Action | str, bool],
    levels: Mapping[int, Level] | None = None,
    if_: str | None = None,
) -> TickField:
    """Boxes to tick, each with whether it belongs."""
    boxes = tuple(TickOption(action(each) if isinstance(each, str) else each, belongs) for each, belongs in options)
    return TickField(identity, "Which belong?", boxes, "records", levels or {0: Level.COMPETENT}, when(if_))


def pick(identity: str, *options: Action | str, if_: str | None = None) -> PickField:
    """One of these."""
    return PickField(
        identity, "Who?", tuple(action(each) if isinstance(each, str) else each for each in options), when(if_)
    )


def write(identity: str, least: int = 1, most: int = 5, if_: str | None = None) -> WriteField:
    """A text of so many words."""
    return WriteField(identity, "What happened?", "records", least, most, when(if_))


def scene(
    content: Content,
    *,
    tells: Words = (),
    cue: Words = (),
    says: Words = (),
    learn: tuple[str, ...] = (),
    opens: tuple[str, ...] = (),
    change: tuple[tuple[str, int], ...] = (),
    set_to: tuple[tuple[str, Value], ...] = (),
) -> Scene:
    """A scene whose id ``scenario`` gives it."""
    return Scene("", content, tells, cue, says, Effects(learn=learn, opens=opens, change=change, set=set_to))


def scenario(first: Scene | Content, due: Mapping[str, str] | None = None, **others: Scene | Content) -> Scenario:
    """A scenario that starts in ``first``; ``home`` is an ending unless it is given.

    It knows ``trust`` (3, from 0 to 5), ``calm`` (0, at most 3), ``energy`` (0, at least -2), ``count`` (0, without a
    limit), ``promised``, ``mood``, the facts ``locked_in`` and ``hungry``, and the duties ``state_limits`` and
    ``tell_lead``, which ``due`` gives a scene.
    """
    given = {"first": first, **others}
    given.setdefault("home", Ending("Home"))
    scenes = {
        name.replace("_", "-"): replace(each, id=name.replace("_", "-"))
        if isinstance(each, Scene)
        else Scene(name.replace("_", "-"), each)
        for name, each in given.items()
    }
    variables = [
        Variable("trust", 3, 0, 5),
        Variable("calm", 0, None, 3),
        Variable("energy", 0, -2, None),
        Variable("count", 0),
        Variable("promised", False),
        Variable("mood", "guarded", values=MOODS),
    ]
    duties = [
        Duty(name, clause, "Do it", Level.UNSAFE, Level.DEVELOPING, (due or {}).get(name))
        for name, clause in (("state_limits", "confidentiality"), ("tell_lead", "reporting"))
    ]
    return Scenario(
        id="made",
        about=ABOUT,
        mentee=Mentee("Jamie"),
        rubric="code",
        assesses={"confidentiality": 1},
        variables={each.name: each for each in variables},
        facts={"locked_in": "The door is locked.", "hungry": "There was no breakfast."},
        duties={each.name: each for each in duties},
        start="first",
        scenes=scenes,
        words=frozenset(MOODS),
    )


def begun(made: Scenario, mode: Mode = Mode.PRACTICE) -> State:
    """The state at the beginning, closed if the scenario ends at once."""
    state = play.evolve(made, None, play.begin(mode, 7))
    last = play.closing(made, state)
    return play.evolve(made, state, last) if last else state


def step(made: Scenario, state: State, does: str | Mapping[str, Answer]) -> tuple[Event, ...]:
    """The events of one choice, or of handing in one form."""
    return play.choose(made, state, does) if isinstance(does, str) else play.answer(made, state, does)


def after(
    made: Scenario, *steps: str | Mapping[str, Answer], mode: Mode = Mode.PRACTICE, since: State | None = None
) -> State:
    """The state after these choices and forms, from the beginning or from ``since``."""
    state = begun(made, mode) if since is None else since
    for does in steps:
        state = folded(made, state, *step(made, state, does))
    return state


def folded(made: Scenario, state: State, *events: Event) -> State:
    """The state after more events."""
    for event in events:
        state = play.evolve(made, state, event)
    return state


def said(state: State) -> list[tuple[str, str]]:
    """Every line of the turns that stand: whose, and what."""
    return [(str(line.kind), line.text) for turn in state.turns for line in turn.lines]


def open_ids(made: Scenario, state: State) -> list[str]:
    """The ids of the choices that are open."""
    return [each.id for each in play.open_choices(made, state.situation)]
