"""Rows of the database as values; nothing is taken for what it should be without looking."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import Row

from simulator.store.format.canonical import CodecError, canonical, parse
from simulator.store.format.erasable_texts import ErasableText, ErasableTexts, Erasure, texts_of
from simulator.store.format.record import CENTRE, Document, Head, Header, Progress, Record, StoredEvent, Tip, beginning
from simulator.store.summary import AttemptSummary

Values: TypeAlias = Mapping[str, object]
"""A row by the names of its columns."""


def values_of(row: Row[*tuple[object, ...]] | None) -> dict[str, object] | None:
    """A row by the names of its columns."""
    return None if row is None else row._asdict()


class Damaged(ValueError):  # noqa: N818
    """A part of a row that cannot be what it should be."""


def text_of(value: object) -> str:
    """A text, or ``Damaged``."""
    if not isinstance(value, str):
        raise Damaged("a text is not one")
    return value


def number_of(value: object) -> int:
    """A whole number, or ``Damaged``."""
    if not isinstance(value, int):
        raise Damaged("a number is not one")
    return value


def header_of(values: Values) -> Header:
    """The header in a row of ``attempts``, or ``Damaged``."""
    return Header(
        attempt=text_of(values["attempt"]),
        scenario=text_of(values["scenario"]),
        title=text_of(values["title"]),
        scenario_digest=text_of(values["scenario_digest"]),
        rubric=text_of(values["rubric"]),
        rubric_digest=text_of(values["rubric_digest"]),
        mode=text_of(values["mode"]),
        seed=number_of(values["seed"]),
        learner=text_of(values["learner"]),
        started_at=text_of(values["started_at"]),
        format=number_of(values["format"]),
        program=text_of(values["program"]),
    )


def head_of(values: Values | None) -> tuple[Head, str]:
    """The head in a row of ``heads``, and its seal, or ``Damaged``."""
    if values is None:
        raise Damaged("where it ends is not kept")
    progress = Progress(
        closed=text_of(values["closed"]),
        ending=text_of(values["ending"]),
        outcome=text_of(values["outcome"]),
        provisional=bool(number_of(values["provisional"])),
        decisions=number_of(values["decisions"]),
    )
    tip = Tip(number_of(values["count"]), text_of(values["head"]))
    return Head(tip, progress, text_of(values["last_at"])), text_of(values["seal"])


def head_values(attempt: str, head: Head) -> dict[str, object]:
    """A head as the columns of ``heads``, sealed."""
    return {
        "count": head.tip.count,
        "head": head.tip.head,
        "closed": head.progress.closed,
        "ending": head.progress.ending,
        "outcome": head.progress.outcome,
        "provisional": int(head.progress.provisional),
        "decisions": head.progress.decisions,
        "last_at": head.last_at,
        "seal": head.seal(attempt),
    }


def document_of(values: Values | None) -> Document:
    """The document in a row of ``documents``, or ``Damaged``."""
    if values is None:
        raise Damaged("a document it was played against is missing")
    return Document(
        text_of(values["digest"]), text_of(values["kind"]), text_of(values["name"]), text_of(values["text"])
    )


def text_values(stream: str, text: ErasableText) -> dict[str, object]:
    """A free text as the columns of ``texts``."""
    return {
        "stream": stream,
        "commitment": text.commitment,
        "salt": text.salt,
        "text": canonical(text.text),
    }


def text_in(values: Values) -> ErasableText:
    """The free text in a row of ``texts``, or ``Damaged``."""
    try:
        text = parse(text_of(values["text"]))
    except CodecError as error:
        raise Damaged("a written text cannot be read") from error
    return ErasableText(text_of(values["commitment"]), text_of(values["salt"]), text_of(text))


def texts_in(stream: str, rows: Iterable[Values], erasures: Callable[[], Iterable[Erasure]]) -> ErasableTexts:
    """The free texts in a stream's rows of ``texts``, with the records of what was erased of it, or ``Damaged``."""
    kept = [text_in(row) for row in rows]
    try:
        return texts_of(stream, kept, erasures())
    except CodecError as error:
        raise Damaged("the record of an erasure cannot be read") from error


def erasure_of(values: Values) -> Erasure:
    """The record of an erasure in a row of ``entries`` joined with the one before it, or ``Damaged``."""
    each = link_of(values)
    previous = beginning(CENTRE).head if each.number == 0 else text_of(values["previous"])
    erasure = Erasure(previous, each.number, each.at, each.body, each.hash)
    if not erasure.whole:
        raise Damaged("the record of an erasure was changed")
    return erasure


def link_of(values: Values) -> StoredEvent:
    """The link of a chain in a row of ``events`` or ``entries``, or ``Damaged``."""
    return StoredEvent(
        number_of(values["number"]), text_of(values["at"]), text_of(values["body"]), text_of(values["hash"])
    )


def record_of(
    header: Values,
    head: Values | None,
    events: Iterable[Values],
    documents: Sequence[Values | None],
    texts: Callable[[], ErasableTexts],
) -> Record:
    """An attempt in its row of ``attempts`` and of ``heads``, its ``events`` and its two documents, or ``Damaged``."""
    scenario, rubric = (document_of(each) for each in documents)
    kept_head, seal = head_of(head)
    links = tuple(link_of(each) for each in events)
    free = texts()
    return Record(header_of(header), text_of(header["hash"]), scenario, rubric, links, kept_head, seal, free)


def link_values(key: str, chain: str, each: StoredEvent) -> dict[str, object]:
    """A link of a chain as the columns of ``events`` or ``entries``; ``key`` is the column that names the chain."""
    return {key: chain, "number": each.number, "at": each.at, "body": each.body, "hash": each.hash}


def summary_of(values: Values) -> AttemptSummary | None:
    """The summary in a row of attempts joined with heads; None where it is damaged."""
    try:
        header = header_of(values)
        head, seal = head_of(values)
        whole = header.hash() == values["hash"] and head.seal(header.attempt) == seal
        review = values.get("review") or values.get("review_status") or ""
        return AttemptSummary.of(header, head, text_of(review)) if whole else None
    except ValueError:
        return None
