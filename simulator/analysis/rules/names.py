"""Names that are declared and do nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.engine.condition import Condition, names
from simulator.engine.scenario import (
    Action,
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
    Variant,
)


def never_read(context: AnalysisContext) -> Iterator[Finding]:
    """A variable or a fact that no condition asks about, and a duty that nothing opens and no condition asks about."""
    uses = uses_of(context.scenario)
    for name in context.scenario.variables:
        if name not in uses.read:
            message = f"Nothing asks about the variable `{name}`, so it makes no difference."
            yield Finding("never-read", ("variables", name), message, _ask(name))
    for name in context.scenario.facts:
        if name not in uses.read:
            message = f"Nothing asks about the fact `{name}`, so knowing it makes no difference."
            yield Finding("never-read", ("facts", name), message, _ask(name))
    for name in context.scenario.duties:
        if name not in uses.read and name not in uses.opened:
            message = f"Nothing opens the duty `{name}`, so it can neither be kept nor missed."
            yield Finding("never-read", ("duties", name), message, f"In the scene where it begins: opens: [{name}].")


def never_written(context: AnalysisContext) -> Iterator[Finding]:
    """Something that a condition asks about and that is always the same.

    That is a variable which no change and no set takes from its start, a fact that is never learned, and a duty that
    nothing opens and nothing fulfils. (A duty that opens and cannot be fulfilled is found in play.)
    """
    uses = uses_of(context.scenario)
    for name, variable in context.scenario.variables.items():
        if name in uses.read and name not in uses.moved:
            message = f"The variable `{name}` is asked about and never changes."
            hint = f"Write change: or set: where something happens to it, or take `{name}` out."
            yield Finding("never-written", ("variables", variable.name), message, hint)
    for name in context.scenario.facts:
        if name in uses.read and name not in uses.learned:
            message = f"The fact `{name}` is asked about and never learned."
            yield Finding("never-written", ("facts", name), message, f"Where it is said, write learn: [{name}].")
    for name in context.scenario.duties:
        if name in uses.read and name not in uses.opened and name not in uses.fulfilled:
            message = f"The duty `{name}` is asked about, and nothing opens or fulfils it."
            yield Finding("never-written", ("duties", name), message, f"Where it is kept, write fulfils: [{name}].")


def _ask(name: str) -> str:
    return f"Ask about it, as in when: {name}, or take it out."


@dataclass(slots=True)
class Uses:
    """Which names of a scenario are used, and how."""

    read: set[str] = field(default_factory=set)
    """By any condition."""
    moved: set[str] = field(default_factory=set)
    """Variables that something can take from their start."""
    learned: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    fulfilled: set[str] = field(default_factory=set)


def uses_of(scenario: Scenario) -> Uses:
    """The uses of every name anywhere in the scenario, whether it can be reached or not."""
    uses = Uses()
    for scene in scenario.scenes.values():
        for effects in _effects(scene):
            _note(effects, scenario, uses)
        for condition in _conditions(scene):
            if condition is not None:
                uses.read |= names(condition)
    return uses


def _note(effects: Effects, scenario: Scenario, uses: Uses) -> None:
    uses.moved |= {name for name, by in effects.change if by}
    uses.moved |= {name for name, value in effects.set if value != scenario.variables[name].start}
    uses.learned.update(effects.learn)
    uses.opened.update(effects.opens)
    uses.fulfilled.update(effects.fulfils)


def _effects(scene: Scene) -> Iterator[Effects]:
    yield scene.effects
    yield from (action.effects for action in _actions(scene))


def _conditions(scene: Scene) -> Iterator[Condition | None]:
    variants: list[Variant] = [*scene.tells, *scene.cue, *scene.says]
    targets: list[Target] = []
    match scene.content:
        case Decision(choices):
            targets += (target for choice in choices for target in choice.goto)
        case Form(_, fields, goto):
            targets += goto
            yield from (each.when for each in fields)
        case Onward(goto):
            targets += goto
        case Ending(_, text, afterwards):
            variants += (*text, *afterwards)
    yield from _whens(variants)
    yield from _whens(targets)
    yield from _whens(_actions(scene))


def _whens(parts: Iterable[Variant | Target | Action]) -> Iterator[Condition | None]:
    return (part.when for part in parts)


def _actions(scene: Scene) -> Iterator[Action]:
    match scene.content:
        case Decision(choices):
            yield from (choice.action for choice in choices)
        case Form(_, fields):
            for each in fields:
                match each:
                    case PickField(options=picks):
                        yield from picks
                    case TickField(options=boxes):
                        yield from (box.action for box in boxes)
