"""`simulator format`: the keys of documents put in order, and nothing else changed."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.charset import write_document
from simulator.cli.shared.exits import ExitCode
from simulator.documents.yaml.source import MAX_BYTES, Source, open_source
from simulator.documents.yaml.source_map import SourceMap
from simulator.files import NotSaved, replace
from simulator.isolation import InternalFault, isolated
from simulator.library import DocumentOrigin, Library, kind_of, shown
from simulator.progress import counted
from simulator.report.words.sanitize import in_one_line, visible
from simulator.report.write.findings import as_text

from .check_paths import named_places

if TYPE_CHECKING:
    from simulator.documents.formatter.formatter import Formatted

_STDIN = "-"
_NAME_OF_STDIN = "standard input"


@click.command(name="format")
@click.argument("paths", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change, and end with 1 then.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--json", "as_json", is_flag=True, help="What became of each file, as JSON.")
@click.pass_context
def format_(ctx: click.Context, paths: tuple[str, ...], *, check: bool, diff: bool, as_json: bool) -> None:
    """Put the keys of scenarios, rubrics and signposts in order.

    PATHS are files, folders of them, or ids of scenarios in your own folder; - reads a document from standard input
    and writes it to standard output.

    Only the order of the keys of one part changes. Scenes, choices, options and all other names of yours stay in
    their order, and every text, comment and fold as it was typed. What cannot be read is left as it is.
    """
    if as_json and (diff or _STDIN in paths):
        raise click.UsageError("--json says what became of files; it goes neither with --diff nor with -.")
    way = _Way(check=check, diff=diff, as_json=as_json)
    if _STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError("- stands alone: either standard input, or files.")
        ctx.exit(_format_stdin(way))
    files = _files(paths, Library())
    ctx.exit(_format_files(files, way))


@dataclass(frozen=True, slots=True)
class _Way:
    """What is done with a document that would change."""

    check: bool
    diff: bool
    as_json: bool = False

    @property
    def writes(self) -> bool:
        """Whether files are written."""
        return not (self.check or self.diff)


def _files(paths: Sequence[str], library: Library) -> list[Path]:
    for given in paths:
        entry = library.find(given)
        if entry is not None and entry.origin is DocumentOrigin.SHIPPED and not Path(given).exists():
            message = f"“{given}” came with the program; give the path of a copy of your own."
            raise click.UsageError(message)
    return named_places(paths, library).present()


def _format_files(files: Sequence[Path], way: _Way) -> ExitCode:
    done: Counter[_Done] = Counter()
    became: list[dict[str, str]] = []
    for path in counted(files, "Putting in order"):
        formatted = isolated(shown(path), partial(_formatted, path, way))
        if isinstance(formatted, InternalFault):
            _say(as_text([formatted.finding], {}))
            formatted = _Done.REFUSED
        done[formatted] += 1
        became.append({"file": shown(path), "result": formatted.word(way)})
    if way.as_json:
        click.echo(json.dumps(became, indent=2))
    changed, refused, failed = done[_Done.CHANGED], done[_Done.REFUSED], done[_Done.NOT_WRITTEN]
    _say(_summary(len(files), changed, refused, failed, way))
    if failed:
        return ExitCode.ENVIRONMENT
    return ExitCode.FINDINGS if refused or (changed and way.check) else ExitCode.WELL


class _Done(Enum):
    """What became of one document."""

    IN_ORDER = auto()
    CHANGED = auto()
    REFUSED = auto()
    NOT_WRITTEN = auto()

    def word(self, way: _Way) -> str:
        """As JSON says it."""
        match self:
            case _Done.CHANGED:
                return "put in order" if way.writes else "would change"
            case _:
                return self.name.lower().replace("_", " ")


def _formatted(path: Path, way: _Way) -> _Done:
    source = open_source(path, shown(path))
    if not isinstance(source, Source):
        _say(as_text([source], {}))
        return _Done.REFUSED
    laid = _laid(source)
    if not laid.ok:
        return _Done.REFUSED
    if not laid.changed:
        return _Done.IN_ORDER
    if way.writes and not _saved(path, source, laid):
        return _Done.NOT_WRITTEN
    _show(laid, source.name, way)
    return _Done.CHANGED


def _format_stdin(way: _Way) -> ExitCode:
    source = Source(_NAME_OF_STDIN, _stdin())
    laid = _laid(source)
    if not laid.ok:
        return ExitCode.FINDINGS
    if way.writes:
        write_document(laid.after)
    elif laid.changed and way.diff:
        _show(laid, source.name, _Way(check=False, diff=True))
    return ExitCode.FINDINGS if laid.changed and way.check else ExitCode.WELL


def _laid(source: Source) -> "Formatted":
    """The document laid out; what hinders that is said."""
    from simulator.documents.formatter.formatter import formatted  # noqa: PLC0415
    from simulator.documents.shapes import SHAPES  # noqa: PLC0415  (help needs no shapes)

    laid = formatted(source, SHAPES[kind_of(source)])
    if laid.faults:
        text = laid.before.removeprefix("\ufeff")
        _say(as_text(laid.faults, {source.name: SourceMap(text, 0)}))
    elif laid.refused:
        ending = "" if laid.before.endswith(("\n", "\r")) else " End its last line with the Enter key and try again."
        sentence = "with its keys in order a text in it would not be the same; it is left as it is."
        _say(f"{in_one_line(source.name)}: {sentence}{ending}")
    return laid


def _saved(path: Path, source: Source, laid: "Formatted") -> bool:
    try:
        replace(path, source.data, laid.after.encode("utf-8"))
    except NotSaved as error:
        _say(str(error))
        return False
    return True


def _show(laid: "Formatted", name: str, way: _Way) -> None:
    """Name a document that changes, or show how."""
    if way.as_json:
        return
    if way.diff:
        for line in _difference(laid, name):
            click.echo(line)
    else:
        click.echo(in_one_line(name))


def _difference(laid: "Formatted", name: str) -> Iterator[str]:
    before, after = (text.splitlines() for text in (laid.before, laid.after))
    yield from map(visible, unified_diff(before, after, in_one_line(name), in_one_line(name), lineterm=""))


def _summary(files: int, changed: int, refused: int, failed: int, way: _Way) -> str:
    done = "put in order" if way.writes else "would change"
    parts = [
        f"{changed} {done}" if changed else "",
        f"{refused} left alone, because of what is said above" if refused else "",
        f"{failed} not written" if failed else "",
    ]
    told = ", ".join(part for part in parts if part) or "nothing to change"
    return f"{files} {'file' if files == 1 else 'files'} read: {told}."


def _stdin() -> bytes:
    """What stands on standard input, at most one byte more than a document may have."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return sys.stdin.read(MAX_BYTES + 1).encode("utf-8", "surrogatepass")
    data: bytes = stream.read(MAX_BYTES + 1)
    return data


def _say(text: str) -> None:
    click.echo(visible(text), err=True)
