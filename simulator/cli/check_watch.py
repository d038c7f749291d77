"""`simulator check --watch`: checks each file again when it is saved."""

import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import watchfiles

from simulator.diagnostics import Diagnostic
from simulator.documents.source import Source
from simulator.library import Library, shown
from simulator.report.findings import as_text, counted, summary, waived_as_text
from simulator.report.visible import in_one_line

from .check_changes import Background, Snapshot, concerned, exists
from .check_files import Checked, Checker, Results
from .check_paths import Places

STEP: Final = 50
"""How long nothing must change before files are looked at, in milliseconds: an editor saves in several steps."""

PATIENCE: Final = 300
"""The longest wait while something goes on changing, in milliseconds."""

GLANCE: Final = 500
"""How often files are looked at unasked, in milliseconds: some drives tell of no changes."""


@dataclass(frozen=True, slots=True)
class Round:
    """What there is to check again."""

    saved: tuple[Path, ...]
    gone: tuple[Path, ...]
    behind: tuple[Path, ...] = ()
    """What changed in the library and is not watched itself."""
    others: tuple[Path, ...] = ()
    """Files that did not change, but depend on what did."""


class Watch:
    """The files that are watched, and what was last found in each."""

    def __init__(self, places: Places, library: Library, only: frozenset[str] | None, *, show_waived: bool) -> None:
        self._places = places
        self._checker = Checker(library, only)
        self._show_waived = show_waived
        self._files = Snapshot()
        self._background = Background(library)
        self._found: dict[Path, Checked] = {}

    def holders(self) -> set[Path]:
        """Every folder in which something can change that matters."""
        return {*self._places.holders(), *self._background.holders()}

    def look(self) -> Round | None:
        """What changed since the last time; None where nothing did."""
        present = [path for path in self._places.present() if exists(path)]
        changes = self._files.renew(present)
        documents, scenarios = self._background.renew(present)
        if documents or scenarios:
            library = self._checker.library
            self._checker.library = Library(library.shipped, library.own)
        others = [path for path in concerned(self._files, documents, scenarios) if path not in changes.saved]
        behind = [path for path in (*documents.saved, *documents.gone) if path not in (*changes.saved, *changes.gone)]
        due = Round(changes.saved, changes.gone, tuple(behind) if others else (), tuple(others))
        return due if changes or others else None

    def prepare(self) -> None:
        """Have everything at hand that the first save would otherwise wait for."""
        library = self._checker.library
        library.scenario(Source.of_text(f"rubric: {next(iter(library.rubrics), 'none')}", "-"))

    def check(self, due: Round) -> Iterator[str]:
        """What is found now, in lines to be printed."""
        for path in due.gone:
            self._found.pop(path, None)
        again = (*due.saved, *due.others)
        also = frozenset(path.stem for path in self._files.seen)
        checked: list[Checked] = []
        for path in again:
            try:
                self._found[path] = self._checker.check(path, also)
            except Exception as error:  # noqa: BLE001  (whoever is writing loses nothing by a fault of ours)
                self._found.pop(path, None)
                yield f"{_name(path)} could not be checked: a fault of the simulator ({type(error).__name__})."
            else:
                checked.append(self._found[path])
        results = Results(tuple(checked))
        waived = waived_as_text(results.waived, results.maps) if self._show_waived else ""
        yield from (text for text in (as_text(results.findings, results.maps), waived, *results.hindrances) if text)
        yield self._summary(results, again)

    def _summary(self, results: Results, again: Collection[Path]) -> str:
        """One line of what was found, and of what is still to be mended in files that were not read again."""
        elsewhere = [found for path, file in self._found.items() if path not in again for found in file.findings]
        line = summary(results.findings, len(results.files), len(results.waived)) if again else "Nothing else was read."
        return f"{line} {_still(elsewhere)}".rstrip()


def _still(elsewhere: list[Diagnostic]) -> str:
    files = len({finding.file for finding in elsewhere})
    where = "another file" if files == 1 else f"{files} other files"
    return f"Still in {where}: {counted(elsewhere)}." if files else ""


def keep_checking(places: Places, library: Library, only: frozenset[str] | None, *, show_waived: bool) -> None:
    """Check everything, and then what is saved, until somebody presses Ctrl-C."""
    with suppress(KeyboardInterrupt):
        watch = Watch(places, library, only, show_waived=show_waived)
        _print(watch.check(watch.look() or Round((), ())))
        watch.prepare()
        click.echo("Watching for changes; Ctrl-C ends it.", err=True)
        for _ in _wakings(watch):
            due = watch.look()
            if due is not None:
                click.echo(heading(due, time.strftime("%H:%M:%S")))
                _print(watch.check(due))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def heading(due: Round, now: str) -> str:
    """The line that separates one round from the next: when it was, and what was saved or taken away."""
    names = [_name(path) for path in (*due.saved, *due.behind)] + [f"{_name(path)} (gone)" for path in due.gone]
    if len(names) > 4:
        names = [*names[:3], f"{len(names) - 3} more"]
    if due.others:
        count = len(due.others)
        names.append("1 file that depends on it" if count == 1 else f"{count} files that depend on it")
    return f"--- {now} --- {', '.join(names)}"


def _name(path: Path) -> str:
    return in_one_line(shown(path))


def _wakings(watch: Watch) -> Iterator[None]:
    """Come back whenever something may have changed, and now and then in any case."""
    while True:
        folders = _standing(watch.holders())
        try:
            if not folders:
                raise FileNotFoundError
            for _ in watchfiles.watch(
                *(path for path, _ in folders),
                watch_filter=None,
                debounce=PATIENCE,
                step=STEP,
                rust_timeout=GLANCE,
                yield_on_timeout=True,
                recursive=False,
                ignore_permission_denied=True,
            ):
                yield
                if _standing(watch.holders()) != folders:
                    break
        except (OSError, RuntimeError):  # the system cannot tell of changes here, so it is asked
            time.sleep(GLANCE / 1000)
            yield


def _standing(folders: Iterable[Path]) -> frozenset[tuple[Path, int]]:
    """The folders that there are; one that was made anew counts as another."""
    found = []
    for folder in folders:
        with suppress(OSError):
            if folder.is_dir():
                found.append((folder, folder.stat().st_ino))
    return frozenset(found)
