"""What a document of some shape says, however it is written: its parts by their keys, as values that compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias, get_args, get_origin

from .parts import Shape
from .reader import Tree

PartShape: TypeAlias = type[Shape]


@dataclass(frozen=True, slots=True)
class PartsInside:
    """What stands under a key: a part, a list of parts, or parts by name."""

    shape: PartShape
    named: bool
    """Whether each is under a name of its own, whose order is the author's."""


@cache
def parts_inside(shape: PartShape) -> Mapping[str, PartsInside]:
    """The keys of a part under which further parts stand."""
    found = {field.alias or name: _inside(field.annotation) for name, field in shape.model_fields.items()}
    return {key: inside for key, inside in found.items() if inside is not None}


def _inside(annotation: object, *, named: bool = False) -> PartsInside | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return PartsInside(annotation, named)
    named = named or get_origin(annotation) is dict
    return next((found for each in get_args(annotation) if (found := _inside(each, named=named))), None)


def meaning(tree: Tree, shape: PartShape | None) -> object:
    """What a tree says, as values that compare: the order counts only among names that are the author's."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return [meaning(entry, shape) for entry in tree]
    if shape is None:
        return [(key, meaning(value, None)) for key, value in tree.items()]
    inside = parts_inside(shape)
    said: dict[str, object] = {}
    for key, value in tree.items():
        under = inside.get(key)
        if under is not None and under.named and isinstance(value, dict):
            said[key] = [(name, meaning(part, under.shape)) for name, part in value.items()]
        else:
            said[key] = meaning(value, None if under is None or under.named else under.shape)
    return said
