"""Which store a command looks into, and opening it; looking makes nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

import click

from simulator.store import existing_store, store_to_read, wrecked_store
from simulator.store.db import location

if TYPE_CHECKING:  # the database is loaded when a store is opened
    from simulator.store import Store
    from simulator.store.wreck import Wreck

DAMAGED: Final = "what was handed in is damaged and left out; “simulator attempts verify” says how."
"""Said of an attempt whose line in a list cannot be shown."""

F = TypeVar("F", bound=Callable[..., object])


def where(command: F) -> F:
    """The option that says which store."""
    return click.option(
        "--store",
        "store_at",
        metavar="FILE",
        help="The store; otherwise what SIMULATOR_STORE says, or the one in your own data folder.",
    )(command)


def is_there(store_at: str | None) -> bool:
    """Whether there is a store, as far as a look can tell."""
    return location.is_there(location.location_of(store_at))


def kept_store(store_at: str | None) -> "Store":
    """The store, which must be there, to change something in it.

    Raises:
        StoreError: there is none, or it cannot be opened.
    """
    return existing_store(store_at)


def read_store(store_at: str | None) -> "Store":
    """The store, which must be there, to look into; nothing of it changes.

    Raises:
        StoreError: there is none, or it cannot be opened.
    """
    return store_to_read(store_at)


def wreck_at(store_at: str | None) -> "Wreck":
    """The store, which must be there, to read whatever can be read of it; nothing of it changes.

    Raises:
        StoreError: there is none, or nothing in it can be read.
    """
    return wrecked_store(store_at)
