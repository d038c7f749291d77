"""What the terminal can do, and printing that suits it."""

import os
import sys

from .charset import prints

WIDEST = 96
"""Lines longer than this are hard to read, in characters."""


def width() -> int | None:
    """How wide plain lines may be; None where nothing is a screen, so that a pipe gets whole lines."""
    if not sys.stdout.isatty():
        return None
    import shutil  # noqa: PLC0415

    return min(shutil.get_terminal_size().columns, WIDEST)


def say(text: str = "", indent: str = "") -> None:
    """Print one paragraph of plain text, and let it be read before anything else happens."""
    from simulator.report.text import wrapped  # noqa: PLC0415  (help needs none of this)

    print(wrapped(text, width(), indent) if text else "", flush=True)


def can_draw() -> bool:
    """Whether a full-screen interface can be shown here; it draws on standard error."""
    dumb = os.environ.get("TERM", "") in ("", "dumb", "unknown")
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream.isatty() for stream in streams):
        return False
    return (os.name == "nt" or not dumb) and prints("─│█●’", sys.stderr)
