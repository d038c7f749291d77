"""How far markers agree, for a person and for a program: counts first, coefficients after them, cautions always."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from simulator.report.words.columns import prose, table
from simulator.report.words.sanitize import in_one_line
from simulator.review.double_marking import LEVELS, NOT_ENOUGH, VERDICTS, Compared, Pair, What
from simulator.review.quality.agreement import (
    Coefficient,
    ConfusionTable,
    caution,
    coefficients,
    confusion_table,
    skewed,
)

_TITLES: Final = {
    What.CLAUSE: "Levels of clauses",
    What.ANSWER: "Levels of written answers",
    What.CRITERION: "Verdicts on criteria",
}
_DEPENDENT: Final = (
    "Several decisions come from one attempt, so that they are not independent of one another; the coefficients take "
    "them as if they were."
)


def agreement_lines(compared: Sequence[Compared], clauses: Sequence[str], width: int | None) -> Iterator[str]:
    """What two markers decided, in lines; where clauses are named, of these alone."""
    pairs = _wanted(compared, clauses)
    counted = _counted(len(compared), "attempt")
    yield prose(f"{counted} signed by two markers; what each had signed before seeing the other’s.", width)
    for what in What:
        own = [pair for pair in pairs if pair.what is what]
        if own or (what is What.CLAUSE and clauses):
            yield ""
            yield from pairs_lines(what, own, width, ("First marker", "Second marker"))
    alone = sum(each.alone for each in compared)
    if alone and not clauses:
        yield ""
        yield prose(f"{_counted(alone, 'thing')} only one of the two decided; not counted here.", width)
    yield ""
    yield prose(_DEPENDENT, width)


def pairs_lines(what: What, pairs: Sequence[Pair], width: int | None, who: tuple[str, str]) -> Iterator[str]:
    """What was decided twice of one sort: counts, a table, coefficients, and what to keep in mind."""
    found = table_of(what, pairs)
    yield prose(f"{_TITLES[what]}: agree on {found.agreed} of {found.total}{_near(found)}", width)
    silent = sum(1 for pair in pairs if NOT_ENOUGH in (pair.first, pair.second))
    if silent:
        yield prose(f"{_counted(silent, 'pair')} left out: at least one marker found not enough to say.", width, "  ")
    if found.total:
        yield from _confusion(found, width, who)
        yield from _each_ref(what, pairs, width)
    if caution(found.total):
        yield prose(caution(found.total), width, "  ")
    if found.total:
        yield from (prose(_coefficient(each), width, "  ") for each in coefficients(found))
    if skewed(found):
        yield prose(skewed(found), width, "  ")


def overrides_lines(attempts: Sequence[Sequence[Pair]], width: int | None) -> Iterator[str]:
    """Indicative levels beside what assessors settled: counts only, for the two were not arrived at apart."""
    pairs = [pair for each in attempts for pair in each]
    found = table_of(What.CLAUSE, pairs)
    kept = f"the indicative level was kept for {found.agreed} of {found.total} clauses{_near(found)}"
    yield prose(f"In {_counted(len(attempts), 'signed attempt')} {kept}.", width)
    if found.total > found.agreed:
        raised = sum(count for one, row in enumerate(found.counts) for other, count in enumerate(row) if other > one)
        yield prose(f"Raised: {raised}. Lowered: {found.total - found.agreed - raised}.", width, "  ")
    silent = len(pairs) - found.total
    if silent:
        yield prose(f"{_counted(silent, 'clause')} left out: no level on one side.", width, "  ")
    if found.total:
        yield from _confusion(found, width, ("Indicative", "Assessor"))
        yield from _each_ref(What.CLAUSE, pairs, width)
    told = "An assessor sees the indicative level before settling, so that this is no agreement of two judgements."
    yield prose(told, width)


def overrides_json(attempts: Sequence[Sequence[Pair]]) -> dict[str, object]:
    """The same for a program."""
    pairs = [pair for each in attempts for pair in each]
    refs = sorted({pair.ref for pair in pairs})
    return {
        "attempts": len(attempts),
        "clauses": {
            ref: {
                "kept": sum(1 for pair in pairs if pair.ref == ref and pair.first == pair.second),
                "of": sum(1 for pair in pairs if pair.ref == ref),
            }
            for ref in refs
        },
        "categories": list(LEVELS),
        "table": [list(row) for row in table_of(What.CLAUSE, pairs).counts],
    }


def table_of(what: What, pairs: Sequence[Pair]) -> ConfusionTable:
    """The confusion table of what was decided twice; pairs in which a marker gave no level are left out."""
    values = [(pair.first, pair.second) for pair in pairs if NOT_ENOUGH not in (pair.first, pair.second)]
    if what is What.CRITERION:
        return confusion_table(values, VERDICTS)
    return confusion_table(values, LEVELS, ordinal=True)


def agreement_json(compared: Sequence[Compared], clauses: Sequence[str]) -> dict[str, object]:
    """The same for a program; a fraction is told exactly and as a number."""
    pairs = _wanted(compared, clauses)
    return {
        "attempts": len(compared),
        "decided_by_one_only": sum(each.alone for each in compared),
        "sorts": {
            str(what): _table_json(table_of(what, own), own)
            for what in What
            if (own := [pair for pair in pairs if pair.what is what])
        },
    }


def _table_json(found: ConfusionTable, pairs: Sequence[Pair]) -> dict[str, object]:
    return {
        "pairs": found.total,
        "agree": found.agreed,
        "without_level": len(pairs) - found.total,
        "categories": list(found.categories),
        "table": [list(row) for row in found.counts],
        "coefficients": [
            {
                "name": each.name,
                "exact": None if each.value is None else str(each.value),
                "value": None if each.value is None else float(each.value),
                "why": each.why,
            }
            for each in coefficients(found)
        ],
        "caution": caution(found.total),
    }


def _wanted(compared: Sequence[Compared], clauses: Sequence[str]) -> list[Pair]:
    pairs = (pair for each in compared for pair in each.pairs)
    return [pair for pair in pairs if not clauses or (pair.what is What.CLAUSE and pair.ref in clauses)]


def _near(found: ConfusionTable) -> str:
    if not found.ordinal or found.agreed == found.total:
        return ""
    return f"; of the other {found.total - found.agreed}, {found.near} one level apart"


def _confusion(found: ConfusionTable, width: int | None, who: tuple[str, str]) -> Iterator[str]:
    head = (f"{who[0]} ↓  {who[1]} →", *found.categories)
    rows = [
        (category, *(str(count) if count else "·" for count in row))
        for category, row in zip(found.categories, found.counts, strict=True)
    ]
    yield from table(head, rows, right=range(1, len(head)), width=width)


def _each_ref(what: What, pairs: Sequence[Pair], width: int | None) -> Iterator[str]:
    """For each clause or criterion how often it was the same, the most different first."""
    refs = {pair.ref for pair in pairs}
    if what is What.ANSWER or len(refs) < 2:
        return
    found = {ref: table_of(what, [pair for pair in pairs if pair.ref == ref]) for ref in refs}
    different = sorted((own.agreed - own.total, ref) for ref, own in found.items() if own.agreed < own.total)
    told = [f"{in_one_line(ref)} (agree on {found[ref].agreed} of {found[ref].total})" for _, ref in different]
    if told:
        yield prose(f"They differ on {', '.join(told)}.", width, "  ")


def _coefficient(each: Coefficient) -> str:
    return f"{each.name}: {'not defined. ' + each.why if each.value is None else decimal(each.value)}"


def decimal(value: Fraction) -> str:
    """A coefficient with two places, rounded half away from zero."""
    hundredths = int(abs(value) * 100 + Fraction(1, 2))
    sign = "−" if value < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
