"""What learners type and have not handed in: a small file for each attempt, in a folder beside a store that is a file.

It is kept several times a second while somebody types. In the store each time would wait for the disk and hold up
everybody else; a file of its own does neither. So it outlives a program that is killed, but need not
outlive a power cut.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from simulator.files import PRIVATE
from simulator.store.format.chain import sha256

from .errors import StoreVanished

ENDING: Final = ".drafts"
"""What the folder's name has after the store's."""


class DraftFiles:
    """The drafts beside one store; every method lets an ``OSError`` through."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._folder = store.with_name(store.name + ENDING)

    def read(self, attempt: str) -> Mapping[str, object] | None:
        """The columns of a draft as they were kept, unchecked; None where nothing is, none where it is damaged."""
        try:
            whole = (self._folder / _name(attempt)).read_bytes()
        except FileNotFoundError:
            return None
        if not whole.strip(b"\0"):  # a power cut can leave a name without what it stood for
            return None
        try:
            kept = json.loads(whole)
        except (ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def keep(self, attempt: str, columns: Mapping[str, object]) -> None:
        """Keep a draft; whoever is killed meanwhile leaves the one before, whole.

        Raises:
            StoreVanished: the store is not there any more.
            UnicodeEncodeError: something in it is no character.
        """
        whole = json.dumps(columns, ensure_ascii=False).encode()
        if not self._store.exists():
            raise StoreVanished(f"The store {self._store} was moved or deleted; put it back, or start again.")
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self._folder / _name(attempt)
        part = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as file:
            file.write(whole)
        part.replace(path)

    def forget(self, attempt: str) -> None:
        """Let go of a draft, and of what somebody who was killed left of it."""
        for path in self._folder.glob(_name(attempt).replace(".json", ".*")):
            path.unlink(missing_ok=True)


def _name(attempt: str) -> str:
    return f"{sha256(attempt)[:32]}.json"
