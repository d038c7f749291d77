"""What a person's code is, and which codes are so alike that one may be a slip for the other."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

LONGEST: Final = 200
"""How long a code may be, in characters."""

FAULT: Final = f"A person’s code has at most {LONGEST} characters, all of them visible."

_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""What leaves no mark: Unicode's Default_Ignorable_Code_Point, and the empty braille cell."""

_MARKS: Final = re.compile("[\u0300-\u036f]")
_APART: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Pc", "Po", "Ps", "Pe", "Pi", "Pf", "Sk", "Sm"})
"""Kinds of characters that only keep the others apart: blanks, dashes, stops, brackets, quotes."""

# What looks like a Latin letter or a digit, out of the confusables of Unicode Technical Standard 39 (Unicode Security
# Mechanisms, section 4); capitals and small letters apart, because Н is like H and ν like v.
_LIKE_LATIN: Final = {
    # Cyrillic
    **dict(zip("АВЕЅІЈКМНОРСТУХҮҺԌԚԜ", "ABESIJKMHOPCTYXYHGQW", strict=True)),
    **dict(zip("аеѕіјорсухүһԁɡԛԝӏвкмнтг", "aesijopcyxyhdgqwlbkmhtr", strict=True)),
    # Greek
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("αγικνορστυχ", "ayiknopotux", strict=True)),
    # Armenian, Cherokee and Latin letters that are drawn alike
    **dict(zip("ՕօոսհցքᎪᏴᏟᎠᎬᎻᎫᏞᎷᏢᎡᏚᎢᏙᏔᏃ", "OonuhgqABCDEHJLMPRSTVWZ", strict=True)),
    **dict(zip("ıɑɩƖɪøØłŁđĐħŧ", "iailioOlLdDht", strict=True)),
    "ß": "ss", "ϲ": "c", "Ϲ": "C", "Ⲟ": "O", "ⲟ": "o", "∕": "/", "ǀ": "l", "∣": "l", "|": "l",
}  # fmt: skip
_LIKE_DIGITS: Final = {"o": "0", "l": "1", "i": "1"}
_TABLE: Final = str.maketrans(_LIKE_LATIN)
_DIGITS: Final = str.maketrans({**_LIKE_DIGITS, "m": "rn"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a code is to those who know some others."""

    code: str
    """As it is kept, or would be."""
    known: bool
    """Whether somebody has just this code."""
    alike: tuple[str, ...] = ()
    """Other people's codes that look like it."""
    near: str = ""
    """Somebody's code that is written much like it, where it is nobody's; empty where none is."""
    first: bool = False
    """Whether nobody has a code here yet."""
    partly: bool = False
    """Whether some people's codes may not be seen by whoever asks."""

    @property
    def perhaps(self) -> str:
        """The code that may be meant, where it is nobody's; empty where none suggests itself."""
        return "" if self.known else next(iter(self.alike), self.near)


def tidy(given: str) -> str:
    """A code as it is kept: without white space around it, accents in one piece with their letters."""
    return unicodedata.normalize("NFC", given.strip())


def fault_in(code: str) -> str:
    """Why this cannot be anybody's code, in one sentence; empty where it can."""
    sound = len(code) <= LONGEST and code.isprintable() and not _UNSEEN.search(code)
    return "" if sound else FAULT


@cache
def skeleton(code: str) -> str:
    """What is left of a code when everything is gone that the eye, or a slip of the hand, passes over.

    Two codes look alike where their skeletons are equal, as by the ``skeleton`` of Unicode Technical Standard 39; here
    without capitals, accents, blanks and dashes, too.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", _UNSEEN.sub("", code))))
    plain = _MARKS.sub("", unicodedata.normalize("NFD", plain.translate(_TABLE))).casefold()
    kept = "".join(_digit(each) for each in plain if unicodedata.category(each) not in _APART)
    return kept.translate(_DIGITS)


def _digit(character: str) -> str:
    """A digit of any script as the one that is meant."""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def look_alike(code: str, other: str) -> bool:
    """Whether one of two codes may be a slip for the other; not of a code with itself."""
    return code != other and skeleton(code) == skeleton(other)


def recognise(given: str, known: Iterable[str], *, partly: bool = False) -> Recognised:
    """What a code is among those that are known; one that is known as it was given is never taken for another."""
    codes = {each for each in known if each}
    code = given if given in codes else tidy(given)
    alike = tuple(sorted(each for each in codes if look_alike(code, each))) if code else ()
    near = "" if code in codes or alike else _nearest(code, codes)
    return Recognised(code, code in codes, alike, near, not codes, partly)


def _nearest(code: str, codes: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  (only where a code is nobody's)

    by_skeleton = {skeleton(each): each for each in sorted(codes, reverse=True)}
    close = get_close_matches(skeleton(code), by_skeleton, n=1, cutoff=0.7) if len(code) <= LONGEST else []
    return by_skeleton[close[0]] if close else ""


def alike_in(codes: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The codes that look alike, together, in order."""
    groups: dict[str, list[str]] = {}
    for code in sorted(set(codes)):
        if code:
            groups.setdefault(skeleton(code), []).append(code)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


# Sentences ------------------------------------------------------------------------------------------------------------


def nobody(found: Recognised) -> str:
    """That nobody has a code, and whose may be meant."""
    here = "Nobody whom you may see here" if found.partly else "Nobody here"
    return f"{here} has the code “{_short(found.code)}”.{hint(found)}"


def hint(found: Recognised) -> str:
    """Whose code may be meant, as a sentence after another; empty where none suggests itself."""
    return f" Did you mean “{found.perhaps}”?{_where(found.code, found.perhaps)}" if found.perhaps else ""


def lookalike(found: Recognised) -> str:
    """That a code is nobody's, and looks like somebody's."""
    other = found.alike[0]
    return f"Nobody here has the code “{found.code}”, and it looks like “{other}”.{_where(found.code, other)}"


def also(found: Recognised) -> str:
    """That somebody else's code looks like this one; empty where nobody's does."""
    return two_people(sorted((found.code, *found.alike))) if found.alike else ""


def two_people(codes: Iterable[str]) -> str:
    """That some codes look alike, and each is a person of its own."""
    named = [f"“{each}”" for each in codes]
    several = f"{', '.join(named[:-1])} and {named[-1]}"
    return f"{several} look alike, and count as {len(named)} people here."


def _where(code: str, other: str) -> str:
    """In what two codes that look alike differ, as a sentence after another; empty where they do not look alike."""
    if not look_alike(code, other):
        return ""
    if code.casefold() == other.casefold():
        what = "capital and small letters"
    elif _close_up(code) == _close_up(other):
        what = "blanks and dashes"
    elif code.isascii() and other.isascii():
        what = "signs that look alike, such as O and 0, or l, I and 1"
    else:
        strange = next(each for each in code + other if not each.isascii())
        what = f"signs that look alike: “{strange}” is the {unicodedata.name(strange, 'unnamed sign').lower()}"
    return f" They differ in {what}."


def _short(code: str) -> str:
    """A code as a sentence shows it; nobody reads 5,000 characters."""
    return code if len(code) <= LONGEST else f"{code[:40]}…"


def _close_up(code: str) -> str:
    return "".join(each for each in code if unicodedata.category(each) not in _APART)
