"""Rings when something in some folders may have changed."""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path
from typing import Final

import watchfiles

STEP: Final = 10
"""How long nothing must change before it rings, in milliseconds."""

PATIENCE: Final = 100
"""The longest wait while something goes on changing, in milliseconds."""

PAUSE: Final = 500
"""How often it looks whether the folders are still the same, in milliseconds."""


class Bell:
    """Listens to folders in a thread; ``connection`` is readable once something happened in them.

    It may ring for nothing, and where the system tells of no changes it stays silent.
    """

    def __init__(self, holders: Callable[[], Iterable[Path]]) -> None:
        self._holders = holders
        self.connection, self._rope = Pipe(duplex=False)
        self._over = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def hush(self) -> None:
        """Have it ring only for what happens from now on."""
        while self.connection.poll():
            self.connection.recv_bytes()

    def close(self) -> None:
        """Listen no more."""
        self._over.set()
        self._listener.join(2)

    def _listen(self) -> None:
        while not self._over.is_set():
            folders = _standing(self._holders())
            try:
                if not folders:
                    raise FileNotFoundError
                for changes in watchfiles.watch(
                    *(path for path, _ in folders),
                    watch_filter=None,
                    debounce=PATIENCE,
                    step=STEP,
                    stop_event=self._over,
                    rust_timeout=PAUSE,
                    yield_on_timeout=True,
                    recursive=False,
                    ignore_permission_denied=True,
                ):
                    if changes:
                        self._rope.send_bytes(b"!")
                    if _standing(self._holders()) != folders:
                        break
            except (OSError, RuntimeError):  # nothing is there, or the system cannot listen
                self._over.wait(PAUSE / 1000)


def _standing(folders: Iterable[Path]) -> frozenset[tuple[Path, int]]:
    """The folders that there are; one that was made anew counts as another."""
    found = []
    for folder in folders:
        with suppress(OSError):
            if folder.is_dir():
                found.append((folder, folder.stat().st_ino))
    return frozenset(found)
