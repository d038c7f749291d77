"""Whatever the style a document is written in: putting its keys in order changes nothing else."""

from collections.abc import Mapping
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.documents.formatter.formatter import formatted
from simulator.documents.formatter.key_order import sorted_places
from simulator.documents.formatter.layout import KeyMover
from simulator.documents.scenario.shapes import ScenarioShape
from simulator.documents.shapes import SHAPES
from simulator.documents.yaml.meaning import PartShape, parts_inside
from simulator.documents.yaml.reader import Tree, read
from simulator.documents.yaml.source import Source
from tests.depth import tries

from .examples import SCENARIO, document, scenario
from .styled import Writer, random_tree

SEEDS: Final = st.integers(0, 2**32)
"""Chance from a seed is fifty times as quick as chance that can be shrunk, and a failing seed tells as much."""
MANY: Final = settings(max_examples=tries(60, 750), deadline=None)
SHAPE: Final = st.sampled_from(list(SHAPES.values()))


def tree_of(text: str) -> Tree:
    found = document(text)
    assert not any(fault.is_error for fault in found.faults), found.faults
    assert found.tree is not None
    return found.tree


def hold_alike(before: Tree, after: Tree, shape: PartShape | None, *, named: bool = False) -> None:
    """Hold that two trees say the same, with the author's names in the same order and the format's keys in theirs."""
    assert before == after
    if isinstance(before, list) and isinstance(after, list):
        for one, other in zip(before, after, strict=True):
            hold_alike(one, other, shape)
    elif isinstance(before, dict) and isinstance(after, dict):
        authors = named or shape is None
        if authors or shape is None:
            assert list(before) == list(after)
        else:
            assert sorted_places(list(after), shape) == list(range(len(after)))
        inside: Mapping[str, object] = {} if authors or shape is None else parts_inside(shape)
        for key, value in before.items():
            if named:
                hold_alike(value, after[key], shape)
            elif shape is not None and key in inside:
                under = parts_inside(shape)[key]
                hold_alike(value, after[key], under.shape, named=under.named and isinstance(value, dict))
            else:
                hold_alike(value, after[key], None)


def hold_the_same_but_in_order(text: str, shape: PartShape, remarks: int) -> str:
    """Hold all that formatting promises; the text afterwards."""
    laid = formatted(Source.of_text(text, "text.yaml"), shape)
    assert laid.ok
    if not any(f"{sign}{step}+" in text for sign in "|>" for step in ("", *"1234567")):
        hold_alike(tree_of(text), tree_of(laid.after), shape)
    assert tree_of(text) == tree_of(laid.after)
    for number in range(1, remarks + 1):
        assert laid.after.count(f"# remark {number}:") == 1
    assert formatted(Source.of_text(laid.after, "text.yaml"), shape).after == laid.after
    return laid.after


@MANY
@given(SEEDS, SHAPE)
def test_a_document_in_any_style_says_the_same_afterwards(seed: int, shape: PartShape) -> None:
    random = Random(seed)
    tree = random_tree(random, shape)
    writer = Writer(random)
    text = writer.document(tree, shape)
    assert tree_of(text) == tree
    hold_the_same_but_in_order(text, shape, writer.remarks)


@settings(max_examples=tries(30, 300), deadline=None)
@given(SEEDS)
def test_a_scenario_in_any_style_is_loaded_the_same_afterwards(seed: int) -> None:
    tree = tree_of(SCENARIO)
    writer = Writer(Random(seed))
    text = writer.document(tree, ScenarioShape)
    after = hold_the_same_but_in_order(text, ScenarioShape, writer.remarks)
    loaded = scenario(text)
    assert loaded.value is not None
    assert loaded.value == scenario(SCENARIO).value == scenario(after).value


@MANY
@given(st.text(alphabet="ab:-#'\"|>+[]{},? \n\r\t", max_size=60))
def test_any_text_is_left_alone_or_says_the_same_afterwards(text: str) -> None:
    text = f"summary: {text}\ntitle: a\n"
    laid = formatted(Source.of_text(text, "text.yaml"), ScenarioShape)
    if laid.ok:
        assert tree_of(text) == tree_of(laid.after)
    else:
        assert laid.after == text


def test_the_proof_notices_a_lost_comment_and_a_changed_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ("title: a\nsummary: b\n", "title: a\nsummary: c  # remark\n", "title: a\ntitle: b # remark\n"):
        monkeypatch.setattr(KeyMover, "laid", lambda self, shape, wrong=wrong: wrong)
        laid = formatted(Source.of_text("summary: b  # remark\ntitle: a\n", "text.yaml"), ScenarioShape)
        assert laid.refused
        assert not laid.changed


def test_the_proof_notices_scenes_that_changed_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyMover, "laid", lambda self, shape: "scenes: {b: {goto: a}, a: {goto: b}}\n")
    assert formatted(Source.of_text("scenes: {a: {goto: b}, b: {goto: a}}\n", "text.yaml"), ScenarioShape).refused
    assert read(Source.of_text("scenes: {}", "x.yaml")).tree == {"scenes": {}}
