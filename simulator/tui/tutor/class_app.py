"""A class at a glance, as an application of its own."""

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from simulator.cohort.cohort import cohort_of
from simulator.tui.app import SimulatorApp
from simulator.tui.shared.services import Services
from simulator.tui.tutor.class_screen import ClassScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.cohort.gather import Wanted
    from simulator.cohort.values import Cohort
    from simulator.library import Library
    from simulator.store.store import Store


class ClassApp(SimulatorApp):
    """The terminal interface at a class."""

    def __init__(self, library: "Library", store: "Store", cohort: "Cohort", names: "Mapping[str, str]") -> None:
        super().__init__(Services(library, store))
        self._cohort = cohort
        self._names = names

    def get_default_screen(self) -> Screen[Any]:
        """The class is where everything begins; leaving it leaves the program."""
        return _Only(self.services, self._cohort, self._names)


class _Only(ClassScreen):
    """A class with nothing below it."""

    def leave(self) -> None:
        """Close the program."""
        self.app.exit(return_code=0)


def run(library: "Library", store: "Store", wanted: "Wanted", names: "Mapping[str, str]") -> int:
    """Open the class.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended it.

    Raises:
        StoreError: the attempts cannot be read.
    """
    app = ClassApp(library, store, cohort_of(store, wanted), names)
    app.run()
    return app.return_code or 0
