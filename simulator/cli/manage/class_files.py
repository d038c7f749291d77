"""Files with learners' results, written whole or not at all, and for their owner to show."""

from pathlib import Path

import click

from simulator.cli.shared.charset import write_document
from simulator.cli.shared.exits import ExitCode
from simulator.files import PRIVATE, write


class Unwritten(click.ClickException):
    """A file that could not be written."""

    exit_code = ExitCode.ENVIRONMENT


def save(target: Path, data: bytes) -> None:
    """Write a file; a new one can be read by its owner alone.

    Raises:
        NotSaved: the machine did not allow it.
    """
    write(target, data, PRIVATE)


def give(target: str, text: str, *, mark: str = "") -> None:
    """Write a text to a file, after ``mark``, or to standard output where the name is ``-``.

    Raises:
        NotSaved: the machine did not allow it.
    """
    if target == "-":
        write_document(text)
        return
    save(Path(target), (mark + text).encode("utf-8", "backslashreplace"))
    click.echo(f"Written to {target}.", err=True)
