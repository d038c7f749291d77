"""Coefficients of agreement: against two programs from outside, and the cases in which there is nothing to say."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.review.quality.agreement import (
    FEW,
    Coefficient,
    ConfusionTable,
    caution,
    coefficients,
    cohen_kappa,
    confusion_table,
    gwet_ac,
    krippendorff_alpha,
    skewed,
)

KEPT: Final = json.loads(Path(__file__).with_name("agreement_tables.json").read_text(encoding="utf-8"))["tables"]
"""What irrCAC says of generated tables; `scripts/agreement_tables.py` wrote it."""

WORDS: Final = ("unsafe", "developing", "competent", "exemplary")
PAIRS: Final = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), min_size=1, max_size=60)
DIGITS: Final = 1e-9


def table_of(counts: list[list[int]], *, ordinal: bool = True) -> ConfusionTable:
    return ConfusionTable(WORDS[: len(counts)], tuple(map(tuple, counts)), ordinal)


def differs(found: Coefficient, expected: float | None) -> bool:
    if found.value is None or expected is None:
        return found.value is not None or expected is not None
    return abs(float(found.value) - expected) > DIGITS


def test_kappa_and_gwet_are_those_of_irrcac_on_every_kept_table() -> None:
    assert len(KEPT) == 180
    for kept in KEPT:
        table = table_of(kept["table"])
        assert not differs(cohen_kappa(table), kept["cohen-identity"]), kept
        assert not differs(cohen_kappa(table, linear=True), kept["cohen-linear"]), kept
        assert not differs(gwet_ac(table), kept["gwet-identity"]), kept
        assert not differs(gwet_ac(table, linear=True), kept["gwet-linear"]), kept


@settings(max_examples=60, deadline=None)
@given(PAIRS, st.booleans())
def test_alpha_is_that_of_the_program_krippendorff(pairs: list[tuple[str, str]], ordinal: bool) -> None:
    table = confusion_table(pairs, WORDS, ordinal=ordinal)
    given_by_unit = np.array([[pair.count(word) for word in WORDS] for pair in pairs])
    found = krippendorff_alpha(table)
    if len({word for pair in pairs for word in pair}) < 2:
        assert found.value is None
        return
    level: Literal["ordinal", "nominal"] = "ordinal" if ordinal else "nominal"
    expected = krippendorff.alpha(value_counts=given_by_unit, value_domain=range(4), level_of_measurement=level)
    assert not differs(found, float(expected))


def test_the_textbook_example_comes_out_exactly() -> None:
    table = table_of([[20, 5], [10, 15]], ordinal=False)
    assert (table.total, table.agreed, table.first, table.second) == (50, 35, (25, 25), (30, 20))
    assert cohen_kappa(table).value == Fraction(2, 5)
    assert [each.name for each in coefficients(table)] == ["Cohen’s kappa", "Gwet’s AC1", "Krippendorff’s alpha"]


@settings(max_examples=60, deadline=None)
@given(PAIRS)
def test_who_is_first_changes_no_coefficient_and_none_is_above_one(pairs: list[tuple[str, str]]) -> None:
    one = coefficients(confusion_table(pairs, WORDS, ordinal=True))
    other = coefficients(confusion_table([(b, a) for a, b in pairs], WORDS, ordinal=True))
    assert one == other
    same = all(a == b for a, b in pairs)
    for each in one:
        assert each.value is None or each.value <= 1
        assert each.value is None or (each.value == 1) == same


def test_a_neighbouring_level_counts_for_more_than_a_far_one_only_where_levels_have_an_order() -> None:
    near = confusion_table([("unsafe", "developing")] * 3 + [("exemplary", "exemplary")] * 3, WORDS, ordinal=True)
    far = confusion_table([("unsafe", "exemplary")] * 3 + [("exemplary", "exemplary")] * 3, WORDS, ordinal=True)
    assert near.near == 3
    assert far.near == 0
    weighted = [cohen_kappa(table, linear=True).value or 0 for table in (near, far)]
    plain = [gwet_ac(table).value for table in (confusion_table([("unsafe", "developing")], WORDS), far)]
    assert weighted[0] > weighted[1]
    assert None not in plain


@pytest.mark.parametrize(
    ("pairs", "why"),
    [([], "There are no pairs."), ([("unsafe", "unsafe")] * 4, "one and the same category")],
)
def test_what_is_not_defined_says_why(pairs: list[tuple[str, str]], why: str) -> None:
    for each in coefficients(confusion_table(pairs, WORDS, ordinal=True)):
        if "Gwet" in each.name and pairs:
            assert each.value == 1  # the scale has other categories, so that this is no accident of the scale
            continue
        assert each.value is None
        assert why in each.why
    assert gwet_ac(confusion_table([("met", "met")], ["met"])).value is None


def test_few_pairs_are_always_said_to_be_few() -> None:
    assert "no pairs" in caution(0)
    assert "only 1 pair," in caution(1)
    assert f"only {FEW - 1} pairs" in caution(FEW - 1)
    assert caution(FEW) == ""


def test_a_low_kappa_beside_much_agreement_is_explained() -> None:
    assert "nearly everything fell into one category" in skewed(table_of([[1, 4], [4, 91]]))
    assert skewed(table_of([[30, 5], [4, 61]])) == ""
    assert skewed(table_of([[5, 30], [30, 5]])) == ""


def test_what_is_no_category_is_refused() -> None:
    with pytest.raises(ValueError, match="no category"):
        confusion_table([("met", "perhaps")], ["met", "not yet met"])
    with pytest.raises(ValueError, match="named twice"):
        confusion_table([], ["met", "met"])
