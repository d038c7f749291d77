"""What is left to do in a review: in words before a signature, and as lines to go to next."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.report.words.signs import counted
from simulator.review.people import MARKING, Part
from simulator.tui.assessor.review_services import criteria
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.words import listed

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.review_services import ReviewServices


def left_words(reviewing: "ReviewSession") -> tuple[str, ...]:
    """What has still to be done before signing, a sentence each; the clauses to settle together in one."""
    left, clauses = reviewing.unfinished(), reviewing.rubric.clauses
    told = [f"Mark {counted(len(left.unmarked), 'written answer')}"] if left.unmarked else []
    told += [
        f"Look again at clause {clauses[each].number}, {clauses[each].title}, whose indicative level has changed"
        for each in left.changed
    ]
    told += ["Judge the evidence"] if left.unjudged else []
    if left.unsettled:
        noun = "clause" if len(left.unsettled) == 1 else "clauses"
        told.append(f"Accept or override {noun} {listed(tuple(str(clauses[each].number) for each in left.unsettled))}")
    return tuple(told)


def to_agree(reviewing: "ReviewSession") -> tuple[tuple[str, str, str], ...]:
    """Where the two markers differ and can agree now; nothing while either has still to sign what stands."""
    review = reviewing.review
    return reviewing.differences() if review.first.stands_signed and review.second.stands_signed else ()


def open_lines(reviewing: "ReviewSession", services: "ReviewServices") -> frozenset[str]:
    """The references of the lines where something is left to do."""
    return frozenset(_open(reviewing, services))


def _open(reviewing: "ReviewSession", services: "ReviewServices") -> Iterator[str]:
    review, part = reviewing.review, reviewing.part
    if review.open_appeal is not None:
        yield ref("appeal")
    for criterion in review.actions if part is Part.FIRST else ():
        yield ref("action", *criterion)
    if part is Part.QUALITY:
        yield from (ref("check", *criterion) for criterion in review.first.criteria if criterion not in review.checked)
    if part not in MARKING:
        return
    marking = review.markings[part]
    yield from (ref("difference", *key) for key in to_agree(reviewing))
    left = reviewing.unfinished()
    yield from (ref("answer", *answer) for answer in left.unmarked)
    yield from (ref("clause", clause) for clause in (*left.unsettled, *left.changed))
    pinned = services.qualification
    if pinned is None:
        yield ref("qualification")
    else:
        keys = ((pinned.value.id, item.id) for item in criteria(pinned))
        yield from (ref("criterion", *key) for key in keys if key not in marking.criteria)
    if left.unjudged:
        yield ref("judge")
    if marking.advice is None:
        yield ref("advise")
