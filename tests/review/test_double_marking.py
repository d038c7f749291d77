"""Two markers side by side: what each had signed before either could see the other's work."""

from simulator.engine.rubric import Level
from simulator.report.views.agreement import table_of
from simulator.review import marking
from simulator.review.double_marking import (
    LEVELS,
    NOT_ENOUGH,
    VERDICTS,
    Pair,
    What,
    beside_the_machine,
    compared,
    side_by_side,
)
from simulator.review.events import Agreed, Settled, Verdict
from simulator.review.people import Part

from .desk import ANN, BEN, Desk, handed_in


def both(second: Level = Level.DEVELOPING) -> Desk:
    desk = handed_in()
    desk.signed(ANN, Part.FIRST)
    desk.signed(BEN, Part.SECOND, second)
    return desk


def test_nothing_is_compared_until_both_have_signed() -> None:
    desk = handed_in()
    desk.signed(ANN, Part.FIRST)
    assert compared(desk.review) is None
    desk.mark_all(BEN, Part.SECOND)
    assert compared(desk.review) is None
    desk.sign(BEN, Part.SECOND)
    found = compared(desk.review)
    assert found is not None
    assert (found.first, found.second, found.alone) == (ANN.code, BEN.code, 0)
    assert {pair.what for pair in found.pairs} == {What.ANSWER, What.CLAUSE}


def test_what_they_agreed_on_afterwards_does_not_count_as_agreement() -> None:
    desk = both()
    before = compared(desk.review)
    agreed = Agreed(clause="records", level=Level.DEVELOPING, reason="Looked again.")
    desk.add(BEN, marking.agree(desk.review, BEN, agreed))
    desk.settle(ANN, "records", Level.DEVELOPING)
    desk.sign(ANN)
    assert before is not None
    assert compared(desk.review) == before
    assert Pair(What.CLAUSE, "records", "competent", "developing") in before.pairs


def test_a_change_that_is_signed_before_the_other_signs_is_what_counts() -> None:
    desk = handed_in()
    desk.signed(ANN, Part.FIRST)
    desk.settle(ANN, "records", Level.UNSAFE)
    desk.signed(BEN, Part.SECOND, Level.DEVELOPING)
    assert compared(desk.review) is None
    desk.sign(ANN)
    found = compared(desk.review)
    assert found is not None
    assert Pair(What.CLAUSE, "records", "unsafe", "developing") in found.pairs


def test_a_clause_without_a_level_is_paired_but_gives_no_levels() -> None:
    desk = both()
    desk.add(BEN, Settled(Part.SECOND, "records", Level.COMPETENT, None, "Too little of it."))
    found = side_by_side("A", desk.review.first, "B", desk.review.second)
    assert Pair(What.CLAUSE, "records", "competent", NOT_ENOUGH) in found.pairs
    table = table_of(What.CLAUSE, [pair for pair in found.pairs if pair.what is What.CLAUSE])
    assert (table.total, table.agreed) == (1, 1)


def test_what_an_assessor_settled_stands_beside_the_indicative_level_once_it_is_signed() -> None:
    desk = handed_in()
    desk.mark_all(ANN, Part.FIRST, Level.DEVELOPING)
    assert beside_the_machine(desk.review) == ()
    desk.sign(ANN)
    assert beside_the_machine(desk.review) == (
        Pair(What.CLAUSE, "listening", "exemplary", "exemplary"),
        Pair(What.CLAUSE, "records", "competent", "developing"),
    )


def test_categories_go_from_worst_to_best() -> None:
    assert LEVELS == ("unsafe", "developing", "competent", "exemplary")
    assert set(VERDICTS) == set(map(str, Verdict))
    assert VERDICTS[-1] == "met"
