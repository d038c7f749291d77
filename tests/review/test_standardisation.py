"""An assessor beside the gold: what agrees, and how far apart the rest is."""

import pytest

from simulator.review.double_marking import NOT_ENOUGH, Pair, What
from simulator.review.quality.standardisation import (
    GoldMark,
    Judgement,
    Standardised,
    judged,
    pairs_with_gold,
    words_for,
)
from simulator.store.format import entry_codec
from simulator.store.format.canonical import canonical, parse
from simulator.store.format.erasable_texts import ErasableTexts, TextExtractor

from .desk import ANN

GOLD = {
    (What.ANSWER, "3/why"): GoldMark("competent", "Clear."),
    (What.CLAUSE, "records"): GoldMark("unsafe", "Nothing is written down."),
    (What.CRITERION, "aim/AC-1"): GoldMark("met", "Twice."),
}


def test_marks_are_put_beside_the_gold_in_its_order() -> None:
    given = {
        (What.CRITERION, "aim/AC-1"): "not yet met",
        (What.CLAUSE, "records"): "competent",
        (What.ANSWER, "3/why"): "competent",
    }
    found = judged("one", given, GOLD)
    assert [(each.ref, each.agrees, each.distance) for each in found] == [
        ("3/why", True, 0),
        ("records", False, 2),
        ("aim/AC-1", False, None),
    ]
    assert pairs_with_gold(found)[1] == Pair(What.CLAUSE, "records", "competent", "unsafe")
    assert Standardised("set", "d" * 64, found).agreed == 1
    with pytest.raises(ValueError, match="3/why is not marked"):
        judged("one", {}, GOLD)


def test_between_no_level_and_a_level_there_is_no_distance() -> None:
    assert Judgement("one", What.CLAUSE, "records", NOT_ENOUGH, "unsafe").distance is None
    assert Judgement("one", What.CLAUSE, "records", "unsafe", "exemplary").distance == -3
    assert NOT_ENOUGH in words_for(What.CLAUSE)
    assert NOT_ENOUGH not in words_for(What.ANSWER)


def test_a_comparison_comes_out_of_the_store_as_it_went_in() -> None:
    event = Standardised("set", "d" * 64, (Judgement("one", What.CRITERION, "aim/AC-1", "met", "met"),))
    body = canonical(entry_codec.encode(ANN, event, TextExtractor()))
    assert entry_codec.decode(parse(body), ErasableTexts()).event == event
