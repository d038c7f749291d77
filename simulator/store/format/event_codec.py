"""The events of play as plain JSON, and back."""

from collections.abc import Mapping
from typing import Final, get_args

from simulator.engine.events import Answer, Event
from simulator.json_value import Json

from .canonical import Fields
from .codec import Codec, no_free_text, plain_of, reader

FORMAT: Final = 2
"""The version of an attempt's events: since 2, what is written freely is kept apart from them."""

_EVENTS: Final[Codec[Event]] = Codec(*get_args(Event))
_ANSWERS: Final = reader(Mapping[str, Answer], "answers")


def encode(event: Event) -> dict[str, Json]:
    """The event as a plain object with its kind."""
    return _EVENTS.encode(event)


def decode(value: Json) -> Event:
    """The event that a plain object stands for.

    Raises:
        CodecError: the kind is unknown, or a field is missing, unknown or of another type.
    """
    return _EVENTS.decode(Fields(value), no_free_text)


def encode_answers(answers: Mapping[str, Answer]) -> Json:
    """Answers by field: a text stays a text, ticks become a list."""
    return plain_of(answers)


def decode_answers(value: Json) -> dict[str, Answer]:
    """Answers by field out of a plain object.

    Raises:
        CodecError: an answer is neither a text nor a list of texts.
    """
    answers: dict[str, Answer] = _ANSWERS(value, no_free_text)
    return answers
