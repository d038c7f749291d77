"""A fault of the writing in words, and where it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """A fault of the writing in words."""

    index: int
    """The character where it shows."""
    message: str
    hint: str
