"""What is hashed and exported as JSON: written in one way only, and read strictly."""

import json
from functools import lru_cache
from typing import Final

from simulator.json_value import Json

BODIES: Final = 4096
"""How many bodies are remembered: more than are being looked at, and no more than memory has room for."""


class CodecError(ValueError):
    """Something that is not what it should be; the message says what is wrong with it."""


def canonical(value: Json) -> str:
    """The one way in which a plain value is written: ASCII, keys sorted, no spaces."""
    return _CANONICAL.encode(value)


def parse(text: str) -> Json:
    """A plain value out of JSON.

    Raises:
        CodecError: the text is not JSON, names a key twice, or holds a fraction.
    """
    try:
        value: Json = _STRICT.decode(text)
    except RecursionError as error:
        raise CodecError("it is nested too deeply") from error
    except CodecError:
        raise
    except ValueError as error:
        raise CodecError("it is not JSON") from error
    return value


@lru_cache(maxsize=BODIES)
def parse_body(text: str) -> Json:
    """The plain value in the body of an event or entry; it is shared by all who ask for it, and nobody changes it.

    A body is looked at several times in a row, and those of one scenario are much the same in every attempt.

    Raises:
        CodecError: as ``parse`` does.
    """
    return parse(text)


class Fields:
    """The fields of an object, taken one by one so that none is left over unseen; a misfit is a ``CodecError``."""

    def __init__(self, value: Json) -> None:
        if not isinstance(value, dict):
            raise CodecError("it is no object")
        self.left = dict(value)

    def take(self, name: str) -> Json:
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

    def listed(self, name: str) -> list[Json]:
        """A list."""
        value = self.take(name)
        if not isinstance(value, list):
            raise CodecError(f"its “{name}” is no list")
        return value

    def objects(self, name: str) -> "list[Fields]":
        """A list of objects."""
        return [Fields(each) for each in self.listed(name)]

    def inside(self, name: str) -> "Fields":
        """An object."""
        return Fields(self.take(name))

    def nothing_more(self) -> None:
        """Refuse what was not taken."""
        if self.left:
            raise CodecError(f"its “{min(self.left)}” is not known")


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise CodecError("it names a key twice")
    return found


def _no_fraction(text: str) -> Json:
    raise CodecError(f"it holds {text}, which is no whole number")


_CANONICAL: Final = json.JSONEncoder(ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))
_STRICT: Final = json.JSONDecoder(object_pairs_hook=_once, parse_float=_no_fraction, parse_constant=_no_fraction)
"""Each made once: to make one takes longer than what is done with it."""
