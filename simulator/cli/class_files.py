"""Files with learners' results, written whole or not at all, and for their owner to show."""

import contextlib
import os
from pathlib import Path

import click

from .charset import write_document
from .exits import ExitCode
from .saving import NotSaved, create


class Unwritten(click.ClickException):
    """A file that could not be written."""

    exit_code = ExitCode.ENVIRONMENT


def save(target: Path, data: bytes) -> None:
    """Write a file; a new one can be read by its owner alone.

    Raises:
        Unwritten: the machine did not allow it.
    """
    new = False
    with contextlib.suppress(OSError):  # whatever stands in the way is told below
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        new = True
    try:
        create(target, data, over=True)
    except NotSaved as error:
        if new:
            target.unlink(missing_ok=True)
        raise Unwritten(str(error)) from error


def give(target: str, text: str, *, mark: str = "") -> None:
    """Write a text to a file, after ``mark``, or to standard output where the name is ``-``.

    Raises:
        Unwritten: the machine did not allow it.
    """
    if target == "-":
        write_document(text)
        return
    save(Path(target), (mark + text).encode("utf-8", "backslashreplace"))
    click.echo(f"Written to {target}.", err=True)
