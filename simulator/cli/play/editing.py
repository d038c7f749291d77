"""A line that can be edited on a terminal, where the system has a library for it; nothing of it goes to the disk."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Final, Protocol

BINDINGS: Final = (
    "set enable-bracketed-paste on",  # what is pasted is text to the last character, and no key
    "set enable-active-region off",
    "set bell-style none",
    r'"\C-s": redraw-current-line',  # Ctrl+S and Ctrl+Q neither freeze anything nor begin a search
    r'"\C-q": redraw-current-line',
)


class Readline(Protocol):
    """What is used of GNU readline, or of what stands in for it."""

    def get_line_buffer(self) -> str:
        """What stands on the line."""

    def set_startup_hook(self, function: Callable[[], object] | None = None, /) -> None:
        """What is done when a line begins."""

    def insert_text(self, string: str, /) -> None:
        """Type something."""


class Editing:
    """The arrows, Home, End, Backspace and the lines before, on a terminal that has a library for it."""

    def __init__(self) -> None:
        self._library = _library()

    @property
    def works(self) -> bool:
        """Whether there is such a library."""
        return self._library is not None

    def line(self, prompt: str, typed: str = "") -> str:
        """The next line with its end; empty where there is no more input."""
        sys.stdout.flush()
        with self._standing(typed):
            try:
                return f"{input(prompt)}\n"
            except EOFError:
                return ""

    def typed(self) -> str:
        """What stands on the line that is being typed."""
        return "" if self._library is None else self._library.get_line_buffer()

    @contextlib.contextmanager
    def _standing(self, typed: str) -> Iterator[None]:
        """Let a text stand on the line from the start."""
        library = self._library
        if library is None or not typed:
            yield
            return
        library.set_startup_hook(lambda: library.insert_text(" ".join(typed.split())))
        try:
            yield
        finally:
            library.set_startup_hook()


def _library() -> Readline | None:
    """The library, set up; None where the system has none, or standard input is not the terminal's own."""
    try:
        import readline  # noqa: PLC0415  (Windows has none)

        if sys.stdin.fileno() != 0 or sys.stdout.fileno() != 1:
            return None
    except (ImportError, OSError, ValueError):
        return None
    readline.clear_history()
    readline.set_completer(_no_names)
    if "libedit" not in (readline.__doc__ or ""):
        for binding in BINDINGS:
            readline.parse_and_bind(binding)
    return readline


def _no_names(text: str, state: int) -> str | None:
    """What Tab completes: nothing; of itself the library would name files."""
    del text, state
    return None
