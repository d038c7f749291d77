"""A finding of the analysis: it speaks of addresses in a scenario, not of places in a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

Address: TypeAlias = tuple[str | int, ...]
"""Keys and list positions from the document's root: ``("scenes", "arrives", "choices", "promise")``."""

Step: TypeAlias = str | Mapping[str, str | tuple[str, ...]]
"""One step of a witness: a choice's id, or a form's answers by field (as in ``expect.choose``)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, about one part of a scenario."""

    rule: str
    address: Address
    message: str
    """One plain sentence for a tutor."""
    hint: str = ""
    """What to do about it, where that can be told."""
    witness: tuple[Step, ...] = ()
    """The shortest list of choices that shows it."""
    value: bool = False
    """Whether it is about what is written at the address, and not about its key."""
    explains: frozenset[tuple[str, Address]] = frozenset()
    """Other findings, as rule and address, that have the same cause and need not be told as well."""
    follows: frozenset[str] = frozenset()
    """The rules of what it may be a mere consequence of: where one of them is told, this need not be."""


STOPS: Final = frozenset({"stuck", "no-way-out"})
"""The rules about play that never comes to an ending: what lies behind such a place is as if it were not written."""
