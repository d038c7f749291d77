"""Erasing what was written freely: on record, and so that every hash still verifies."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, update

from simulator.json_value import Json
from simulator.review.people import Person
from simulator.store.db.rows import head_values
from simulator.store.format.canonical import canonical, parse
from simulator.store.format.chain import CENTRE, StoredEvent, Tip, link, stamp
from simulator.store.format.erasable_texts import TextExtractor, Written, written_fields
from simulator.store.format.record import Header, Record
from simulator.store.format.verify import refuse_damaged

from .attempts import Attempts
from .db import tables
from .db.database import Database
from .drafts import Drafts
from .errors import StoreError
from .format import snapshots
from .streams import BLANK, StreamEntry, Streams

_FORGET = [delete(table).where(table.c.attempt == bindparam("of")) for table in (tables.drafts, tables.review_drafts)]
_ERASE = delete(tables.texts).where(tables.texts.c.stream == bindparam("of"))
_GO = delete(tables.events).where(tables.events.c.attempt == bindparam("of"))
_HEADER = update(tables.attempts).where(tables.attempts.c.attempt == bindparam("of"))
_HEAD = update(tables.heads).where(tables.heads.c.attempt == bindparam("of"))
_UNNAME = update(tables.people).where(tables.people.c.code == bindparam("of"))


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """An attempt of format 1 as it is in format 2, without what was written freely."""

    header: Header
    events: tuple[StoredEvent, ...]
    commitments: tuple[str, ...]


class Erasing:
    """Erases in a store."""

    def __init__(self, database: Database, attempts: Attempts, streams: Streams, drafts: Drafts) -> None:
        self._database = database
        self._attempts = attempts
        self._streams = streams
        self._drafts = drafts

    def erase(  # noqa: PLR0913
        self,
        attempts: Sequence[str],
        tip: Tip,
        by: Person,
        at: datetime,
        event: object,
        *,
        names: Sequence[str] = (),
    ) -> StreamEntry:
        """Erase what was written freely in attempts, their reviews and their drafts, and the names of these codes.

        That it was done is ``event``, added to the stream of the centre after ``tip`` in the same transaction; its
        entry also tells which texts went. Replays, scores, hashes and signatures stay as they are. An attempt of format
        1, whose texts stand in its events, is written anew in format 2; the entry tells its old and its new head.

        Raises:
            NoSuchAttempt: there is no such attempt.
            StoreMoved: somebody else wrote to the stream of the centre meanwhile.
            StoreError: nothing was erased.
        """
        now = stamp(at)
        with self._database.writing() as connection:
            self._database.advisory_lock(connection, CENTRE)
            erased: dict[str, Json] = {}
            rewritten: dict[str, Json] = {}
            for attempt in sorted(set(attempts)):
                kept = self._attempts.read(connection, attempt)
                refuse_damaged(kept)
                gone = list(kept.texts.kept)
                if kept.header.format == 1:
                    anew = _in_format_2(kept)
                    self._rewrite(connection, kept, anew)
                    rewritten[attempt] = [kept.head.tip.head, anew.events[-1].hash]
                    gone += anew.commitments
                erased[attempt] = [*sorted(gone)]
            facts: dict[str, Json] = {"erased": erased, "rewritten": rewritten}
            self._streams.advance(connection, CENTRE, tip, by, now, [event], BLANK, facts)
            for attempt, commitments in erased.items():
                self._erase(connection, attempt, commitments, tip.count)
            for attempt in erased:
                self._drafts.forget_file(attempt)
            for code in names:
                connection.execute(_UNNAME, {"of": code, "name": canonical("")})
        with suppress(StoreError):  # what was erased is overwritten already; this gives its place back
            self._database.tidy()
        return StreamEntry(tip.count, now, by, event, facts)

    @staticmethod
    def _erase(connection: Connection, attempt: str, commitments: Json, number: int) -> None:
        rows = [
            {"stream": attempt, "commitment": each, "number": number}
            for each in (commitments if isinstance(commitments, list) else ())
        ]
        if rows:
            connection.execute(insert(tables.erasures), rows)
        for statement in (_ERASE, *_FORGET):
            connection.execute(statement, {"of": attempt})

    def _rewrite(self, connection: Connection, kept: Record, anew: _Rewritten) -> None:
        attempt = kept.header.attempt
        head = replace(kept.head, tip=Tip(len(anew.events), anew.events[-1].hash))
        with self._database.unguarded(connection, "attempts", "events", "heads"):
            connection.execute(_GO, {"of": attempt})
            self._attempts.add_events(connection, attempt, anew.events)
            connection.execute(_HEADER, {"of": attempt, "format": anew.header.format, "hash": anew.header.hash()})
            connection.execute(_HEAD, {"of": attempt, **head_values(attempt, head)})


def _in_format_2(kept: Record) -> _Rewritten:
    scenario, _ = snapshots.read_pinned(kept.scenario, kept.rubric)
    header, written, apart = replace(kept.header, format=2), written_fields(scenario), TextExtractor()
    previous = header.hash()
    events = []
    for each in kept.events:
        body = canonical(_apart(parse(each.body), apart, written))
        previous = link(previous, header.attempt, each.number, each.at, body)
        events.append(StoredEvent(each.number, each.at, body, previous))
    return _Rewritten(header, tuple(events), tuple(each.commitment for each in apart.texts))


def _apart(body: Json, apart: TextExtractor, written: Written) -> Json:
    return apart.event(body, written) if isinstance(body, dict) else body
