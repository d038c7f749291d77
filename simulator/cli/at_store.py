"""Which store a command looks into, and opening it; looking makes nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from simulator.store import open_store
from simulator.store.errors import StoreUnreachable
from simulator.store.place import place_of

if TYPE_CHECKING:  # the database is loaded when a store is opened
    from simulator.store import Store

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
    place = place_of(store_at)
    return place.path is None or place.path.exists()


def kept_store(store_at: str | None) -> "Store":
    """The store, which must be there.

    Raises:
        StoreError: there is none, or it cannot be opened.
    """
    if not is_there(store_at):
        raise StoreUnreachable(f"There is no store at {place_of(store_at)}.")
    return open_store(store_at)
