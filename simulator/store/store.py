"""Attempts, what people decide about them, and the exact texts they are played against: only ever added to."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection

from simulator.store.format.erasable_texts import Text
from simulator.store.format.record import Document, Record
from simulator.store.format.verify import chain_faults
from simulator.store.format.verify_review import KeptReview

from .erasing import Erasing
from .errors import StoreCorrupt, StoreError
from .importing import Taking
from .people import People
from .queue import Queue
from .streams import Kept


class Store(Taking, Erasing, Queue, People):
    """Where attempts are kept. Every change is durable before its method returns; every fault is a ``StoreError``."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def everything(self, attempt: str, *, sound: bool = True) -> tuple[Record, KeptReview, tuple[Document, ...]]:
        """An attempt, its review, and the qualifications that the review speaks of, all as of one moment.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: parts of it are missing or of another type; or, where it has to be ``sound``, it is damaged.
        """
        with self._database.reading() as connection:
            kept = self._record(connection, attempt)
            stream = self._stream(connection, attempt)
            qualifications = self._qualifications(connection, stream)
        faults = (*chain_faults(kept), *stream.faults()) if sound else ()
        if faults:
            raise StoreCorrupt(f"The attempt {attempt} is damaged: {faults[0].message}")
        return kept, stream.as_review(), qualifications

    def qualifications(self, stream: Kept) -> tuple[Document, ...]:
        """The pinned texts of the qualifications that a review speaks of."""
        with self._database.reading() as connection:
            return self._qualifications(connection, stream)

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """One transaction, for what puts rows together itself: all of it is durable at its end, or nothing is there."""
        with self._database.writing() as connection:
            yield connection

    def pin(self, connection: Connection, document: Document) -> None:
        """Keep a document's exact text, once, within a transaction."""
        self._pin(connection, document)

    def keep_texts(self, connection: Connection, stream: str, texts: list[Text]) -> None:
        """Keep what was written freely in a stream, within a transaction."""
        self._keep_texts(connection, stream, texts)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the database as a whole, and with what concerns the centre: one sentence each."""
        found = self._database.check()
        try:
            self.centre()
        except StoreError as error:
            return (*found, str(error))
        return found
