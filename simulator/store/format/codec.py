"""Dataclasses as plain JSON under stable names, and back: one way for the events of play and the entries of reviews.

Nothing unknown is let through in either direction. A field that is marked as free text (``review.events.free``) is kept
apart from the body: whoever encodes says what stands in its place, and whoever decodes what stood there.
"""

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from simulator.engine.rubric import Level
from simulator.json_value import Json
from simulator.review.events import FREE

from .canonical import CodecError, Fields

T = TypeVar("T")

Take: TypeAlias = Callable[[str], Json]
"""Gives what stands in a body for a free text."""
Join: TypeAlias = Callable[[Json], str]
"""Gives the free text for which something stands in a body; raises CodecError where it stands for none."""
Reader: TypeAlias = Callable[[Json, Join], Any]
"""Reads one field."""


class Codec(Generic[T]):
    """A family of dataclasses; the name of a kind is its class's, in lower case with hyphens."""

    def __init__(self, *kinds: type[T]) -> None:
        self._kinds: dict[str, type[T]] = {}
        self._names: dict[type, str] = {}
        self.register(*kinds)

    def register(self, *kinds: type[T]) -> None:
        """Let values of these dataclasses be kept.

        Raises:
            ValueError: another class has the name already.
        """
        for each in kinds:
            name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", each.__name__).lower()
            if self._kinds.setdefault(name, each) is not each:
                raise ValueError(f"there is a kind “{name}” already")
            self._names[each] = name

    def name_of(self, kind: type[T]) -> str:
        """The name under which values of a dataclass are kept.

        Raises:
            KeyError: nobody registered it.
        """
        return self._names[kind]

    def encode(self, value: T, take: Take = str) -> dict[str, Json]:
        """A value as a plain object with its kind.

        Raises:
            ValueError: nobody registered its kind.
        """
        name = self._names.get(type(value))
        if name is None:
            raise ValueError(f"{type(value).__name__} is no registered kind")
        return {"kind": name, **plain_object(value, take)}

    def decode(self, given: Fields, join: Join) -> T:
        """The value that a plain object stands for; all of it is taken.

        Raises:
            CodecError: the kind is unknown, or a field is missing, unknown or of another type.
        """
        kind = given.text("kind")
        found = self._kinds.get(kind)
        if found is None:
            raise CodecError(f"its kind “{kind}” is not known")
        return read_object(found, given, join)


# Values to JSON -------------------------------------------------------------------------------------------------------


def plain_of(value: object, take: Take = str) -> Json:
    """A value as plain JSON: a level or another word of a list as the word, a dataclass as an object.

    Raises:
        ValueError: it cannot be kept.
    """
    match value:
        case None | bool():
            return value
        case Level():
            return value.word
        case str():
            return str(value)
        case int():
            return value
        case tuple():
            return [plain_of(each, take) for each in value]
        case Mapping():
            return {str(name): plain_of(each, take) for name, each in value.items()}
    if is_dataclass(value):
        return plain_object(value, take)
    raise ValueError(f"{value!r} cannot be kept")


def plain_object(value: object, take: Take = str) -> dict[str, Json]:
    """A dataclass as a plain object."""
    of: type = type(value)
    return {
        name: take(getattr(value, name)) if free else plain_of(getattr(value, name), take) for name, free in _fields(of)
    }


@cache
def _fields(of: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass, and whether each holds free text."""
    return tuple((each.name, FREE in each.metadata) for each in fields(of))


# JSON to values -------------------------------------------------------------------------------------------------------


def no_free_text(_: Json) -> str:
    """For values that have no field of free text.

    Raises:
        CodecError: one has.
    """
    raise CodecError("nothing in it is marked as free text")


def take_object(of: type[T], given: Fields, join: Join = no_free_text) -> T:
    """A dataclass out of the fields of an object that are its own; others are left there.

    Raises:
        CodecError: a field is missing or of another type.
    """
    kind: type = of
    return of(*[read(given.take(name), join) for name, read in _readers(kind)])


def read_object(of: type[T], given: Fields, join: Join = no_free_text) -> T:
    """A dataclass out of all the fields of an object.

    Raises:
        CodecError: a field is missing, unknown or of another type.
    """
    value = take_object(of, given, join)
    given.nothing_more()
    return value


@cache
def _readers(of: type) -> tuple[tuple[str, Reader], ...]:
    hints = get_type_hints(of)
    return tuple((name, _free if free else reader(hints[name], name)) for name, free in _fields(of))


def _free(value: Json, join: Join) -> str:
    return join(value)


def reader(hint: Any, name: str) -> Reader:
    """What reads a field of a type; what is of another type is refused under the field's name.

    Raises:
        TypeError: nothing of this type can be kept.
    """
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _either(inside, name)
    if origin is tuple:
        return _list(reader(inside[0], name), name)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _by_name(reader(inside[1], name), name)
    if is_dataclass(hint) and isinstance(hint, type):
        return lambda value, join: read_object(hint, Fields(value), join)
    if hint is Level:
        return _word({level.word: level for level in Level}, "level")
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _word({each.value: each for each in hint}, hint.__name__.lower())
    if hint in _NOT:
        return _of_type(hint, name)
    raise TypeError(f"nothing of the type {hint} can be kept")


_NOT = {str: "is no text", int: "is no whole number", bool: "is neither true nor false"}


def _of_type(of: type, name: str) -> Reader:
    def read(value: Json, _: Join) -> object:
        # JSON's true is Python's 1; an erased text is a text of its own type
        if isinstance(value, of) and (of is bool or not isinstance(value, bool)):
            return value
        raise CodecError(f"its “{name}” {_NOT[of]}")

    return read


def _either(inside: tuple[Any, ...], name: str) -> Reader:
    """None where that is among them; a list where what is given is one; otherwise the one that is left."""
    lists = [reader(each, name) for each in inside if get_origin(each) is tuple]
    (other,) = (reader(each, name) for each in inside if each is not type(None) and get_origin(each) is not tuple)

    def read(value: Json, join: Join) -> object:
        if value is None and type(None) in inside:
            return None
        return (lists[0] if lists and isinstance(value, list) else other)(value, join)

    return read


def _list(each: Reader, name: str) -> Reader:
    def read(value: Json, join: Join) -> object:
        if not isinstance(value, list):
            raise CodecError(f"its “{name}” is no list")
        return tuple([each(one, join) for one in value])

    return read


def _by_name(each: Reader, name: str) -> Reader:
    def read(value: Json, join: Join) -> object:
        if not isinstance(value, dict):
            raise CodecError(f"its “{name}” is no object")
        return {key: each(one, join) for key, one in value.items()}

    return read


def _word(words: Mapping[str, object], noun: str) -> Reader:
    def read(value: Json, _: Join) -> object:
        if isinstance(value, str) and value in words:
            return words[value]
        raise CodecError(f"its {noun} “{value}” is not known")

    return read
