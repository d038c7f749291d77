"""Checks one file after another, against one library."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.diagnostics import Diagnostic, in_order
from simulator.documents.loaded import Loaded
from simulator.documents.source import Source, open_source
from simulator.documents.source_map import SourceMap
from simulator.engine.scenario import Scenario
from simulator.library import Kind, Library, kind_of, read_any, shown
from simulator.report.examine import Examination, examination, examined_rules
from simulator.report.visible import in_one_line
from simulator.report.waivers import Waived


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one file."""

    name: str
    """The file as findings name it."""
    findings: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...] = ()
    source_map: SourceMap | None = None
    """Its text; None where it could not be opened."""
    hindered: tuple[str, ...] = ()
    """The rules of errors that were not asked for and keep it from being examined for what was."""


@dataclass(frozen=True, slots=True)
class Results:
    """What was found in several files."""

    files: tuple[Checked, ...]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Every finding in order."""
        return in_order([finding for file in self.files for finding in file.findings])

    @property
    def waived(self) -> tuple[Waived, ...]:
        """Every waived finding in order."""
        return tuple(sorted((each for file in self.files for each in file.waived), key=_place))

    @property
    def maps(self) -> dict[str, SourceMap]:
        """The files' texts by name."""
        return {file.name: file.source_map for file in self.files if file.source_map is not None}

    @property
    def hindrances(self) -> list[str]:
        """A sentence for each file that could not be examined, although nothing that was asked for is wrong with it."""
        return [
            f"{in_one_line(file.name)} was not examined, because of errors left out: {', '.join(file.hindered)}."
            for file in self.files
            if file.hindered
        ]


class Checker:
    """Checks files for the rules that are asked for.

    What was proved of a scenario is kept for as long as its text and its rubric's stay the same.
    """

    def __init__(self, library: Library, only: frozenset[str] | None) -> None:
        self.library = library
        self._only = only
        self._kept: dict[Path, tuple[object, Examination]] = {}

    def check(self, path: Path, also: frozenset[str] = frozenset()) -> Checked:
        """Everything in one file; ``also`` are further ids that `alternates` may name."""
        name = shown(path)
        source = open_source(path, name)
        if not isinstance(source, Source):
            return Checked(name, self._asked([source]), hindered=self._hindered([source]))
        if kind_of(source) is not Kind.SCENARIO:
            loaded = read_any(source, self.library, also)
            return Checked(name, self._asked(loaded.diagnostics), (), loaded.source_map)
        scenario = self.library.scenario(source, also)
        found = self._examined(path, scenario)
        hindered = () if scenario.ok else self._hindered(scenario.diagnostics)
        return Checked(name, found.findings, found.waived, scenario.source_map, hindered)

    def check_all(self, paths: Sequence[Path]) -> Results:
        """Everything in several files, which may name one another."""
        also = frozenset(path.stem for path in paths)
        return Results(tuple(self.check(path, also) for path in paths))

    def _examined(self, path: Path, loaded: Loaded[Scenario]) -> Examination:
        rubric = None if loaded.value is None else self.library.rubric(loaded.value.rubric)
        key = (loaded.digest, loaded.diagnostics, None if rubric is None else rubric.digest)
        known = self._kept.get(path)
        if known is None or known[0] != key:
            known = key, examination(loaded, None if rubric is None else rubric.value, only=self._only)
            self._kept[path] = known
        return known[1]

    def _asked(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        return tuple(each for each in found if self._only is None or each.rule in self._only)

    def _hindered(self, found: Iterable[Diagnostic]) -> tuple[str, ...]:
        """The errors' rules, where an examination was asked for and none of the errors is told."""
        if self._only is None or self._only.isdisjoint(examined_rules()):
            return ()
        rules = {each.rule for each in found if each.is_error}
        return () if rules & self._only else tuple(sorted(rules))


def _place(waived: Waived) -> tuple[str, int, int, str]:
    finding = waived.finding
    return finding.file, finding.line, finding.column, finding.rule
