"""Numbers as people type them: 1, 1., 1), (1), #1, full-width １, or the word one."""

import re
import unicodedata
from typing import Final

_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER: Final = re.compile(
    rf"[(\[]?(?:(?:number|no\.?|choice|option|answer) *)?#? ?(?P<number>[0-9]{{1,6}}|{'|'.join(_WORDS)}) ?[.):\],;]?"
)
_BETWEEN: Final = re.compile(r"[\s,;&+]+|\band\b")
LONGEST: Final = 40
"""Nobody writes one number with more characters than this."""


def number_up_to(highest: int, given: str) -> int | None:
    """The whole number from 1 to ``highest`` that was typed; None where it is none."""
    if len(given) > LONGEST:
        return None
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", given).strip().casefold())
    if found is None:
        return None
    word = found["number"]
    number = int(word) if word.isdigit() else _WORDS.index(word) + 1
    return number if 1 <= number <= highest else None


def numbers_up_to(highest: int, given: str) -> tuple[int, ...] | None:
    """The numbers from 1 to ``highest`` that were typed, each once and in order; 0 or none is none of them.

    None where something else was typed.
    """
    plain = unicodedata.normalize("NFKC", given).strip().casefold()
    if plain.strip(".)") in ("0", "none"):
        return ()
    words = [word for word in _BETWEEN.split(plain) if word]
    numbers = {number_up_to(highest, word) for word in words}
    if not numbers or None in numbers:
        return None
    return tuple(sorted(number for number in numbers if number is not None))


def span(highest: int) -> str:
    """What may be typed, in words."""
    return "1" if highest == 1 else f"a number from 1 to {highest}"


def range_of(highest: int) -> str:
    """What may be typed, as a prompt says it."""
    return "1" if highest == 1 else f"1 to {highest}"
