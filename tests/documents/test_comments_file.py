"""A comment bank: what is written in it, what is wrong with it, and which comments come first."""

from pathlib import Path

import pytest

from simulator.documents.centre.comments import read_comments
from simulator.documents.yaml.source import Source
from simulator.engine.rubric import Level
from simulator.library import DocumentKind, Library, kind_of, read_any
from simulator.review.comments import Comment, fitting

ROOT = Path(__file__).parents[2]
TEXT = """\
kind: comments
comments:
  - clause: records
    level: competent
    text: You wrote what was said and seen.
  - clause: records
    text: Add when and where it was.
  - text: Thank you for this.
"""
RECORDS = Comment("You wrote what was said and seen.", "records", Level.COMPETENT)
WHEN = Comment("Add when and where it was.", "records")
ANY = Comment("Thank you for this.")


def rules(text: str, *clauses: str) -> list[str]:
    found = read_comments(Source.of_text(text, "comments.yaml"), clauses or None)
    return [finding.rule for finding in found.diagnostics]


def test_comments_become_what_they_say_in_their_order() -> None:
    loaded = read_comments(Source.of_text(TEXT, "comments.yaml"), ["records"])
    assert loaded.diagnostics == ()
    assert loaded.value == (RECORDS, WHEN, ANY)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("level: competent", "level: brilliant", "unknown-word"),
        ("    text: Add when and where it was.\n", "    level: unsafe\n", "missing-key"),
        ("text: Thank", "txt: Thank", "unknown-key"),
    ],
)
def test_what_is_wrong_is_told(old: str, new: str, rule: str) -> None:
    assert TEXT.count(old) == 1
    assert rule in rules(TEXT.replace(old, new))


def test_a_clause_that_no_rubric_has_is_told_with_the_one_that_is_meant() -> None:
    loaded = read_comments(Source.of_text(TEXT, "comments.yaml"), ["record"])
    assert [finding.rule for finding in loaded.diagnostics] == ["unknown-clause"] * 2
    assert "record" in loaded.diagnostics[0].hint
    assert loaded.value is not None


def test_the_sample_has_no_fault_and_speaks_of_clauses_that_there_are() -> None:
    path = ROOT / "comments.sample.yaml"
    source = Source(path.name, path.read_bytes())
    assert kind_of(source) is DocumentKind.COMMENTS
    loaded = read_any(source, Library(own=Path("/nowhere")))
    assert loaded.diagnostics == ()
    assert isinstance(loaded.value, tuple)
    assert len(loaded.value) > 10


def test_the_comments_of_the_level_that_is_marked_come_first() -> None:
    assert fitting([ANY, WHEN, RECORDS], Level.COMPETENT) == (RECORDS, ANY, WHEN)
    assert fitting([RECORDS, ANY], Level.UNSAFE) == (ANY, RECORDS)
    assert fitting([WHEN, RECORDS], None) == (WHEN, RECORDS)
    assert fitting([RECORDS, WHEN, ANY], None, ["when", "WHERE"]) == (WHEN,)
