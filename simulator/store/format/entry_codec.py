"""Entries as plain JSON under stable names, and back: each kind is a dataclass that is registered here under its name.

As with events, nothing unknown is let through in either direction, and a field that was marked as free text is kept
apart from the body.
"""

import re
import types
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from simulator.engine.rubric import Level
from simulator.review.centre import CENTRE_EVENTS
from simulator.review.events import FREE, ReviewEvent
from simulator.review.people import Person, Role
from simulator.review.quality.standardisation import Standardised

from .erasable_texts import Apart, Texts, commitment_in
from .event_codec import CodecError, Fields, Plain

_KINDS: Final[dict[str, type]] = {}
_NAMES: Final[dict[type, str]] = {}


def register(*classes: type) -> None:
    """Let entries of these dataclasses be kept; a kind's name is its class's, in lower case with hyphens.

    Raises:
        ValueError: another class has the name already.
    """
    for each in classes:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", each.__name__).lower()
        if _KINDS.setdefault(name, each) is not each:
            raise ValueError(f"there is a kind “{name}” already")
        _NAMES[each] = name


register(*get_args(ReviewEvent), *CENTRE_EVENTS, Standardised)


def name_of(kind: type) -> str:
    """The name under which entries of a dataclass are kept.

    Raises:
        KeyError: nobody registered it.
    """
    return _NAMES[kind]


@dataclass(frozen=True, slots=True)
class Read:
    """An entry's body as values."""

    by: Person
    event: object
    commitments: tuple[str, ...]
    """Of its free texts, in order."""
    facts: Plain
    """What the store itself noted with it; None where it noted nothing."""


def encode(by: Person, event: object, apart: Apart, facts: Plain = None) -> dict[str, Plain]:
    """The body of an entry, its free texts taken out.

    Raises:
        ValueError: nobody registered this kind.
    """
    name = _NAMES.get(type(event))
    if name is None:
        raise ValueError(f"{type(event).__name__} is no registered kind of entry")
    body: dict[str, Plain] = {"by": {"code": by.code, "role": str(by.role)}, "event": _encoded(event, apart, name)}
    return body if facts is None else {**body, "facts": facts}


def decode(value: Plain, texts: Texts) -> Read:
    """The values of an entry's body.

    Raises:
        TextFault: a free text is not there, or is another than the one that was written.
        CodecError: the kind is unknown, or a field is missing, unknown or of another type.
    """
    body = Fields(value)
    by = body.inside("by")
    person = Person(by.text("code"), _word(Role, by.take("role")))
    by.nothing_more()
    given = body.inside("event")
    kind = given.text("kind")
    found = _KINDS.get(kind)
    if found is None:
        raise CodecError(f"its kind “{kind}” is not known")
    commitments: list[str] = []
    event = _made(found, given, lambda text: _joined(text, texts, commitments))
    facts = body.take("facts") if "facts" in body.left else None
    body.nothing_more()
    return Read(person, event, tuple(commitments), facts)


def _joined(text: Plain, texts: Texts, commitments: list[str]) -> str:
    if isinstance(text, str):
        return text
    if not isinstance(text, dict):
        raise CodecError("what stands for a text in it is no commitment")
    commitments.append(commitment_in(text))
    return texts.of(commitments[-1])


def _encoded(event: object, apart: Apart, kind: str = "") -> dict[str, Plain]:
    plain: dict[str, Plain] = {"kind": kind} if kind else {}
    for each in fields(event):  # type: ignore[arg-type]
        value = getattr(event, each.name)
        plain[each.name] = apart.take(value) if FREE in each.metadata else _plain(value, apart)
    return plain


def _plain(value: object, apart: Apart) -> Plain:
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
            return [_plain(each, apart) for each in value]
    if is_dataclass(value):
        return _encoded(value, apart)
    raise ValueError(f"{value!r} cannot be kept in an entry")


@cache
def _hints(of: type) -> dict[str, Any]:
    return get_type_hints(of)


def _made(of: type, given: Fields, free: Callable[[Plain], str]) -> object:
    hints = _hints(of)
    values = {
        each.name: free(given.take(each.name))
        if FREE in each.metadata
        else _read(hints[each.name], each.name, given.take(each.name), free)
        for each in fields(of)
    }
    given.nothing_more()
    return of(**values)


def _read(hint: Any, name: str, value: Plain, free: Callable[[Plain], str]) -> object:
    """A value of the type that a hint says."""
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (each for each in get_args(hint) if each is not type(None))
        return None if value is None else _read(inner, name, value, free)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise CodecError(f"its “{name}” is no list")
        return tuple(_read(get_args(hint)[0], name, each, free) for each in value)
    if is_dataclass(hint) and isinstance(hint, type):
        return _made(hint, Fields(value), free)
    if hint is Level:
        return _level(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _word(hint, value)
    if type(value) is not hint:
        raise CodecError(f"its “{name}” is of another type")
    return value


def _level(value: Plain) -> Level:
    for level in Level:
        if level.word == value:
            return level
    raise CodecError(f"its level “{value}” is not known")


def _word(of: type[StrEnum], value: Plain) -> Any:
    for each in of:
        if each.value == value:
            return each
    raise CodecError(f"its {of.__name__.lower()} “{value}” is not known")
