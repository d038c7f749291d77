"""What the screens work with: the library, and the store, opened when it is first needed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from simulator.settings import Setting, chosen

if TYPE_CHECKING:
    from simulator.library import Library
    from simulator.store import AttemptSummary, Store


class Services:
    """The library and the store. Opening a database takes longer than drawing a screen, so it waits until asked.

    Where no attempts are kept, as while a scenario is written, there is no store.
    """

    def __init__(self, library: "Library", store: "Store | Callable[[], Store] | None" = None) -> None:
        self.library = library
        self._store: Store | Callable[[], Store] = store or _no_store
        self._opens_it = callable(self._store)
        self.shared = False
        """Whether the program is served to several people, and asks each who they are."""
        self.sitting = ""
        """The code of who sits here, once that was asked."""

    @property
    def store(self) -> "Store":
        """The store.

        Raises:
            StoreError: it cannot be opened.
        """
        if callable(self._store):
            self._store = self._store()
        return self._store

    @property
    def learner(self) -> str:
        """The code under which attempts are begun where nobody gives another; empty where none is set.

        Raises:
            SettingsRefused: a settings file cannot be followed.
        """
        return self.sitting if self.shared else chosen(Setting.LEARNER).value

    def attempts(self) -> "tuple[AttemptSummary, ...]":
        """The attempts that may be seen from here, the newest first: where several are served, those of who sits here.

        Raises:
            StoreError: they cannot be read.
        """
        if not self.shared:
            return self.store.attempts.all()
        return self.store.attempts.of(self.sitting) if self.sitting else ()

    def close(self) -> None:
        """Let go of the store, if it was opened here."""
        if self._opens_it and not callable(self._store):
            self._store.close()


def _no_store() -> NoReturn:
    from simulator.store.errors import StoreError  # noqa: PLC0415

    raise StoreError("Nothing is kept here: there is no store.")
