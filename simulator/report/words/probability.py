"""Probabilities and large numbers as a person reads them; the exact fraction belongs to the JSON."""

from fractions import Fraction
from typing import Final

NEVER: Final = "never"
ALWAYS: Final = "always"
RARE: Final = "<0.0001%"
"""It can happen, less than once in a million times."""

NEARLY: Final = ">99.9999%"
"""It can fail to happen, less than once in a million times."""

_SMALLEST: Final = Fraction(1, 1_000_000)
_LONGEST: Final = 21
"""Whole numbers with more digits are rounded."""

_NAMES: Final = ((10**12, "trillion"), (10**9, "billion"))
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def percent(chance: Fraction) -> str:
    """A probability as a percentage with two digits that tell something; never 0 % or 100 % of what is not certain."""
    if chance in {0, 1}:
        return ALWAYS if chance else NEVER
    if chance < _SMALLEST or 1 - chance < _SMALLEST:
        return RARE if chance < _SMALLEST else NEARLY
    share = chance * 100
    telling = min(share, 100 - share) if share > 99 else share
    return f"{_decimal(share, 1 if telling >= 1 else _digits(telling))}%"


def one_in(chance: Fraction) -> str:
    """A probability as "1 in N"; empty where it is more than a half, or never."""
    return f"1 in {_rounded(1 / chance)}" if 0 < chance <= Fraction(1, 2) else ""


def times(chance: Fraction) -> str:
    """How often something happens, as part of a sentence: "1 time in 22,800"."""
    if chance in {0, 1}:
        return f"{ALWAYS if chance else NEVER}"
    if chance <= Fraction(1, 2):
        return f"1 time in {_rounded(1 / chance)}"
    return f"{percent(chance)} of the time"


def whole(number: int) -> str:
    """A whole number with its thousands apart; a very long one in powers of ten."""
    return f"{number:,}" if len(str(abs(number))) <= _LONGEST else f"about {_power(Fraction(number))}"


def average(number: Fraction) -> str:
    """A number with one decimal place; none where it is whole."""
    return _decimal(number, 0 if number.denominator == 1 else 1)


def exact(number: Fraction) -> str:
    """A fraction as "p/q", also where it is whole."""
    return f"{number.numerator}/{number.denominator}"


def _digits(share: Fraction) -> int:
    """How many decimal places show two digits of what is less than 1."""
    places = 1
    while share * 10**places < 1:
        places += 1
    return places + 1


def _decimal(number: Fraction, places: int) -> str:
    """Rounded to so many decimal places, half to even; exact however long the fraction is."""
    scaled = round(number * 10**places)
    sign, scaled = ("-", -scaled) if scaled < 0 else ("", scaled)
    before, after = divmod(scaled, 10**places)
    return f"{sign}{before:,}.{after:0{places}d}" if places else f"{sign}{before:,}"


def _rounded(number: Fraction) -> str:
    """A number of times: three digits that tell something, with names for the largest."""
    if number < 10:
        return _decimal(number, 1).removesuffix(".0")
    if number < 1000:
        return _decimal(number, 0)
    digits = len(str(round(number)))
    if digits > 15:
        return _power(number)
    number = Fraction(round(number, 3 - digits))
    for size, name in _NAMES:
        if number >= size:
            return f"{_decimal(number / size, 2).rstrip('0').rstrip('.')} {name}"
    return _decimal(number, 0)


def _power(number: Fraction) -> str:
    """A number as a power of ten, with one decimal place."""
    tenths = round(number).__str__()
    exponent = len(tenths) - 1
    leading = _decimal(number / 10**exponent, 1)
    if leading == "10.0":
        leading, exponent = "1.0", exponent + 1
    return f"{leading} × 10{str(exponent).translate(_SUPERSCRIPTS)}"
