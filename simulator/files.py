"""The one place that writes files of people's choosing: whole or not at all, and never over what is no file.

A name can be a mistake, so what stands under it is looked at first. A file is replaced by a new one that was written
beside it. A pipe, the null device, the terminal and the program's own output are written to: people name them and mean
it. Any other device, a socket and a folder are refused. Only a file that was made here is ever given a mode.
"""

import contextlib
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o600
"""For its owner alone: what learners did is theirs, or their centre's, to show."""
PUBLIC: Final = 0o666
"""For whomever the machine's own settings (the umask) let in."""

OUTPUT: Final = "-"
"""The name that stands for standard output."""

_REASONS: Final = {
    errno.EACCES: "you have no permission to write there",
    errno.EPERM: "you have no permission to write there",
    errno.EROFS: "nothing can be written on that disk",
    errno.ENOSPC: "there is no space left on the disk",
    errno.EDQUOT: "you have no space left on the disk",
    errno.EFBIG: "the file would be too large",
    errno.ENOENT: "there is no such folder",
    errno.ENOTDIR: "part of the path is a file, not a folder",
    errno.EISDIR: "it is a folder, not a file",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "a link leads round in a circle",
    errno.EEXIST: "there is a file of that name",
    errno.EIO: "the disk reported a fault",
    errno.ENXIO: "nobody reads from it, and it is a device or a pipe, not a file",
    errno.EPIPE: "nobody reads from that pipe any more",
}
_ALWAYS: Final = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_LOOK: Final = os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | _ALWAYS
"""Opens what is there without waiting, emptying it or making it this program's terminal."""
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _ALWAYS
_NAMELESS: Final = getattr(os, "O_TMPFILE", 0)


class NotSaved(Exception):  # noqa: N818  (the sentence about it is for a person)
    """A file was not written; what was there before is as it was. The text says why."""


def write(path: Path, data: bytes | Iterable[bytes], mode: int = PUBLIC, *, only_file: bool = False) -> None:
    """Write to a file, over what is in it; ``mode`` is for a new one. A link stays, and what it leads to is written.

    The data may come in pieces; where making them fails, a file is as it was. Where it has to be an ``only_file``,
    pipes and the like are refused, too. The name ``-`` stands for standard output.

    Raises:
        NotSaved: what is there is not written to, or the machine did not allow it.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    with _refusing(path):
        there = os.fstat(1) if str(path) == OUTPUT and not only_file else _there(path)
        if there is None:
            put_new(path, pieces, mode)
        elif (own := None if only_file else _own_output(there)) is not None:
            with contextlib.suppress(AttributeError, OSError, ValueError):
                (sys.stdout if own == 1 else sys.stderr).flush()
            _pour(os.dup(own), pieces)
        elif stat.S_ISREG(there.st_mode):
            _put_over(path, there, pieces)
        elif not only_file and _takes_anything(there):
            _pour(_opened(path, there), pieces)
        else:
            raise NotSaved(f"“{path}” is as it was: it is {_kind(there)}, not a file.")


def create(path: Path, data: bytes, mode: int = PUBLIC) -> None:
    """Write a new file.

    Raises:
        FileExistsError: there is something of this name already.
        NotSaved: the machine did not allow it.
    """
    try:
        put_new(path, (data,), mode)
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        raise NotSaved(f"“{path}” was not written: {_reason(error)}.") from error


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Put new bytes in the place of a file's old ones, if these are still the old ones.

    Raises:
        NotSaved: the machine did not allow it, or the file was changed in the meantime.
    """

    def hold_unchanged(target: Path) -> None:
        if target.read_bytes() != before:
            raise NotSaved(f"“{path}” is as it is now: somebody else has changed it in the meantime.")

    with _refusing(path):
        there = path.stat()
        if not stat.S_ISREG(there.st_mode):
            raise NotSaved(f"“{path}” is as it was: it is {_kind(there)}, not a file.")
        _put_over(path, there, (after,), hold_unchanged)


def make_folder(folder: Path) -> None:
    """Make a folder, and those around it, where it is not there.

    Raises:
        NotSaved: the machine did not allow it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"The folder “{folder}” was not made: {_reason(error)}.") from error


def put_new(path: Path, pieces: Iterable[bytes], mode: int) -> None:
    """Make a file that is whole from the first moment in which it is there; of two who make it, one does.

    Raises:
        FileExistsError: there is something of this name already.
        OSError: the machine did not allow it; then nothing of it is there.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    handle = _nameless(path.parent, mode)
    if handle is not None:
        kept = os.dup(handle)
        try:
            _fill(handle, pieces)
            os.link(f"/proc/self/fd/{kept}", path, src_dir_fd=kept)  # so the system call follows that link
        finally:
            os.close(kept)
    else:
        with _beside(path.parent, mode) as (handle, beside):
            _fill(handle, pieces)
            _name_new(beside, path)
    _settle(path.parent)


