"""What the terminal can do, and printing that suits it."""

import os
import sys
from typing import TYPE_CHECKING

from .charset import prints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.report.page import Element, Section

WIDEST = 96
"""Lines longer than this are hard to read, in characters."""


def width() -> int | None:
    """How wide plain lines may be; None where nothing is a screen, so that a pipe gets whole lines."""
    columns = page_width()
    return None if columns is None else min(columns, WIDEST)


def page_width() -> int | None:
    """How wide tables may be; None where nothing is a screen."""
    if not sys.stdout.isatty():
        return None
    import shutil  # noqa: PLC0415

    return shutil.get_terminal_size().columns


def say_page(parts: "Iterable[Section | Element]") -> None:
    """Print sections and what stands in them."""
    from simulator.report.write.text import text_lines  # noqa: PLC0415  (help needs none of this)

    for line in text_lines(parts, width=page_width()):
        print(line)


def say(text: str = "", indent: str = "") -> None:
    """Print one paragraph of plain text, and let it be read before anything else happens."""
    from simulator.report.words.columns import prose  # noqa: PLC0415  (help needs none of this)

    print(prose(text, width(), indent) if text else "", flush=True)


def tell(parts: "Iterable[Section | Element]") -> None:
    """Print a page in plain lines."""
    from simulator.report.write.text import text_lines  # noqa: PLC0415

    for line in text_lines(parts, width=width()):
        print(line, flush=True)


def can_draw() -> bool:
    """Whether a full-screen interface can be shown here: on a terminal, where it draws on standard error, or elsewhere.

    ``TEXTUAL_DRIVER`` names what shows it where there is no terminal, such as a browser by way of textual-serve
    (https://github.com/Textualize/textual-serve).

    Raises:
        click.UsageError: what is named there cannot show it.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        _named_driver(os.environ["TEXTUAL_DRIVER"])
        return True
    dumb = os.environ.get("TERM", "") in ("", "dumb", "unknown")
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream.isatty() for stream in streams):
        return False
    return (os.name == "nt" or not dumb) and prints("─│█●’", sys.stderr)


def _named_driver(named: str) -> None:
    """Make sure that there is such a driver, before a screen is begun on it."""
    import importlib  # noqa: PLC0415

    import click  # noqa: PLC0415
    from textual.driver import Driver  # noqa: PLC0415

    module, _, name = named.partition(":")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError, TypeError):
        found = None
    if not (isinstance(found, type) and issubclass(found, Driver)):
        from simulator.report.words.sanitize import in_one_line  # noqa: PLC0415

        raise click.UsageError(
            f"TEXTUAL_DRIVER says “{in_one_line(named)}”, which shows no full screen. Without it the terminal is used."
        )
