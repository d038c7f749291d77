"""A file that is being written: what can be played of it, and where its scenes lie."""

from pathlib import Path

import pytest

from simulator.authoring.reading import ScenarioReading, read_file, read_source, scene_at
from simulator.documents.yaml.source import Source
from simulator.library import Library

ROOT = Path(__file__).parents[2]
LITTLE = ROOT / "tests" / "tui" / "library"
TEXT = (LITTLE / "scenarios" / "the-blue-notebook.yaml").read_text(encoding="utf-8")
EXPECT = "expect:\n  limits-first:\n    choose: [limits, hear, {lines: [said], who: bell}]\n    ending: gone\n"


def little() -> Library:
    return Library(LITTLE, LITTLE / "own")


def reading(text: str) -> ScenarioReading:
    return read_source(Source.of_text(text, "the-blue-notebook.yaml"), little())


def test_a_walkthrough_that_does_not_hold_is_told_and_does_not_keep_the_rest_from_being_played() -> None:
    for text in (TEXT + EXPECT, EXPECT + TEXT, TEXT.replace("start: arrives\n", EXPECT + "start: arrives\n")):
        found = reading(text)
        assert [finding.rule for finding in found.findings] == ["walkthrough-ending"]
        assert found.playable is not None
        assert found.playable.scenario.scenes["gone"]
        line = found.playable.line_of("tells")
        assert text.splitlines()[line - 1] == "  tells:"
        assert scene_at(found.source_map, line, 3) == "tells"


def test_a_walkthrough_with_windows_line_ends_is_blanked_line_by_line() -> None:
    text = (EXPECT + TEXT).replace("\n", "\r\n")
    found = reading(text)
    assert found.playable is not None
    assert text.splitlines()[found.playable.line_of("tells") - 1] == "  tells:"


def test_another_error_keeps_a_text_from_being_played() -> None:
    astray = TEXT.replace("goto: paper", "goto: papre")
    for text in (astray + EXPECT, EXPECT + astray, "", "a: [", TEXT.replace("little-code", "no")):
        found = reading(text)
        assert found.playable is None
        assert any(finding.is_error for finding in found.findings)


def test_a_place_lies_in_the_scene_that_begins_before_it() -> None:
    text = TEXT + EXPECT
    found = reading(text)
    lines = text.splitlines()
    assert scene_at(found.source_map, 1, 1) is None
    assert scene_at(found.source_map, lines.index("  arrives:") + 1, 3) == "arrives"
    assert scene_at(found.source_map, lines.index("  arrives:") + 1, 1) is None
    assert scene_at(found.source_map, lines.index("      promise:") + 1, 9) == "arrives"
    assert scene_at(found.source_map, lines.index("  handed-over:") + 2, 5) == "handed-over"
    assert scene_at(found.source_map, lines.index("expect:") + 2, 3) is None
    assert scene_at(reading("").source_map, 1, 1) is None


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "There is no such file."),
        (lambda path: path.mkdir(), "This is a folder, not a file."),
        (lambda path: path.symlink_to(path), "This file is a link that leads round in a circle."),
        (lambda path: path.write_bytes(b"x" * 1_100_000), "The file is larger than one megabyte"),
        (lambda path: path.write_bytes(b"\xff\xfea"), "The file is not saved as UTF-8 text."),
        (lambda path: path.write_text(""), "The file has nothing in it."),
        (lambda path: path.write_text("[" * 5000), ""),
        (lambda path: path.write_text("kind: rubric\ntitle: x\n"), ""),
    ],
)
def test_whatever_is_there_is_read_without_a_fall(make: object, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a-scenario.yaml"
    assert callable(make)
    make(path)
    found = read_file(path, little())
    assert found.playable is None
    assert found.findings[0].is_error
    assert found.findings[0].message.startswith(told)
