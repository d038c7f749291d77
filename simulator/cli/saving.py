"""Files written whole or not at all."""

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import Final

from simulator.documents.source import Source, open_source

_REASONS: Final = {
    errno.EACCES: "you have no permission to write there",
    errno.EPERM: "you have no permission to write there",
    errno.EROFS: "nothing can be written on that disk",
    errno.ENOSPC: "there is no space left on the disk",
    errno.EDQUOT: "you have no space left on the disk",
    errno.EFBIG: "the file would be too large",
    errno.ENOENT: "there is no such folder",
    errno.ENOTDIR: "part of the path is a file, not a folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "a link leads round in a circle",
    errno.EEXIST: "there is a file of that name",
    errno.EIO: "the disk reported a fault",
}


class NotSaved(Exception):  # noqa: N818  (the sentence about it is for a person)
    """A file was not written; what was there before is as it was. The text says why."""


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Put new bytes in the place of a file's old ones, if these are still the old ones.

    They are written beside it first, so that the file is never there in part. A link stays, and its target is written.

    Raises:
        NotSaved: the machine did not allow it, or the file was changed in the meantime.
    """
    try:
        target = path.resolve(strict=True)
        mode = _mode(target)
        _hold_writable(target)
        beside = _written(target.parent, after, mode)
        try:
            _hold_unchanged(target, before)
            beside.replace(target)
        except BaseException:
            _removed(beside)
            raise
        _settled(target.parent)
    except (OSError, RuntimeError) as error:  # a link that leads round in a circle is a RuntimeError
        raise NotSaved(f"“{path}” is as it was: {_reason(error)}.") from error


def create(path: Path, data: bytes, *, over: bool = False) -> None:
    """Write a new file; where one is already, only if it may be written over.

    Raises:
        FileExistsError: there is one already, and it may not be written over.
        NotSaved: the machine did not allow it.
    """
    try:
        if over and path.exists():
            beside = _written(path.resolve().parent, data, _mode(path))
            try:
                beside.replace(path.resolve())
            except BaseException:
                _removed(beside)
                raise
            return
        with path.open("xb") as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                _removed(path)
                raise
    except FileExistsError:
        raise
    except OSError as error:
        raise NotSaved(f"“{path}” was not written: {_reason(error)}.") from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those around it, where it is not there.

    Raises:
        NotSaved: the machine did not allow it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"The folder “{folder}” was not made: {_reason(error)}.") from error


def _mode(target: Path) -> int:
    """Who may do what with a file; anything but a file must not be replaced by one."""
    mode = target.stat().st_mode
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
        raise NotSaved(f"“{target}” is as it was: it is {kind}, not a file.")
    return stat.S_IMODE(mode)


def _hold_writable(target: Path) -> None:
    if not os.access(target, os.W_OK):
        raise NotSaved(f"“{target}” is as it was: it is protected against writing.")


def _hold_unchanged(target: Path, before: bytes) -> None:
    now = open_source(target)
    if not isinstance(now, Source) or now.data != before:
        raise NotSaved(f"“{target}” is as it is now: somebody else has changed it in the meantime.")


def _written(folder: Path, data: bytes, mode: int) -> Path:
    """A new file with these bytes, safe on the disk."""
    handle, name = tempfile.mkstemp(prefix=".simulator-", suffix=".tmp", dir=folder)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
    except BaseException:
        _removed(beside)
        raise
    return beside


def _removed(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _settled(folder: Path) -> None:
    """Have the disk remember that the file has its new bytes; not every system can be asked to."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: Exception) -> str:
    known = _REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    return known or "the machine refused"
