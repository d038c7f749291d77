"""An open store: attempts, what people decide about them, and the exact texts they are played against."""

from dataclasses import replace
from typing import Self

from simulator.store.format.record import Record
from simulator.store.format.verify import refuse_damaged

from .attempts import Attempts
from .centre import Centre
from .db.database import Database
from .documents import Documents
from .drafts import Drafts
from .erasing import Erasing
from .errors import AttemptDamaged, StoreError
from .free_texts import FreeTexts
from .importing import Importing
from .paths import Paths
from .people import People
from .queue import Queue
from .review_drafts import ReviewDrafts
from .reviews import Reviews
from .streams import Streams


class Store:
    """An open database, and what is kept in it, each part under its name.

    Everything is only ever added to, but for drafts, names, and what is erased on record. Every change is durable
    before its method returns; every fault is a ``StoreError``.
    """

    def __init__(self, database: Database, documents: Documents | None = None, texts: FreeTexts | None = None) -> None:
        self.database = database
        self.location = database.location
        self.documents = documents or Documents(self.location)
        self.texts = texts or FreeTexts()
        self.drafts = Drafts(database)
        self.paths = Paths(database)
        self.attempts = Attempts(database, self.documents, self.texts, self.drafts, self.paths)
        self.streams = Streams(database, self.texts)
        self.reviews = Reviews(database, self.documents, self.streams)
        self.review_drafts = ReviewDrafts(database)
        self.queue = Queue(database)
        self.people = People(database)
        self.centre = Centre(database, self.streams)
        self.erasing = Erasing(database, self.attempts, self.streams, self.drafts)
        self.importing = Importing(
            database, self.documents, self.texts, self.attempts, self.streams, self.paths, self.people
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def everything(self, attempt: str, *, sound: bool = True) -> Record:
        """An attempt with its review and the qualifications that the review speaks of, all as of one moment.

        Raises:
            NoSuchAttempt: there is none with this id.
            StoreCorrupt: parts of it are missing or of another type; or, where it has to be ``sound``, it is damaged.
        """
        with self.database.reading() as connection:
            kept = self.attempts.read(connection, attempt)
            stream = self.streams.read(connection, attempt)
            qualifications = self.reviews.read_qualifications(connection, stream)
        if sound:
            refuse_damaged(kept)
            for fault in stream.faults():
                raise AttemptDamaged(attempt, fault.message)
        return replace(kept, review=stream.as_review(), qualifications=qualifications)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the database as a whole, and with what concerns the centre: one sentence each."""
        found = self.database.check()
        try:
            self.centre.entries()
        except StoreError as error:
            return (*found, str(error))
        return found
