"""Attempts: how they began, their events, and where they end."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, case, func, insert, select, update

from simulator.engine.events import Event
from simulator.review.state import Status
from simulator.store.db.database import Database
from simulator.store.db.rows import Damaged, Values, head_values, link_values, record_of, summary_of, values_of
from simulator.store.format.chain import StoredEvent, Tip
from simulator.store.format.dossier import Dossier
from simulator.store.format.erasable_texts import ErasableTexts, TextExtractor, Written
from simulator.store.format.record import Document, Head, Header, Progress, Record
from simulator.store.format.steps import PathRecord
from simulator.store.format.verify import refuse_damaged

from .db import tables
from .documents import Documents
from .drafts import Drafts
from .errors import AttemptDamaged, NoSuchAttempt, StoreError, StoreMoved, no_such_attempt
from .format import chain, event_codec
from .format.canonical import canonical
from .free_texts import FreeTexts
from .paths import Paths
from .summary import AttemptSummary

_OF: Final[BindParameter[str]] = bindparam("of")

_IS_THERE = select(tables.attempts.c.attempt).where(tables.attempts.c.attempt == _OF)
_ONE_HEADER = select(tables.attempts).where(tables.attempts.c.attempt == _OF)
_ONE_HEAD = select(tables.heads).where(tables.heads.c.attempt == _OF)
_EVENTS = (
    select(tables.events.c.number, tables.events.c.at, tables.events.c.body, tables.events.c.hash)
    .where(tables.events.c.attempt == _OF)
    .order_by(tables.events.c.number)
)
_HANDED_IN: Final = str(Status.HANDED_IN)
_TAKEN_UP_AGAIN = and_(tables.entry_heads.c.status == str(Status.APPEALED), tables.entry_heads.c.released_at == "")
_STANDING = case((_TAKEN_UP_AGAIN, _HANDED_IN), else_=tables.entry_heads.c.status)
"""How far a review has got; one that was appealed against and taken up again has no result that stands."""
_ALL = (
    select(
        tables.attempts,
        *(column for column in tables.heads.c if column.name != "attempt"),
        _STANDING.label("review"),
    )
    .outerjoin(tables.heads, tables.heads.c.attempt == tables.attempts.c.attempt)
    .outerjoin(tables.entry_heads, tables.entry_heads.c.stream == tables.attempts.c.attempt)
    .order_by(tables.attempts.c.started_at.desc(), tables.attempts.c.attempt)
)
_REVIEW = select(_STANDING).where(tables.entry_heads.c.stream == _OF)
_LOST: Final = (
    select(tables.heads.c.attempt)
    .outerjoin(tables.attempts, tables.attempts.c.attempt == tables.heads.c.attempt)
    .where(tables.attempts.c.attempt.is_(None))
    .order_by(tables.heads.c.attempt)
)
"""Attempts of which how they began is lost."""
_BEGUN = select(tables.entries.c.stream).where(tables.entries.c.number == 0)
_IDS = select(tables.attempts.c.attempt).order_by(tables.attempts.c.started_at, tables.attempts.c.attempt)
_BEGINNING_WITH = (
    select(tables.attempts.c.attempt)
    .where(func.substr(tables.attempts.c.attempt, 1, func.length(_OF)) == _OF)
    .order_by(tables.attempts.c.attempt)
    .limit(2)
)
_ADVANCE = update(tables.heads).where(
    tables.heads.c.attempt == _OF,
    tables.heads.c.count == bindparam("of_count"),
    tables.heads.c.head == bindparam("of_head"),
    tables.heads.c.closed == "",
)


class Attempts:
    """The attempts of a store."""

    def __init__(
        self, database: Database, documents: Documents, texts: FreeTexts, drafts: Drafts, paths: Paths
    ) -> None:
        self._database = database
        self._documents = documents
        self._texts = texts
        self._drafts = drafts
        self._paths = paths

    # Writing

    def begin(  # noqa: PLR0913, PLR0917  (an attempt has these parts)
        self,
        header: Header,
        scenario: Document,
        rubric: Document,
        events: Sequence[Event],
        progress: Progress,
        path: PathRecord | None = None,
    ) -> tuple[StoredEvent, ...]:
        """Keep a new attempt with its first events and the texts it is played against; its path if it has closed.

        Raises:
            StoreError: nothing of it was kept.
        """
        apart = TextExtractor()
        added = self._links(header.attempt, Tip(0, header.hash()), header.started_at, events, apart, frozenset())
        head = Head(Tip(len(added), added[-1].hash), progress, header.started_at)
        with self._database.writing() as connection:
            for document in (scenario, rubric):
                self._documents.pin(connection, document)
            self.add_whole(connection, header, header.hash(), added, head)
            self._paths.keep_in(connection, header.attempt, path)
        return added

    def append(  # noqa: PLR0913, PLR0917  (a step has these parts)
        self,
        attempt: str,
        tip: Tip,
        events: Sequence[Event],
        at: datetime,
        progress: Progress,
        written: Written | None = None,
        path: PathRecord | None = None,
    ) -> tuple[StoredEvent, ...]:
        """Add the events of one step after ``tip``, all or none, and forget the draft.

        ``written`` names the fields of the scenario that hold free text; None for an attempt of format 1, whose texts
        stand in its events. ``path`` is that of an attempt which closes with this step.

        Raises:
            StoreMoved: the attempt went on elsewhere, or is closed.
            StoreError: nothing was added.
        """
        apart = TextExtractor()
        added = self._links(attempt, tip, chain.stamp(at), events, apart, written)
        head = Head(Tip(tip.count + len(added), added[-1].hash), progress, added[-1].at)
        with self._database.writing() as connection:
            self.go_on(connection, attempt, tip, head)
            self.add_events(connection, attempt, added)
            self._texts.keep(connection, attempt, apart.texts)
            self._paths.keep_in(connection, attempt, path)
            self._drafts.forget_row(connection, attempt)
        with suppress(StoreError):  # it belongs to a count that is past, so nobody reads it any more
            self._drafts.forget_file(attempt)
        return added

    @staticmethod
    def _links(  # noqa: PLR0913, PLR0917
        attempt: str, tip: Tip, at: str, events: Sequence[Event], apart: TextExtractor, written: Written | None
    ) -> tuple[StoredEvent, ...]:
        plain = [event_codec.encode(event) for event in events]
        bodies = plain if written is None else [apart.event(body, written) for body in plain]
        return chain.links_after(attempt, tip, at, [canonical(body) for body in bodies])

    @staticmethod
    def add_whole(
        connection: Connection, header: Header, header_hash: str, events: Sequence[StoredEvent], head: Head
    ) -> None:
        """Add an attempt that is not here yet, within a transaction."""
        attempt = header.attempt
        connection.execute(insert(tables.attempts), {**header.plain(), "hash": header_hash})
        Attempts.add_events(connection, attempt, events)
        connection.execute(insert(tables.heads), {"attempt": attempt, **head_values(attempt, head)})

    @staticmethod
    def go_on(connection: Connection, attempt: str, tip: Tip, head: Head) -> None:
        """Move the end of an attempt on, within a transaction, if it still ends where it did.

        Raises:
            StoreMoved: it does not.
        """
        expected = {"of": attempt, "of_count": tip.count, "of_head": tip.head}
        if connection.execute(_ADVANCE, {**expected, **head_values(attempt, head)}).rowcount != 1:
            raise StoreMoved("This attempt went on, or ended, in another window; open it again to see where it stands.")

    @staticmethod
    def add_events(connection: Connection, attempt: str, events: Sequence[StoredEvent]) -> None:
        """Add links to an attempt's chain, within a transaction."""
        connection.execute(insert(tables.events), [link_values("attempt", attempt, each) for each in events])

    # Reading

    def all(self) -> tuple[AttemptSummary, ...]:
        """Every attempt, the newest first; damaged ones are left out and named by ``damaged``."""
        return tuple(summary for _, summary in self._summaries() if summary is not None)

    def of(self, learner: str) -> tuple[AttemptSummary, ...]:
        """Every attempt of one learner, the newest first; damaged ones are left out."""
        found = self._summaries(_ALL.where(tables.attempts.c.learner == learner))
        return tuple(summary for _, summary in found if summary is not None)

    def damaged(self, learner: str | None = None) -> tuple[str, ...]:
        """The ids of attempts whose header or head is damaged or lost; of one learner's only, as far as can be told."""
        if learner is not None:
            wanted = _ALL.where(tables.attempts.c.learner == learner)
            return tuple(attempt for attempt, summary in self._summaries(wanted) if summary is None)
        with self._database.reading() as connection:
            lost = connection.execute(_LOST).scalars().all()
        return (*(attempt for attempt, summary in self._summaries() if summary is None), *lost)

    def _summaries(self, wanted: Select[*tuple[object, ...]] = _ALL) -> list[tuple[str, AttemptSummary | None]]:
        with self._database.reading() as connection:
            rows = [row._asdict() for row in connection.execute(wanted)]
            if self._database.holds_back(connection):  # then of a result that is not released only the handing in shows
                begun = set(connection.execute(_BEGUN).scalars())
                rows = [{**row, "review": row["review"] or _HANDED_IN * (row["attempt"] in begun)} for row in rows]
        return [(str(row["attempt"]), summary_of(row)) for row in rows]

    def summary(self, attempt: str) -> AttemptSummary:
        """One attempt's summary.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: it is damaged.
        """
        kept = self.sound(attempt)
        with self._database.reading() as connection:
            review = connection.execute(_REVIEW, {"of": attempt}).scalar()
            if review is None and self._database.holds_back(connection):
                begun = connection.execute(_BEGUN.where(tables.entries.c.stream == attempt)).first()
                review = _HANDED_IN if begun else None
        return AttemptSummary.of(kept.header, kept.head, review or "")

    def ids(self) -> tuple[str, ...]:
        """The ids of all attempts, the oldest first."""
        with self._database.reading() as connection:
            return tuple(str(attempt) for attempt in connection.execute(_IDS).scalars())

    def find(self, beginning: str) -> str:
        """The id that begins so.

        Raises:
            NoSuchAttempt: there is none, or more than one.
        """
        with self._database.reading() as connection:
            found = [str(attempt) for attempt in connection.execute(_BEGINNING_WITH, {"of": beginning}).scalars()]
        if beginning in found:
            return beginning
        if not beginning or not found:
            raise no_such_attempt(beginning)
        if len(found) > 1:
            raise NoSuchAttempt(f"More than one attempt begins with “{beginning}”; write more of its id.")
        return found[0]

    def record(self, attempt: str) -> Record:
        """Everything that is kept of an attempt, as it is, checked for nothing but its types.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: parts of it are missing or of another type.
        """
        with self._database.reading() as connection:
            return self.read(connection, attempt)

    @staticmethod
    def is_there(connection: Connection, attempt: str) -> bool:
        """Whether there is one with this id, within a transaction."""
        return connection.execute(_IS_THERE, {"of": attempt}).one_or_none() is not None

    def read(self, connection: Connection, attempt: str) -> Record:
        """The same as ``record``, within a transaction."""
        header = values_of(connection.execute(_ONE_HEADER, {"of": attempt}).one_or_none())
        if header is None:
            raise no_such_attempt(attempt)
        head = values_of(connection.execute(_ONE_HEAD, {"of": attempt}).one_or_none())
        events = [row._asdict() for row in connection.execute(_EVENTS, {"of": attempt})]
        documents = [self._documents.row(connection, *named) for named in documents_named(header)]
        return record_in(attempt, header, head, events, documents, lambda: self._texts.of(connection, attempt))

    def sound(self, attempt: str) -> Record:
        """Everything that is kept of an attempt, once its chain has been checked.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: it is damaged; the message says where.
        """
        kept = self.record(attempt)
        refuse_damaged(kept)
        return kept

    def dossier(self, attempt: str) -> Dossier:
        """What an attempt comes to, its review left aside.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreError: it is damaged, or its texts can no longer be read.
        """
        return Dossier.of_attempt(self.sound(attempt))


def documents_named(header: Values) -> tuple[tuple[str, str], tuple[str, str]]:
    """The digests and names of the scenario and the rubric that a row of ``attempts`` speaks of."""
    scenario = str(header["scenario_digest"]), str(header["scenario"])
    return scenario, (str(header["rubric_digest"]), str(header["rubric"]))


def record_in(  # noqa: PLR0913, PLR0917  (an attempt has these parts)
    attempt: str,
    header: Values,
    head: Values | None,
    events: Iterable[Values],
    documents: Sequence[Values | None],
    texts: Callable[[], ErasableTexts],
) -> Record:
    """An attempt in its rows, checked for nothing but its types.

    Raises:
        StoreCorrupt: parts of it are missing or of another type.
    """
    try:
        return record_of(header, head, events, documents, texts)
    except Damaged as error:
        raise AttemptDamaged(attempt, str(error)) from error
