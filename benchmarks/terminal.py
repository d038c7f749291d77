"""A program in a pseudo-terminal, and when its screen stood still: measured from outside, read afterwards.

What arrives is only stamped with its time while the clock runs; a terminal emulator reads it once the program is quiet.
"""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Final, NamedTuple

import pyte

COLUMNS: Final = 100
ROWS: Final = 30
ANSWERS: Final = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}
"""What a terminal answers when it is asked what it can do."""


class Settled(NamedTuple):
    """When a screen stood, in seconds from the start of the clock."""

    first: float
    """Something that can be seen changed."""
    painted: float
    """Every row that has text in the end had some."""
    still: float
    """Nothing that can be seen changed any more."""


class Terminal:
    """A running program and its screen."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.fd = ours
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
        )
        os.close(theirs)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.fd)

    def press(self, keys: bytes) -> None:
        """Press keys, and start the clock."""
        self.begun = time.perf_counter()
        os.write(self.fd, keys)

    def settle(self, quiet: float = 0.5, limit: float = 60.0) -> Settled:
        """Wait until nothing has come for so long, and tell when what could be seen.

        Raises:
            RuntimeError: nothing that can be seen changed.
        """
        seen: list[tuple[float, tuple[str, ...]]] = []
        before = self.rows()
        for at, chunk in self._gather(quiet, limit):
            self.stream.feed(chunk)
            if self.rows() != before:
                before = self.rows()
                seen.append((at - self.begun, before))
        if not seen:
            raise RuntimeError(f"the screen did not change:\n{self.text()}")
        written = [number for number, row in enumerate(before) if row]
        painted = next(at for at, rows in seen if all(rows[number] for number in written))
        return Settled(seen[0][0], painted, seen[-1][0])

    def rows(self) -> tuple[str, ...]:
        """What stands on the screen, row by row."""
        return tuple(row.rstrip() for row in self.screen.display)

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.rows())

    def _gather(self, quiet: float, limit: float) -> list[tuple[float, bytes]]:
        chunks: list[tuple[float, bytes]] = []
        while time.perf_counter() - self.begun < limit:
            ready, _, _ = select.select([self.fd], [], [], quiet if chunks else limit)
            if not ready:
                break
            try:
                chunk = os.read(self.fd, 1 << 16)
            except OSError:  # the program closed its end
                break
            chunks.append((time.perf_counter(), chunk))
            for question, answer in ANSWERS.items():
                if question in chunk:
                    os.write(self.fd, answer)
        return chunks
