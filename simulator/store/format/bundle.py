"""A file of exports: one attempt, or many in a bundle; read whole, up to a size."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from simulator.documents.yaml.source import read_regular
from simulator.json_value import Json
from simulator.store.errors import StoreError

from .canonical import CodecError, Fields, parse
from .export import KIND as ONE
from .export import Exported, NewerExport, from_plain

KIND: Final = "simulator-attempts"
VERSION: Final = 2
MAX_BYTES: Final = 256 * 1024 * 1024
"""The largest file that is read."""
MAX_ATTEMPTS: Final = 10_000
"""The most attempts that a bundle may hold."""


def bundle_of(exports: Iterable[Json]) -> dict[str, Json]:
    """Exports as one document."""
    attempts = list(exports)
    return {"kind": KIND, "version": VERSION, "count": len(attempts), "attempts": attempts}


def exports_in(value: Json) -> tuple[Exported, ...]:
    """What a bundle, or the export of one attempt, holds.

    Raises:
        NewerExport: a newer program made it.
        CodecError: it is neither, or a part of it is missing, unknown or of another type.
    """
    bundle = Fields(value)
    if bundle.left.get("kind") == ONE:
        return (from_plain(value),)
    if bundle.take("kind") != KIND:
        raise CodecError("it is not an attempt’s export, and no bundle of them")
    version = bundle.number("version")
    if version > VERSION:
        raise NewerExport("a newer version of this program made it")
    if version != VERSION:
        raise CodecError(f"there is no version {version} of a bundle")
    attempts = bundle.listed("attempts")
    if bundle.number("count") != len(attempts):
        raise CodecError("it does not hold as many attempts as it says")
    bundle.nothing_more()
    if len(attempts) > MAX_ATTEMPTS:
        raise CodecError(f"it holds more than {MAX_ATTEMPTS:,} attempts")
    found = tuple(from_plain(each) for each in attempts)
    refuse_twice(found)
    return found


def refuse_twice(found: Sequence[Exported]) -> None:
    """Refuse a bundle that holds one attempt twice.

    Raises:
        CodecError: it does.
    """
    if len({each.record.header.attempt for each in found}) < len(found):
        raise CodecError("it holds one attempt twice")


def parse_exports(content: bytes) -> tuple[Exported, ...]:
    """What the bytes of a file hold.

    Raises:
        NewerExport: a newer program made it.
        CodecError: it is damaged, or something else.
    """
    if len(content) > MAX_BYTES:
        raise CodecError("it is too large")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CodecError("it is not text") from error
    return exports_in(parse(text))


def read_file(path: Path) -> tuple[bytes, tuple[Exported, ...]]:
    """The bytes of a file, and what they hold.

    Raises:
        NewerExport: a newer program made it.
        CodecError: it is damaged, too large, or something else.
        StoreError: it cannot be read.
    """
    try:
        content = read_regular(path, MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        raise StoreError(f"{path} cannot be read ({reason}).") from error
    return content, parse_exports(content)
