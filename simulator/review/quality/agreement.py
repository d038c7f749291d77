"""How far two markers agree on the same things: counts first, then coefficients, exactly.

A coefficient compares the agreement that was seen with one that is to be expected by chance; they differ in what they
take for chance. None of them is a verdict on a marker, and of few pairs none says much.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

FEW: Final = 30
"""Fewer pairs than this are few: one pair more or less moves a coefficient by several hundredths."""

Weight: TypeAlias = Callable[[int, int], Fraction]
"""How far two categories, by their places, count as agreement: 1 is full, 0 is none."""


@dataclass(frozen=True, slots=True)
class ConfusionTable:
    """How often two markers gave each pair of categories: a confusion table."""

    categories: tuple[str, ...]
    """Every category that could be given; of ordinal ones worst to best."""
    counts: tuple[tuple[int, ...], ...]
    """By the first marker's category, then the second's."""
    ordinal: bool = False
    """Whether the categories have an order in which some lie nearer to one another."""

    @property
    def total(self) -> int:
        """How many pairs there are."""
        return sum(map(sum, self.counts))

    @property
    def agreed(self) -> int:
        """In how many both gave the same."""
        return sum(row[place] for place, row in enumerate(self.counts))

    @property
    def near(self) -> int:
        """In how many of the others the two categories are neighbours."""
        return sum(
            count for one, row in enumerate(self.counts) for other, count in enumerate(row) if abs(one - other) == 1
        )

    @property
    def first(self) -> tuple[int, ...]:
        """How often the first marker gave each category."""
        return tuple(sum(row) for row in self.counts)

    @property
    def second(self) -> tuple[int, ...]:
        """How often the second marker gave each category."""
        return tuple(sum(row[place] for row in self.counts) for place in range(len(self.categories)))


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient of agreement."""

    name: str
    value: Fraction | None
    """At most 1; 0 where there is no more agreement than by chance; None where it is not defined."""
    why: str = ""
    """Why it is not defined, in a sentence."""


def confusion_table(
    pairs: Iterable[tuple[str, str]], categories: Sequence[str], *, ordinal: bool = False
) -> ConfusionTable:
    """The confusion table of pairs of categories.

    Raises:
        ValueError: a pair holds something that is no category, or a category is named twice.
    """
    places = {category: place for place, category in enumerate(categories)}
    if len(places) < len(categories):
        raise ValueError("a category is named twice")
    counts = [[0] * len(places) for _ in places]
    for first, second in pairs:
        if first not in places or second not in places:
            raise ValueError(f"{first!r} or {second!r} is no category")
        counts[places[first]][places[second]] += 1
    return ConfusionTable(tuple(categories), tuple(map(tuple, counts)), ordinal)


def coefficients(table: ConfusionTable) -> tuple[Coefficient, ...]:
    """Every coefficient that suits the categories."""
    found = [cohen_kappa(table), gwet_ac(table)]
    if table.ordinal:
        found += [cohen_kappa(table, linear=True), gwet_ac(table, linear=True)]
    return (*found, krippendorff_alpha(table))


def cohen_kappa(table: ConfusionTable, *, linear: bool = False) -> Coefficient:
    """Cohen's kappa; chance is what two markers who keep their own shares of each category would agree by luck.

    Source: Cohen (1960), “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement
    20, 37–46; with weights that fall evenly with the distance, Cohen (1968), “Weighted kappa”, Psychological Bulletin
    70, 213–220.
    """
    name = "Cohen’s kappa, linearly weighted" if linear else "Cohen’s kappa"
    if not table.total:
        return Coefficient(name, None, _NO_PAIRS)
    weight = _weight(table, linear=linear)
    size = len(table.categories)
    chance = sum(
        (weight(one, other) * table.first[one] * table.second[other] for one in range(size) for other in range(size)),
        Fraction(0),
    ) / (table.total**2)
    if chance == 1:
        return Coefficient(name, None, "Both markers gave one and the same category throughout.")
    return Coefficient(name, (_seen(table, weight) - chance) / (1 - chance))


