"""JSON Schemas of the documents, for editors that complete, explain and check while a tutor types.

They are written in draft 7, which every editor knows. An editor reads a document by YAML's guesses, in which 12 is a
number and true a yes-or-no wherever they stand; so wherever the loader takes a text, a schema takes these as well.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel

from simulator.documents.shapes import SHAPES
from simulator.documents.yaml.names import KEBAB, SNAKE
from simulator.documents.yaml.parts import WRITTEN
from simulator.json_value import Json

from .patterns import CONDITION, DAY, LARGEST, whole_number
from .rules import EXTRAS, RULES, Schema
from .snippets import MEANINGS, SNIPPETS

_OTHERWISE: Final[Schema] = {"not": {"type": ["string", "number", "array", "object", "null"]}, "properties": {}}
_OTHERWISE_OR_NOTHING: Final[Schema] = {"not": {"type": ["string", "number", "array", "object"]}, "properties": {}}


def _not_only_text(text: Schema, *, empty: bool = False) -> Schema:
    """A text that an editor may read as a number or as a yes-or-no, or as nothing if it may be empty.

    That a yes-or-no is meant is said in a roundabout way, so that editors do not offer true and false for every text.
    """
    return {"anyOf": [{"type": ["string", "number"], **text}, _OTHERWISE_OR_NOTHING if empty else _OTHERWISE]}


_KEBAB: Final[Schema] = {
    "type": ["string", "integer"],
    "minimum": 0,
    "pattern": KEBAB,
    "errorMessage": "A name here has small letters, digits and - only, such as honest-limits.",
}
_SNAKE: Final[Schema] = {
    "type": "string",
    "pattern": SNAKE,
    "errorMessage": "A name here has small letters, digits and _ only, and a letter first, such as trust.",
}
_TO_WRITE: Final = "Write a text here. If it has a colon in it, put all of it in quotes."
_TEXTS: Final[dict[Json, Schema]] = {
    None: _not_only_text({"errorMessage": _TO_WRITE}, empty=True),
    WRITTEN: _not_only_text({"pattern": WRITTEN, "errorMessage": _TO_WRITE}),
    KEBAB: _not_only_text(_KEBAB),
    SNAKE: _SNAKE,
    "condition": _not_only_text(
        {
            "pattern": CONDITION,
            "maxLength": 300,
            "errorMessage": "A condition reads like trust >= 3 and not promised: names, whole numbers, "
            "== != < <= > >=, and, or, not, and brackets.",
        }
    ),
    "answer": {
        **_not_only_text(
            {
                "type": ["string", "number", "array"],
                "items": {"not": {"type": ["array", "object"]}},
                "errorMessage": "Write a list of ticked boxes, the option that is picked, or words.",
            },
            empty=True,
        ),
        "description": "The answer to this field: a list of ticked boxes, the option that is picked, or words.",
    },
    "date": {"type": "string", "pattern": DAY, "errorMessage": "Write a day of the calendar, such as 2025-03-31."},
}
"""Texts by their pattern or format, as an editor may read them."""

_NAMES: Final[dict[str, Schema]] = {
    KEBAB: {**_KEBAB, "type": ["string", "integer", "boolean"], "doNotSuggest": True},
    SNAKE: {**_SNAKE, "doNotSuggest": True},
    WRITTEN: {"pattern": WRITTEN, "errorMessage": "A name is missing before the colon.", "doNotSuggest": True},
}
"""Names that the author gives to parts."""

_FLAG: Final[Schema] = {
    "type": ["boolean", "string"],
    "pattern": "^(true|false|True|False|TRUE|FALSE)$",
    "errorMessage": "Write true or false.",
}


def schema_text(name: str, offers: Mapping[tuple[str, str], list[Json]] = MappingProxyType({})) -> str:
    """A schema as it is kept in ``<name>.schema.json``; ``offers`` are a library's own names, by shape and key."""
    return json.dumps(_schema(SHAPES[name], {**SNIPPETS, **offers}), indent=2, ensure_ascii=False) + "\n"


def modeline(kind: str, document: Path, schemas: Path) -> str:
    """The first line of a document, by which editors find its schema: the way to it from the document's folder."""
    way = Path(os.path.relpath(schemas, document.parent)).as_posix().replace(" ", "%20")
    return f"# yaml-language-server: $schema={way}/{kind}.schema.json"


def _schema(model: type[BaseModel], offers: Mapping[tuple[str, str], list[Json]]) -> Schema:
    made: dict[str, Json] = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    parts = _named(made.pop("$defs", {}))
    definitions = {name: _Shape(name, parts, offers).schema(_named(part)) for name, part in parts.items()}
    root = _Shape(model.__name__, parts, offers).schema(made)
    used = json.dumps([root, definitions])
    kept = {name: part for name, part in definitions.items() if f'"#/definitions/{name}"' in used}
    return {"$schema": "http://json-schema.org/draft-07/schema#", **root, "definitions": dict(kept)}


def _named(part: Json) -> Schema:
    assert isinstance(part, dict)  # noqa: S101  (what pydantic makes)
    return part


