"""Attempts, their events, and the exact documents they were played against.

Importing this is cheap; the database is loaded when a store is opened.
"""

from typing import TYPE_CHECKING

from .errors import StoreError as StoreError
from .summary import AttemptSummary as AttemptSummary

if TYPE_CHECKING:
    from simulator.store.db.location import Location

    from .store import Store as Store
    from .wreck import Wreck as Wreck


def open_store(where: str | None = None) -> "Store":
    """The store at a path or address, or where SIMULATOR_STORE says, or in the user's data folder; made if need be.

    Raises:
        StoreError: there is none, and none can be made.
    """
    from simulator.store.db.database import blank  # noqa: PLC0415
    from simulator.store.db.location import location_of, prepare  # noqa: PLC0415

    location = location_of(where)
    prepare(location, blank)
    return _store_at(location)


def existing_store(where: str | None = None) -> "Store":
    """The store that is there already, to change something in it.

    Raises:
        StoreError: there is none, or it cannot be opened.
    """
    from simulator.store.db.location import is_there, location_of  # noqa: PLC0415

    from .errors import StoreUnreachable  # noqa: PLC0415

    location = location_of(where)
    if not is_there(location):
        raise StoreUnreachable(f"There is no store at {location}.")
    return open_store(where)


def store_to_read(where: str | None = None) -> "Store":
    """The store that is there already, to look into: nothing of it changes, not even the rights to its file.

    Raises:
        StoreError: there is none, or it cannot be opened.
    """
    return _store_at(_looked_at(where), only_read=True)


def wrecked_store(where: str | None = None) -> "Wreck":
    """The store that is there already, to read what can be read of it, whatever is wrong with its file.

    Raises:
        StoreError: there is none, or nothing in it can be read.
    """
    from .wreck import Wreck  # noqa: PLC0415

    return Wreck(_looked_at(where))


def _store_at(location: "Location", *, only_read: bool = False) -> "Store":
    from .store import Store  # noqa: PLC0415

    if location.address:
        from simulator.store.db.postgresql import SharedDatabase  # noqa: PLC0415  (its driver is only needed for a shared store)

        return Store(SharedDatabase(location, only_read=only_read))
    from simulator.store.db.database import Database  # noqa: PLC0415

    return Store(Database(location, only_read=only_read))


def _looked_at(where: str | None) -> "Location":
    """The place of a store that is there."""
    from simulator.store.db.location import inspect, is_there, location_of  # noqa: PLC0415

    from .errors import StoreUnreachable  # noqa: PLC0415

    location = location_of(where)
    if not is_there(location):
        raise StoreUnreachable(f"There is no store at {location}.")
    inspect(location)
    return location
