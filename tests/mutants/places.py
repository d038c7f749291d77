"""A scenario's text as a tree of parts, each with its place, so that one part can be changed and the rest stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

Path: TypeAlias = tuple[str | int, ...]

NOT_PLAYED = frozenset({"expect", "allow"})
"""What stands in a scenario and is no part of its play."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of a text that are replaced."""

    start: int
    end: int
    new: str

    def on(self, text: str) -> str:
        """The text with the replacement made."""
        return text[: self.start] + self.new + text[self.end :]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One key with its value."""

    path: Path
    key: yaml.ScalarNode
    value: yaml.Node
    around: yaml.MappingNode
    place: int
    """Which of the keys around it is meant."""

    @property
    def name(self) -> str:
        """The key."""
        return str(self.key.value)

    @property
    def text(self) -> str:
        """The value, where it is a plain text or number."""
        return str(self.value.value) if isinstance(self.value, yaml.ScalarNode) else ""

    @property
    def listed(self) -> list[str]:
        """The value as a list of names, whether or not it is written as one."""
        if isinstance(self.value, yaml.SequenceNode):
            return [str(each.value) for each in self.value.value]
        return [self.text]

    @property
    def entries(self) -> dict[str, str]:
        """The value as names with plain values."""
        if not isinstance(self.value, yaml.MappingNode):
            return {}
        return {key.value: value.value for key, value in self.value.value if isinstance(value, yaml.ScalarNode)}

    def inner(self) -> "Iterator[Part]":
        """The keys of the value, where it has some."""
        if isinstance(self.value, yaml.MappingNode):
            for place, (key, value) in enumerate(self.value.value):
                yield Part((*self.path, key.value), key, value, self.value, place)

    def with_value(self, new: str) -> Edit:
        """The value replaced by other YAML."""
        return Edit(self.value.start_mark.index, self.value.end_mark.index, new)

    def with_key(self, new: str) -> Edit:
        """The key replaced."""
        return Edit(self.key.start_mark.index, self.key.end_mark.index, new)

    def with_first(self, new: str) -> Edit:
        """One more key before the first in the value."""
        flow = isinstance(self.value, yaml.MappingNode) and self.value.flow_style
        at = self.value.start_mark.index + (1 if flow else 0)
        return Edit(at, at, f"{new}, " if flow else f"{new}\n{' ' * self.value.start_mark.column}")

    def without(self) -> Edit:
        """The key and its value taken out; the mapping around has another one."""
        pairs = self.around.value
        start = self.key.start_mark.index
        if self.place + 1 < len(pairs):
            return Edit(start, pairs[self.place + 1][0].start_mark.index, "")
        return Edit(_end(pairs[self.place - 1][1]), _end(self.value), "")


def _end(node: yaml.Node) -> int:
    """Where a value ends: a block's own mark stands behind the white space that follows it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def parts(text: str) -> Iterator[Part]:
    """Every part of a scenario that bears on its play, in the order of the file."""
    whole = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert whole is not None
    return _parts(whole, ())


def _parts(node: yaml.Node, path: Path) -> Iterator[Part]:
    if isinstance(node, yaml.SequenceNode):
        for number, each in enumerate(node.value):
            yield from _parts(each, (*path, number))
    elif isinstance(node, yaml.MappingNode):
        for place, (key, value) in enumerate(node.value):
            if key.value not in NOT_PLAYED:
                yield Part((*path, key.value), key, value, node, place)
                yield from _parts(value, (*path, key.value))
