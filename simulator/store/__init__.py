"""Attempts, their events, and the exact documents they were played against.

Importing this is cheap; the database is loaded when a store is opened.
"""

from typing import TYPE_CHECKING

from .errors import StoreError as StoreError
from .summary import AttemptSummary as AttemptSummary

if TYPE_CHECKING:
    from .store import Store as Store


def open_store(where: str | None = None) -> "Store":
    """The store at a path or address, or where SIMULATOR_STORE says, or in the user's data folder; made if need be.

    Raises:
        StoreError: there is none, and none can be made.
    """
    from .place import place_of, prepare  # noqa: PLC0415
    from .store import Store  # noqa: PLC0415

    place = place_of(where)
    prepare(place)
    return Store(place)
