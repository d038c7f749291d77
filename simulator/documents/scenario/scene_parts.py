"""What scenes and actions share, translated: words in variants, targets, and what changes."""

from collections.abc import Iterable, Sequence
from typing import Final

from simulator.documents.yaml.source_map import Address
from simulator.engine.condition import Value
from simulator.engine.scenario import Effects, Target, Variant, Words

from .action_shapes import ActionShape, TargetShape, VariantShape
from .conditions import ValueType
from .name_resolution import NameResolution
from .shapes import SceneShape
from .variables import decoded, type_of, value_fault

_NOTHING: Final = Effects()


def words(names: NameResolution, shapes: Iterable[VariantShape] | None, address: Address) -> Words:
    """Variants in order."""
    if shapes is None:
        return ()
    read = names.conditions.read
    shapes = tuple(shapes)
    if len(shapes) > 1:
        _check_variants(names, shapes, address)
    return tuple(
        [
            Variant(shape.text, None if shape.when is None else read(shape.when, (*address, position, "when")))
            for position, shape in enumerate(shapes)
        ]
    )


def _check_variants(names: NameResolution, shapes: Sequence[VariantShape], address: Address) -> None:
    """Tell of the first variant that stands below one without a condition."""
    always = next((position for position, shape in enumerate(shapes) if shape.when is None), len(shapes))
    if always + 1 < len(shapes):
        message = "This can never be said, because the variant above it has no condition."
        hint = "Put the variant without when last, or give it one."
        names.problems.of((*address, always + 1), "variant-never-said", message, hint)


def targets(names: NameResolution, shapes: Iterable[TargetShape], address: Address) -> tuple[Target, ...]:
    """Targets in order."""
    found: list[Target] = []
    for position, shape in enumerate(shapes):
        if shape.to not in names.declared.scenes:
            names.scene(shape.to, (*address, position, "to"))
        when = None if shape.when is None else names.conditions.read(shape.when, (*address, position, "when"))
        found.append(Target(shape.to, when))
    return tuple(found)


def effects(names: NameResolution, shape: SceneShape | ActionShape, address: Address) -> Effects:
    """What entering a scene or doing something changes."""
    opens = tuple(shape.opens) if isinstance(shape, SceneShape) else ()
    fulfils = tuple(shape.fulfils) if isinstance(shape, ActionShape) else ()
    if not (opens or fulfils or shape.learn or shape.change or shape.set):
        return _NOTHING
    declared = names.declared
    names.each_known(opens, declared.duties, (*address, "opens"), "unknown-duty")
    names.each_known(fulfils, declared.duties, (*address, "fulfils"), "unknown-duty")
    names.each_known(shape.learn, declared.facts, (*address, "learn"), "unknown-fact")
    for name in shape.change:
        _check_change(names, name, (*address, "change", name))
    values = [(name, _value(names, name, text, (*address, "set", name))) for name, text in shape.set.items()]
    return Effects(
        learn=tuple(shape.learn),
        opens=opens,
        fulfils=fulfils,
        change=tuple(shape.change.items()),
        set=tuple((name, value) for name, value in values if value is not None),
    )


def _check_change(names: NameResolution, name: str, address: Address) -> None:
    if not _variable_exists(names, name, address):
        return
    variable = names.variables.get(name)
    if variable is not None and type_of(variable.start) is not ValueType.NUMBER:
        message = f"`{name}` is no number, so it cannot go up or down."
        names.problems.of(address, "change-not-number", message, "Use set to give it a value.")


def _variable_exists(names: NameResolution, name: str, address: Address) -> bool:
    if name in names.declared.variables:
        return True
    if name in names.declared.facts:
        hint = "It is a fact; use learn."
    elif name in names.declared.duties:
        hint = "It is a duty; use fulfils."
    else:
        hint = names.problems.near(name, names.declared.variables)
    names.problems.of(address, "unknown-variable", f"There is no variable `{name}`.", hint)
    return False


def _value(names: NameResolution, name: str, text: str, address: Address) -> Value | None:
    if not _variable_exists(names, name, address):
        return None
    variable = names.variables.get(name)
    if variable is None:
        return None
    value = decoded(text)
    fault = value_fault(variable, value)
    if fault is None:
        return value
    message, hint = fault
    names.problems.of(address, "value-out-of-range", message, hint, value=True)
    return None
