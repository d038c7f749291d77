"""The scenarios and qualifications of a folder, or of the whole library, and which of them cannot be counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from simulator.authoring.reading import ScenarioReading, read_source
from simulator.diagnostics import Diagnostic
from simulator.documents.yaml.source import Source, open_source
from simulator.engine.rubric import Qualification
from simulator.engine.scenario import Scenario
from simulator.isolation import RULE as INTERNAL
from simulator.isolation import InternalFault, isolated
from simulator.library import DocumentKind, Library, kind_of, read_any, shown
from simulator.progress import counted
from simulator.report.words.sanitize import in_one_line

from .check_paths import named_places


@dataclass(slots=True)
class LoadedDocuments:
    """What there is to count."""

    scenarios: list[Scenario] = field(default_factory=list)
    qualifications: list[Qualification] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """The files that could not be counted."""
    sentences: list[str] = field(default_factory=list)
    """What is wrong with them and with others, a sentence a file."""


def loaded_documents(library: Library, folder: str | None) -> LoadedDocuments:
    """The documents of a folder against those of the library; without a folder, of the library itself.

    Raises:
        click.UsageError: the folder has no documents.
    """
    paths = named_places(() if folder is None else (folder,), library).present()
    known = {each.id: each for seen in (library, *map(library.seen_from, paths)) for each in seen.qualifications}
    found = LoadedDocuments(qualifications=list(known.values()))
    also = frozenset(path.stem for path in paths)
    for path in counted(paths, "Reading documents"):
        done = isolated(shown(path), partial(_take, found, path, library, also))
        if isinstance(done, InternalFault):
            _leave_out(found, done.item, f"{done.message} [{INTERNAL}]")
    return found


def _take(found: LoadedDocuments, path: Path, library: Library, also: frozenset[str]) -> None:
    source = open_source(path, shown(path))
    if isinstance(source, Diagnostic):
        _leave_out(found, shown(path), source.message)
    elif kind_of(source) is DocumentKind.SCENARIO:
        _add(found, shown(path), read_source(source, library.seen_from(path), also))
    elif kind_of(source) is DocumentKind.QUALIFICATION:
        _add_qualification(found, shown(path), source, library)


def _add(found: LoadedDocuments, name: str, reading: ScenarioReading) -> None:
    errors = [each for each in reading.findings if each.is_error]
    if reading.playable is None:
        _leave_out(found, name, _first_error(errors))
        return
    found.scenarios.append(reading.playable.scenario)
    if errors:
        found.sentences.append(in_one_line(f"{name} was counted, but: {_first_error(errors)}"))


def _add_qualification(found: LoadedDocuments, name: str, source: Source, library: Library) -> None:
    read = read_any(source, library)
    if not isinstance(read.value, Qualification):
        _leave_out(found, name, _first_error([each for each in read.diagnostics if each.is_error]))
    elif read.value.id not in {each.id for each in found.qualifications}:
        found.qualifications.append(read.value)


def _leave_out(found: LoadedDocuments, name: str, why: str) -> None:
    found.left_out.append(name)
    found.sentences.append(in_one_line(f"{name} was left out. {why}"))


def _first_error(errors: Sequence[Diagnostic]) -> str:
    """The first error, and how many more there are."""
    if not errors:
        return "It cannot be read."
    more = f" It has {len(errors) - 1} more; “simulator check” tells them." if len(errors) > 1 else ""
    return f"Line {errors[0].line}: {errors[0].message}{more}"
