"""A record of an attempt and its review as one JSON document that stands alone, and back.

Version 2 keeps what was written freely in a part of its own, which can be left out: everything else still verifies.
Version 1, which had neither that part nor a review, is still read.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from simulator.json_value import Json
from simulator.store.errors import AttemptDamaged

from .canonical import CodecError, Fields, canonical, parse
from .chain import StoredEvent, Tip
from .codec import plain_object, plain_of, read_object, take_object
from .dossier import Dossier
from .erasable_texts import ErasableText, ErasableTexts, Erasure, keepable, texts_of
from .fault import Fault
from .record import Document, Head, Header, Progress, Record, ReviewRecord
from .verify_review import checked, foreign_faults

KIND: Final = "simulator-attempt"
VERSION: Final = 2


class NewerExport(CodecError):  # noqa: N818
    """A newer program made the export."""


@dataclass(frozen=True)
class Exported:
    """What an export holds, what is wrong with it, and what it comes to; worked out once, when it is asked for."""

    record: Record
    scorecard: Json
    """The machine's scorecard as the program that wrote the export worked it out."""

    @property
    def without_texts(self) -> bool:
        """Whether what was written freely was left out."""
        return self.record.texts.left_out

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong with it, but for its scorecard; the first of it first."""
        return self._checked[0]

    @property
    def dossier(self) -> Dossier:
        """What it comes to.

        Raises:
            StoreError: something is wrong with it, or its texts can no longer be read.
        """
        faults, dossier = self._checked
        if dossier is None:
            return Dossier.of_attempt(self.record)  # which says why not
        if faults:
            raise AttemptDamaged(dossier.id, faults[0].message)
        return dossier

    @cached_property
    def _checked(self) -> tuple[tuple[Fault, ...], Dossier | None]:
        faults, dossier = checked(self.record)
        if not faults and dossier is not None:
            faults = foreign_faults(self.record, dossier)
        return faults, dossier


def to_plain(kept: Record, scorecard: Json, *, texts: bool = True) -> dict[str, Json]:
    """The record and its scorecard under stable names; without what was written freely if asked."""
    tip = kept.head.tip
    head = {"count": tip.count, "hash": tip.head, "last_at": kept.head.last_at, **plain_object(kept.head.progress)}
    written = [plain_of(each) for _, each in sorted(kept.texts.kept.items())]
    return {
        "kind": KIND,
        "version": VERSION,
        "header": {**kept.header.plain(), "hash": kept.header_hash},
        "documents": {"scenario": plain_of(kept.scenario), "rubric": plain_of(kept.rubric)},
        "qualifications": [plain_of(each) for each in kept.qualifications],
        "events": [_link(each) for each in kept.events],
        "texts": written if texts and not kept.texts.left_out else None,
        "erasures": [_erasure(each) for each in kept.texts.erasures],
        "head": {**head, "seal": kept.head_seal},
        "review": None if kept.review.tip is None else _review(kept.review, kept.review.tip),
        "scorecard": scorecard,
    }


def from_plain(value: Json) -> Exported:
    """What an export holds, checked for nothing but its shape.

    Raises:
        NewerExport: a newer program made it.
        CodecError: it is no export, or a part of it is missing, unknown or of another type.
    """
    export = Fields(value)
    if export.take("kind") != KIND:
        raise CodecError("it is not an attempt’s export")
    version = export.number("version")
    if version > VERSION:
        raise NewerExport("a newer version of this program made it")
    if version < 1:
        raise CodecError(f"there is no version {version} of an export")
    header = export.inside("header")
    header_hash = header.text("hash")
    documents = export.inside("documents")
    head = export.inside("head")
    seal = head.text("seal")
    read_header = _read_header(header)
    kept = Record(
        header=read_header,
        header_hash=header_hash,
        scenario=_read_document(documents.inside("scenario")),
        rubric=_read_document(documents.inside("rubric")),
        events=tuple(map(_read_link, export.objects("events"))),
        head=_read_head(head),
        head_seal=seal,
        texts=ErasableTexts() if version == 1 else _read_texts(export, read_header.attempt),
        review=ReviewRecord() if version == 1 else _read_review(export.take("review")),
        qualifications=() if version == 1 else tuple(map(_read_document, export.objects("qualifications"))),
    )
    scorecard = export.take("scorecard")
    for part in (export, header, documents, head):
        part.nothing_more()
    return Exported(kept, scorecard)


def _link(each: StoredEvent) -> dict[str, Json]:
    return {"number": each.number, "at": each.at, "body": parse(each.body), "hash": each.hash}


def _erasure(each: Erasure) -> dict[str, Json]:
    link = StoredEvent(each.number, each.at, each.body, each.hash)
    return {**_link(link), "previous": each.previous}


def _review(review: ReviewRecord, tip: Tip) -> dict[str, Json]:
    return {"entries": [_link(each) for each in review.entries], "count": tip.count, "hash": tip.head}


def _read_document(found: Fields) -> Document:
    document = read_object(Document, found)
    if not keepable(document.digest, document.kind, document.name, document.text):
        raise CodecError("one of its documents holds a character that is none")
    return document


def _read_header(found: Fields) -> Header:
    header = take_object(Header, found)
    if not keepable(*(each for each in header.plain().values() if isinstance(each, str))):
        raise CodecError("its header holds a character that is none")
    return header


def _read_link(found: Fields) -> StoredEvent:
    body = canonical(found.take("body"))
    each = StoredEvent(found.number("number"), found.text("at"), body, found.text("hash"))
    found.nothing_more()
    return each


def _read_texts(export: Fields, attempt: str) -> ErasableTexts:
    given = export.take("texts")
    erasures = list(map(_read_erasure, export.objects("erasures")))
    if given is None:
        return texts_of(attempt, (), erasures, left_out=True)
    if not isinstance(given, list):
        raise CodecError("its “texts” is no list")
    kept = [read_object(ErasableText, Fields(each)) for each in given]
    if len({each.commitment for each in kept}) < len(kept):
        raise CodecError("it holds a text twice")
    return texts_of(attempt, kept, erasures)


def _read_erasure(found: Fields) -> Erasure:
    previous = found.text("previous")
    each = _read_link(found)
    erasure = Erasure(previous, each.number, each.at, each.body, each.hash)
    if not erasure.whole:
        raise CodecError("the record of an erasure in it was changed")
    return erasure


def _read_review(value: Json) -> ReviewRecord:
    if value is None:
        return ReviewRecord()
    found = Fields(value)
    entries = tuple(map(_read_link, found.objects("entries")))
    tip = Tip(found.number("count"), found.text("hash"))
    found.nothing_more()
    return ReviewRecord(entries, tip)


def _read_head(found: Fields) -> Head:
    tip = Tip(found.number("count"), found.text("hash"))
    return Head(tip, take_object(Progress, found), found.text("last_at"))
