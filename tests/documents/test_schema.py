"""The schemas that editors use: what is committed is what the shapes say, and all of it is explained."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import jsonschema  # type: ignore[import-untyped]
import pytest
from pydantic import BaseModel

from simulator.documents.editor.json_schema import modeline, schema_text
from simulator.documents.editor.rules import EXTRAS, RULES, Schema
from simulator.documents.editor.snippets import SNIPPETS
from simulator.documents.shapes import SHAPES
from simulator.documents.yaml.reader import Tree, read
from simulator.documents.yaml.source import Source
from simulator.json_value import Json
from simulator.library import kind_of

from .examples import SCENARIO, document, scenario

FOLDER = Path(__file__).parents[2] / "schemas"
SCHEMAS: dict[str, Schema] = {name: json.loads(schema_text(name)) for name in SHAPES}


@pytest.mark.parametrize("name", SHAPES)
def test_the_committed_schema_is_the_generated_one(name: str) -> None:
    committed = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(name), "run make schemas"


def parts(schema: Json, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every schema inside a schema, with its path."""
    if isinstance(schema, list):
        for position, each in enumerate(schema):
            yield from parts(each, f"{path}/{position}")
    elif isinstance(schema, dict):
        yield path, schema
        for key, each in schema.items():
            yield from parts(each, f"{path}/{key}")


def keys(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """What may stand under each key that a document can have, and under each name that its author gives."""
    for path, part in parts(schema):
        properties = part.get("properties")
        if isinstance(properties, dict) and "title" in part:
            yield from ((f"{path}/{key}", each) for key, each in properties.items() if isinstance(each, dict))
        named = part.get("additionalProperties")
        if isinstance(named, dict):
            yield f"{path}/*", named


def described(part: Schema, root: Schema) -> str:
    """The description of a part or of what it refers to."""
    definitions = root.get("definitions")
    assert isinstance(definitions, dict)
    target = definitions[str(part["$ref"]).rpartition("/")[2]] if "$ref" in part else part
    assert isinstance(target, dict)
    return str(target.get("description", ""))


@pytest.mark.parametrize("name", SHAPES)
def test_every_key_and_every_name_has_a_description(name: str) -> None:
    found = list(keys(SCHEMAS[name]))
    assert len(found) > 5
    assert [path for path, part in found if not described(part, SCHEMAS[name]).endswith(".")] == []


@pytest.mark.parametrize("name", SHAPES)
def test_what_an_editor_shows_is_written_for_tutors(name: str) -> None:
    shown = ("description", "markdownDescription", "errorMessage", "title", "label")
    jargon = re.compile(
        r"\b(None|null|dict|mapping|pydantic|schema|string|integer|boolean|array|object|property|node)\b"
    )
    texts = [str(part[key]) for _, part in parts(SCHEMAS[name]) for key in shown if isinstance(part.get(key), str)]
    assert len(texts) > 15
    assert [text for text in texts if jargon.search(text)] == []


def examples(schema: Schema) -> Iterator[tuple[str, Schema, str]]:
    """Every example, with the key it is for and what may stand there."""
    for path, part in keys(schema):
        for block in re.findall(r"```yaml\n(.*?)\n```", str(part.get("markdownDescription", "")), re.DOTALL):
            yield path.rpartition("/")[2], part, block


@pytest.mark.parametrize("name", SHAPES)
def test_every_example_is_one(name: str) -> None:
    schema = SCHEMAS[name]
    found = list(examples(schema))
    assert len(found) > 5
    for key, part, text in found:
        read = document(text)
        assert read.faults == (), text
        assert isinstance(read.tree, dict)
        assert list(read.tree) == [key], text
        whole = {**part, "definitions": schema["definitions"]}
        jsonschema.Draft7Validator(whole).validate(read.tree[key])


@pytest.mark.parametrize("name", SHAPES)
def test_every_choice_of_words_that_is_explained_is_explained_whole(name: str) -> None:
    explained = [part for _, part in parts(SCHEMAS[name]) if "enumDescriptions" in part]
    for part in explained:
        words, meanings = part["enum"], part["enumDescriptions"]
        assert isinstance(words, list)
        assert isinstance(meanings, list)
        assert len(words) == len(meanings)
    assert bool(explained) == (name not in ("signposts", "sampling"))


def shapes_of(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """A shape and all shapes inside it, by name."""
    found = {model.__name__: model}
    for field in model.model_fields.values():
        waiting: list[object] = [field.annotation]
        while waiting:
            part = waiting.pop()
            waiting.extend(get_args(part))
            if isinstance(part, type) and issubclass(part, BaseModel) and part.__name__ not in found:
                found |= shapes_of(part)
    return found


def test_rules_and_snippets_belong_to_shapes_and_keys_that_there_are() -> None:
    shapes = {name: shape for model in SHAPES.values() for name, shape in shapes_of(model).items()}
    assert shapes.keys() >= RULES.keys()
    for shape, key in [*SNIPPETS, *EXTRAS]:
        assert key in shapes[shape].model_fields


PLACE = re.compile(r"\$\{\d+(?::([^}]*)|\|([^,|]*)[^}]*)\}")
BODIES = {str(each["label"]): each["body"] for some in SNIPPETS.values() for each in some if isinstance(each, dict)}


def filled(body: Json) -> Tree:
    """What a snippet puts in when nothing is changed in it, as the loader would read it."""
    match body:
        case dict():
            return {str(filled(key)): filled(part) for key, part in body.items()}
        case list():
            return [filled(part) for part in body]
        case bool():
            return str(body).lower()
        case _:
            return PLACE.sub(lambda place: place[1] or place[2], str(body))


@pytest.mark.parametrize("name", SHAPES)
def test_a_snippet_fits_where_it_is_offered(name: str) -> None:
    for _, part in parts(SCHEMAS[name]):
        snippets = part.get("defaultSnippets", [])
        assert isinstance(snippets, list)
        for snippet in snippets:
            assert isinstance(snippet, dict)
            whole = {**part, "definitions": SCHEMAS[name]["definitions"]}
            jsonschema.Draft7Validator(whole).validate(filled(snippet["body"]))


def test_a_scenario_with_a_scene_of_each_snippet_lacks_nothing_but_names() -> None:
    tree = document(SCENARIO).tree
    assert isinstance(tree, dict)
    scenes = tree["scenes"]
    assert isinstance(scenes, dict)
    for number, body in enumerate(body for label, body in BODIES.items() if label.startswith("scene: ")):
        made = filled(body)
        assert isinstance(made, dict)
        scenes[f"new-{number}"] = made["scene"]
    assert number == 3
    assert {finding.rule for finding in scenario(json.dumps(tree)).diagnostics} == {"unknown-scene"}


SHIPPED = sorted(path for folder in ("scenarios", "rubrics") for path in (FOLDER.parent / folder).glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_document_begins_with_the_line_that_names_its_schema(path: Path) -> None:
    kind = kind_of(Source(path.name, path.read_bytes())).value
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == modeline(kind, path, FOLDER)
    assert (path.parent / first.partition("$schema=")[2]).resolve() == FOLDER / f"{kind}.schema.json"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_document_fits_the_schema_it_names(path: Path) -> None:
    source = Source(path.name, path.read_bytes())
    jsonschema.Draft7Validator(SCHEMAS[kind_of(source).value]).validate(read(source).tree)
