"""The preview of one file, as an application of its own: it begins with the file and not with the library."""

from typing import TYPE_CHECKING, Any, NoReturn

from textual.screen import Screen

from simulator.store.errors import StoreError
from simulator.tui.app import SimulatorApp
from simulator.tui.author.preview import PreviewScreen
from simulator.tui.shared.services import Services

if TYPE_CHECKING:
    from simulator.authoring.workbench import Session
    from simulator.library import Library


class PreviewApp(SimulatorApp):
    """The terminal interface at a file that is being written."""

    def __init__(self, library: "Library", session: "Session", *, watch: bool = True, told: str = "") -> None:
        super().__init__(Services(library, _no_store))
        self.session = session
        self._watch = watch
        self._told = told

    def get_default_screen(self) -> Screen[Any]:
        """The file is where everything begins and comes back to."""
        return PreviewScreen(self.services, self.session, watch=self._watch, told=self._told)


def _no_store() -> NoReturn:
    raise StoreError("A preview keeps no attempts.")


def run(library: "Library", session: "Session", told: str = "") -> int:
    """Open the preview; ``told`` is said at the beginning.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended it.
    """
    app = PreviewApp(library, session, told=told)
    app.run()
    return app.return_code or 0
