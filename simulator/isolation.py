"""The boundary around one item of many: what goes wrong inside on one is told of that one, and the rest goes on.

Every command that goes through several files, attempts or scenarios puts what it does with each inside `isolated`
(the bulkhead pattern of Nygard, "Release It!", 2007). What a command expects of bad input it tells in sentences of its
own; only what nobody expected comes here.
"""

import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from .diagnostics import RULES, Diagnostic

ResultT = TypeVar("ResultT")

RULE: Final = "internal"
"""The name under which every such fault is told, whatever it is about."""

REPORT: Final = (
    "Everything else was gone on with. Report this, with the file and what is printed with SIMULATOR_DEBUG=1."
)
"""What to do about it."""


@dataclass(frozen=True, slots=True)
class InternalFault:
    """A fault of the program on one item."""

    item: str
    """The file, attempt or scenario, as people name it."""
    message: str
    """One sentence, which does not name the item."""

    @property
    def told(self) -> str:
        """One line that names the item, and the rule as a finding does."""
        return f"{self.item}: {self.message} [{RULE}]"

    @property
    def finding(self) -> Diagnostic:
        """The same as a finding about the item, which is a file."""
        return Diagnostic(RULE, RULES[RULE].severity, self.item, 1, 1, self.message, REPORT)


def isolated(
    item: str, do: Callable[[], ResultT], through: tuple[type[Exception], ...] = ()
) -> ResultT | InternalFault:
    """What comes of doing something with one item, or the fault that nobody expected.

    Args:
        item: as people name it.
        do: what is done. It prints nothing: a closed output is no fault of the item.
        through: exceptions that are no fault of the item and end the whole, such as a store that is locked.
    """
    try:
        return do()
    except Exception as error:
        if isinstance(error, (BrokenPipeError, *through)):
            raise
        if os.environ.get("SIMULATOR_DEBUG") == "1":
            traceback.print_exception(error, file=sys.stderr)
        return InternalFault(item, reason(error))


def reason(error: Exception) -> str:
    """One sentence about an exception that nobody expected."""
    match error:
        case MemoryError():
            return "There is not enough memory for this."
        case RecursionError():
            return "Parts stand inside one another too deeply for the simulator."
        case OSError() if error.strerror:
            return f"The machine refused: {error.strerror}."
        case _:
            return f"Something went wrong inside the simulator ({type(error).__name__}); it is a fault of the program."
