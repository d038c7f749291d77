"""What is left to do in a review: in words before a signature, and as lines to go to next."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from simulator.review.events import Settled
from simulator.review.people import MARKING, Part
from simulator.tui.assessor.desk import criteria
from simulator.tui.assessor.pages.clauses import bears
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.words import listed

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.desk import ReviewDesk

_SETTLE: Final = re.compile("accept or override “(.+)”")
_NAMED: Final = re.compile("“(.+)”")


def left_words(reviewing: "ReviewSession") -> tuple[str, ...]:
    """What has still to be done before signing, a sentence each; the clauses to settle together in one."""
    clauses = reviewing.rubric.clauses
    told: list[str] = []
    numbers: list[str] = []
    for each in reviewing.missing():
        settle, named = _SETTLE.fullmatch(each), _NAMED.search(each)
        clause = clauses.get(named[1]) if named is not None else None
        if settle is not None and clause is not None:
            numbers.append(str(clause.number))
        elif clause is not None:
            told.append(_sentence(each.replace(f"“{clause.id}”", f"clause {clause.number}, {clause.title}")))
        else:
            told.append(_sentence(each))
    if numbers:
        noun = "clause" if len(numbers) == 1 else "clauses"
        told.append(f"Accept or override {noun} {listed(tuple(numbers))}")
    return tuple(told)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def to_agree(reviewing: "ReviewSession") -> tuple[tuple[str, str, str], ...]:
    """Where the two markers differ and can agree now; nothing while either has still to sign what stands."""
    review = reviewing.review
    return reviewing.differences() if review.first.stands_signed and review.second.stands_signed else ()


def open_lines(reviewing: "ReviewSession", desk: "ReviewDesk") -> frozenset[str]:
    """The references of the lines where something is left to do."""
    return frozenset(_open(reviewing, desk))


def _open(reviewing: "ReviewSession", desk: "ReviewDesk") -> Iterator[str]:
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
    yield from (ref("answer", *each.answer) for each in reviewing.written() if each.answer not in marking.answers)
    for score in reviewing.scorecard().clauses:
        entry = marking.clauses.get(score.clause)
        event = entry.event if entry is not None else None
        if bears(score) and not (isinstance(event, Settled) and event.machine == score.level):
            yield ref("clause", score.clause)
    pinned = desk.qualification
    if pinned is None:
        yield ref("qualification")
    else:
        keys = ((pinned.value.id, item.id) for item in criteria(pinned))
        yield from (ref("criterion", *key) for key in keys if key not in marking.criteria)
    yield from (ref(name) for name, entry in (("judge", marking.judged), ("advise", marking.advice)) if entry is None)
