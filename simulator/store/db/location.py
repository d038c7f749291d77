"""Where a store is, and its file made private before anything is written to it."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from simulator.files import PRIVATE, put_new
from simulator.settings import Setting, chosen
from simulator.store.errors import StoreCorrupt, StoreError, StoreFull, StoreReadOnly, StoreUnreachable

SERVERS: Final = ("postgresql+psycopg", "postgresql", "postgres")
"""The kinds of address of a store that a whole centre shares."""

MAGIC: Final = b"SQLite format 3\0"
HEADER: Final = 100
"""The length of a database's header, in bytes (SQLite's file format, 1.3)."""
APPLICATION_AT: Final = slice(68, 72)
"""Where in it the program is named that the file belongs to."""
APPLICATION: Final = 0x53696D31
"""Marks the file as ours (SQLite's ``application_id``)."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a store is."""

    path: Path | None
    """None is in memory: gone when the program ends."""
    ours: bool = False
    """The folder is the program's own, made for nothing else."""
    address: str = field(default="", repr=False)
    """The address of a shared store on a server; it may hold a password, and is never shown."""

    def __str__(self) -> str:
        if self.address:
            return _on_server(self.address)
        return str(self.path) if self.path else "memory"


def location_of(where: str | None) -> Location:
    """The place that a path, an address or nothing at all stands for.

    Raises:
        StoreUnreachable: the address is of a kind that is not supported.
        SettingsRefused: a settings file cannot be followed.
    """
    where = chosen(Setting.STORE, where).value
    if not where:
        from platformdirs import user_data_path  # noqa: PLC0415  (only where it is needed)

        return Location(user_data_path("simulator", appauthor=False) / "attempts.sqlite3", ours=True)
    scheme, separator, rest = where.partition("://")
    if separator and scheme in SERVERS:
        return Location(None, address=f"{SERVERS[0]}://{rest}")
    if separator and scheme != "sqlite":
        raise StoreUnreachable(f"A store of the kind “{scheme}” is not supported; give a file's path.")
    path = rest.removeprefix("/") if separator else where
    return Location(None) if path in ("", ":memory:") else Location(_path(path))


def is_there(location: Location) -> bool:
    """Whether there is something at a place, as far as a look can tell; nobody looks whether a server answers."""
    with file_errors(location):
        return location.path is None or os.path.lexists(location.path)


def _on_server(address: str) -> str:
    """A shared store as a sentence names it: its database and its server, and no password."""
    from urllib.parse import parse_qs, urlsplit  # noqa: PLC0415  (only where it is needed)

    try:
        parts = urlsplit(address)
        host = parts.hostname or parse_qs(parts.query).get("host", ["this computer"])[0]
    except ValueError:
        return "at this address"
    return f"“{parts.path.strip('/')}” on {host}"


def _path(text: str) -> Path:
    try:
        path = Path(text).expanduser()
        os.fsencode(path)
    except (RuntimeError, UnicodeEncodeError):
        path = None
    if path is None or "\0" in text:
        raise StoreUnreachable("The store's path cannot be a file's name; give another.")
    return path


def prepare(location: Location, blank: Callable[[Location], bytes]) -> None:
    """Make the file if there is none, readable by its owner alone; refuse what is no store, untouched.

    A store is whole from the first moment in which it is there, so an empty file is none that was only just begun; and
    of several who make one together, one does and the others find it.

    Raises:
        StoreError: there can be no store here.
    """
    if location.path is None:
        return
    with file_errors(location):
        if not location.path.exists():
            if not location.path.parent.is_dir():
                location.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError):
                put_new(location.path, (blank(location),), PRIVATE)
        inspect(location, private=True)
        if location.ours and os.name == "posix":
            _keep_private(location.path.parent.stat(), partial(os.chmod, location.path.parent), 0o700)


@contextmanager
def file_errors(location: Location) -> Iterator[None]:
    """Turn what the file system refuses into sentences."""
    try:
        yield
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreUnreachable(
            f"The store {location} cannot be made: a file stands where its folder should be."
        ) from error
    except PermissionError as error:
        raise StoreReadOnly(
            f"You may not read and write the store {location}; ask who looks after this computer."
        ) from error
    except OSError as error:
        raise _of_the_machine(location, error) from error


def _of_the_machine(location: Location, error: OSError) -> StoreError:
    import errno  # noqa: PLC0415  (the rare case)

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull(f"There is no room left for the store {location}.")
    if error.errno == errno.EROFS:
        return StoreReadOnly(f"The store {location} stands where nothing can be written.")
    return StoreUnreachable(f"The store {location} cannot be opened ({error.strerror}).")


def inspect(location: Location, *, private: bool = False) -> None:
    """Refuse what is no store, without doing anything to it; what is one is made ``private`` if that is asked for.

    Raises:
        StoreUnreachable: there is nothing, or something that is no file.
        StoreCorrupt: it is the file of something else, or is damaged.
    """
    path = location.path
    if path is None:
        return
    with file_errors(location):
        there = path.stat()
        if not stat.S_ISREG(there.st_mode):
            kind = "a folder" if stat.S_ISDIR(there.st_mode) else "a device or a pipe"
            raise StoreUnreachable(f"{path} is {kind}; a store is a file.")
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            there = os.fstat(file.fileno())
            start = file.read(HEADER)
            if not start:
                raise StoreCorrupt(
                    f"The file {path} is empty, which a store never is: if it held attempts, they are gone and only a "
                    "backup has them; if it never did, delete it, and a store is made in its place."
                )
            if not stat.S_ISREG(there.st_mode) or start[: len(MAGIC)] != MAGIC:
                raise StoreCorrupt(f"{path} is not a store of attempts, or is damaged; nothing in it was changed.")
            ours = start[APPLICATION_AT] == APPLICATION.to_bytes(4, "big")
            if private and ours and os.name == "posix":
                _keep_private(there, partial(os.fchmod, file.fileno()), 0o600)


def _keep_private(there: os.stat_result, change: Callable[[int], None], mode: int) -> None:
    if there.st_mode & 0o077 and there.st_uid == os.geteuid():
        change(mode)
