"""Scenarios of a few questions, in which a test of the rules writes down only what it is about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.engine.rubric import Breach, Clause, Level, Rubric
from simulator.engine.scenario import (
    Action,
    Choice,
    Decision,
    Effects,
    Ending,
    Form,
    PickField,
    Scenario,
    Scene,
    Target,
)
from tests.engine.build import scenario as built
from tests.engine.build import when

Rule = Callable[[AnalysisContext], Iterator[Finding]]

UNSAFE, DEVELOPING, COMPETENT, EXEMPLARY = Level

CLAUSES = ("confidentiality", "reporting", "records")

RUBRIC = Rubric(
    "code",
    "Code",
    COMPETENT,
    {
        name: Clause(name, number, name.title(), "I keep this.", True, dict.fromkeys(Level, "."))
        for number, name in enumerate(CLAUSES, 1)
    },
    {
        "promises-secrecy": Breach("promises-secrecy", "confidentiality", "Promises secrecy", UNSAFE, DEVELOPING),
        "not-reporting": Breach("not-reporting", "reporting", "Does not report", UNSAFE, UNSAFE),
        "overpromises": Breach("overpromises", "confidentiality", "Promises too much", DEVELOPING, COMPETENT),
        "private-contact": Breach("private-contact", "records", "Swaps numbers", DEVELOPING, DEVELOPING),
    },
    {},
)


def option(
    text: str,
    level: Level | None = None,
    *,
    clause: str = "confidentiality",
    id_: str = "",
    if_: str | None = None,
    breach: str | None = None,
    repairs: str | None = None,
    fulfils: tuple[str, ...] = (),
    change: Mapping[str, int] | None = None,
    moves: tuple[str, ...] = (),
    why: str = "",
    thinks: str = "",
) -> Action:
    """Something to say; its id is its first words unless it is given."""
    return Action(
        id_ or "-".join(word.strip(".,!?…’'“”").lower() for word in text.split()[:3]),
        text,
        when(if_),
        () if level is None else ((clause, level),),
        breach,
        repairs,
        Effects(fulfils=fulfils, change=tuple((change or {}).items())),
        moves,
        why=why,
        thinks=thinks,
    )


def good(text: str, **more: object) -> Action:
    """A competent option."""
    return option(text, COMPETENT, **more)  # type: ignore[arg-type]


def weak(text: str, **more: object) -> Action:
    """A weak option."""
    return option(text, DEVELOPING, **more)  # type: ignore[arg-type]


def asking(*questions: Sequence[Action], **changed: object) -> Scenario:
    """A scenario of these decisions, one after the other, in the scenes `first`, `second` ...; then an ending."""
    names = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    scenes: dict[str, Scene] = {}
    for number, options in enumerate(questions):
        follows = names[number + 1] if number + 1 < len(questions) else "home"
        choices = tuple(Choice(action, True, (Target(follows),)) for action in options)
        scenes[names[number]] = Scene(names[number], Decision(choices))
    scenes["home"] = Scene("home", Ending("Home"))
    return changing(replace(built(Ending("Home")), scenes=scenes, start=next(iter(scenes))), **changed)


def picking(*options: Action) -> Scenario:
    """A scenario of one form with one field, `who`, of which one of these is picked."""
    form = Form("Record", (PickField("who", "Who gets it?", options),), (Target("home"),))
    scenes = {"first": Scene("first", form), "home": Scene("home", Ending("Home"))}
    return replace(built(Ending("Home")), scenes=scenes)


def changing(scenario: Scenario, **changed: object) -> Scenario:
    """The scenario with something of its card, or of itself, changed."""
    about = {key: value for key, value in changed.items() if key in scenario.about.__slots__}
    rest = {key: value for key, value in changed.items() if key not in about}
    return replace(scenario, about=replace(scenario.about, **about), **rest)  # type: ignore[arg-type]


def found(rule: Rule, scenario: Scenario) -> list[Finding]:
    """What a rule finds."""
    return list(rule(AnalysisContext(scenario, RUBRIC)))


def places(rule: Rule, scenario: Scenario) -> list[str]:
    """Where a rule finds something."""
    return ["/".join(map(str, finding.address)) for finding in rule(AnalysisContext(scenario, RUBRIC))]
