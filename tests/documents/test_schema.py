"""The schemas that editors use: what is committed is what the shapes say."""

import json
import re
from pathlib import Path

import pytest

from simulator.documents.reader import Tree, read
from simulator.documents.schema import SHAPES, schema_text
from simulator.documents.source import Source

FOLDER = Path(__file__).parents[2] / "schemas"


@pytest.mark.parametrize("name", SHAPES)
def test_the_committed_schema_is_the_generated_one(name: str) -> None:
    committed = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(name), "run make schemas"


@pytest.mark.parametrize("name", SHAPES)
def test_every_key_has_a_description(name: str) -> None:
    schema = json.loads(schema_text(name))
    for shape in [schema, *schema.get("$defs", {}).values()]:
        for key, part in shape["properties"].items():
            named = schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
            description = part.get("description") or named.get("description")
            assert description, key
            assert not re.search("None|dict|mapping|pydantic", description)


def fits(value: Tree, schema: dict[str, object], root: dict[str, object]) -> bool:
    """Whether a tree of text fits a schema, as far as its structure goes: a small validator for these tests."""
    match schema:
        case {"$ref": str(reference)}:
            part: object = root
            for step in reference.removeprefix("#/").split("/"):
                assert isinstance(part, dict)
                part = part[step]
            assert isinstance(part, dict)
            return fits(value, part, root)
        case {"anyOf": list(options)}:
            return any(fits(value, option, root) for option in options)
        case {"type": "object"}:
            return isinstance(value, dict) and _fits_object(value, schema, root)
        case {"type": "array", "items": dict(items)}:
            return isinstance(value, list) and all(fits(entry, items, root) for entry in value)
        case {"enum": list(words)}:
            return value in words
        case {"const": word}:
            return value == word
        case {"type": "integer"}:
            return isinstance(value, str) and value.lstrip("+-").isdigit()
        case {"type": "boolean"}:
            return value in ("true", "false")
        case {"type": "string"}:
            return isinstance(value, str) and bool(re.search(str(schema.get("pattern", "")), value))
        case _:
            return isinstance(value, str)


def _fits_object(value: dict[str, Tree], schema: dict[str, object], root: dict[str, object]) -> bool:
    properties = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    others = schema.get("additionalProperties", {})
    required = schema.get("required", [])
    options = schema.get("oneOf", [])
    assert isinstance(properties, dict)
    assert isinstance(patterns, dict)
    assert isinstance(required, list)
    assert isinstance(options, list)
    if any(key not in value for key in required):
        return False
    if options and sum(all(key in value for key in option["required"]) for option in options) != 1:
        return False
    for key, part in value.items():
        here = [properties[key]] if key in properties else [p for k, p in patterns.items() if re.search(k, key)]
        if not here and isinstance(others, dict):
            here = [others]
        if not here or not all(fits(part, each, root) for each in here):
            return False
    return True


def schema_of(path: Path) -> dict[str, object]:
    """The schema that a shipped document names in its first line."""
    match = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"))
    assert match, path
    found = json.loads((path.parent / match[1]).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


SHIPPED = sorted(path for folder in ("scenarios", "rubrics") for path in (FOLDER.parent / folder).glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_document_fits_the_schema_it_names(path: Path) -> None:
    tree = read(Source(path.name, path.read_bytes())).tree
    schema = schema_of(path)
    assert tree is not None
    assert fits(tree, schema, schema)


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    from .examples import SCENARIO, document

    schema = json.loads(schema_text("scenario"))
    for old, new in [
        ("title: A promise\n", ""),
        ("stage: exploration", "stage: later"),
        ("    otherwise: later", "    otherwize: later"),
        ("say: I promise.", "say: I promise.\n        do: Nod."),
        ("minutes: 10", "minutes: ten"),
        ("  later:\n", "  Later On:\n"),
    ]:
        tree = document(SCENARIO.replace(old, new)).tree
        assert tree is not None
        assert not fits(tree, schema, schema), new
    tree = document(SCENARIO).tree
    assert tree is not None
    assert fits(tree, schema, schema)
