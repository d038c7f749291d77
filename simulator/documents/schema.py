"""JSON Schemas of the documents, for editors that complete and check while a tutor types."""

import json
from typing import Any, Final

from pydantic import BaseModel

from .rubric_shapes import QualificationShape, RubricShape, SignpostsShape
from .shapes import ScenarioShape

SHAPES: Final[dict[str, type[BaseModel]]] = {
    "scenario": ScenarioShape,
    "rubric": RubricShape,
    "qualification": QualificationShape,
    "signposts": SignpostsShape,
}
"""The kinds of document, by the names of their schemas."""

_EXACTLY_ONE: Final = {"ChoiceShape": ("say", "do"), "FieldShape": ("tick", "pick", "write")}
"""Of these keys exactly one is written, which a shape cannot say."""


def schema_text(name: str) -> str:
    """A schema as it is kept in ``<name>.schema.json``."""
    return json.dumps(_schema(SHAPES[name]), indent=2, ensure_ascii=False) + "\n"


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    made = model.model_json_schema(by_alias=True)
    parts: dict[str, Any] = made.get("$defs", {})
    for name, keys in _EXACTLY_ONE.items():
        if name in parts:
            parts[name]["oneOf"] = [{"required": [key]} for key in keys]
    cleaned = _cleaned(made)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **cleaned}


def _cleaned(part: Any) -> Any:
    """Without the titles that nobody wrote and the nothing that a document cannot hold."""
    if isinstance(part, list):
        return [_cleaned(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _cleaned(value) for key, value in part.items() if not (key == "title" and isinstance(value, str))}
    options = kept.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options:
        rest = [option for option in options if option != {"type": "null"}]
        del kept["anyOf"]
        kept |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if kept.get("default", 0) is None:
        del kept["default"]
    return kept
