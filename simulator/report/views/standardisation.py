"""How an assessor's marks compare with the gold: counts, where and by how much, and the gold's reasons."""

from collections.abc import Iterator, Mapping, Sequence

from simulator.report.page import Paragraph, Section, part, said
from simulator.review.double_marking import What
from simulator.review.quality.standardisation import Gold, Judgement, Standardised, pairs_with_gold

from .agreement import pair_elements


def standardised_page(event: Standardised, gold: Mapping[str, Gold]) -> Iterator[Section]:
    """The comparison of one set; ``gold`` is by transcript."""
    agreed = f"You agree with the gold on {event.agreed} of {len(event.judgements)}."
    yield part(said(f"{agreed} {direction(event.judgements)}".rstrip()))
    for what in (What.ANSWER, What.CLAUSE, What.CRITERION):
        own = [each for each in event.judgements if each.what is what]
        if own:
            yield part(*pair_elements(what, pairs_with_gold(own), ("You", "Gold")))
    different = tuple(element for each in event.judgements if not each.agrees for element in _difference(each, gold))
    if different:
        yield part(said("Where you differ, and why the gold is as it is"), *different)


def _difference(each: Judgement, gold: Mapping[str, Gold]) -> tuple[Paragraph, Paragraph]:
    given = f"{each.transcript}, {each.ref}: you {each.given}, gold {each.gold}{_by(each)}."
    return said(given, indent=1), said(gold[each.transcript][each.what, each.ref].why, indent=3)


def direction(judgements: Sequence[Judgement]) -> str:
    """Whether somebody marks above or below the gold, in a sentence; empty where every level agrees."""
    distances = [each.distance for each in judgements if each.distance]
    above, below = sum(1 for each in distances if each > 0), sum(1 for each in distances if each < 0)
    if not distances:
        return ""
    return (
        f"Of the levels, {above or 'none'} {_are(above)} above the gold and {below or 'none'} {_are(below)} below it."
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _by(each: Judgement) -> str:
    distance = each.distance
    if not distance:
        return ""
    size = abs(distance)
    return f", {size} level{'' if size == 1 else 's'} {'above' if distance > 0 else 'below'} it"
