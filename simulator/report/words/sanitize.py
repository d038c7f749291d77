"""Text of a document made safe to print: what a terminal would obey is shown instead."""

import re
from typing import Final

_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """The text with control characters and bidi controls written out, such as ``<U+001B>``."""
    return _UNPRINTABLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


MOST: Final = 60
"""How much of a name that somebody else gave is shown, in characters."""


def shortened(name: str) -> str:
    """A name of any length as a sentence shows it."""
    return name if len(name) <= MOST else f"{name[:MOST]}…"


def in_one_line(text: str) -> str:
    """The same without line breaks and tabs."""
    return visible(" ".join(text.split()))
