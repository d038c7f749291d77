"""Which store a command looks into."""

from collections.abc import Callable
from typing import Final, TypeVar

import click

from simulator.store.db import location

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
