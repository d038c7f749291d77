"""A pack as files: written as a folder or an archive, whole or not at all, and read again without being hurt by it."""

import io
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from simulator.documents.yaml.source import read_regular
from simulator.files import PRIVATE, put_new

MAX_FILE: Final = 64 * 1024 * 1024
"""The largest file of a pack that is read, in bytes."""
MAX_ALL: Final = 192 * 1024 * 1024
"""The most that is read of one pack, in bytes."""
MAX_FILES: Final = 64
_ZIP: Final = b"PK"
_SINCE: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same pack has the same bytes."""


class PackRefused(Exception):  # noqa: N818  (a sentence for a person)
    """A pack that is not there, cannot be written, or is too dangerous to read; the message is one sentence."""


class PackDamaged(PackRefused):
    """A pack that can be opened and whose contents are not as a pack's must be."""


def is_archive(target: Path) -> bool:
    """Whether a pack of this name is one file."""
    return target.suffix.casefold() == ".zip"


def write_pack(files: Mapping[str, bytes], target: Path) -> None:
    """Write a pack's files as a folder, or as an archive where the name ends in .zip; what is there stays as it is.

    Raises:
        PackRefused: something is there already, or the machine did not allow it.
    """
    try:
        if target.exists() or target.is_symlink():
            raise PackRefused(f"There is something at {target} already; give another name.")
        if is_archive(target):
            _write_file(target, archive_of(files, target.stem))
        else:
            _write_folder(target, files)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it cannot be a file's name"
        raise PackRefused(f"The pack cannot be written to {target} ({reason}).") from error


def archive_of(files: Mapping[str, bytes], folder: str) -> bytes:
    """The files as an archive, under a folder of this name; the same files have the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            each = zipfile.ZipInfo(f"{folder}/{name}", _SINCE)
            each.create_system = 3  # as on Unix, wherever it is made
            each.external_attr = (stat.S_IFREG | 0o600) << 16
            archive.writestr(each, files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, data in files.items():
            _write_file(beside / name, data)
        beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _write_file(path: Path, data: bytes) -> None:
    put_new(path, (data,), PRIVATE)  # what a learner wrote is for the centre to show


def read_pack(place: Path) -> dict[str, bytes]:
    """Every file of a pack by name, within limits; no link is followed and nothing is written.

    Raises:
        PackRefused: there is no pack here, or it cannot be read.
        PackDamaged: it holds something that a pack does not hold, or too much.
    """
    try:
        if place.is_dir():
            return _from_folder(place)
        read_regular(place, 1)  # or a pipe would be waited for
        with place.open("rb") as file:
            if file.read(len(_ZIP)) != _ZIP:
                raise PackRefused(f"{place} is neither a pack's folder nor its archive.")
            file.seek(0)
            return _from_archive(file)
    except FileNotFoundError as error:
        raise PackRefused(f"There is no pack at {place}.") from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.strerror:
            raise PackRefused(f"The pack {place} cannot be read ({error.strerror}).") from error
        raise PackDamaged("The archive is damaged.") from error


def _from_folder(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = MAX_ALL
    with os.scandir(folder) as entries:
        for entry in entries:
            if len(found) == MAX_FILES:
                raise PackDamaged(f"There are more than {MAX_FILES} files in the pack.")
            if not entry.is_file(follow_symlinks=False):
                kind = "a link" if entry.is_symlink() else "no ordinary file"
                raise PackDamaged(f"“{entry.name}” in the pack is {kind}; a pack holds only ordinary files.")
            data = _read_file(entry.path, entry.name, min(MAX_FILE, left))
            left -= len(data)
            found[entry.name] = data
    return found


def _read_file(path: str, name: str, most: int) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise PackDamaged(f"“{name}” in the pack is too large to be read.")
    return data


def _from_archive(file: io.BufferedReader) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(file) as archive:
            return _members(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise PackDamaged("The archive is damaged.") from error


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MAX_FILES:
        raise PackDamaged(f"There are more than {MAX_FILES} files in the pack.")
    found: dict[str, bytes] = {}
    left = MAX_ALL
    folder = _common_folder([each.filename for each in members])
    for each in members:
        name = each.filename.removeprefix(folder)
        _refuse_member(each, name, found)
        most = min(MAX_FILE, left)
        with archive.open(each) as inside:
            data = inside.read(most + 1)
        if len(data) > most:
            raise PackDamaged(f"“{name}” in the pack is too large to be read.")
        left -= len(data)
        found[name] = data
    return found


def _common_folder(names: list[str]) -> str:
    """The one folder in which everything stands, with its slash; empty where there is none."""
    first, slash, _ = (names[0] if names else "").partition("/")
    return first + slash if slash and all(name.startswith(first + slash) for name in names) else ""


def _refuse_member(each: zipfile.ZipInfo, name: str, found: Mapping[str, bytes]) -> None:
    mode = each.external_attr >> 16
    if stat.S_ISLNK(mode) or (stat.S_IFMT(mode) and not stat.S_ISREG(mode)) or each.is_dir():
        raise PackDamaged(f"“{name}” in the pack is no ordinary file.")
    if not name or "/" in name or "\\" in name or name in (".", "..") or "\0" in name or ":" in name:
        raise PackDamaged(f"“{each.filename}” is no name of a file in a pack.")
    if name in found:
        raise PackDamaged(f"“{name}” is in the pack twice.")
    if each.flag_bits & 0x1:
        raise PackDamaged(f"“{name}” in the pack is encrypted.")
