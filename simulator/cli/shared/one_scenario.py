"""The one scenario that a command's argument names, with what is wrong with it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .hindered import Hindered

if TYPE_CHECKING:
    from simulator.authoring.reading import ScenarioReading
    from simulator.documents.yaml.source import Source
    from simulator.library import Library


def one_scenario(library: "Library", given: str, done: str) -> "ScenarioReading":
    """Read the scenario of the library, or the file, that is named; ``done`` says what only a scenario can be.

    Raises:
        click.UsageError: there is no such scenario, or it is something else.
        Hindered: the machine does not give it out.
    """
    from simulator.authoring.reading import read_source  # noqa: PLC0415

    path, source = one_source(library, given, done)
    return read_source(source, library.seen_from(path))


def one_source(library: "Library", given: str, done: str) -> "tuple[Path, Source]":
    """The file of the scenario that is named, and what stands in it.

    Raises:
        click.UsageError: there is no such scenario, or it is something else.
        Hindered: the machine does not give it out.
    """
    from simulator.documents.yaml.source import Source, open_source  # noqa: PLC0415  (help needs none of this)
    from simulator.library import DocumentKind, kind_of, shown  # noqa: PLC0415

    if not given.strip():
        raise click.UsageError("The scenario's name is empty.")
    entry = library.find(given)
    path = entry.path if entry is not None else Path(given)
    if path.is_dir():
        raise click.UsageError(f"“{given}” is a folder; name one scenario.")
    if not path.exists() and not path.is_symlink():
        raise click.UsageError(_missing(library, given))
    source = open_source(path, shown(path))
    if not isinstance(source, Source):
        raise Hindered(f"“{given}” cannot be read. {source.message}")
    kind = kind_of(source)
    if kind is not DocumentKind.SCENARIO:
        raise click.UsageError(f"“{given}” is {kind.in_words}; only a scenario can be {done}.")
    return path, source


def _missing(library: "Library", given: str) -> str:
    near = library.suggestion(Path(given).stem)
    hint = f"Did you mean “{near}”?" if near else "“simulator list” shows what there is."
    bare = len(Path(given).parts) == 1 and not Path(given).suffix
    return f"There is no {'scenario' if bare else 'file'} “{given}”. {hint}"


def tell_errors(reading: "ScenarioReading") -> bool:
    """Tell the errors on standard error; whether there are any."""
    from simulator.report.write.findings import as_text  # noqa: PLC0415

    errors = [finding for finding in reading.findings if finding.is_error]
    if errors:
        name = errors[0].file
        click.echo(as_text(errors, {name: reading.source_map}), err=True)
    return bool(errors)
