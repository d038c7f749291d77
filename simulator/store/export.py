"""A record of an attempt as one JSON document that stands alone, and back."""

from dataclasses import fields
from typing import Final

from . import codec
from .codec import CodecError, Fields, Plain
from .record import Document, Head, Header, Progress, Record, StoredEvent, Tip

KIND: Final = "simulator-attempt"
VERSION: Final = 1


class NewerExport(CodecError):  # noqa: N818
    """A newer program made the export."""


def to_plain(kept: Record, scorecard: Plain) -> dict[str, Plain]:
    """The record and its scorecard under stable names."""
    head: dict[str, Plain] = {"count": kept.head.tip.count, "hash": kept.head.tip.head, "last_at": kept.head.last_at}
    head |= {field.name: getattr(kept.head.progress, field.name) for field in fields(Progress)}
    return {
        "kind": KIND,
        "version": VERSION,
        "header": {**kept.header.plain(), "hash": kept.header_hash},
        "documents": {"scenario": _document(kept.scenario), "rubric": _document(kept.rubric)},
        "events": [
            {"number": each.number, "at": each.at, "body": codec.parse(each.body), "hash": each.hash}
            for each in kept.events
        ],
        "head": {**head, "seal": kept.head_seal},
        "scorecard": scorecard,
    }


def from_plain(value: Plain) -> tuple[Record, Plain]:
    """The record and the scorecard of an export.

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
    if version != VERSION:
        raise CodecError(f"there is no version {version} of an export")
    header = export.inside("header")
    header_hash = header.text("hash")
    documents = export.inside("documents")
    head = export.inside("head")
    seal = head.text("seal")
    kept = Record(
        header=_read_header(header),
        header_hash=header_hash,
        scenario=_read_document(documents.inside("scenario")),
        rubric=_read_document(documents.inside("rubric")),
        events=tuple(_read_event(Fields(each)) for each in export.listed("events")),
        head=_read_head(head),
        head_seal=seal,
    )
    scorecard = export.take("scorecard")
    for part in (export, header, documents, head):
        part.nothing_more()
    return kept, scorecard


def _document(document: Document) -> dict[str, Plain]:
    return {field.name: getattr(document, field.name) for field in fields(Document)}


def _read_document(found: Fields) -> Document:
    document = Document(found.text("digest"), found.text("kind"), found.text("name"), found.text("text"))
    found.nothing_more()
    return document


def _read_header(found: Fields) -> Header:
    return Header(
        attempt=found.text("attempt"),
        scenario=found.text("scenario"),
        title=found.text("title"),
        scenario_digest=found.text("scenario_digest"),
        rubric=found.text("rubric"),
        rubric_digest=found.text("rubric_digest"),
        mode=found.text("mode"),
        seed=found.number("seed"),
        learner=found.text("learner"),
        started_at=found.text("started_at"),
        format=found.number("format"),
        program=found.text("program"),
    )


def _read_event(found: Fields) -> StoredEvent:
    body = codec.canonical(found.take("body"))
    event = StoredEvent(found.number("number"), found.text("at"), body, found.text("hash"))
    found.nothing_more()
    return event


def _read_head(found: Fields) -> Head:
    progress = Progress(
        closed=found.text("closed"),
        ending=found.text("ending"),
        outcome=found.text("outcome"),
        provisional=found.flag("provisional"),
        decisions=found.number("decisions"),
    )
    return Head(Tip(found.number("count"), found.text("hash")), progress, found.text("last_at"))
