"""Who is at the keyboard of a review, and which store: what the commands of the assessor's house share."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

import click

from simulator.review import codes
from simulator.review.people import Person, Role

if TYPE_CHECKING:
    from simulator.store import Store

VARIABLE: Final = "SIMULATOR_PERSON"
"""The environment variable that says who is at the keyboard."""

F = TypeVar("F", bound=Callable[..., object])


def as_person(command: F) -> F:
    """The option that says who is at the keyboard."""
    return click.option("--as", "code", metavar="CODE", help="Who you are; otherwise what SIMULATOR_PERSON says.")(
        command
    )


def person_at(store: "Store", code: str | None, *roles: Role) -> Person:
    """Who is at the keyboard, as the store knows them, in one of these roles.

    Raises:
        click.UsageError: nobody is named, the code is unknown, or their role is another.
        StoreError: the store cannot be read.
    """
    given = code or os.environ.get(VARIABLE, "")
    if not given.strip():
        raise click.UsageError(f"Say who you are: --as CODE, or set {VARIABLE}.")
    found = store.recognise(given)
    code, person = found.code, store.person(found.code)
    if person is None:
        role = str(roles[0]).replace(" ", "-") if roles else "assessor"
        told = codes.nobody(found) if not found.known else f"Nobody has said yet what “{code}” is in the centre."
        raise click.UsageError(f"{told} “simulator people add {code} --role {role}” adds them.")
    if roles and person.role not in roles:
        wanted = " or ".join(str(role) for role in roles)
        raise click.UsageError(f"“{code}” is known here as {person.role}; this is for the role of {wanted}.")
    return Person(person.code, person.role)
