"""Taking in attempts with their reviews from files, each in one transaction."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from simulator.review.codes import lookalike
from simulator.review.events import Appealed, Entry, HandedIn, TakenIn
from simulator.review.people import Person, Role
from simulator.review.state import evolve
from simulator.review.summary import summary_of
from simulator.store.db.database import Database
from simulator.store.format.chain import StoredEvent, Tip, links_after, stamp
from simulator.store.format.dossier import Dossier
from simulator.store.format.erasable_texts import ErasableText, TextExtractor, commitments
from simulator.store.format.export import Exported
from simulator.store.format.record import Record
from simulator.store.format.steps import path_through

from .attempts import Attempts
from .documents import Documents
from .errors import CodeLooksAlike, StoreCorrupt, StoreDiffers, StoreRefused
from .format import entry_codec
from .format.canonical import canonical, parse_body
from .free_texts import FreeTexts
from .paths import Paths
from .people import People
from .streams import StreamRecord, Streams, refuse_code

_ID: Final = re.compile(r"[0-9a-f]{16}")


class ImportResult(StrEnum):
    """What taking in a file came to, for one attempt."""

    NEW = "taken in"
    GROWN = "taken in as far as it went on"
    SAME = "here already; nothing has changed"


class Importing:
    """Takes into a store what other machines wrote."""

    def __init__(  # noqa: PLR0913, PLR0917  (all that a file may bring)
        self,
        database: Database,
        documents: Documents,
        texts: FreeTexts,
        attempts: Attempts,
        streams: Streams,
        paths: Paths,
        people: People,
    ) -> None:
        self._database = database
        self._documents = documents
        self._texts = texts
        self._attempts = attempts
        self._streams = streams
        self._paths = paths
        self._people = people

    def take_in(  # noqa: PLR0913  (what may be taken over is said for each kind)
        self,
        found: Exported,
        by: Person,
        at: datetime,
        digest: str,
        *,
        with_decisions: bool = False,
        new_person: bool = False,
    ) -> ImportResult:
        """Take an attempt in with its review, once both are checked; ``digest`` is the SHA-256 of the file, in hex.

        What is here already stays; what went on in the file is added. Where the learner has handed the attempt in, that
        it was taken in becomes an entry of its review. A chain does not show who made it, so decisions of others than
        the learner are only taken ``with_decisions``: for a file that comes from a centre and not from a learner. A
        code that is nobody's here and looks like somebody's is only taken for a ``new_person``.

        Raises:
            StoreCorrupt: something in the file is wrong; the message says what.
            StoreDiffers: the attempt is here already, and is or went on differently.
            CodeLooksAlike: a code in it is nobody's here, and looks like somebody's.
            StoreRefused: it leaves texts out, or has decisions in it that were not asked for.
            StoreError: nothing was taken in.
        """
        dossier = _checked(found)
        refuse_code(by.code)
        if not new_person:
            self._refuse_lookalikes(dossier)
        with self._database.writing() as connection:
            self._database.advisory_lock(connection, dossier.id)
            grown = self._take_events(connection, found.record)
            here = self._streams.read(connection, dossier.id)
            if not with_decisions:
                _refuse_decisions(dossier, len(here.entries))
            self._paths.keep_in(connection, dossier.id, path_through(dossier))
            grown |= self._take_entries(
                connection, found.record, dossier, here, Entry(0, stamp(at), by, TakenIn(digest))
            )
            if ImportResult.NEW in grown:
                return ImportResult.NEW
            return ImportResult.GROWN if grown else ImportResult.SAME

    def _refuse_lookalikes(self, dossier: Dossier) -> None:
        for code in dict.fromkeys((dossier.learner, *(entry.by.code for entry in dossier.review.entries))):
            recognised = self._people.recognise(code)
            if recognised.alike and not recognised.known:
                raise CodeLooksAlike(lookalike(recognised))

    def _take_events(self, connection: Connection, kept: Record) -> set[ImportResult]:
        attempt = kept.header.attempt
        for document in (kept.scenario, kept.rubric, *kept.qualifications):
            self._documents.pin(connection, document)
        if not self._attempts.is_there(connection, attempt):
            self._attempts.add_whole(connection, kept.header, kept.header_hash, kept.events, kept.head)
            self._take_texts(connection, kept, _of_events(kept.events))
            return {ImportResult.NEW}
        here = self._attempts.read(connection, attempt)
        more = _more(attempt, "the attempt", here.events, kept.events)
        if here.header_hash != kept.header_hash:
            raise _differs(attempt, "the attempt")
        if not more:
            return set()
        if here.head.progress.closed:
            raise _differs(attempt, "the attempt")
        self._attempts.go_on(connection, attempt, here.head.tip, kept.head)
        self._attempts.add_events(connection, attempt, more)
        self._take_texts(connection, kept, _of_events(more))
        return {ImportResult.GROWN}

    def _take_entries(
        self, connection: Connection, kept: Record, dossier: Dossier, here: StreamRecord, taken: Entry
    ) -> set[ImportResult]:
        theirs = kept.review.entries
        more = _more(dossier.id, "its review", here.entries, theirs)
        if not more:
            return set()
        review, texts = dossier.review, [each for entry in dossier.commitments[len(here.entries) :] for each in entry]
        if review.handed_in is not None and review.taken_in is None:
            body = canonical(entry_codec.encode(taken.by, taken.event, TextExtractor()))
            more = (*more, *links_after(dossier.id, Tip(len(theirs), theirs[-1].hash), taken.at, [body]))
            review = evolve(review, replace(taken, number=review.count))
        self._streams.add_links(
            connection, dossier.id, here.tip, more, summary_of(review, dossier.rubric, dossier.unmarked)
        )
        self._take_texts(connection, kept, texts)
        return {ImportResult.GROWN}

    def _take_texts(self, connection: Connection, kept: Record, wanted: Sequence[str]) -> None:
        """Keep the texts that new events and entries commit to."""
        texts: list[ErasableText] = [kept.texts.kept[each] for each in wanted if each in kept.texts.kept]
        self._texts.keep(connection, kept.header.attempt, texts)


def _checked(found: Exported) -> Dossier:
    """What an export comes to, once everything about it has been checked."""
    kept = found.record
    if not _ID.fullmatch(kept.header.attempt):
        raise StoreCorrupt("The file cannot be taken in: an attempt in it has an id that this program does not give.")
    if found.without_texts:
        raise StoreRefused("The file leaves out what was written freely; ask for one that has it.")
    if kept.texts.erased:
        raise StoreRefused(
            "What was written freely in this attempt was erased where it comes from; it can only stay there."
        )
    if found.faults:
        raise StoreCorrupt(f"The attempt {kept.header.attempt} cannot be taken in: {found.faults[0].message}")
    refuse_code(kept.header.learner)
    return found.dossier


def _refuse_decisions(dossier: Dossier, here: int) -> None:
    """Refuse entries that are not among the first, which are here, and are not the learner's own."""
    learner = Person(dossier.learner, Role.LEARNER)
    for entry in dossier.review.entries[here:]:
        if entry.by != learner or not isinstance(entry.event, HandedIn | Appealed):
            raise StoreRefused(
                "The file has decisions of a review in it that this store knows nothing of; nothing was taken in."
            )


def _more(
    attempt: str, what: str, here: Sequence[StoredEvent], theirs: Sequence[StoredEvent]
) -> tuple[StoredEvent, ...]:
    """What goes on in a file after what is here; nothing where it is here already.

    Raises:
        StoreDiffers: neither goes on from the other.
    """
    shared = min(len(here), len(theirs))
    if tuple(here[:shared]) != tuple(theirs[:shared]):
        raise _differs(attempt, what)
    return tuple(theirs[shared:])


def _differs(attempt: str, what: str) -> StoreDiffers:
    return StoreDiffers(f"The attempt {attempt} is here already, and {what} went on differently; nothing was taken in.")


def _of_events(events: Sequence[StoredEvent]) -> list[str]:
    return [each for event in events for each in commitments(parse_body(event.body))]
