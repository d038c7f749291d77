"""Conditions that always or never hold where they are asked."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Address, Finding
from simulator.analysis.model.bit_layout import BitLayout
from simulator.analysis.model.transition_system import CompiledScene, TransitionSystem, Update
from simulator.engine.availability import fits
from simulator.engine.condition import Condition, names, render, written
from simulator.engine.scenario import Decision, Form, Onward, Target

from .names import never_written
from .reach import entered, heard_in, said_in


def settled_conditions(context: AnalysisContext) -> Iterator[Finding]:
    """A condition that holds whenever it is asked, or never; unless that follows from another finding."""
    if not context.exploration.complete:
        return
    system = context.exploration.system
    dead = {address[1] for address in (finding.address for finding in never_written(context))}
    reached = entered(context)
    for address, condition, met, to in _asked(system, reached):
        read = names(condition)
        if not met or (read and read <= dead):
            continue
        held = {fits(condition, system.layout.values_of(read, each)) for each in met}
        told = to is None or to not in reached  # of an option, of words, or of the scene it leads to
        if len(held) == 1 and not (held == {False} and told):
            yield _settled(system.layout, address, condition, met, always=True in held)


def _settled(
    layout: BitLayout, address: Address, condition: Condition, met: Collection[int], *, always: bool
) -> Finding:
    values = "; ".join(_range(layout, name, met) for name in sorted(names(condition)))
    shown = f" ({values})" if values else ""
    text = f"`{render(condition)}`"
    if always:
        message = f"{text} always holds here{shown}, so it decides nothing."
        hint = "Take the condition out, or ask for something else."
        return Finding("condition-always", address, message, hint, value=True)
    message = f"{text} never holds here{shown}."
    return Finding("condition-never", address, message, "Ask for something that can be, or take this out.", value=True)


def _range(layout: BitLayout, name: str, met: Collection[int]) -> str:
    values = {layout.value(name, each) for each in met}
    numbers = sorted(value for value in values if isinstance(value, int) and not isinstance(value, bool))
    if numbers:
        low, high = numbers[0], numbers[-1]
        return f"{name} is {low}" if low == high else f"{name} is {low} to {high}"
    return f"{name} is {' or '.join(sorted(written(value) for value in values))}"


Asked: TypeAlias = tuple[Address, Condition, Collection[int], str | None]
"""Where a condition stands, the condition, the bits that it met, and the scene to which it is the way, if it is one."""


def _asked(system: TransitionSystem, reached: frozenset[str]) -> Iterator[Asked]:
    """Every condition in a scene that is entered."""
    updates = _legs(system)
    for compiled in system.compiled_scenes:
        if compiled.scene.id not in reached:
            continue
        address: Address = ("scenes", compiled.scene.id)
        for where, words in said_in(compiled.scene):
            for place, variant in enumerate(words):
                if variant.when is not None:
                    yield (*where, place, "when"), variant.when, heard_in(compiled), None
        for where, condition, met in _offered(system.layout, compiled):
            if condition is not None:
                yield (*address, *where, "when"), condition, met, None
        content = compiled.scene.content
        if isinstance(content, Onward) and compiled.onward is not None:
            yield from _targets((*address, "goto"), content.goto, [compiled.onward])
        elif isinstance(content, Form) and compiled.onward is not None:
            yield from _targets((*address, "goto"), content.goto, [compiled.onward, *updates[compiled.scene.id, None]])
        elif isinstance(content, Decision):
            for choice in content.choices:
                where = (*address, "choices", choice.id, "goto")
                yield from _targets(where, choice.goto, updates[compiled.scene.id, choice.id])


def _offered(layout: BitLayout, compiled: CompiledScene) -> Iterator[tuple[Address, Condition | None, Collection[int]]]:
    """The conditions of choices, fields and options; those of a field's options are asked only where it is shown."""
    open_groups = tuple(compiled.open_groups) if compiled.open_groups is not None else ()
    if isinstance(compiled.scene.content, Decision):
        yield from (
            (("choices", choice.id), choice.action.when, open_groups) for choice in compiled.scene.content.choices
        )
    if isinstance(compiled.scene.content, Form):
        for field in compiled.scene.content.fields:
            inside: Address = ("form", "fields", field.id)
            yield inside, field.when, open_groups
            read = layout.names((field.when,))
            shown = [each for each in open_groups if fits(field.when, layout.values_of(read, each))]
            yield from (((*inside, field.how, action.id), action.when, shown) for action in field.actions)


def _legs(system: TransitionSystem) -> Mapping[tuple[str, str | None], list[Update]]:
    """The legs of each choice, by scene and id, and of all ways to hand in a scene's form."""
    found: defaultdict[tuple[str, str | None], list[Update]] = defaultdict(list)
    for group in system.groups:
        way = group.transitions[0]
        found[way.scene, way.step if isinstance(way.step, str) else None].append(group.update)
    return found


def _targets(address: Address, targets: tuple[Target, ...], updates: list[Update]) -> Iterator[Asked]:
    met = {key for update in updates if update.fork is not None for key in update.fork}
    for place, target in enumerate(targets):
        if target.when is not None:
            yield (*address, place, "when"), target.when, met, target.to