# Looking --------------------------------------------------------------------------------------------------------------


def _there(path: Path) -> os.stat_result | None:
    """What stands under the name; None where nothing does."""
    try:
        return path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise NotSaved(f"“{path}” was not written: it is a link that leads nowhere.") from None
        return None


def _own_output(there: os.stat_result) -> int | None:
    """The number of the program's own output, if that is what stands there: /dev/stdout, or the file it goes to."""
    for number in (1, 2):
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(number), there):
                return number
    return None


def _takes_anything(there: os.stat_result) -> bool:
    """Whether it is a pipe, the null device or the terminal: what is written there is on its way to somebody."""
    if stat.S_ISFIFO(there.st_mode):
        return True
    if not stat.S_ISCHR(there.st_mode):
        return False
    known = []
    for name in (os.devnull, "/dev/tty"):
        with contextlib.suppress(OSError):
            known.append(Path(name).stat().st_rdev)
    return there.st_rdev in known


def _kind(there: os.stat_result) -> str:
    return "a folder" if stat.S_ISDIR(there.st_mode) else "a device or a pipe"


def _opened(path: Path, there: os.stat_result) -> int:
    """What was looked at, opened: nothing else has come to stand there since."""
    handle = os.open(path, _LOOK)
    if not os.path.samestat(os.fstat(handle), there):
        os.close(handle)
        raise NotSaved(f"“{path}” is as it is now: somebody else has changed it in the meantime.")
    return handle


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say in a sentence what the machine refuses."""
    try:
        yield
    except BrokenPipeError:
        raise  # who read has seen enough, which is nobody's fault
    except (OSError, ValueError, RuntimeError) as error:  # a link that leads round in a circle can be a RuntimeError
        was = "is as it was" if os.path.lexists(path) else "was not written"
        raise NotSaved(f"“{path}” {was}: {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    if isinstance(error, ValueError):
        return "no file can have this name"
    known = _REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    return known or "the machine refused"


# Writing --------------------------------------------------------------------------------------------------------------


def _pour(handle: int, pieces: Iterable[bytes]) -> None:
    """Write to something that is no file; it stays what it is."""
    with contextlib.suppress(OSError, AttributeError):
        os.set_blocking(handle, True)
    with os.fdopen(handle, "wb") as stream:
        for piece in pieces:
            stream.write(piece)


def _put_over(
    path: Path, there: os.stat_result, pieces: Iterable[bytes], check: Callable[[Path], None] | None = None
) -> None:
    """Put a new file in the place of the one that is there, with its mode and owner."""
    if not os.access(path, os.W_OK):
        raise NotSaved(f"“{path}” is as it was: it is protected against writing.")
    os.close(_opened(path, there))  # it is still the one that was looked at
    target = Path(os.path.realpath(path))
    if not os.path.samestat(target.stat(), there):
        raise NotSaved(f"“{path}” is as it was: what it leads to has no name of its own.")
    with _beside(target.parent, PRIVATE) as (handle, beside):
        _fill(handle, pieces)
        with contextlib.suppress(OSError, AttributeError):
            os.chown(beside, there.st_uid, there.st_gid)
        beside.chmod(stat.S_IMODE(there.st_mode))
        if check is not None:
            check(target)
        beside.replace(target)
    _settle(target.parent)


def _nameless(folder: Path, mode: int) -> int | None:
    """A file without a name, which goes by itself if the program is killed; None where the system has none."""
    if not _NAMELESS:
        return None
    try:
        handle = os.open(folder, os.O_WRONLY | _NAMELESS | _ALWAYS, mode)
    except OSError:
        return None
    if Path(f"/proc/self/fd/{handle}").is_symlink():
        return handle
    os.close(handle)
    return None


@contextmanager
def _beside(folder: Path, mode: int) -> Iterator[tuple[int, Path]]:
    """A file to fill, with a name of its own, which is gone again unless it was given another."""
    handle, name = tempfile.mkstemp(prefix=".simulator-", suffix=".tmp", dir=folder)
    beside = Path(name)
    if mode != PRIVATE:
        mask = os.umask(0)  # the only way to ask for it
        os.umask(mask)
        beside.chmod(mode & ~mask)
    try:
        yield handle, beside
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _fill(handle: int, pieces: Iterable[bytes]) -> None:
    """Write to a new file until the disk has all of it, and close it."""
    with os.fdopen(handle, "wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(handle)


def _name_new(beside: Path, path: Path) -> None:
    """Give a file its name, if nothing has it."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system on which a file has only one name
        os.close(os.open(path, _NEW, PRIVATE))
        beside.replace(path)


def _settle(folder: Path) -> None:
    """Have the disk remember the name; not every system can be asked to."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
