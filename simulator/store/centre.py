"""What concerns people and the store as a whole, as one stream of entries: holds, erasures, standardisation."""

from collections.abc import Sequence
from datetime import datetime

from simulator.review.people import Person
from simulator.store.format.chain import CENTRE, Tip, stamp

from .db.database import Database
from .streams import BLANK, StreamEntry, Streams, entries_of


class Centre:
    """The stream of the centre."""

    def __init__(self, database: Database, streams: Streams) -> None:
        self._database = database
        self._streams = streams

    def entries(self) -> tuple[StreamEntry, ...]:
        """All of it, in order.

        Raises:
            StoreCorrupt: it is damaged.
        """
        return entries_of(self._streams.of(CENTRE))

    def tip(self) -> Tip:
        """Where it ends: what ``add`` adds after."""
        return self._streams.of(CENTRE).tip

    def add(self, tip: Tip, by: Person, at: datetime, events: Sequence[object]) -> tuple[StreamEntry, ...]:
        """Add entries after ``tip``, all or none.

        Raises:
            StoreMoved: somebody else wrote there meanwhile.
            StoreError: nothing was added.
        """
        now = stamp(at)
        with self._database.writing() as connection:
            self._streams.advance(connection, CENTRE, tip, by, now, events, BLANK)
        return tuple(StreamEntry(number, now, by, event) for number, event in enumerate(events, start=tip.count))
