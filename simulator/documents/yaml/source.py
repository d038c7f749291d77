"""The bytes of a document, and how to get them from a file without being hurt by it."""

import contextlib
import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.diagnostics import Diagnostic, Severity

MAX_BYTES: Final = 1024 * 1024
"""The largest document."""

_PIECE: Final = 1024 * 1024
"""How much is read at once."""

_REASONS: Final = {
    errno.ENOENT: "There is no such file.",
    errno.EACCES: "You have no permission to read this file.",
    errno.EPERM: "You have no permission to read this file.",
    errno.ELOOP: "This file is a link that leads round in a circle.",
    errno.EISDIR: "This is a folder, not a file.",
    errno.ENOTDIR: "Part of the path is a file, not a folder.",
    errno.ENAMETOOLONG: "The file's name is too long.",
    errno.ENXIO: "This is not an ordinary file.",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was saved."""

    name: str
    """The file as findings name it."""
    data: bytes
    pinned: bool = False
    """Whether an attempt was played against it: what texts are asked since then is not asked of it."""

    @property
    def id(self) -> str:
        """The document's id: the stem of its name."""
        return Path(self.name).stem

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @classmethod
    def of_text(cls, text: str, name: str, *, pinned: bool = False) -> "Source":
        """A document that is held as text; a lone surrogate is kept so that reading can refuse it."""
        return cls(name, text.encode("utf-8", "surrogatepass"), pinned)


def open_source(path: Path, name: str | None = None) -> Source | Diagnostic:
    """The bytes of a regular file, at most one more than a document may have; or what is wrong with the file.

    Findings name the file by ``name``, or by its path.
    """
    shown = str(path) if name is None else name
    try:
        data = read_regular(path, MAX_BYTES + 1)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "The file cannot be read.")
        return Diagnostic("unreadable-file", Severity.ERROR, shown, 1, 1, reason)
    except ValueError:
        return Diagnostic("unreadable-file", Severity.ERROR, shown, 1, 1, "This cannot be a file's name.")
    return Source(shown, data)


def read_regular(path: Path, most: int) -> bytes:
    """The first so many bytes of a regular file, without waiting for a pipe's other end and without filling the memory.

    Raises:
        OSError: it is a folder, a pipe, a device or a socket, or the machine does not give it out.
        ValueError: this cannot be a file's name.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    if path.is_dir():  # some systems refuse to open a folder with "no permission"
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    handle = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.ENXIO, "it is not an ordinary file")
        parts: list[bytes] = []
        wanted = most
        while wanted > 0 and (part := os.read(handle, min(wanted, _PIECE))):
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)