def gwet_ac(table: ConfusionTable, *, linear: bool = False) -> Coefficient:
    """Gwet's AC1, or with linear weights AC2; it stays steady where nearly everything falls into one category.

    Source: Gwet (2008), “Computing inter-rater reliability and its variance in the presence of high agreement”,
    British Journal of Mathematical and Statistical Psychology 61, 29–48; the weighted form is in Gwet (2014), Handbook
    of Inter-Rater Reliability, 4th edition.
    """
    name = "Gwet’s AC2, linearly weighted" if linear else "Gwet’s AC1"
    size = len(table.categories)
    if not table.total:
        return Coefficient(name, None, _NO_PAIRS)
    if size < 2:
        return Coefficient(name, None, "There is only one category to give.")
    weight = _weight(table, linear=linear)
    shares = [Fraction(a + b, 2 * table.total) for a, b in zip(table.first, table.second, strict=True)]
    weights = sum((weight(one, other) for one in range(size) for other in range(size)), Fraction(0))
    chance = weights / (size * (size - 1)) * sum((share * (1 - share) for share in shares), Fraction(0))
    return Coefficient(name, (_seen(table, weight) - chance) / (1 - chance))


def krippendorff_alpha(table: ConfusionTable) -> Coefficient:
    """Krippendorff's alpha, nominal or ordinal as the categories are; both markers' values make one pool.

    Source: Krippendorff (2019), Content Analysis: An Introduction to Its Methodology, 4th edition, chapter 12.
    """
    name = "Krippendorff’s alpha, ordinal" if table.ordinal else "Krippendorff’s alpha"
    if not table.total:
        return Coefficient(name, None, _NO_PAIRS)
    size = len(table.categories)
    pool = [a + b for a, b in zip(table.first, table.second, strict=True)]

    def distance(one: int, other: int) -> Fraction:
        if not table.ordinal:
            return Fraction(one != other)
        low, high = sorted((one, other))
        return (sum(pool[low : high + 1]) - Fraction(pool[low] + pool[high], 2)) ** 2

    cells = [(one, other) for one in range(size) for other in range(size) if one != other]
    expected = sum((distance(*cell) * pool[cell[0]] * pool[cell[1]] for cell in cells), Fraction(0))
    if not expected:
        return Coefficient(name, None, "Both markers gave one and the same category throughout.")
    seen = sum((2 * distance(*cell) * table.counts[cell[0]][cell[1]] for cell in cells), Fraction(0))
    return Coefficient(name, 1 - (sum(pool) - 1) * seen / expected)


def caution(total: int) -> str:
    """What to keep in mind with so few pairs; empty where there are enough to say something."""
    if total >= FEW:
        return ""
    pairs = "no pairs" if not total else "only 1 pair" if total == 1 else f"only {total} pairs"
    return (
        f"There are {pairs}, and fewer than {FEW} say little: one pair more or less would move each coefficient "
        "noticeably. Read the counts, and talk about the differences one by one."
    )


def skewed(table: ConfusionTable) -> str:
    """A sentence where kappa is low although the markers mostly agree, which a lopsided table brings about.

    Source: Feinstein and Cicchetti (1990), “High agreement but low kappa”, Journal of Clinical Epidemiology 43,
    543–549.
    """
    kappa = cohen_kappa(table).value
    if kappa is None or 5 * table.agreed < 4 * table.total or kappa >= Fraction(2, 5):
        return ""
    return (
        "The markers mostly agree and kappa is low all the same, because nearly everything fell into one category. "
        "Kappa says little then; the counts and Gwet’s coefficient say more."
    )


_NO_PAIRS: Final = "There are no pairs."


def _weight(table: ConfusionTable, *, linear: bool) -> Weight:
    widest = len(table.categories) - 1
    if not linear:
        return lambda one, other: Fraction(one == other)
    return lambda one, other: 1 - Fraction(abs(one - other), max(widest, 1))


def _seen(table: ConfusionTable, weight: Weight) -> Fraction:
    """The agreement that was seen."""
    return sum(
        (weight(one, other) * count for one, row in enumerate(table.counts) for other, count in enumerate(row)),
        Fraction(0),
    ) / Fraction(table.total)
