"""How far a command has got, on standard error where that is a terminal, once it takes longer than a moment."""

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

from simulator.progress import shown_by

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, Task
    from rich.text import Text

DELAY: Final = 1.0
"""What is done within so many seconds needs no word."""


@contextmanager
def told_progress() -> Iterator[None]:
    """Show how far what is done in here has got; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    meter = _TerminalMeter()
    try:
        with shown_by(meter):
            yield
    finally:
        meter.end()


class _TerminalMeter:
    """One line that is written anew each second and is gone in the end. What is printed meanwhile stands above it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._progress: Progress | None = None
        self._streams: tuple[TextIO, TextIO] | None = None
        self._depth = 0
        self._doing, self._done, self._of = "", 0, 0

    def begin(self, doing: str, of: int) -> None:
        self._depth += 1
        if self._depth > 1:
            return
        self._doing, self._done, self._of = doing, 0, of
        self._timer = threading.Timer(DELAY, self._appear)
        self._timer.daemon = True
        self._timer.start()

    def advance(self, by: int = 1) -> None:
        if self._depth > 1:
            return
        with self._lock:
            self._done += by
            if self._progress is not None:
                self._progress.update(self._progress.task_ids[0], completed=self._done)

    def end(self) -> None:
        self._depth = max(self._depth - 1, 0)
        if self._depth:
            return
        with self._lock:
            timer, self._timer = self._timer, None
            progress, self._progress = self._progress, None
            if timer is not None:
                timer.cancel()
            if progress is None or self._streams is None:
                return
            for each in (sys.stdout, sys.stderr):
                each.flush()
            sys.stdout, sys.stderr = self._streams
            progress.stop()

    def _appear(self) -> None:
        from rich.console import Console  # noqa: PLC0415  (only where something takes long)
        from rich.progress import Progress, ProgressColumn  # noqa: PLC0415

        class WordsColumn(ProgressColumn):
            """How much is done and left, in words."""

            def render(self, task: "Task") -> "Text":
                return _words(task)

        with self._lock:
            if self._timer is None:  # it was over just now
                return
            console = Console(file=sys.stderr, highlight=False)
            progress = Progress(
                WordsColumn(),
                console=console,
                transient=True,
                redirect_stdout=False,  # click writes past what it would put in place
                redirect_stderr=False,
                refresh_per_second=4,
            )
            progress.add_task(self._doing, total=self._of, completed=self._done)
            progress.start()
            self._progress = progress
            self._streams = sys.stdout, sys.stderr
            if sys.stdout.isatty():  # a pipe gets what is printed as it is
                sys.stdout = _Above(console, sys.stdout)
            sys.stderr = _Above(console, sys.stderr)


class _Above(io.TextIOBase):
    """Stands in for a terminal's stream while the line is there: whole lines that are written to it go above it."""

    def __init__(self, console: "Console", stream: TextIO) -> None:
        self._console = console
        self._stream = stream
        self._begun = ""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The terminal's own."""
        return self._stream.encoding

    def isatty(self) -> bool:
        """It is one."""
        return True

    def write(self, text: str) -> int:
        """Show every line that is whole; keep the rest until it is."""
        lines, newline, self._begun = (self._begun + text).rpartition("\n")
        if newline:
            self._print(lines)
        return len(text)

    def flush(self) -> None:
        """Show what was begun."""
        begun, self._begun = self._begun, ""
        if begun:
            self._print(begun)

    def _print(self, text: str) -> None:
        from rich.text import Text  # noqa: PLC0415

        self._console.print(Text(text), soft_wrap=True)


def _words(task: "Task") -> "Text":
    from rich.text import Text  # noqa: PLC0415

    words = f"{task.description}: {task.completed:,.0f} of {task.total:,.0f}"
    if task.elapsed is not None:
        words += f", {_span(task.elapsed + DELAY)} so far"
    if task.time_remaining is not None and task.completed:
        words += f", about {_span(task.time_remaining)} left"
    return Text(words)


def _span(seconds: float) -> str:
    """A span of time in words of a glance."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
