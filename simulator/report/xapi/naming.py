"""The names of things outside: accounts, IRIs and statement ids, all of them worked out and none of them random."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

_IRI: Final = re.compile(
    r"https?://(?:[^\s/?#\[\]@<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})+(?:/(?:[^\s?#\[\]<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})*)?",
    re.IGNORECASE,
)
"""An absolute web address without a question mark, a fragment or anybody's name in it (RFC 3987, the part that an
account's home page needs)."""

PROGRAM: Final = "simulator"


class NotAnIri(ValueError):  # noqa: N818  (an answer to a person, not a fault)
    """An address that cannot stand in a statement; the message is a sentence for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Under which names the outside knows people, documents and statements."""

    homepage: str
    """Whose accounts the codes of learners and assessors are."""
    base: str
    """What every IRI of ours begins with; ends with a slash."""

    @classmethod
    def of(cls, homepage: str, base: str = "") -> "Naming":
        """Names under a home page; the base is below it unless another is given.

        Raises:
            NotAnIri: one of the two is no web address that can be continued.
        """
        home = _checked(homepage)
        return cls(home, _slashed(_checked(base)) if base else f"{_slashed(home)}xapi/")

    def iri(self, *parts: str) -> str:
        """An IRI of ours."""
        return self.base + "/".join(quote(part, safe="") for part in parts)

    def account(self, code: str) -> str:
        """The name of somebody's account: their code, unless it shows a mail address."""
        if "@" not in code:
            return code
        return str(uuid5(uuid5(NAMESPACE_URL, self.homepage), code.casefold()))

    def registration(self, attempt: str) -> UUID:
        """The one registration of an attempt."""
        return uuid5(NAMESPACE_URL, self.iri("attempts", attempt))

    def statement(self, attempt: str, *parts: str | int) -> str:
        """The id of the statement of one thing that happened in an attempt.

        The home page goes into it, because the same statement about another account is another statement.
        """
        what = "/".join(quote(str(part), safe="") for part in parts)
        return str(uuid5(uuid5(self.registration(attempt), self.homepage), what))


def _checked(iri: str) -> str:
    if not iri.isprintable() or _IRI.fullmatch(iri) is None:
        raise NotAnIri(f"“{iri}” is no web address for this: write one such as https://college.example/")
    return iri


def _slashed(iri: str) -> str:
    return iri if iri.endswith("/") else f"{iri}/"
