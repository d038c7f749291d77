"""Characters of a text that nobody can see, and the few of them that a script or an emoji needs.

Which characters are never seen: Default_Ignorable_Code_Point of the Unicode Character Database, the format characters
(category Cf) that draw nothing, the blank of Braille, and what stands for an object that is not there. Where one is
needed: joiners as in UAX #31, section 2.3, and emoji sequences as in UTS #51.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

_JOINING: Final = frozenset(
    (
        *("ADLAM", "ARABIC", "BALINESE", "BENGALI", "CHAKMA", "DEVANAGARI", "GRANTHA", "GUJARATI", "GURMUKHI"),
        *("JAVANESE", "KAITHI", "KANNADA", "KHMER", "MALAYALAM", "MANDAIC", "MANICHAEAN", "MODI", "MONGOLIAN"),
        *("MYANMAR", "NEWA", "NKO", "ORIYA", "PHAGS-PA", "SINHALA", "SYRIAC", "TAMIL", "TELUGU", "TIBETAN", "TIRHUTA"),
    )
)
"""The scripts whose letters join, as their characters' names begin: there a joiner changes what is read."""

_BELONGS: Final = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Styles, skin tones and tags."""

_BLACK_FLAG: Final = "\U0001f3f4"
_TAGS: Final = re.compile("[\U000e0020-\U000e007e]{1,32}\U000e007f")
_STYLED: Final = frozenset("#*0123456789\u203c\u2049\u2139\u3030\u303d")
"""What is no symbol and still has two styles: keycaps, and a few marks."""


def invisible(text: str) -> Iterator[int]:
    """The places of characters that cannot be seen and that nothing around them needs."""
    end = 0
    for match in _UNSEEN.finditer(text):
        at = match.start()
        if at < end:
            continue
        tags = _TAGS.match(text, at) if text[at - 1 : at] == _BLACK_FLAG else None
        if tags is not None:
            end = tags.end()  # the flags of England, Scotland and Wales
        elif not _is_needed(text, at):
            yield at


def _is_needed(text: str, at: int) -> bool:
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    match character:
        case "\u200d":
            return _joins(before) or (_is_emoji(_base(text, at)) and _is_emoji(after))
        case "\u200c":
            return _joins(before) and _joins(after)
        case "\u034f":
            return bool(after) and unicodedata.combining(after) != 0
        case "\ufe0e" | "\ufe0f":
            return before in _STYLED or _is_symbol(before)
        case _ if "\ufe00" <= character <= "\ufe0d" or "\U000e0100" <= character <= "\U000e01ef":
            return _is_symbol(before) or _script(before) in ("CJK", "MYANMAR", "PHAGS-PA")
        case _ if "\u180b" <= character <= "\u180f":
            return _script(before) == "MONGOLIAN"
        case _:
            return False


def _base(text: str, at: int) -> str:
    """The character to which a joiner joins: styles, skin tones and a flag's tags belong to what is before them."""
    while at and _BELONGS.match(text[at - 1]):
        at -= 1
    return text[at - 1 : at]


def _is_symbol(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] == "S"


def _is_emoji(character: str) -> bool:
    return _is_symbol(character) and character not in "$+<=>^`|~" and character > "\u00ff"


def _joins(character: str) -> bool:
    return _script(character) in _JOINING


def _script(character: str) -> str:
    """The first word of a character's name, which is its script for all that are asked about here."""
    return unicodedata.name(character, "").partition(" ")[0] if character else ""
