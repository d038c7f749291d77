"""The queue of reviews: filtered, counted and paged by the database, never by folding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_

from simulator.review.disclosure import summary_shown
from simulator.review.people import Person
from simulator.review.state import Status
from simulator.review.summary import ReviewSummary
from simulator.store.db.database import Database
from simulator.store.db.rows import Values, text_of
from simulator.store.db.rows import summary_of as attempt_summary_of
from simulator.store.format.chain import CENTRE

from .db import tables
from .streams import entry_head_of
from .summary import AttemptSummary

PAGE: Final = 200
"""How many lines of a queue are read at once unless asked otherwise."""


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which reviews a queue shows; everything that is given must fit."""

    status: tuple[Status, ...] = ()
    """Any of these; all where none is given."""
    learner: str = ""
    scenario: str = ""
    marker: str = ""
    """The first or second marker, or who holds the first marking now."""
    unsafe: bool = False
    """Only those where safety was breached."""
    sampled: bool = False
    """Only those that are in a sample."""
    action: bool = False
    """Only those where a quality assurer asked for something that is not done."""
    text: str = ""
    """Part of an attempt's id, its learner's code, or its scenario's id or title; capitals do not matter."""

    def fits(self, review: ReviewSummary) -> bool:
        """Whether what it asks of the review itself holds of a line, as far as the line shows it."""
        return (
            (not self.status or review.status in self.status)
            and self.marker in ("", review.first, review.second, review.holder)
            and (review.unsafe or not self.unsafe)
            and (review.sampled or not self.sampled)
            and (review.action or not self.action)
        )


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of a queue."""

    attempt: AttemptSummary
    review: ReviewSummary

    @property
    def after(self) -> tuple[str, str]:
        """What the next page begins after."""
        return (self.review.handed_in_at, self.attempt.id)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some lines of a queue: those that are whole, and which are damaged; together as many as were counted."""

    items: tuple[QueueItem, ...]
    damaged: tuple[str, ...]
    """The ids of attempts whose line cannot be shown as it is kept."""
    after: tuple[str, str] | None
    """What the next page begins after; None where this is the last."""


_HEADS = tables.entry_heads.c
_ATTEMPTS = tables.attempts.c
_LINES: Final = select(
    tables.attempts,
    *(column for column in tables.heads.c if column.name != "attempt"),
    *(column.label(f"review_{column.name}") for column in _HEADS),
)
_FROM: Final = tables.entry_heads.outerjoin(tables.attempts, _ATTEMPTS.attempt == _HEADS.stream).outerjoin(
    tables.heads, tables.heads.c.attempt == _HEADS.stream
)
"""Also what has lost its attempt, so that it is listed as damaged and does not vanish."""


class Queue:
    """The lines of a store's queue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def items(
        self, wanted: QueueFilter | None = None, limit: int = PAGE, after: tuple[str, str] | None = None
    ) -> tuple[QueueItem, ...]:
        """The reviews that fit and are whole, the longest waiting first; ``page`` names the damaged ones, too."""
        return self.page(wanted, limit, after).items

    def page(
        self, wanted: QueueFilter | None = None, limit: int = PAGE, after: tuple[str, str] | None = None
    ) -> QueuePage:
        """The reviews that fit, the longest waiting first; ``after`` is that of the page before."""
        lines = lines_of(wanted or QueueFilter(), limit, after)
        with self._database.reading() as connection:
            rows = [row._asdict() for row in connection.execute(lines).all()]
        read = [(str(row["review_stream"]), _item(row)) for row in rows]
        last = (str(rows[-1]["review_handed_in_at"]), read[-1][0]) if len(rows) == limit else None
        items = tuple(item for _, item in read if item is not None)
        return QueuePage(items, tuple(stream for stream, item in read if item is None), last)

    def counts(self, wanted: QueueFilter | None = None) -> Mapping[Status, int]:
        """How many reviews fit, by how far they have got, damaged ones among them; every status is there.

        What a damaged one says of itself that is no status at all counts as handed in.
        """
        counted = (
            select(_HEADS.status, func.count()).where(*_conditions(wanted or QueueFilter())).group_by(_HEADS.status)
        )
        counted = counted.select_from(_FROM if _needs_attempts(wanted) else tables.entry_heads)
        with self._database.reading() as connection:
            found = {str(status): int(count) for status, count in connection.execute(counted).all()}
        known = {status: found.pop(str(status), 0) for status in Status}
        return {**known, Status.HANDED_IN: known[Status.HANDED_IN] + sum(found.values())}


def queue_shown(items: Iterable[QueueItem], viewer: Person | None, wanted: QueueFilter) -> tuple[QueueItem, ...]:
    """The lines of a queue as somebody may see them; what they may not see decides nothing of what fits, either."""
    found = []
    for item in items:
        summary = summary_shown(item.review, viewer, item.attempt.learner)
        if summary is not None and wanted.fits(summary):
            found.append(replace(item, review=summary))
    return tuple(found)


def lines_of(wanted: QueueFilter, limit: int, after: tuple[str, str] | None) -> Select[*tuple[object, ...]]:
    """The query for one page."""
    conditions = _conditions(wanted)
    if after is not None:
        conditions.append(tuple_(_HEADS.handed_in_at, _HEADS.stream) > tuple_(*after))
    return _LINES.select_from(_FROM).where(*conditions).order_by(_HEADS.handed_in_at, _HEADS.stream).limit(limit)


def _needs_attempts(wanted: QueueFilter | None) -> bool:
    return wanted is not None and bool(wanted.learner or wanted.scenario or wanted.text)


def _conditions(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_HEADS.stream != CENTRE]
    if wanted.status:
        found.append(_HEADS.status.in_([str(status) for status in wanted.status]))
    if wanted.learner:
        found.append(_ATTEMPTS.learner == wanted.learner)
    if wanted.scenario:
        found.append(_ATTEMPTS.scenario == wanted.scenario)
    if wanted.marker:
        found.append(or_(_HEADS.first == wanted.marker, _HEADS.second == wanted.marker, _HEADS.holder == wanted.marker))
    for column, only in ((_HEADS.unsafe, wanted.unsafe), (_HEADS.sampled, wanted.sampled)):
        if only:
            found.append(column == 1)
    if wanted.action:
        found.append(_HEADS.action == 1)
    if wanted.text:
        found.append(_containing(wanted.text))
    return found


def _containing(text: str) -> ColumnElement[bool]:
    columns = (_ATTEMPTS.attempt, _ATTEMPTS.learner, _ATTEMPTS.scenario, _ATTEMPTS.title)
    words = text.replace("\0", " ").encode(errors="replace").decode().split()
    return and_(*(or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words))


def _item(values: Values) -> QueueItem | None:
    """A line of the queue; None where it is damaged."""
    attempt = attempt_summary_of(values)
    try:
        stream = text_of(values["review_stream"])
        head = entry_head_of({name.removeprefix("review_"): each for name, each in values.items() if "review_" in name})
        if attempt is None or head.seal(stream) != values["review_seal"]:
            return None
        return QueueItem(attempt, head.summary)
    except ValueError:
        return None
