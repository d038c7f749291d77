"""Patterns for what a document's own rules find in a text: numbers in a range, days of the calendar, conditions.

They are for the schemas. Other programs match them, so they keep to what every dialect of patterns has.
"""

from typing import Final

LARGEST: Final = 999_999_999
"""The largest whole number that a document can hold."""


def _same_size(low: str, high: str) -> str:
    """Digits from low to high, which have the same number of them."""
    rest = len(low) - 1
    if low == high:
        return low
    if not rest:
        return f"[{low}-{high}]"
    if low[0] == high[0]:
        return low[0] + _same_size(low[1:], high[1:])
    first, last = int(low[0]), int(high[0])
    options: list[str] = []
    if low[1:].strip("0"):
        options.append(low[0] + _same_size(low[1:], "9" * rest))
        first += 1
    if high[1:].strip("9"):
        last -= 1
    if first <= last:
        options.append(f"[{first}-{last}][0-9]{{{rest}}}")
    if high[1:].strip("9"):
        options.append(high[0] + _same_size("0" * rest, high[1:]))
    return f"(?:{'|'.join(options)})" if len(options) > 1 else options[0]


def _from_to(low: int, high: int) -> str:
    """The whole numbers from low to high, neither below 0, as alternatives."""
    options: list[str] = []
    for size in range(len(str(low)), len(str(high)) + 1):
        smallest = max(low, 10 ** (size - 1) if size > 1 else 0)
        options.append(_same_size(str(smallest), str(min(high, 10**size - 1))))
    return "|".join(options)


def whole_number(low: int, high: int) -> str:
    """A whole number from low to high, where low is at least 0 or as far below it as high is above."""
    if low < 0:
        return f"^[+-]?(?:{_from_to(0, high)})$"
    minus = "|-0" if low == 0 else ""
    return f"^(?:\\+?(?:{_from_to(low, high)}){minus})$"


_FOURTH_YEARS: Final = "(?:0[48]|[2468][048]|[13579][26])"
_LEAP_YEAR: Final = f"(?:[0-9]{{2}}{_FOURTH_YEARS}|{_FOURTH_YEARS}00)"
_LONG_MONTH: Final = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_SHORT_MONTH: Final = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_FEBRUARY: Final = "02-(?:0[1-9]|1[0-9]|2[0-8])"

DAY: Final = f"^(?!0000)(?:[0-9]{{4}}-(?:{_LONG_MONTH}|{_SHORT_MONTH}|{_FEBRUARY})|{_LEAP_YEAR}-02-29)$"
"""A day of the calendar, as 2025-03-31."""

_TERM: Final = "(?:-?[0-9]{1,9}(?![0-9])|(?!(?:and|or|not)(?![A-Za-z0-9_]))[A-Za-z_][A-Za-z0-9_]*)"
_ONE: Final = rf"(?:\(\s*|not(?![A-Za-z0-9_])\s*)*{_TERM}(?:\s*\))*"
_COMPARED: Final = rf"{_ONE}(?:\s*(?:==|!=|<=|>=|<|>)\s*{_ONE})?"

CONDITION: Final = rf"^\s*{_COMPARED}(?:\s*(?:and|or)(?![A-Za-z0-9_])\s*{_COMPARED})*\s*$"
"""What has the outline of a condition. Whether its brackets match and its names exist, no pattern can tell."""
