"""What a line of a review's page stands for: a kind and the ids that it names, as one reference."""

from typing import Final

_BETWEEN: Final = "\x1f"


def ref(kind: str, *parts: str | int) -> str:
    """The reference of a line."""
    return _BETWEEN.join((kind, *map(str, parts)))


def parts(reference: str) -> tuple[str, ...]:
    """The kind and the ids of a reference; ``("",)`` for none."""
    return tuple(reference.split(_BETWEEN))


def kind(reference: str) -> str:
    """The kind of a reference; empty for none."""
    return parts(reference)[0]
