"""How far markers agree, and what assessors changed, as JSON under names that stay."""

from collections.abc import Sequence

from simulator.report.views.agreement import pairs_of, table_of
from simulator.review.double_marking import LEVELS, Compared, Pair, What
from simulator.review.quality.agreement import ConfusionTable, caution, coefficients


def agreement_json(compared: Sequence[Compared], clauses: Sequence[str]) -> dict[str, object]:
    """Pairs, tables and coefficients; a fraction is told exactly and as a number."""
    pairs = pairs_of(compared, clauses)
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


def overrides_json(attempts: Sequence[Sequence[Pair]]) -> dict[str, object]:
    """Indicative levels beside what assessors settled, clause by clause."""
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
