"""Printing to a stream that lacks characters: each has a plain form that reads the same, and none becomes an escape.

Where output is redirected, Windows gives it the code page of a PC of 1981 or a little later, without curly quotes.
"""

import codecs
import contextlib
import sys
import unicodedata
from typing import Final, TextIO

ERRORS: Final = "simulator-plain"
"""The name under which encoders find the plain forms."""

_ASCII: Final = "simulator-ascii"
"""ASCII under another name: click takes a stream that says it is ASCII for a mistake, and writes UTF-8 to it."""

_FORMS: Final = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("–‐‑‒−⁃", "-"),
    **dict.fromkeys("—―", "--"),
    **dict.fromkeys("•●∙◉◐◑◷", "*"),
    **dict.fromkeys("·", "-"),
    **dict.fromkeys("○◔◌☐", "o"),
    **dict.fromkeys("✕✗✘☒×", "x"),
    **dict.fromkeys("✓✔☑", "+"),
    **dict.fromkeys("△▲↑", "^"),
    **dict.fromkeys("▽▼▾↓", "v"),
    **dict.fromkeys("▷▶▸›⟩", ">"),
    **dict.fromkeys("◁◀◂‹⟨", "<"),
    **dict.fromkeys("▐▌│┃║", "|"),
    **dict.fromkeys("─━═", "-"),
    **dict.fromkeys("█▓■", "#"),
    **dict.fromkeys("░▒□", "."),
    **dict.fromkeys("☺☻", ":)"),
    "⁄": "/",
    "…": "...",
    "→": "->",
    "←": "<-",
    "↻": "again",
    "↳": "->",
    "◇": "<>",
    "✎": "*",
    "⌫": "Backspace",
    "☹": ":(",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "ø": "o",
    "Ø": "O",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ß": "ss",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "£": "GBP ",
    "€": "EUR ",
    "\u00a0": " ",
    "\u00ad": "",
    "\u200b": "",
    "\u200d": "",
    "\ufe0f": "",
}
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_UNKNOWN: Final = "?"


def prepare(stream: TextIO | None) -> None:
    """Let a stream print every text: what its encoding lacks in a plain form."""
    # a stream that is none of Python's own stays as it is
    with contextlib.suppress(AttributeError, TypeError, ValueError, LookupError):
        ascii_only = codecs.lookup(stream.encoding).name == "ascii"  # type: ignore[union-attr]
        stream.reconfigure(encoding=_ASCII if ascii_only else None, errors=ERRORS)  # type: ignore[union-attr]


def prints(text: str, stream: TextIO) -> bool:
    """Whether a stream has all of these characters."""
    try:
        text.encode(stream.encoding or "utf-8")
    except (UnicodeError, LookupError):
        return False
    return True


def write_document(text: str) -> None:
    """Print a file's text: as UTF-8 where it goes to a file or another program, and on a screen as it can be shown."""
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None or sys.stdout.isatty():
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    raw.write(text.encode("utf-8", "backslashreplace"))
    raw.flush()


def _plain_character(character: str, before: str) -> str:
    """What stands for a character, in ASCII, which every encoding has; ``before`` is the one before it."""
    if "\ud800" <= character <= "\udfff":
        return f"<U+{ord(character):04X}>"
    if character in _RAISED:  # a power must not read as further digits
        return ("" if before and before in _RAISED else "^") + str(unicodedata.digit(character))
    if character in _FORMS:
        return _FORMS[character]
    parts = unicodedata.normalize("NFKD", character)
    if parts == character:
        return "" if unicodedata.combining(character) else _UNKNOWN
    return "".join(part if part.isascii() else _plain_character(part, "") for part in parts)


def _lacking(error: UnicodeError) -> tuple[str, int]:
    """What encoders call with the characters that they lack (PEP 293)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object
    forms = (_plain_character(text[place], text[place - 1 : place]) for place in range(error.start, error.end))
    return "".join(forms), error.end


def _ascii_by_another_name(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != _ASCII:
        return None
    known = codecs.lookup("ascii")
    return codecs.CodecInfo(
        known.encode,
        known.decode,
        streamreader=known.streamreader,
        streamwriter=known.streamwriter,
        incrementalencoder=known.incrementalencoder,
        incrementaldecoder=known.incrementaldecoder,
        name=_ASCII,
    )


codecs.register_error(ERRORS, _lacking)
codecs.register(_ascii_by_another_name)
