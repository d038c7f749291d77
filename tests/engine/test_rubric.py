"""Levels, worst to best, and how the kinds of items and evidence are written."""

import pytest

from simulator.engine.rubric import EvidenceKind, ItemKind, Level


def test_the_levels_run_from_unsafe_to_exemplary() -> None:
    assert list(Level) == [Level.UNSAFE, Level.DEVELOPING, Level.COMPETENT, Level.EXEMPLARY]
    assert sorted(Level, reverse=True) == [Level.EXEMPLARY, Level.COMPETENT, Level.DEVELOPING, Level.UNSAFE]
    assert Level.UNSAFE < Level.DEVELOPING < Level.COMPETENT < Level.EXEMPLARY


def test_a_kept_level_is_the_same_number_for_ever() -> None:
    assert [int(level) for level in Level] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("level", "word"),
    [
        (Level.UNSAFE, "unsafe"),
        (Level.DEVELOPING, "developing"),
        (Level.COMPETENT, "competent"),
        (Level.EXEMPLARY, "exemplary"),
    ],
)
def test_a_level_is_written_as_documents_write_it(level: Level, word: str) -> None:
    assert level.word == word


def test_the_worst_of_several_levels_is_their_minimum() -> None:
    assert min(Level.EXEMPLARY, Level.DEVELOPING) is Level.DEVELOPING


def test_kinds_are_written_as_documents_write_them() -> None:
    assert [str(kind) for kind in ItemKind] == [
        "outcome",
        "criterion",
        "concept",
        "guidance",
        "mistake",
        "misconception",
        "prior-knowledge",
        "term",
        "overview",
    ]
    assert [str(kind) for kind in EvidenceKind] == ["choice", "record", "written", "check"]
