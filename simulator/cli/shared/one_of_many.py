"""Items gone through one by one: what goes wrong with one is told on standard error, and the rest goes on."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

import click

from simulator.isolation import InternalFault, isolated
from simulator.report.words.sanitize import in_one_line
from simulator.store.errors import (
    StoreError,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
    StoreVanished,
)

from .exits import ExitCode

ResultT = TypeVar("ResultT")

OF_THE_STORE: Final = (StoreFull, StoreLocked, StoreReadOnly, StoreUnreachable, StoreVanished)
"""What is wrong with the store as a whole, and ends everything."""

TOLD_ELSEWHERE: Final = (StoreError, click.ClickException, click.exceptions.Exit, click.Abort)
"""What was foreseen, and has a sentence of its own."""


class Batch:
    """Goes through many items, and counts those with which something went wrong."""

    def __init__(self) -> None:
        self.wrong = 0

    def do(self, item: str, do: Callable[[], ResultT]) -> ResultT | None:
        """What comes of doing something with one item; None where it came to nothing, which is told.

        Raises:
            StoreError: the store as a whole cannot go on.
        """
        try:
            done = isolated(item, do, TOLD_ELSEWHERE)
        except OF_THE_STORE:
            raise
        except StoreError as error:
            self.tell(str(error) if item in str(error) else f"{item}: {error}")
            return None
        if isinstance(done, InternalFault):
            self.tell(done.told)
            return None
        return done

    def tell(self, sentence: str) -> None:
        """Say what went wrong with one item."""
        self.wrong += 1
        click.echo(in_one_line(sentence), err=True)

    def tell_all(self, faults: tuple[InternalFault, ...]) -> None:
        """Say what was found to have gone wrong with several."""
        for fault in faults:
            self.tell(fault.told)

    @property
    def code(self) -> ExitCode:
        """How the command ends."""
        return ExitCode.FINDINGS if self.wrong else ExitCode.WELL


def tell_damaged(attempts: Iterable[str]) -> None:
    """Say which attempts are damaged, so that nothing of them is counted or shown."""
    for attempt in attempts:
        name = in_one_line(attempt)
        click.echo(f"Attempt {name} is damaged and left out; “simulator attempts verify” says how.", err=True)
