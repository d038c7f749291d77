"""Whether what people read of a pack says what its record says: the pages made once more and compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from simulator.report.page import Report
from simulator.report.write.pdf import can_typeset, pdf_of
from simulator.store.format.canonical import CodecError, parse
from simulator.store.format.export import Exported

from .build import KEY, PAGE, PDF, PEOPLE, PROGRAM, README, RECORD, SUMS, TABLE, pages_of, reading_of, sums_of
from .checkpoint import NAME, SIGNATURE, Checkpoint
from .gather import contents_of
from .readme import readme
from .report import Made

READ: Final = (PAGE, TABLE, README, PDF)
"""The files that people read."""
_KNOWN: Final = frozenset({*READ, RECORD, KEY, PEOPLE, SUMS, NAME, SIGNATURE})


@dataclass(frozen=True, slots=True)
class Differs:
    """A file that does not say what the record says."""

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A file of which nobody knows whether it says what the record says."""

    file: str
    why: str
    """Half a sentence."""


class _NamesRefused(Exception):  # noqa: N818  (half a sentence for a person)
    """Names that cannot be read; the message is half a sentence."""


def compared(
    files: Mapping[str, bytes], exported: Sequence[Exported], checkpoint: Checkpoint, key_id: str
) -> Iterator[Differs | NotCompared]:
    """Every file that differs from what the record comes to, and every one of which that cannot be said.

    The record has to be sound. Pages are compared byte by byte, so only with those that the same version of the
    program makes; a PDF has other bytes where the typesetter or its fonts are others.

    Raises:
        StoreError: an attempt is damaged, or its texts can no longer be read.
    """
    yield from _unknown(files)
    if sums_of(files) != files.get(SUMS):
        yield Differs(SUMS, "It does not name the digests of the files beside it.")
    learners = {each.record.header.learner for each in exported}
    if learners - {checkpoint.learner}:
        yield Differs(NAME, "The learner that it names is not the one in the record.")
    try:
        names = _names(files)
    except _NamesRefused as refused:
        yield Differs(PEOPLE, f"{refused}.".capitalize())
        return
    why = _cannot_be_made(checkpoint, names)
    if why or names is None:
        yield from (NotCompared(name, why) for name in READ if name in files)
        return
    folio = contents_of(checkpoint.learner, [each.dossier for each in exported], names, texts=checkpoint.texts)
    if folio.names != names:
        yield Differs(PEOPLE, "It names somebody who had no part in these attempts.")
        return
    made = Made(checkpoint.made_at, checkpoint.program, key_id)
    pages = pages_of(folio, made)
    again = {**reading_of(folio, pages), README: readme(folio, made, files).encode()}
    for name, data in again.items():
        if name in files and files[name] != data:
            yield Differs(name, "It is not what the record comes to: somebody changed it, or wrote it by hand.")
    if PDF in files:
        yield from _typeset(files[PDF], pages, datetime.fromisoformat(made.at))


def _unknown(files: Mapping[str, bytes]) -> Iterator[NotCompared]:
    for name in sorted(files):
        if name not in _KNOWN:
            yield NotCompared(name, "the program puts no such file into a pack")


def _names(files: Mapping[str, bytes]) -> dict[str, str] | None:
    """The names that the pages give; None where the pack does not say."""
    if PEOPLE not in files:
        return None
    try:
        plain = parse(files[PEOPLE].decode("ascii"))
    except (UnicodeDecodeError, CodecError) as error:
        raise _NamesRefused("it is damaged") from error
    if not isinstance(plain, dict):
        raise _NamesRefused("it is no list of names")
    names = {code: name for code, name in plain.items() if isinstance(name, str)}
    if names != plain:
        raise _NamesRefused("it is no list of names")
    return names


def _cannot_be_made(checkpoint: Checkpoint, names: Mapping[str, str] | None) -> str:
    """Why the pages cannot be made once more; empty where they can."""
    if checkpoint.program != PROGRAM:
        return f"version {checkpoint.program} of the program made it, and this is {PROGRAM}"
    return "" if names is not None else f"the pack has no {PEOPLE}, so the names in it are not known"


def _typeset(data: bytes, pages: Report, at: datetime) -> Iterator[NotCompared]:
    if not can_typeset():
        yield NotCompared(PDF, "the typesetter (the extra “pdf”) is not installed here")
    elif pdf_of(pages, at) != data:
        yield NotCompared(PDF, f"made again here it is another file, as it is with other fonts; go by {PAGE}")
