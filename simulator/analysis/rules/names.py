"""Names that are declared and do nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.analysis.actions import actions
from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.analysis.model.liveness import content_conditions, variant_conditions
from simulator.engine.condition import names
from simulator.engine.scenario import Effects, Scenario


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
    for effects in (scene.effects for scene in scenario.scenes.values()):
        _note(effects, scenario, uses)
    for each in actions(scenario):
        _note(each.action.effects, scenario, uses)
    for scene in scenario.scenes.values():
        for condition in (*variant_conditions(scene), *content_conditions(scene.content)):
            if condition is not None:
                uses.read |= names(condition)
    return uses


def _note(effects: Effects, scenario: Scenario, uses: Uses) -> None:
    uses.moved |= {name for name, by in effects.change if by}
    uses.moved |= {name for name, value in effects.set if value != scenario.variables[name].start}
    uses.learned.update(effects.learn)
    uses.opened.update(effects.opens)
    uses.fulfilled.update(effects.fulfils)
