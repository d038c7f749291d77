"""Collects what is wrong with one document, each thing once and with its place."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Final

from simulator.diagnostics import DOCUMENT_RULES, Diagnostic, Severity, Step, in_order

from .source_map import Address, SourceMap

MAX_FINDINGS: Final = 300
"""How many findings of one document are listed."""

MAX_COMPARED: Final = 20_000
"""How many names are compared in search of near ones, for one document."""


class Problems:
    """The findings of one document so far."""

    def __init__(self, file: str, source_map: SourceMap | None = None) -> None:
        self.file = file
        self.source_map = source_map or SourceMap("", 0)
        self.found: list[Diagnostic] = []
        self.mended_lines: set[int] = set()
        """Lines that could not be read; what else is found on them follows from that."""
        self.meant: set[Address] = set()
        """Keys that were meant by ones that mean nothing, so that they are not missing as well."""
        self._spoiled: set[Address] = set()
        self._compared = 0
        self._unlisted = 0

    def at(self, index: int, rule: str, message: str, hint: str = "", witness: tuple[Step, ...] = ()) -> None:
        """Add a finding about the character with this index."""
        line, column = self.source_map.place(index)
        if rule != "syntax" and line in self.mended_lines:
            return
        if self.is_full:
            self.count_unlisted()
            return
        severity = DOCUMENT_RULES[rule].severity
        self.found.append(Diagnostic(rule, severity, self.file, line, column, message, hint, witness))

    def of(  # noqa: PLR0913  (a finding has these parts)
        self,
        address: Address,
        rule: str,
        message: str,
        hint: str = "",
        witness: tuple[Step, ...] = (),
        *,
        value: bool = False,
    ) -> None:
        """Add a finding about the key of an address, or about its value."""
        self.at(self.source_map.index(address, value=value), rule, message, hint, witness)

    def set_aside(self, address: Address) -> None:
        """Note that something did not have the shape that it should have, and is left out from then on."""
        self._spoiled.update(address[:size] for size in range(len(address) + 1))

    def whole(self, address: Address) -> bool:
        """Whether nothing in this part was set aside, so that what is missing in it was never written."""
        return address not in self._spoiled

    def near(self, name: str, options: Collection[str]) -> str:
        """A hint that names the most similar of the options; empty where none is similar."""
        found = self.nearest(name, options)
        return f"Did you mean `{found}`?" if found else ""

    def nearest(self, name: str, options: Collection[str]) -> str | None:
        """The most similar of the options, unless too much was compared already; None where none is similar."""
        self._compared += len(options)
        if self.is_full or self._compared > MAX_COMPARED:
            return None
        return nearest(name, options)

    @property
    def is_full(self) -> bool:
        """Whether further findings are only counted."""
        return len(self.found) >= MAX_FINDINGS

    def count_unlisted(self) -> None:
        """Count a finding that is not listed."""
        self._unlisted += 1

    @property
    def has_errors(self) -> bool:
        """Whether anything found keeps the document from being used."""
        return any(finding.severity is Severity.ERROR for finding in self.found)

    def all(self) -> tuple[Diagnostic, ...]:
        """The findings in the order of the document."""
        found = in_order(self.found)
        if not self._unlisted:
            return found
        last = Diagnostic(
            "too-many-findings",
            Severity.WARNING,
            self.file,
            found[-1].line,
            found[-1].column,
            f"There are {self._unlisted} more findings in this file.",
            "Mend the first ones; the others often go with them.",
        )
        return (*found, last)


def nearest(name: str, options: Iterable[str]) -> str | None:
    """The option most similar to a name, whatever the case and the joining signs; None where none is similar."""
    plain: dict[str, str] = {}
    for option in options:
        plain.setdefault(_plain(option), option)
    if len(name) > 80:
        return None
    found = get_close_matches(_plain(name), plain, n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")
