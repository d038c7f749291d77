"""The keys at the top of a document and what its `kind` says: enough to tell what it means to be.

They are parsed, so that it makes no difference how a document is written: in lines, in braces, as JSON, with quoted
keys, below a comment or a document's start. Reading stops where it is decided, and judges nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
)

from .reader import MAX_DEPTH, MAX_NODES, Parser
from .source import MAX_BYTES, Source

_LINE: Final = re.compile(r"""^["']?([a-z]+)["']?[ \t]*:[ \t]*["']?([a-z]*)""", re.MULTILINE)


@dataclass(slots=True)
class Topmost:
    """What stands at the top of a document."""

    keys: set[str] = field(default_factory=set)
    kind: str = ""
    """What follows `kind`, where that is a word."""


def topmost(source: Source, decisive: str) -> Topmost:
    """The keys at the top, as far as the one that is decisive; of what cannot be parsed, as its lines begin."""
    found = Topmost()
    text = source.data[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        for key, word in _pairs(text):
            _add(found, key, word)
            if key == decisive:
                return found
    except YAMLError:
        for line in _LINE.finditer(text):
            _add(found, line[1], line[2])
    return found


def _add(found: Topmost, key: str, word: str) -> None:
    if key == "kind" and not found.kind:
        found.kind = word.strip()
    found.keys.add(key)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each key at the top, with its value where that is a text; ``kind`` once its value is known.

    Raises:
        YAMLError: it cannot be parsed further.
    """
    events = Parser(text)
    depth, key = 0, None
    for _ in range(2 * MAX_NODES):
        event: Any = events.get_event()
        match event:
            case ScalarEvent() if depth == 1 and key is None:
                key = event.value
                if key != "kind":
                    yield key, ""
            case ScalarEvent() | AliasEvent() if depth == 1:
                if key == "kind":
                    yield key, getattr(event, "value", "")
                key = None
            case CollectionStartEvent():
                if depth == 0 and not isinstance(event, MappingStartEvent):
                    return
                depth += 1
            case CollectionEndEvent():
                depth -= 1
                key = key if depth > 1 else None
            case StreamEndEvent():
                return
        if depth > MAX_DEPTH or (depth == 0 and isinstance(event, CollectionEndEvent)):
            return
