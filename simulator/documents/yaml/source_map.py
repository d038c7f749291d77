"""Where each part of a document was written."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

Address: TypeAlias = tuple[str | int, ...]
"""Keys and list positions from the document's root: ``("scenes", "arrives", "choices", "promise", "goto")``."""

Spot: TypeAlias = int | tuple[int, "dict[str, tuple[int, Spot]] | list[Spot]"]
"""Where a value begins, in characters; for named parts and lists also the spots of what is in them.

Named parts have a pair for each key: where the key begins, and the spot of its value."""

_BREAK: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class SourceMap:
    """Places of addresses. Lines and columns count from 1, columns in characters."""

    text: str
    root: Spot

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column of a character."""
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line without its break; empty where there is no such line."""
        starts = self._line_starts
        if not 1 <= line <= len(starts):
            return ""
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")

    def index(self, address: Address, *, value: bool = False) -> int:
        """Where the key of an address begins (or its value, if asked); of the nearest part around it if unwritten.

        A list's entry has no key: its value counts for both.
        """
        spot = self.root
        found = spot if isinstance(spot, int) else spot[0]
        for step in address:
            if isinstance(spot, int):
                # An entry that was written short, such as goto: scene; its text is the value.
                return spot if value else found
            parts = spot[1]
            if isinstance(parts, dict):
                if not isinstance(step, str) or step not in parts:
                    break
                key, spot = parts[step]
                found = key
            else:
                if not isinstance(step, int) or not 0 <= step < len(parts):
                    break
                spot = parts[step]
                found = spot if isinstance(spot, int) else spot[0]
        else:
            if value:
                return spot if isinstance(spot, int) else spot[0]
        return found

    def of(self, address: Address, *, value: bool = False) -> tuple[int, int]:
        """Line and column of an address: of its key, or of its value if asked."""
        return self.place(self.index(address, value=value))

    def span(self, address: Address) -> tuple[tuple[int, int], tuple[int, int]]:
        """The lines and columns from which and up to which a part is written; the whole text for the root.

        It ends where the next part begins, however deep or shallow that stands.
        """
        begin, end, spot = 0, len(self.text) + 1, self.root
        for step in address:
            if isinstance(spot, int):
                break
            parts = spot[1]
            if isinstance(parts, dict):
                if not isinstance(step, str) or step not in parts:
                    break
                begin, spot = parts[step]
                begins = [each for each, _ in parts.values()]
            else:
                if not isinstance(step, int) or not 0 <= step < len(parts):
                    break
                begins = [each if isinstance(each, int) else each[0] for each in parts]
                begin, spot = begins[step], parts[step]
            end = min([end, *(each for each in begins if each > begin)])
        return self.place(begin), self.place(end)
