"""People's text made safe to show: the one way from a document or a learner to the screen.

Textual reads a plain ``str`` as markup, and a terminal obeys the control characters inside one. ``prose`` makes
``Content``, which is never parsed, from text in which everything a terminal could obey has been made visible.
"""

import unicodedata
from functools import lru_cache
from typing import Final

from textual.content import Content

JOINERS: Final = frozenset("\u200c\u200d\u00ad")
"""Format characters that writing needs: joiners in emoji and scripts, and the soft hyphen."""

MAX_SHOWN: Final = 100_000
"""Longer texts are cut where they are shown, with a word that says so; what is kept is never cut."""


@lru_cache(maxsize=4096)
def _sign(character: str) -> str:
    """The visible sign of one character that would otherwise be obeyed; the character itself where it is harmless."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and character not in JOINERS):
        return f"⟨{code:04X}⟩"
    return character


def visible(text: str) -> str:
    """The text with control, escape, bidirectional and other invisible characters turned into signs; newlines stay."""
    if len(text) > MAX_SHOWN:
        text = text[:MAX_SHOWN] + " … (cut here; the whole text is kept)"
    text = text.replace("\r\n", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character if character == "\n" else "    " if character == "\t" else _sign(character) for character in text
    )


def prose(text: str, style: str = "") -> Content:
    """People's text as content, in a style of our own stylesheet such as ``.page--quiet``."""
    shown = visible(text)
    return Content.styled(shown, style) if style else Content(shown)


def line(text: str, style: str = "") -> Content:
    """People's text on one line: what would break the line becomes a space."""
    return prose(" ".join(text.split()), style)


def join(*parts: Content | str) -> Content:
    """Our own words and people's text in one content; a bare string here is ours, and is not parsed either."""
    return Content.assemble(*parts)
