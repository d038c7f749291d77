"""Checks files against one library."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import Final, TypeVar

from simulator.analysis.examine import examination, examined_rules
from simulator.analysis.waivers import Examination, Waived
from simulator.authoring.prover import Job, Proof, Prover
from simulator.diagnostics import Diagnostic, in_order
from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.source import Source, open_source
from simulator.documents.yaml.source_map import SourceMap
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.isolation import InternalFault, isolated
from simulator.library import DocumentKind, Library, kind_of, read_any, shown
from simulator.progress import counted, counted_of
from simulator.report.words.sanitize import in_one_line

ResultT = TypeVar("ResultT")

MANY: Final = 3
"""How many scenarios are worth the start of further processes."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
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

    files: tuple[CheckedFile, ...]

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


@dataclass(frozen=True, slots=True)
class ReadScenario:
    """A scenario that was read and can be examined."""

    job: Job
    loaded: Loaded[Scenario]
    rubric: Loaded[Rubric]

    @property
    def key(self) -> object:
        """What decides everything that can be found in it."""
        return self.loaded.digest, self.loaded.diagnostics, self.rubric.digest


class Checker:
    """Checks files for the rules that are asked for.

    What was proved of a scenario is kept for as long as its text and its rubric's stay the same.
    """

    def __init__(self, library: Library, only: frozenset[str] | None) -> None:
        self.library = library
        self.only = only
        self._kept: dict[Path, tuple[object, Examination]] = {}

    def open(self, path: Path, also: frozenset[str] = frozenset()) -> CheckedFile | Job:
        """A scenario that is to be read, or everything that there is to say of another file.

        ``also`` are further ids that `alternates` may name.
        """
        return _or_fault(isolated(shown(path), partial(self._open, path, also)))

    def _open(self, path: Path, also: frozenset[str]) -> CheckedFile | Job:
        name = shown(path)
        source = open_source(path, name)
        if not isinstance(source, Source):
            return CheckedFile(name, self._asked([source]), hindered=self._hindered([source]))
        if kind_of(source) is DocumentKind.SCENARIO:
            return Job(path, source, also)
        loaded = read_any(source, self.library.seen_from(path), also)
        return CheckedFile(name, self._asked(loaded.diagnostics), (), loaded.source_map)

    def read(self, job: Job) -> CheckedFile | ReadScenario:
        """A scenario that is to be examined, or everything where it cannot be or was before."""
        return _or_fault(isolated(job.source.name, partial(self._read, job)))

    def _read(self, job: Job) -> CheckedFile | ReadScenario:
        library = self.library.seen_from(job.path)
        scenario = library.scenario(job.source, job.also)
        rubric = None if scenario.playable is None else library.rubric(scenario.playable.rubric)
        if rubric is None or rubric.value is None:
            found = examination(scenario, None, only=self.only)
            return _checked(scenario, found, self._hindered(scenario.diagnostics))
        read = ReadScenario(job, scenario, rubric)
        kept = self._kept.get(job.path)
        return _checked(scenario, kept[1]) if kept is not None and kept[0] == read.key else read

    def finish(self, read: ReadScenario, found: Proof | None = None) -> CheckedFile:
        """Everything in a scenario that was read: what others found by examining it, or what is found now."""
        name = read.loaded.name
        if found is None:
            found = isolated(name, partial(examination, read.loaded, read.rubric.value, only=self.only))
        if isinstance(found, InternalFault):  # what reading found is told all the same
            return _or_fault(isolated(name, partial(self._unproved, read, found)))
        self._kept[read.job.path] = read.key, found
        return _checked(read.loaded, found)

    def _unproved(self, read: ReadScenario, fault: InternalFault) -> CheckedFile:
        found = examination(read.loaded, None, only=self.only)
        return _checked(read.loaded, replace(found, findings=(*found.findings, fault.finding)))

    def check_all(self, paths: Sequence[Path]) -> Results:
        """Everything in several files, which may name one another."""
        also = frozenset(path.stem for path in paths)
        opened = [self.open(path, also) for path in paths]
        begun = [self.read(each) if isinstance(each, Job) else each for each in opened]
        proved = self._examined([each.job for each in begun if isinstance(each, ReadScenario)])
        done = [
            self.finish(each, proved.get(each.job.path)) if isinstance(each, ReadScenario) else each
            for each in (begun if proved else counted(begun, "Checking files"))
        ]
        return Results(tuple(done))

    def _examined(self, jobs: Sequence[Job]) -> dict[Path, Proof]:
        """What processes of their own find in many scenarios."""
        if len(jobs) < MANY or (os.cpu_count() or 1) == 1:
            return {}
        found: dict[Path, Proof] = {}
        with closing(Prover(self.library, self.only)) as prover:
            prover.give(sorted(jobs, key=lambda job: len(job.source.data), reverse=True))
            found |= dict(counted_of(_answers(prover), "Checking scenarios", len(jobs)))
        return found

    def _asked(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        return tuple(each for each in found if self.only is None or each.rule in self.only)

    def _hindered(self, found: Iterable[Diagnostic]) -> tuple[str, ...]:
        """The errors' rules, where an examination was asked for and none of the errors is told."""
        if self.only is None or self.only.isdisjoint(examined_rules()):
            return ()
        rules = {each.rule for each in found if each.is_error}
        return () if rules & self.only else tuple(sorted(rules))


def _answers(prover: Prover) -> Iterator[tuple[Path, Proof]]:
    """What they find, as it is found."""
    while prover.connections:
        wait(prover.connections)
        yield from prover.answers()


def _or_fault(done: ResultT | InternalFault) -> ResultT | CheckedFile:
    """What was done, or the fault that came of it as everything there is to say of the file: it is never left out."""
    return CheckedFile(done.item, (done.finding,)) if isinstance(done, InternalFault) else done


def _checked(loaded: Loaded[Scenario], found: Examination, hindered: tuple[str, ...] = ()) -> CheckedFile:
    return CheckedFile(loaded.name, found.findings, found.waived, loaded.source_map, hindered)


def _place(waived: Waived) -> tuple[str, int, int, str]:
    finding = waived.finding
    return finding.file, finding.line, finding.column, finding.rule
