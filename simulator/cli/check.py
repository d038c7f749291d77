"""`simulator check`: what is wrong with scenarios, rubrics, qualifications and signposts."""

from collections.abc import Sequence
from pathlib import Path

import click

from simulator.diagnostics import Diagnostic, in_order
from simulator.documents.source_map import SourceMap
from simulator.library import Library, documents_in, read_files
from simulator.report.findings import as_json, as_text, summary

from .exits import ExitCode


@click.command
@click.argument("paths", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write the findings."
)
@click.pass_context
def check(ctx: click.Context, paths: tuple[str, ...], form: str) -> None:
    """Find what is wrong with scenarios and rubrics.

    PATHS are files, folders of them, or names of scenarios in the library; without any, the whole library is checked.
    Ends with 0 if nothing worse than warnings was found, with 1 if there are errors.
    """
    library = Library()
    files = _files(paths, library) if paths else _all(library)
    findings, maps = _findings(files, library)
    text = as_json(findings) if form == "json" else as_text(findings, maps)
    if text:
        click.echo(text)
    click.echo(summary(findings, len(files)), err=True)
    ctx.exit(ExitCode.FINDINGS if any(finding.is_error for finding in findings) else ExitCode.WELL)


def _all(library: Library) -> list[Path]:
    own = [library.signposts_path] if library.signposts_path.exists() else []
    return [entry.path for entry in (*library.documents, *library.scenarios)] + own


def _files(paths: Sequence[str], library: Library) -> list[Path]:
    found: list[Path] = []
    for given in paths:
        if not given.strip():
            raise click.UsageError("A path is empty; name a file, a folder or a scenario.")
        path = Path(given)
        if path.is_dir():
            inside = [folder for folder in (path / "rubrics", path / "scenarios") if folder.is_dir()]
            documents = [document for folder in (path, *inside) for document in documents_in(folder)]
            if not documents:
                raise click.UsageError(f"There is no document in the folder “{path}”.")
            found.extend(documents)
        elif path.exists() or path.is_symlink():
            found.append(path)
        elif entry := library.find(str(path)):
            found.append(entry.path)
        else:
            raise click.UsageError(_missing(path, library))
    return list(dict.fromkeys(found))


def _missing(path: Path, library: Library) -> str:
    """The sentence about a path at which nothing is; only a bare word can have been meant as a scenario's name."""
    near = library.suggestion(path.stem)
    hint = f" Did you mean “{near}”?" if near else ""
    bare = len(path.parts) == 1 and not path.suffix
    what = "file, folder or scenario" if bare else "file or folder"
    return f"There is no {what} “{path}”.{hint}"


def _findings(files: Sequence[Path], library: Library) -> tuple[tuple[Diagnostic, ...], dict[str, SourceMap]]:
    findings: list[Diagnostic] = []
    maps: dict[str, SourceMap] = {}
    for loaded in read_files(list(files), library):
        if isinstance(loaded, Diagnostic):
            findings.append(loaded)
        else:
            findings.extend(loaded.diagnostics)
            maps[loaded.name] = loaded.source_map
    return in_order(findings), maps