class _Shape:
    """One shape of a document, on its way into a schema."""

    def __init__(self, name: str, parts: Schema, offers: Mapping[tuple[str, str], list[Json]]) -> None:
        self.name = name
        self.parts = parts
        self.offers = offers

    def schema(self, made: Schema) -> Schema:
        """Its schema, with its keys, and with what holds beyond them."""
        properties = {key: self.key(key, _named(part)) for key, part in _named(made["properties"]).items()}
        found: Schema = {
            "title": made["title"],
            "description": made["description"],
            "type": "object",
            "properties": dict(properties),
            "additionalProperties": False,
        }
        if "required" in made:
            found["required"] = made["required"]
        if self.name in RULES:
            found["allOf"] = RULES[self.name]
        return found

    def key(self, key: str, made: Schema) -> Schema:
        """What may stand under one key, explained."""
        written = _without_null(made)
        if "$ref" in written:
            name = str(written["$ref"]).rpartition("/")[2]
            inner = _Shape(name, self.parts, self.offers).schema(_named(self.parts[name]))
        else:
            inner = _as_read(written)
        inner |= _explained(made)
        inner |= EXTRAS.get((self.name, key), {})
        offered = self.offers.get((self.name, key))
        if offered:
            place = _named(inner["items"]) if "items" in inner else inner
            place["defaultSnippets"] = offered
        return inner


def _without_null(made: Schema) -> Schema:
    """What may be written where something may also be left out: nothing is not a thing that can be written."""
    options = made.get("anyOf")
    if not isinstance(options, list) or {"type": "null"} not in options:
        return made
    rest = [option for option in options if option != {"type": "null"}]
    return _named(rest[0]) if len(rest) == 1 else {"anyOf": rest}


def _explained(made: Schema) -> Schema:
    """The description, alone and with examples for editors that show Markdown."""
    description = made.get("description")
    if not isinstance(description, str):
        return {}
    examples = made.get("examples", [])
    assert isinstance(examples, list)  # noqa: S101
    blocks = "".join(f"\n\n```yaml\n{example}\n```" for example in examples)
    return {"description": description, "markdownDescription": description + blocks}


def _as_read(made: Schema) -> Schema:
    """A part as an editor may read it."""
    if "$ref" in made:
        return {"$ref": made["$ref"]}
    found: Schema
    options = made.get("anyOf")
    match made.get("type"):
        case "string" if "enum" in made or "const" in made:
            found = _words(made)
        case "string":
            found = dict(_TEXTS[made.get("pattern", made.get("format"))])
        case "integer":
            found = _number(made)
        case "boolean":
            found = dict(_FLAG)
        case "array":
            found = {"type": "array", "items": _listed(_as_read(_named(made["items"])))}
            found["errorMessage"] = "Write a list here, such as [one, two]."
        case "object":
            found = _group(made)
        case _ if isinstance(options, list):
            found = {"anyOf": [_as_read(_named(option)) for option in options]}
        case kind:
            raise AssertionError(kind)
    found |= {key: made[key] for key in ("minItems", "minProperties") if key in made}
    return found | _explained(made)


def _listed(entry: Schema) -> Schema:
    """An entry of a list; a text that is not only a text is said without alternatives, which editors would offer."""
    options = entry.get("anyOf", [])
    assert isinstance(options, list)  # noqa: S101
    if len(options) != 2 or options[1] not in (_OTHERWISE, _OTHERWISE_OR_NOTHING):
        return entry
    text = _named(options[0])
    kinds = text["type"]
    assert isinstance(kinds, list)  # noqa: S101
    told: Schema = {"type": "string", "errorMessage": text["errorMessage"]}
    others = {key: part for key, part in {**entry, **text}.items() if key not in ("anyOf", "type")}
    return {**others, "if": {"not": {"type": [*kinds, "boolean"]}}, "then": told}


def _words(made: Schema) -> Schema:
    """One of some words, each explained where an explanation helps."""
    words = made["enum"] if "enum" in made else [made["const"]]
    assert isinstance(words, list)  # noqa: S101
    found: Schema = {"type": "string", "enum": words}
    meanings = MEANINGS.get(tuple(map(str, words)))
    if meanings:
        found["enumDescriptions"] = list(meanings)
    return found


def _number(made: Schema) -> Schema:
    low, high = made.get("ge", -LARGEST), made.get("le", LARGEST)
    assert isinstance(low, int)  # noqa: S101
    assert isinstance(high, int)  # noqa: S101
    between = f" from {low} to {high}" if high < LARGEST else f" of at least {low}" if low > -LARGEST else ""
    return {
        "type": ["string", "integer"],
        "minimum": low,
        "maximum": high,
        "pattern": whole_number(low, high),
        "errorMessage": f"Write a whole number{between} here.",
    }


def _group(made: Schema) -> Schema:
    """Parts by names that the author gives."""
    found: Schema = {"type": "object", "errorMessage": "Names with colons stand here, each with something after it."}
    patterns = made.get("patternProperties")
    if isinstance(patterns, dict):
        ((pattern, part),) = patterns.items()
        found["propertyNames"] = _NAMES[pattern]
    else:
        part = made["additionalProperties"]
    return {**found, "additionalProperties": _as_read(_named(part))}
