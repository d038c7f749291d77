"""Events as plain JSON under stable names, and back; nothing unknown is let through in either direction."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeAlias, assert_never

from simulator.engine.events import Answer, Answered, Began, Chose, Ended, Event, Explained, Left, Mode, Rewound, Stuck

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"
"""What JSON can hold, without fractions: nothing that is kept is one."""

FORMAT: Final = 2
"""The version of an attempt's events: since 2, what is written freely is kept apart from them."""

BODIES: Final = 4096
"""How many bodies are remembered: more than are being looked at, and no more than memory has room for."""


class CodecError(ValueError):
    """Something that is no event of this format; the message says what is wrong with it."""


def canonical(value: Plain) -> str:
    """The one way in which a plain value is written: ASCII, keys sorted, no spaces."""
    return _CANONICAL.encode(value)


def parse(text: str) -> Plain:
    """A plain value out of JSON.

    Raises:
        CodecError: the text is not JSON, names a key twice, or holds a fraction.
    """
    try:
        value: Plain = _STRICT.decode(text)
    except RecursionError as error:
        raise CodecError("it is nested too deeply") from error
    except CodecError:
        raise
    except ValueError as error:
        raise CodecError("it is not JSON") from error
    return value


@lru_cache(maxsize=BODIES)
def parse_body(text: str) -> Plain:
    """The plain value in the body of an event or entry; it is shared by all who ask for it, and nobody changes it.

    A body is looked at several times in a row, and those of one scenario are much the same in every attempt.

    Raises:
        CodecError: as ``parse`` does.
    """
    return parse(text)


def encode(event: Event) -> dict[str, Plain]:
    """The event as a plain object with its kind."""
    match event:
        case Began(mode, seed):
            return {"kind": "began", "mode": str(mode), "seed": seed}
        case Chose(scene, choice):
            return {"kind": "chose", "scene": scene, "choice": choice}
        case Explained(scene, choice, text):
            return {"kind": "explained", "scene": scene, "choice": choice, "text": text}
        case Answered(scene, answers):
            return {"kind": "answered", "scene": scene, "answers": encode_answers(answers)}
        case Rewound(to):
            return {"kind": "rewound", "to": to}
        case Ended(ending):
            return {"kind": "ended", "ending": ending}
        case Stuck(scene):
            return {"kind": "stuck", "scene": scene}
        case Left(scene):
            return {"kind": "left", "scene": scene}
        case _:
            assert_never(event)


def decode(value: Plain) -> Event:
    """The event that a plain object stands for.

    Raises:
        CodecError: the kind is unknown, or a field is missing, unknown or of another type.
    """
    fields = Fields(value)
    kind = fields.text("kind")
    event = _decoded(kind, fields)
    fields.nothing_more()
    return event


def encode_answers(answers: Mapping[str, Answer]) -> dict[str, Plain]:
    """Answers by field: a text stays a text, ticks become a list."""
    return {field: given if isinstance(given, str) else list(given) for field, given in answers.items()}


def decode_answers(value: Plain) -> dict[str, Answer]:
    """Answers by field out of a plain object.

    Raises:
        CodecError: an answer is neither a text nor a list of texts.
    """
    if not isinstance(value, dict):
        raise CodecError("its answers are no object")
    return {field: _answer(given) for field, given in value.items()}


def _decoded(kind: str, fields: "Fields") -> Event:
    match kind:
        case "began":
            return Began(_mode(fields.text("mode")), fields.number("seed"))
        case "chose":
            return Chose(fields.text("scene"), fields.text("choice"))
        case "explained":
            return Explained(fields.text("scene"), fields.text("choice"), fields.text("text"))
        case "answered":
            return Answered(fields.text("scene"), decode_answers(fields.take("answers")))
        case "rewound":
            return Rewound(fields.number("to"))
        case "ended":
            return Ended(fields.text("ending"))
        case "stuck":
            return Stuck(fields.text("scene"))
        case "left":
            return Left(fields.text("scene"))
        case _:
            raise CodecError(f"its kind “{kind}” is not known")


def _mode(word: str) -> Mode:
    try:
        return Mode(word)
    except ValueError as error:
        raise CodecError(f"its mode “{word}” is not known") from error


def _answer(given: Plain) -> Answer:
    if isinstance(given, str):
        return given
    if isinstance(given, list):
        ticks = tuple(tick for tick in given if isinstance(tick, str))
        if len(ticks) == len(given):
            return ticks
    raise CodecError("one of its answers is neither a text nor a list of texts")


class Fields:
    """The fields of an object, taken one by one so that none is left over unseen; a misfit is a ``CodecError``."""

    def __init__(self, value: Plain) -> None:
        if not isinstance(value, dict):
            raise CodecError("it is no object")
        self.left = dict(value)

    def take(self, name: str) -> Plain:
        """Whatever stands under a name."""
        if name not in self.left:
            raise CodecError(f"it has no “{name}”")
        return self.left.pop(name)

    def text(self, name: str) -> str:
        """A text."""
        value = self.take(name)
        if not isinstance(value, str):
            raise CodecError(f"its “{name}” is no text")
        return value

    def number(self, name: str) -> int:
        """A whole number."""
        value = self.take(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise CodecError(f"its “{name}” is no whole number")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.take(name)
        if not isinstance(value, bool):
            raise CodecError(f"its “{name}” is neither true nor false")
        return value

    def listed(self, name: str) -> list[Plain]:
        """A list."""
        value = self.take(name)
        if not isinstance(value, list):
            raise CodecError(f"its “{name}” is no list")
        return value

    def inside(self, name: str) -> "Fields":
        """An object."""
        return Fields(self.take(name))

    def nothing_more(self) -> None:
        """Refuse what was not taken."""
        if self.left:
            raise CodecError(f"its “{min(self.left)}” is not known")


def _once(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise CodecError("it names a key twice")
    return found


def _no_fraction(text: str) -> Plain:
    raise CodecError(f"it holds {text}, which is no whole number")


_CANONICAL: Final = json.JSONEncoder(ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))
_STRICT: Final = json.JSONDecoder(object_pairs_hook=_once, parse_float=_no_fraction, parse_constant=_no_fraction)
"""Each made once: to make one takes longer than what is done with it."""
