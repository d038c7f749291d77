"""A schema refuses what the loader refuses, as far as a schema can see, and nothing else."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import jsonschema  # type: ignore[import-untyped]
import pytest

from simulator.diagnostics import DOCUMENT_RULES
from simulator.documents.editor.json_schema import schema_text
from simulator.documents.shapes import SHAPES
from simulator.documents.yaml.reader import Tree, read
from simulator.documents.yaml.source import Source
from simulator.documents.yaml.source_map import Address

from .fixtures import SMALL, Fixture, broken, everything
from .sight import READING, SCHEMA_CANNOT_SEE, SCHEMA_SEES, SCHEMA_SEES_IN_PART

Schema: TypeAlias = dict[str, Any]

VALIDATORS = {name: jsonschema.Draft7Validator(json.loads(schema_text(name))) for name in SHAPES}


def fits(kind: str, tree: Tree) -> bool:
    """Whether a document as the loader reads it, in which every value is text, fits its schema."""
    return bool(VALIDATORS[kind].is_valid(tree))


def disagreement(rules: frozenset[str], *, fitting: bool) -> str:
    """How the schema's verdict and the loader's differ; empty where they agree."""
    if fitting and rules & SCHEMA_SEES:
        return f"the schema does not see {', '.join(sorted(rules & SCHEMA_SEES))}"
    if not fitting and not rules & (SCHEMA_SEES | SCHEMA_SEES_IN_PART.keys()):
        return f"the schema refuses what only breaks {', '.join(sorted(rules)) or 'nothing'}"
    return ""


def test_every_rule_about_documents_is_seen_or_seen_in_part_or_not_seen() -> None:
    assert SCHEMA_SEES | SCHEMA_SEES_IN_PART.keys() | SCHEMA_CANNOT_SEE == DOCUMENT_RULES.keys()
    assert len(SCHEMA_SEES) + len(SCHEMA_SEES_IN_PART) + len(SCHEMA_CANNOT_SEE) == len(DOCUMENT_RULES)


ALL = everything()


def test_there_is_an_example_of_every_rule_that_a_schema_sees() -> None:
    assert len(ALL) > 200
    found = {rule for fixture in ALL for rule in fixture.rules}
    assert found >= SCHEMA_SEES | SCHEMA_SEES_IN_PART.keys()


@pytest.mark.parametrize(
    "fixture", [each for each in ALL if not each.rules & READING], ids=lambda fixture: fixture.name
)
def test_schema_and_loader_agree_on_every_example(fixture: Fixture) -> None:
    tree = read(Source.of_text(fixture.text, "text.yaml")).tree
    assert tree is not None
    assert not disagreement(fixture.rules, fitting=fits(fixture.kind, tree))


@pytest.mark.parametrize(
    ("rule", "old", "new", "seen"),
    [
        ("condition-syntax", "when: trust > 5,", "when: trust = 5,", True),
        ("condition-syntax", "when: trust > 5,", "when: 1 < trust < 5,", True),
        ("condition-syntax", "when: trust > 5,", "when: (trust > 5,", False),
        ("repeated-entry", "learn: [locked_in]", "learn: [locked_in, locked_in]", True),
        ("repeated-entry", "number: 2", "number: 1", False),
        ("walkthrough-step", "choose: [promise,", "choose: [I promise,", True),
        ("walkthrough-step", "choose: [promise,", "choose: [promis,", False),
        ("tick-levels", "{0: exemplary, 1: developing}", "{0: exemplary, 2: developing}", True),
        ("tick-levels", "{0: exemplary, 1: developing}", "{0: exemplary, 31: developing}", False),
    ],
)
def test_what_is_seen_in_part_is_seen_so_far(rule: str, old: str, new: str, seen: bool) -> None:
    (kind,) = [kind for kind, text in SMALL.items() if text.count(old) == 1]
    text = SMALL[kind].replace(old, new)
    assert broken(kind, text) == {rule}
    tree = read(Source.of_text(text, "text.yaml")).tree
    assert tree is not None
    assert fits(kind, tree) != seen


# Every place of a document, damaged in every way ----------------------------------------------------------------------

DAMAGE: dict[str, Tree] = {
    "nothing": "",
    "a space": " ",
    "words": "Some Words!",
    "a name": "some-name",
    "a number": "12",
    "a low number": "-1",
    "a high number": "5000",
    "a condition": "trust > 1 and not promised",
    "no condition": "trust >> 1",
    "yes": "yes",
    "true": "true",
    "a level": "competent",
    "a list": ["some-name", "Some Words!"],
    "an empty list": [],
    "a list of lists": [["a"]],
    "a group": {"some-name": "12"},
    "an empty group": {},
    "a group of groups": {"Some Words!": {"say": "x"}},
}


def places(tree: Tree, address: Address = ()) -> Iterator[Address]:
    """Every address of a tree below its root."""
    steps: Mapping[str, Tree] | dict[int, Tree] = (
        tree if isinstance(tree, dict) else dict(enumerate(tree)) if isinstance(tree, list) else {}
    )
    for step, part in steps.items():
        yield (*address, step)
        yield from places(part, (*address, step))


def put(tree: Tree, address: Address, part: Tree | None) -> Tree:
    """The tree with another part at an address, or with none if it is None."""
    step, rest = address[0], address[1:]
    if isinstance(tree, dict):
        kept = {key: put(held, rest, part) if key == step and rest else held for key, held in tree.items()}
        if not rest and part is None:
            kept.pop(str(step))
        elif not rest and part is not None:
            kept[str(step)] = part
        return kept
    assert isinstance(tree, list)
    entries = [put(held, rest, part) if at == step and rest else held for at, held in enumerate(tree)]
    if not rest and isinstance(step, int):
        entries[step : step + 1] = [] if part is None else [part]
    return entries


def own_keys(schema: object) -> Iterator[str]:
    """Every key that a schema gives a meaning to."""
    if isinstance(schema, list):
        for each in schema:
            yield from own_keys(each)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {})
        for each in schema.values():
            yield from own_keys(each)


def kinds_of_place(kind: str, whole: Tree) -> list[Address]:
    """One address for each kind of place: what stands at two of a kind is judged alike."""
    own = set(own_keys(VALIDATORS[kind].schema))
    found: dict[tuple[str, ...], Address] = {}
    for address in places(whole):
        found.setdefault(tuple(str(step) if step in own else "*" for step in address), address)
    return list(found.values())


EVERY = 4
"""Of the damages this part is done at each place, always another, for there are thousands."""


@pytest.mark.parametrize("kind", SMALL)
def test_schema_and_loader_agree_wherever_a_document_is_damaged(kind: str) -> None:
    whole = read(Source.of_text(SMALL[kind], "text.yaml")).tree
    assert whole is not None
    damages = [*DAMAGE.items(), ("left out", None)]
    every = EVERY if kind == "scenario" else 1
    found = []
    for number, address in enumerate(kinds_of_place(kind, whole)):
        for what, part in damages[number % every :: every]:
            tree = put(whole, address, part)
            differs = disagreement(broken(kind, json.dumps(tree)), fitting=fits(kind, tree))
            if differs:
                found.append((address, what, differs))
    assert found == []


# Every key put beside every other -------------------------------------------------------------------------------------


def inside(schema: Schema, step: str | int, root: Schema) -> Iterator[Schema]:
    """What may stand at a step below, of what may stand here."""
    for option in schema.get("anyOf", [schema]):
        if "$ref" in option:
            yield from inside(root["definitions"][option["$ref"].rpartition("/")[2]], step, root)
        elif isinstance(step, int) and "items" in option:
            yield option["items"]
        elif step in option.get("properties", {}):
            yield option["properties"][step]
        elif isinstance(option.get("additionalProperties"), dict):
            yield option["additionalProperties"]


def keys_at(kind: str, address: Address) -> dict[str, Tree]:
    """The keys that a schema offers at an address, each with an example of what may stand there."""
    root = VALIDATORS[kind].schema
    here = [root]
    for step in address:
        here = [below for each in here for below in inside(each, step, root)]
    options = [option for each in here for option in each.get("anyOf", [each])]
    shapes = [root["definitions"][each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in options]
    found: dict[str, Tree] = {}
    for shape in shapes:
        for key, part in shape.get("properties", {}).items():
            example = re.search(r"```yaml\n(.*?)\n```", part.get("markdownDescription", ""), re.DOTALL)
            tree = read(Source.of_text(example[1], "text.yaml")).tree if example else None
            if isinstance(tree, dict):
                found[key] = tree[key]
    return found


def value(tree: Tree, address: Address) -> Tree:
    """What stands at an address."""
    for step in address:
        tree = tree[step]  # type: ignore[index]
    return tree


@pytest.mark.parametrize("kind", SMALL)
def test_schema_and_loader_agree_whatever_key_is_put_beside_others(kind: str) -> None:
    whole = read(Source.of_text(SMALL[kind], "text.yaml")).tree
    assert whole is not None
    put_beside = 0
    found = []
    for address in [(), *places(whole)]:
        group = value(whole, address)
        if isinstance(group, dict):
            for key, part in keys_at(kind, address).items():
                if key not in group:
                    tree = put(whole, (*address, key), part)
                    differs = disagreement(broken(kind, json.dumps(tree)), fitting=fits(kind, tree))
                    found += [(address, key, differs)] if differs else []
                    put_beside += 1
    assert found == []
    assert put_beside > (150 if kind == "scenario" else 2)
