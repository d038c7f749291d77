"""A scenario's file as it is at the moment: what can be played of it, and what is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.analysis.waivers import PlacedFinding, sort_out
from simulator.diagnostics import Diagnostic, in_order
from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.source import Source, open_source
from simulator.documents.yaml.source_map import SourceMap, Spot
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.library import Library, shown

_WORDS: Final = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Playable:
    """A text that can be played."""

    scenario: Scenario
    rubric: Rubric
    source: Source
    """The text; without its walkthroughs where those are all that is wrong with it."""
    source_map: SourceMap

    def line_of(self, scene: str) -> int:
        """The line where a scene begins."""
        return self.source_map.of(("scenes", scene))[0]


@dataclass(frozen=True, slots=True)
class ScenarioReading:
    """What was read."""

    digest: str
    """Tells one text from another; empty where there is none."""
    findings: tuple[Diagnostic, ...]
    source_map: SourceMap
    playable: Playable | None
    """None where something keeps the text from being played."""


def read_file(path: Path, library: Library) -> ScenarioReading:
    """Read a scenario's file; never raises, whatever is there."""
    source = open_source(path, shown(path))
    if isinstance(source, Diagnostic):
        return ScenarioReading("", (source,), SourceMap("", 0), None)
    return read_source(source, library.seen_from(path))


def read_source(source: Source, library: Library, also: frozenset[str] = frozenset()) -> ScenarioReading:
    """Read a scenario. A walkthrough that does not hold is told, and does not keep the rest from being played.

    ``also`` are further ids that `alternates` may name.
    """
    known = also | {source.id}
    loaded = library.scenario(source, known)
    played, text = loaded, source
    if loaded.value is None:
        remaining = without_walkthroughs(loaded)
        if remaining is not None:
            text = Source.of_text(remaining, source.name)
            played = library.scenario(text, known)
    findings, _ = sort_out(loaded, [PlacedFinding(each, None) for each in loaded.diagnostics], ())
    return ScenarioReading(loaded.digest, in_order(findings), loaded.source_map, _playable(played, text, library))


def _playable(loaded: Loaded[Scenario], source: Source, library: Library) -> Playable | None:
    rubric = library.rubric_of(loaded.value)
    if loaded.value is None or rubric is None:
        return None
    return Playable(loaded.value, rubric, source, loaded.source_map)


def without_walkthroughs(loaded: Loaded[Scenario]) -> str | None:
    """The text with its `expect` blanked, every line in its place; None where something else is wrong with it."""
    part = next((each for each in _parts(loaded.source_map) if each[0] == "expect"), None)
    if part is None:
        return None
    _, start, end = part
    errors = [each for each in loaded.diagnostics if each.is_error]
    if not all(loaded.source_map.place(start) <= (each.line, each.column) for each in errors):
        return None
    if end is not None and not all((each.line, each.column) < loaded.source_map.place(end) for each in errors):
        return None
    text = loaded.source_map.text
    stop = len(text) if end is None else end
    return text[:start] + _WORDS.sub("", text[start:stop]) + text[stop:]


def scene_at(source_map: SourceMap, line: int, column: int) -> str | None:
    """The scene in which a place of a document lies."""
    place = (line, column)
    scenes = next((each for each in _parts(source_map) if each[0] == "scenes"), None)
    root = _named(source_map.root)
    if scenes is None or "scenes" not in root:
        return None
    if scenes[2] is not None and place >= source_map.place(scenes[2]):
        return None
    starts = sorted((index, name) for name, (index, _) in _named(root["scenes"][1]).items())
    inside = [name for index, name in starts if source_map.place(index) <= place]
    return inside[-1] if inside else None


def _named(spot: Spot) -> dict[str, tuple[int, Spot]]:
    """The named parts of a spot; none where it is a text or a list."""
    return spot[1] if not isinstance(spot, int) and isinstance(spot[1], dict) else {}


def _parts(source_map: SourceMap) -> Iterator[tuple[str, int, int | None]]:
    """The document's parts in the order of the text: name, where it begins and where the next one does."""
    starts = sorted((index, name) for name, (index, _) in _named(source_map.root).items())
    for number, (start, name) in enumerate(starts, start=1):
        yield name, start, starts[number][0] if number < len(starts) else None
