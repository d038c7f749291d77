"""Lines of a document with remarks between them; every text is written so that it is read as it is."""

import re
import textwrap
from collections.abc import Iterable
from typing import Final

WIDTH: Final = 110
"""Longer texts and remarks go on in further lines, in characters."""

_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w ,.;?!/()…’“”–]|'|:(?=\S)|(?<=\S)-)*")
_TAKEN: Final = re.compile(r"(?i:y|yes|n|no|on|off|true|false|null|inf|nan)")
"""Words that an editor may take for something else than a text."""


def scalar(text: str) -> str:
    """A text of one line as it can stand after a key."""
    if _PLAIN.fullmatch(text) and not _TAKEN.fullmatch(text):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text of one line in quotes, as it can also stand in braces and brackets."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def listed(entries: Iterable[str]) -> str:
    """Names in brackets."""
    return f"[{', '.join(entries)}]"


def paired(entries: Iterable[tuple[str, str]]) -> str:
    """Names with what belongs to each, in braces."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in entries) + "}"


class Page:
    """A document being written."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def remark(self, text: str, indent: int = 0) -> None:
        """A remark for the tutor."""
        self._lines += _wrapped(text, " " * indent + "# ")

    def blank(self) -> None:
        """A blank line."""
        self._lines.append("")

    def line(self, text: str, indent: int = 0) -> None:
        """A line as it is."""
        self._lines.append(" " * indent + text)

    def text(self, key: str, text: str, indent: int = 0) -> None:
        """A key with a text; a long one is folded into lines of its own. No text, no key."""
        if not text:
            return
        line = f"{' ' * indent}{key}: {scalar(text)}"
        if len(line) <= WIDTH:
            self._lines.append(line)
        else:
            self._lines += [f"{' ' * indent}{key}: >-", *_wrapped(text, " " * (indent + 2))]

    def whole(self) -> str:
        """The document."""
        return "\n".join(self._lines) + "\n"


def _wrapped(text: str, lead: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=lead, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False
    )
