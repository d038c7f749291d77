"""Judges a mutant: caught by reading it, by its walkthroughs, or by what is proved of it, the cheap before the dear."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from simulator.analysis.examine import examined_rules, proved_rules
from simulator.analysis.model.reachability import explore
from simulator.diagnostics import Diagnostic
from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.source import Source
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.library import Library, shipped_folder
from tests.mutants.mutate import Mutant
from tests.shortcuts import examine

Finding = tuple[str, str]
"""A rule and its sentence: a mutant may move lines, and that alone is no finding."""

ASIDE: Final = "words-"
"""How the kinds begin that change only which words are said: nothing but a reader can tell."""

MANY: Final = 50_000
"""Of more situations than these it is not asked how many there are."""

CHEAP: Final = 2
"""How many of the stages need no proof."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant."""

    mutant: Mutant
    caught: str
    """The rule that caught it; empty where nothing did."""


class Original:
    """A shipped scenario as it is."""

    def __init__(self, path: Path) -> None:
        self.id = path.stem
        self.text = path.read_text(encoding="utf-8")

    @cached_property
    def read(self) -> Loaded[Scenario]:
        """Read, with its walkthroughs walked."""
        return _read(self.id, self.text)

    @cached_property
    def size(self) -> int:
        """How many situations it has, if not many: what that comes to, a proof takes."""
        assert self.read.value is not None
        return len(explore(self.read.value, MANY))

    def found(self, stage: int) -> Counter[Finding]:
        """What is found in it by a stage; no later one is gone through for it."""
        while len(self._findings) <= stage:
            self._findings.append(_counted(next(self._to_come)))
        return self._findings[stage]

    @cached_property
    def _findings(self) -> list[Counter[Finding]]:
        return []

    @cached_property
    def _to_come(self) -> Iterator[tuple[Diagnostic, ...]]:
        return _stages(self.read)


def paths() -> list[Path]:
    """The shipped scenarios."""
    return sorted((shipped_folder() / "scenarios").glob("*.yaml"))


@cache
def original(scenario: str) -> Original:
    """A shipped scenario by id."""
    return Original(shipped_folder() / "scenarios" / f"{scenario}.yaml")


@cache
def _library() -> Library:
    return Library(own=Path("nowhere"))


def _read(name: str, text: str) -> Loaded[Scenario]:
    return _library().scenario(Source.of_text(text, f"{name}.yaml"))


def _rubric(loaded: Loaded[Scenario]) -> Rubric | None:
    rubric = _library().rubric(loaded.value.rubric) if loaded.value is not None else None
    return rubric.value if rubric is not None else None


def _stages(loaded: Loaded[Scenario]) -> Iterator[tuple[Diagnostic, ...]]:
    """What reading finds, what looking at it finds, and what going through every situation finds."""
    yield loaded.diagnostics
    if loaded.value is not None:
        rubric = _rubric(loaded)
        yield examine(loaded, rubric, only=examined_rules() - proved_rules() - {"not-proved"})
        yield examine(loaded, rubric)


def _counted(found: tuple[Diagnostic, ...]) -> Counter[Finding]:
    return Counter((each.rule, each.message) for each in found)


def judge(mutant: Mutant, *, proving: bool = True) -> Verdict:
    """Whether anything notices the change, and what; without proving, what needs every situation is left out."""
    before = original(mutant.scenario)
    loaded = _read(mutant.scenario, mutant.edit.on(before.text))
    stages = _stages(loaded)
    for stage, found in enumerate(stages if proving else islice(stages, CHEAP)):
        new = _counted(found) - before.found(stage)
        if new:
            return Verdict(mutant, min(new)[0])
    return Verdict(mutant, "")
