"""How far markers agree: counts first, coefficients after them, cautions always."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from simulator.report.page import Element, Paragraph, Section, Table, part, said, text_table
from simulator.report.words.signs import counted
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


def agreement_page(compared: Sequence[Compared], clauses: Sequence[str]) -> Iterator[Section]:
    """What two markers decided; where clauses are named, of these alone."""
    pairs = pairs_of(compared, clauses)
    attempts = counted(len(compared), "attempt")
    yield part(said(f"{attempts} signed by two markers; what each had signed before seeing the other’s."))
    for what in What:
        own = [pair for pair in pairs if pair.what is what]
        if own or (what is What.CLAUSE and clauses):
            yield part(*pair_elements(what, own, ("First marker", "Second marker")))
    alone = sum(each.alone for each in compared)
    if alone and not clauses:
        yield part(said(f"{counted(alone, 'thing')} only one of the two decided; not counted here."))
    yield part(said(_DEPENDENT))


def pair_elements(what: What, pairs: Sequence[Pair], who: tuple[str, str]) -> Iterator[Element]:
    """What was decided twice of one sort: counts, a table, coefficients, and what to keep in mind."""
    table = table_of(what, pairs)
    yield said(f"{_TITLES[what]}: agree on {table.agreed} of {table.total}{_near(table)}")
    silent = sum(1 for pair in pairs if NOT_ENOUGH in (pair.first, pair.second))
    if silent:
        yield said(f"{counted(silent, 'pair')} left out: at least one marker found not enough to say.", indent=1)
    if table.total:
        yield _confusion(table, who)
        yield from _each_ref(what, pairs)
    if caution(table.total):
        yield said(caution(table.total), indent=1)
    if table.total:
        yield from (said(_coefficient(each), indent=1) for each in coefficients(table))
    if skewed(table):
        yield said(skewed(table), indent=1)


def overrides_page(attempts: Sequence[Sequence[Pair]]) -> Iterator[Element]:
    """Indicative levels beside what assessors settled: counts only, for the two were not arrived at apart."""
    pairs = [pair for each in attempts for pair in each]
    table = table_of(What.CLAUSE, pairs)
    kept = f"the indicative level was kept for {table.agreed} of {table.total} clauses{_near(table)}"
    yield said(f"In {counted(len(attempts), 'signed attempt')} {kept}.")
    if table.total > table.agreed:
        raised = sum(count for one, row in enumerate(table.counts) for other, count in enumerate(row) if other > one)
        yield said(f"Raised: {raised}. Lowered: {table.total - table.agreed - raised}.", indent=1)
    silent = len(pairs) - table.total
    if silent:
        yield said(f"{counted(silent, 'clause')} left out: no level on one side.", indent=1)
    if table.total:
        yield _confusion(table, ("Indicative", "Assessor"))
        yield from _each_ref(What.CLAUSE, pairs)
    yield said("An assessor sees the indicative level before settling, so that this is no agreement of two judgements.")


def table_of(what: What, pairs: Sequence[Pair]) -> ConfusionTable:
    """The confusion table of what was decided twice; pairs in which a marker gave no level are left out."""
    values = [(pair.first, pair.second) for pair in pairs if NOT_ENOUGH not in (pair.first, pair.second)]
    if what is What.CRITERION:
        return confusion_table(values, VERDICTS)
    return confusion_table(values, LEVELS, ordinal=True)


def pairs_of(compared: Sequence[Compared], clauses: Sequence[str]) -> list[Pair]:
    """What was decided twice; where clauses are named, of these alone."""
    pairs = (pair for each in compared for pair in each.pairs)
    return [pair for pair in pairs if not clauses or (pair.what is What.CLAUSE and pair.ref in clauses)]


def _near(found: ConfusionTable) -> str:
    if not found.ordinal or found.agreed == found.total:
        return ""
    return f"; of the other {found.total - found.agreed}, {found.near} one level apart"


def _confusion(table: ConfusionTable, who: tuple[str, str]) -> Table:
    rows = [
        (category, *(str(count) if count else "·" for count in row))
        for category, row in zip(table.categories, table.counts, strict=True)
    ]
    head = (f"{who[0]} ↓  {who[1]} →", *table.categories)
    return text_table("", head, rows, numbers=range(1, len(head)))


def _each_ref(what: What, pairs: Sequence[Pair]) -> Iterator[Paragraph]:
    """For each clause or criterion how often it was the same, the most different first."""
    refs = {pair.ref for pair in pairs}
    if what is What.ANSWER or len(refs) < 2:
        return
    tables = {ref: table_of(what, [pair for pair in pairs if pair.ref == ref]) for ref in refs}
    different = sorted((own.agreed - own.total, ref) for ref, own in tables.items() if own.agreed < own.total)
    named = [f"{ref} (agree on {tables[ref].agreed} of {tables[ref].total})" for _, ref in different]
    if named:
        yield said(f"They differ on {', '.join(named)}.", indent=1)


def _coefficient(each: Coefficient) -> str:
    return f"{each.name}: {'not defined. ' + each.why if each.value is None else decimal(each.value)}"


def decimal(value: Fraction) -> str:
    """A coefficient with two places, rounded half away from zero."""
    hundredths = int(abs(value) * 100 + Fraction(1, 2))
    sign = "−" if value < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"
