"""Entries, of reviews and of the centre, as plain JSON, and back: who, in which role, and what."""

from dataclasses import dataclass
from typing import Final, get_args

from simulator.json_value import Json
from simulator.review.centre import CENTRE_EVENTS
from simulator.review.events import ReviewEvent
from simulator.review.people import Person
from simulator.review.quality.standardisation import Standardised

from .canonical import CodecError, Fields
from .codec import Codec, plain_of, reader
from .erasable_texts import ErasableTexts, TextExtractor, commitment_in

KINDS: Final[Codec[object]] = Codec(*get_args(ReviewEvent), *CENTRE_EVENTS, Standardised)
_BY: Final = reader(Person, "by")


@dataclass(frozen=True, slots=True)
class EntryBody:
    """An entry's body as values."""

    by: Person
    event: object
    commitments: tuple[str, ...]
    """Of its free texts, in order."""
    facts: Json
    """What the store itself noted with it; None where it noted nothing."""


def encode(by: Person, event: object, apart: TextExtractor, facts: Json = None) -> dict[str, Json]:
    """The body of an entry, its free texts taken out.

    Raises:
        ValueError: nobody registered this kind.
    """
    body: dict[str, Json] = {"by": plain_of(by), "event": KINDS.encode(event, apart.take)}
    return body if facts is None else {**body, "facts": facts}


def decode(value: Json, texts: ErasableTexts) -> EntryBody:
    """The values of an entry's body.

    Raises:
        TextFault: a free text is not there, or is another than the one that was written.
        CodecError: the kind is unknown, or a field is missing, unknown or of another type.
    """
    commitments: list[str] = []

    def joined(text: Json) -> str:
        if isinstance(text, str):
            return text
        if not isinstance(text, dict):
            raise CodecError("what stands for a text in it is no commitment")
        commitments.append(commitment_in(text))
        return texts.of(commitments[-1])

    body = Fields(value)
    by: Person = _BY(body.take("by"), joined)
    event = KINDS.decode(body.inside("event"), joined)
    facts = body.take("facts") if "facts" in body.left else None
    body.nothing_more()
    return EntryBody(by, event, tuple(commitments), facts)
