"""How far markers agree, in words: counts before figures, and nothing that a terminal would obey."""

from fractions import Fraction

import pytest

from simulator.report.views.agreement import agreement_page, decimal
from simulator.report.views.standardisation import direction, standardised_page
from simulator.report.write.agreement_json import agreement_json
from simulator.report.write.text import text_lines
from simulator.review.double_marking import NOT_ENOUGH, Compared, Pair, What
from simulator.review.quality.standardisation import GoldMark, Judgement, Standardised

PAIRS = (
    Pair(What.CLAUSE, "records", "unsafe", "competent"),
    Pair(What.CLAUSE, "records", "competent", "competent"),
    Pair(What.CLAUSE, "goals", NOT_ENOUGH, "competent"),
    Pair(What.CRITERION, "award/AC-1", "met", "met"),
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1), "1.00"),
        (Fraction(2, 3), "0.67"),
        (Fraction(-27, 100), "−0.27"),
        (Fraction(-1, 300), "0.00"),
        (Fraction(1, 200), "0.01"),
        (Fraction(-5, 4), "−1.25"),
    ],
)
def test_a_coefficient_has_two_places_and_a_real_minus(value: Fraction, shown: str) -> None:
    assert decimal(value) == shown


def test_counts_stand_before_figures_and_what_has_no_level_is_counted_apart() -> None:
    lines = list(text_lines(agreement_page([Compared("A-1", "A-2", PAIRS, 2)], ())))
    assert lines[0].startswith("1 attempt signed by two markers")
    assert "Levels of clauses: agree on 1 of 2; of the other 1, 0 one level apart" in lines
    assert "  1 pair left out: at least one marker found not enough to say." in lines
    assert "  They differ on records (agree on 1 of 2)." in lines
    assert "2 things only one of the two decided; not counted here." in lines
    assert lines.index("Verdicts on criteria: agree on 1 of 1") > 0


def test_a_clause_that_was_asked_for_and_nobody_paired_is_told_as_no_pairs() -> None:
    lines = list(text_lines(agreement_page([Compared("A-1", "A-2", PAIRS, 0)], ("goals",))))
    assert "Levels of clauses: agree on 0 of 0" in lines
    assert any("There are no pairs" in line for line in lines)
    assert not any("Cohen" in line for line in lines)


def test_where_they_differ_is_named_the_most_different_first() -> None:
    pairs = (*PAIRS, Pair(What.CLAUSE, "x\x1b[31m", "unsafe", "exemplary"), *[PAIRS[0]] * 2)
    lines = list(text_lines(agreement_page([Compared("A-1", "A-2", pairs, 0)], ())))
    (named,) = [line for line in lines if "They differ on" in line]
    assert named == "  They differ on records (agree on 1 of 4), x<U+001B>[31m (agree on 0 of 1)."


def test_a_program_gets_exact_fractions() -> None:
    found = agreement_json([Compared("A-1", "A-2", PAIRS, 2)], ())
    assert found["attempts"] == 1
    sorts = found["sorts"]
    assert isinstance(sorts, dict)
    assert sorts["clauses"]["table"] == [[0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]]
    assert sorts["clauses"]["coefficients"][0] == {"name": "Cohen’s kappa", "exact": "0", "value": 0.0, "why": ""}
    assert sorts["criteria"]["coefficients"][0]["value"] is None


def test_nobody_is_said_to_mark_above_or_below_who_agrees() -> None:
    same = Judgement("one", What.CLAUSE, "goals", "unsafe", "unsafe")
    above = Judgement("one", What.CLAUSE, "goals", "competent", "unsafe")
    below = Judgement("one", What.CLAUSE, "goals", "unsafe", "developing")
    assert direction([same]) == ""
    assert direction([same, above, above, below]) == "Of the levels, 2 are above the gold and 1 is below it."


def test_the_gold_s_reason_is_shown_for_what_differs_only_and_harmlessly() -> None:
    place = (What.CLAUSE, "goals")
    gold = {
        "one": {place: GoldMark("unsafe", "Because\x1b]0;x\x07 of this."), (What.CLAUSE, "x"): GoldMark("unsafe", "Y.")}
    }
    event = Standardised(
        "set",
        "d" * 64,
        (Judgement("one", *place, "exemplary", "unsafe"), Judgement("one", What.CLAUSE, "x", "unsafe", "unsafe")),
    )
    text = "\n".join(text_lines(standardised_page(event, gold), width=80))
    assert "one, goals: you exemplary, gold unsafe, 3 levels above it." in text
    assert "Because<U+001B>]0;x<U+0007> of this." in text
    assert "Y." not in text
