"""`simulator check --watch`: checks each file again when it is saved."""

import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

import click

from simulator.authoring.changes import Background, Snapshot, concerned, exists
from simulator.authoring.prover import Job, Prover
from simulator.authoring.watcher import GLANCE, Watcher
from simulator.diagnostics import Diagnostic
from simulator.documents.yaml.source import Source
from simulator.library import Library, shown
from simulator.report.words.sanitize import in_one_line
from simulator.report.write.findings import as_text, counted, summary, waived_as_text

from .check_files import CheckedFile, Checker, ReadScenario, Results
from .check_paths import Places


@dataclass(frozen=True, slots=True)
class CheckRound:
    """What there is to check again."""

    saved: tuple[Path, ...]
    gone: tuple[Path, ...]
    behind: tuple[Path, ...] = ()
    """What changed in the library and is not watched itself."""
    others: tuple[Path, ...] = ()
    """Files that did not change, but depend on what did."""


class Watch:
    """The files that are watched, what was last found in each, and what is still being proved."""

    def __init__(self, places: Places, checker: Checker, prover: Prover, *, show_waived: bool) -> None:
        self._places = places
        self._checker = checker
        self._prover = prover
        self._show_waived = show_waived
        self._files = Snapshot()
        self._background = Background(checker.library)
        self._found: dict[Path, CheckedFile] = {}
        self._round: set[Path] = set()
        self._unproved: dict[Path, ReadScenario] = {}
        self._told = 0
        self._background.renew(self._present())

    @property
    def unproved(self) -> bool:
        """Whether a round is not over yet."""
        return bool(self._unproved)

    @property
    def connections(self) -> list[Connection]:
        """What turns readable when something was proved."""
        return self._prover.connections

    def folders(self) -> set[Path]:
        """Every folder in which something can change that matters."""
        return {*self._places.holders(), *self._background.holders()}

    def files(self) -> list[Path]:
        """Every file that matters."""
        return [*self._present(), *self._background.files()]

    def look(self) -> CheckRound | None:
        """What is different from the last time; None where nothing is."""
        present = self._present()
        changes = self._files.renew(present)
        documents, scenarios = self._background.renew(present)
        if documents or scenarios:
            library = self._checker.library
            self._checker.library = Library(library.shipped, library.own)
            self._prover.renew(self._checker.library)
        others = [path for path in concerned(self._files, documents, scenarios) if path not in changes.saved]
        behind = [path for path in (*documents.saved, *documents.gone) if path not in (*changes.saved, *changes.gone)]
        due = CheckRound(changes.saved, changes.gone, tuple(behind) if others else (), tuple(others))
        return due if changes or others else None

    def _present(self) -> list[Path]:
        return [path for path in self._places.present() if exists(path)]

    def prepare(self) -> None:
        """Have everything at hand that the first save would otherwise wait for."""
        library = self._checker.library
        library.scenario(Source.of_text(f"rubric: {next(iter(library.rubrics), 'none')}", "-"))

    def delayed(self) -> Iterator[str]:
        """What is to be waited for, where that was not told yet."""
        if self._unproved and len(self._unproved) != self._told:
            self._told = len(self._unproved)
            yield f"Proving {'1 scenario' if self._told == 1 else f'{self._told} scenarios'} …"

    def begin(self, due: CheckRound) -> Iterator[str]:
        """What is found in reading, in texts to be printed; the proofs are begun, and those of before go on."""
        again = (*due.saved, *due.others)
        for path in (*due.gone, *again):
            self._found.pop(path, None)
            self._unproved.pop(path, None)
        self._prover.give_up((*due.gone, *again))
        self._round = {*self._unproved, *again}
        self._told = 0
        also = frozenset(path.stem for path in self._files.seen)
        jobs: dict[Path, Job] = {}
        for path in again:
            opened = self._checker.open(path, also)
            if isinstance(opened, Job):
                jobs[path] = opened
            else:
                yield from self._result_lines(path, opened)
        self._prover.give(job for path, job in jobs.items() if path in due.saved)  # at once, while it is read here
        for path, job in jobs.items():
            read = self._checker.read(job)
            if isinstance(read, ReadScenario):
                self._unproved[path] = read
            else:
                yield from self._result_lines(path, read)
        self._prover.give(read.job for path, read in self._unproved.items() if path in due.others)
        yield from self._summary()

    def answered(self) -> Iterator[str]:
        """What was proved since the last time, in texts to be printed."""
        for path, proof in self._prover.answers():
            read = self._unproved.pop(path, None)
            if read is not None:
                yield from self._result_lines(path, self._checker.finish(read, proof))
                yield from self._summary()

    def _result_lines(self, path: Path, checked: CheckedFile) -> Iterator[str]:
        self._found[path] = checked
        results = Results((checked,))
        waived = waived_as_text(results.waived, results.maps) if self._show_waived else ""
        yield from (text for text in (as_text(results.findings, results.maps), waived, *results.hindrances) if text)

    def _summary(self) -> Iterator[str]:
        """At the end of a round, one line of what was found in it and of what is still to be mended elsewhere."""
        if self._unproved:
            return
        results = Results(tuple(file for path, file in self._found.items() if path in self._round))
        elsewhere = [found for path, file in self._found.items() if path not in self._round for found in file.findings]
        line = summary(results.findings, len(results.files), len(results.waived)) if self._round else "Nothing to read."
        yield f"{line} {_still(elsewhere)}".rstrip()


def _still(elsewhere: Collection[Diagnostic]) -> str:
    files = len({finding.file for finding in elsewhere})
    where = "another file" if files == 1 else f"{files} other files"
    return f"Still in {where}: {counted(tuple(elsewhere))}." if files else ""


def keep_checking(places: Places, library: Library, only: frozenset[str] | None, *, show_waived: bool) -> None:
    """Check everything, and then what is saved, until somebody presses Ctrl-C."""
    with suppress(KeyboardInterrupt), closing(Prover(library, only, "spawn")) as prover:
        prover.prepare()
        watch = Watch(places, Checker(library, only), prover, show_waived=show_waived)
        with closing(Watcher(watch.files, watch.folders)) as watcher:
            _print(watch.begin(watch.look() or CheckRound((), ())))
            while watch.unproved:
                _heed(watch, watcher)
            watch.prepare()
            click.echo("Watching for changes; Ctrl-C ends it.", err=True)
            while True:
                _heed(watch, watcher)


def _heed(watch: Watch, watcher: Watcher) -> None:
    """Wait until there is something to tell, or for a moment, and tell it."""
    news = wait([watcher.connection, *watch.connections], GLANCE)
    _print(watch.answered())
    due = watch.look() if watcher.changed() else None
    if due is not None:
        click.echo(heading(due, time.strftime("%H:%M:%S")))
        _print(watch.begin(due))
    elif not news:
        _print(watch.delayed(), err=True)


def _print(texts: Iterable[str], *, err: bool = False) -> None:
    for text in texts:
        click.echo(text, err=err)


def heading(due: CheckRound, now: str) -> str:
    """The line that separates one round from the next: when it was, and what was saved or taken away."""
    saved = dict.fromkeys(_name(path) for path in (*due.saved, *due.behind))  # one file can be known by two paths
    names = [*saved, *(f"{_name(path)} (gone)" for path in due.gone)]
    if len(names) > 4:
        names = [*names[:3], f"{len(names) - 3} more"]
    if due.others:
        count = len(due.others)
        names.append("1 file that depends on it" if count == 1 else f"{count} files that depend on it")
    return f"--- {now} --- {', '.join(names)}"


def _name(path: Path) -> str:
    return in_one_line(shown(path))
