"""The terminal while somebody plays in lines: Ctrl+S freezes nothing; afterwards it is as it was."""

import contextlib
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def never_frozen() -> Iterator[None]:
    """Take Ctrl+S and Ctrl+Q their power to stop and start the terminal, and give it back however this ends."""
    try:
        import termios  # noqa: PLC0415  (Windows has none)

        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
    except (ImportError, OSError, ValueError):
        yield
        return
    except termios.error:  # it is no terminal
        yield
        return
    flowing = [before[0] & ~termios.IXON, *before[1:]]
    with contextlib.suppress(termios.error, OSError):
        termios.tcsetattr(terminal, termios.TCSANOW, flowing)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error, OSError):  # the terminal may be gone
            termios.tcsetattr(terminal, termios.TCSANOW, before)
