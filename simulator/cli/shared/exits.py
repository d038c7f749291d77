"""What the commands' exit codes mean."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    WELL = 0
    """It did what was asked; at most there were warnings."""
    FINDINGS = 1
    """It ran, and found errors in what it was given."""
    USAGE = 2
    """It was called in a way that it does not understand."""
    ENVIRONMENT = 3
    """The machine did not let it: no permission, no space, nothing to write to, or a fault of the program."""
    INTERRUPTED = 130
    """Somebody stopped it from the keyboard."""
