"""The codes of people on a command line: one that is nobody's is told, one that looks like somebody's asked about."""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, TypeVar

import click

from simulator.report.words.sanitize import visible
from simulator.review import codes

if TYPE_CHECKING:
    from simulator.review.codes import Recognised
    from simulator.store import Store

F = TypeVar("F", bound=Callable[..., object])

SAY_NEW: Final = "If it is somebody new’s, say --new-person."


def new_person_option(command: F) -> F:
    """The option that says that a code is somebody new's, even where it looks like another's."""
    return click.option(
        "--new-person", is_flag=True, help="The code is somebody new’s, although it looks like another’s."
    )(command)


def code_here(store: "Store", given: str) -> str:
    """The code of somebody who is here; that another's looks like it is told.

    Raises:
        click.UsageError: nobody here has it; it says whose may be meant.
        StoreError: the store cannot be read.
    """
    found = store.people.recognise(given)
    if not found.known:
        raise click.UsageError(codes.nobody(found))
    tell_also(found)
    return found.code


def codes_here(store: "Store", given: Iterable[str]) -> tuple[str, ...]:
    """Several codes as they are kept; of one that nobody has, and of one that looks like another's, that is told."""
    found = [store.people.recognise(each) for each in given]
    for each in found:
        if not each.known:
            click.echo(visible(codes.nobody(each)), err=True)
        tell_also(each)
    return tuple(each.code for each in found)


def tell_also(found: "Recognised") -> None:
    """Tell that somebody else's code looks like this one, so that the two are not taken for one."""
    if found.known and found.alike:
        click.echo(visible(codes.also(found)), err=True)


def tell_alike(known: Iterable[str]) -> None:
    """Tell which codes look alike, though each counts as a person of its own."""
    for group in codes.alike_in(known):
        click.echo(visible(codes.two_people(group)), err=True)


def refuse_lookalike(found: "Recognised", *, new_person: bool) -> None:
    """Ask whether a code that looks like somebody's is somebody new's; without a terminal to ask on, refuse it.

    Raises:
        click.UsageError: it is not.
    """
    if found.known or new_person or not found.alike:
        return
    told = codes.lookalike(found)
    if not sys.stdin.isatty():
        raise click.UsageError(f"{told} {SAY_NEW}")
    if not click.confirm(visible(f"{told} Is “{found.code}” somebody new?"), err=True):
        raise click.UsageError("Nothing was changed.")
