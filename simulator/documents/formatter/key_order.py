"""The order in which the keys of each part of a document are written."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from simulator.documents.rubric.shapes import QualificationShape, RubricShape
from simulator.documents.scenario.action_shapes import ChoiceShape
from simulator.documents.scenario.form_shapes import PickOptionShape, TickOptionShape
from simulator.documents.scenario.shapes import SceneShape
from simulator.documents.yaml.meaning import PartShape

_ACTION: Final = (
    *("moves", "evidence", "breach", "repairs", "mistakes", "covers"),
    *("why", "thinks", "fulfils", "learn", "change", "set"),
)

_WRITTEN: Final[Mapping[PartShape, tuple[str, ...]]] = {
    SceneShape: (
        *("tells", "cue", "says", "learn", "opens", "change", "set", "because"),
        *("choices", "otherwise", "form", "goto", "ending", "allow"),
    ),
    ChoiceShape: ("say", "do", "when", "again", *_ACTION, "goto", "allow"),
    TickOptionShape: ("text", "belongs", "when", *_ACTION, "allow"),
    PickOptionShape: ("text", "when", *_ACTION, "allow"),
    RubricShape: ("format", "title", "kind", "levels", "pass", "clauses", "breaches", "moves"),
    QualificationShape: ("format", "title", "kind", "awarding_body", "level", "note", "items"),
}
"""What is read first stands first; the other parts have the order of their shapes."""


@cache
def key_order(shape: PartShape) -> Mapping[str, int]:
    """The place of each key of a part."""
    keys = _WRITTEN.get(shape) or tuple(field.alias or name for name, field in shape.model_fields.items())
    return {key: place for place, key in enumerate(keys)}


def sorted_places(keys: list[str], shape: PartShape) -> list[int]:
    """The places of a part's keys in the order in which they are written.

    A key that the part does not know stays behind the one that it followed.
    """
    order = key_order(shape)
    ranks: list[int] = []
    for key in keys:
        ranks.append(order.get(key, ranks[-1] if ranks else -1))
    return sorted(range(len(keys)), key=ranks.__getitem__)
