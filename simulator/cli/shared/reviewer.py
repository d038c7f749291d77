"""Who is at the keyboard of a review, and which store: what the commands of the assessor's house share."""

import os
import shlex
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


def viewing(store: "Store", code: str | None) -> Person | None:
    """Who looks: who is logged in to a shared store, or who is named; None where nobody is.

    Raises:
        click.UsageError: somebody else is named than is logged in, or nobody is known by the code.
        StoreError: the store cannot be read.
    """
    named, logged_in = _named(store, code)
    if logged_in is not None or not named.strip():
        return logged_in
    found = store.people.recognise(named)
    if found.known and store.people.find(found.code) is None and store.attempts.of(found.code):
        return Person(found.code, Role.LEARNER)
    return person_at(store, named)


def _named(store: "Store", code: str | None) -> tuple[str, Person | None]:
    """The code that is said, and who is logged in; they are not two people."""
    named = os.environ.get(VARIABLE, "") if code is None else code
    logged_in = store.people.logged_in()
    if logged_in is not None and named.strip() not in ("", logged_in.code):
        raise click.UsageError(f"You are logged in to this store as “{logged_in.code}”, and not as “{named}”.")
    return (named if logged_in is None else logged_in.code), logged_in


def viewer_of(store: "Store", attempt: str) -> Person:
    """The learner of an attempt: who looks at what is their own where nobody says who they are.

    Raises:
        StoreError: the attempt cannot be read.
    """
    return Person(store.attempts.summary(attempt).learner, Role.LEARNER)


def person_at(store: "Store", code: str | None, *roles: Role) -> Person:
    """Who is at the keyboard, as the store knows them, in one of these roles.

    Raises:
        click.UsageError: nobody is named, the code is unknown, or their role is another.
        StoreError: the store cannot be read.
    """
    given, _ = _named(store, code)
    if not given.strip():
        raise click.UsageError(f"Say who you are: --as CODE, or set {VARIABLE}.")
    found = store.people.recognise(given)
    code, person = found.code, store.people.find(found.code)
    if person is None:
        role = str(roles[0]).replace(" ", "-") if roles else "assessor"
        told = codes.nobody(found) if not found.known else f"Nobody has said yet what “{code}” is in the centre."
        raise click.UsageError(f"{told} “simulator people add {shlex.quote(code)} --role {role}” adds them.")
    if roles and person.role not in roles:
        wanted = " or ".join(str(role) for role in roles)
        raise click.UsageError(f"“{code}” is known here as {person.role}; this is for the role of {wanted}.")
    return Person(person.code, person.role)
