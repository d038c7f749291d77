"""How an assessor's marks compare with the gold: counts, where and by how much, and the gold's reasons."""

from collections.abc import Iterator, Mapping, Sequence

from simulator.report.words.columns import prose
from simulator.report.words.sanitize import in_one_line
from simulator.review.double_marking import What
from simulator.review.quality.standardisation import Gold, Judgement, Standardised, paired

from .agreement import pairs_lines


def standardised_lines(event: Standardised, gold: Mapping[str, Gold], width: int | None) -> Iterator[str]:
    """The comparison of one set; ``gold`` is by transcript."""
    agreed = f"You agree with the gold on {event.agreed} of {len(event.judgements)}."
    yield prose(f"{agreed} {direction(event.judgements)}".rstrip(), width)
    for what in (What.ANSWER, What.CLAUSE, What.CRITERION):
        own = [each for each in event.judgements if each.what is what]
        if own:
            yield ""
            yield from pairs_lines(what, paired(own), width, ("You", "Gold"))
    different = [each for each in event.judgements if not each.agrees]
    if different:
        yield ""
        yield "Where you differ, and why the gold is as it is"
    for each in different:
        mark = gold[each.transcript][each.what, each.ref]
        yield prose(
            f"{in_one_line(each.transcript)}, {in_one_line(each.ref)}: you {each.given}, gold {each.gold}{_by(each)}.",
            width,
            "  ",
        )
        yield prose(in_one_line(mark.why), width, "      ")


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
