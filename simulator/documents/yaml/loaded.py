"""What reading a document gives: the value, if it can be used, and everything that was found on the way."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from simulator.diagnostics import Diagnostic

from .source_map import Address, SourceMap

ValueT = TypeVar("ValueT", covariant=True)  # noqa: PLC0105  (the values are never put in from outside)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A warning that is meant to be so."""

    address: Address
    """The part of the document beside which it is written."""
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded(Generic[ValueT]):
    """A document that was read."""

    value: ValueT | None
    """None where an error keeps the document from being used."""
    diagnostics: tuple[Diagnostic, ...]
    source_map: SourceMap
    text: str
    """Exactly as it was saved."""
    digest: str
    """The SHA-256 of the document's bytes, in hexadecimal digits."""
    name: str
    """The file as findings name it."""
    waivers: tuple[Waiver, ...] = ()
    playable: ValueT | None = None
    """A scenario that can be played although its walkthroughs do not hold; otherwise the same as ``value``."""

    @property
    def ok(self) -> bool:
        """Whether the document can be used."""
        return self.value is not None
