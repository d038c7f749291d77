"""Tells when files were written, for whoever keeps up with somebody who is writing."""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import Final, TypeAlias

import watchfiles

RING: Final = 10
"""How long nothing must change before the system's word of it is passed on, in milliseconds."""

PATIENCE: Final = 100
"""The longest wait while something goes on changing, in milliseconds."""

PAUSE: Final = 500
"""How often it looks whether the folders are still the same, in milliseconds."""

GLANCE: Final = 0.5
"""How often files are looked at unasked, in seconds: some drives tell of no changes."""

STEP: Final = 0.05
"""How long nothing must be written before a file is read, in seconds: an editor saves in several steps."""

MOST_STEPS: Final = 8
"""How often that is waited for while somebody writes on and on."""

Stamp: TypeAlias = tuple[int, int, int, int]
"""What differs once a file was written, replaced or made readable."""


class Watcher:
    """Watches files; ``connection`` is readable once something happened in their folders.

    It listens in a thread and may ring for nothing; where the system tells of no changes it stays silent. So whoever
    waits for it looks now and then (``GLANCE``) whether files have ``changed``.
    """

    def __init__(self, files: Callable[[], Iterable[Path]], folders: Callable[[], Iterable[Path]]) -> None:
        """Watch whatever files, in whatever folders, there are each time that one looks."""
        self._files = files
        self._folders = folders
        self._stamps = self._stamped()
        self.connection, self._rope = Pipe(duplex=False)
        self._over = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def changed(self) -> bool:
        """Whether anything was written since the last time; it waits until nobody writes any more."""
        while self.connection.poll():
            self.connection.recv_bytes()
        stamps = self._stamped()
        if stamps == self._stamps:
            return False
        for _ in range(MOST_STEPS):
            time.sleep(STEP)
            before, stamps = stamps, self._stamped()
            if before == stamps:
                break
        self._stamps = stamps
        return True

    def wait(self) -> bool:
        """Wait until something was written; False where it was closed instead."""
        while not self._over.is_set():
            wait([self.connection], GLANCE)
            if self.changed():
                return not self._over.is_set()
        return False

    def close(self) -> None:
        """Listen no more."""
        self._over.set()
        self._listener.join(2)
        self._rope.send_bytes(b"!")

    def _stamped(self) -> dict[Path, Stamp | None]:
        return {path: stamped(path) for path in self._files()}

    def _listen(self) -> None:
        while not self._over.is_set():
            folders = _standing(self._folders())
            try:
                if not folders:
                    raise FileNotFoundError
                for changes in watchfiles.watch(
                    *(path for path, _ in folders),
                    watch_filter=None,
                    debounce=PATIENCE,
                    step=RING,
                    stop_event=self._over,
                    rust_timeout=PAUSE,
                    yield_on_timeout=True,
                    recursive=False,
                    ignore_permission_denied=True,
                ):
                    if changes:
                        self._rope.send_bytes(b"!")
                    if _standing(self._folders()) != folders:
                        break
            except (OSError, RuntimeError):  # nothing is there, or the system cannot listen
                self._over.wait(PAUSE / 1000)


def stamped(path: Path) -> Stamp | None:
    """What tells whether a file was written to; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _standing(folders: Iterable[Path]) -> frozenset[tuple[Path, int]]:
    """The folders that there are; one that was made anew counts as another."""
    found = []
    for folder in folders:
        with suppress(OSError):
            if folder.is_dir():
                found.append((folder, folder.stat().st_ino))
    return frozenset(found)
