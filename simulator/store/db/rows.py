"""Rows of the database as values; nothing is taken for what it should be without looking."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Final, TypeAlias, TypeVar, get_type_hints

from sqlalchemy import Row

from simulator.review.state import Status
from simulator.review.summary import ReviewSummary
from simulator.store.format.canonical import CodecError, canonical, parse
from simulator.store.format.chain import CENTRE, StoredEvent, Tip, beginning
from simulator.store.format.codec import plain_object
from simulator.store.format.erasable_texts import ErasableText, ErasableTexts, Erasure, texts_of
from simulator.store.format.record import Document, Head, Header, Progress, Record
from simulator.store.summary import AttemptSummary

T = TypeVar("T")

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


def _flag_of(value: object) -> bool:
    return bool(number_of(value))


def _status_of(value: object) -> Status:
    try:
        return Status(text_of(value))
    except ValueError as error:
        raise Damaged("how far its review has got is not known") from error


_COLUMNS: Final[Mapping[object, Callable[[object], object]]] = {
    str: text_of,
    int: number_of,
    bool: _flag_of,
    Status: _status_of,
}
"""What reads a column, by the type of the field that it stands for."""


@cache
def _readers(of: type) -> tuple[tuple[str, Callable[[object], object]], ...]:
    hints = get_type_hints(of)
    return tuple((each.name, _COLUMNS[hints[each.name]]) for each in fields(of))


def from_columns(of: type[T], values: Values) -> T:
    """A dataclass each of whose fields is a column, or ``Damaged``."""
    kind: type = of
    return of(*[read(values[name]) for name, read in _readers(kind)])


def to_columns(value: Progress | ReviewSummary) -> dict[str, object]:
    """A dataclass as columns: flags are numbers there."""
    return {name: int(one) if isinstance(one, bool) else one for name, one in plain_object(value).items()}


def head_of(values: Values | None) -> tuple[Head, str]:
    """The head in a row of ``heads``, and its seal, or ``Damaged``."""
    if values is None:
        raise Damaged("where it ends is not kept")
    tip = Tip(number_of(values["count"]), text_of(values["head"]))
    return Head(tip, from_columns(Progress, values), text_of(values["last_at"])), text_of(values["seal"])


def head_values(attempt: str, head: Head) -> dict[str, object]:
    """A head as the columns of ``heads``, sealed."""
    tip: dict[str, object] = {"count": head.tip.count, "head": head.tip.head, "last_at": head.last_at}
    return {**tip, **to_columns(head.progress), "seal": head.seal(attempt)}


def document_of(values: Values | None) -> Document:
    """The document in a row of ``documents``, or ``Damaged``."""
    if values is None:
        raise Damaged("a document it was played against is missing")
    return from_columns(Document, values)


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
    return Record(from_columns(Header, header), text_of(header["hash"]), scenario, rubric, links, kept_head, seal, free)


def link_values(key: str, chain: str, each: StoredEvent) -> dict[str, object]:
    """A link of a chain as the columns of ``events`` or ``entries``; ``key`` is the column that names the chain."""
    return {key: chain, "number": each.number, "at": each.at, "body": each.body, "hash": each.hash}


def summary_of(values: Values) -> AttemptSummary | None:
    """The summary in a row of attempts joined with heads; None where it is damaged."""
    try:
        header = from_columns(Header, values)
        head, seal = head_of(values)
        whole = header.hash() == values["hash"] and head.seal(header.attempt) == seal
        review = values.get("review") or values.get("review_status") or ""
        return AttemptSummary.of(header, head, text_of(review)) if whole else None
    except ValueError:
        return None
