"""Where a store is, and its file made private before anything is written to it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from simulator.settings import Setting, chosen

from .errors import StoreCorrupt, StoreError, StoreFull, StoreReadOnly, StoreUnreachable

SERVERS: Final = ("postgresql+psycopg", "postgresql", "postgres")
"""The kinds of address of a store that a whole centre shares."""

MAGIC: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Place:
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


def place_of(where: str | None) -> Place:
    """The place that a path, an address or nothing at all stands for.

    Raises:
        StoreUnreachable: the address is of a kind that is not supported.
        SettingsRefused: a settings file cannot be followed.
    """
    where = chosen(Setting.STORE, where).value
    if not where:
        from platformdirs import user_data_path  # noqa: PLC0415  (only where it is needed)

        return Place(user_data_path("simulator", appauthor=False) / "attempts.sqlite3", ours=True)
    scheme, separator, rest = where.partition("://")
    if separator and scheme in SERVERS:
        return Place(None, address=f"{SERVERS[0]}://{rest}")
    if separator and scheme != "sqlite":
        raise StoreUnreachable(f"A store of the kind “{scheme}” is not supported; give a file's path.")
    path = rest.removeprefix("/") if separator else where
    return Place(None) if path in ("", ":memory:") else Place(_path(path))


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


def prepare(place: Place) -> None:
    """Make the file if there is none, readable by its owner alone; refuse what is no store, untouched.

    Raises:
        StoreError: there can be no store here.
    """
    if place.path is None:
        return
    path = place.path
    with sentences(place):
        if path.is_dir():
            raise StoreUnreachable(f"{path} is a folder; a store is a file.")
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            _inspect(path)
        if os.name == "posix":
            _keep_private(path, 0o600)
            if place.ours:
                _keep_private(path.parent, 0o700)


@contextmanager
def sentences(place: Place) -> Iterator[None]:
    """Turn what the file system refuses into sentences."""
    try:
        yield
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreUnreachable(
            f"The store {place} cannot be made: a file stands where its folder should be."
        ) from error
    except PermissionError as error:
        raise StoreReadOnly(
            f"You may not read and write the store {place}; ask who looks after this computer."
        ) from error
    except OSError as error:
        raise _of_the_machine(place, error) from error


def _of_the_machine(place: Place, error: OSError) -> StoreError:
    import errno  # noqa: PLC0415  (the rare case)

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull(f"There is no room left for the store {place}.")
    if error.errno == errno.EROFS:
        return StoreReadOnly(f"The store {place} stands where nothing can be written.")
    return StoreUnreachable(f"The store {place} cannot be opened ({error.strerror}).")


def _inspect(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
    if start and start != MAGIC:
        raise StoreCorrupt(f"{path} is not a store of attempts, or is damaged; nothing in it was changed.")


def _keep_private(path: Path, mode: int) -> None:
    status = path.stat()
    if status.st_mode & 0o077 and status.st_uid == os.geteuid():
        path.chmod(mode)
