"""The outline of one scenario, as an application of its own."""

from typing import TYPE_CHECKING, Any, NoReturn

from textual.screen import Screen

from simulator.store.errors import StoreError
from simulator.tui.app import SimulatorApp
from simulator.tui.author.outline import OutlineScreen
from simulator.tui.shared.services import Services

if TYPE_CHECKING:
    from simulator.engine.rubric import Rubric
    from simulator.engine.scenario import Scenario
    from simulator.library import Library


class OutlineApp(SimulatorApp):
    """The terminal interface at a scenario's outline."""

    def __init__(self, library: "Library", scenario: "Scenario", rubric: "Rubric") -> None:
        super().__init__(Services(library, _no_store))
        self._scenario = scenario
        self._rubric = rubric

    def get_default_screen(self) -> Screen[Any]:
        """The outline is where everything begins; leaving it leaves the program."""
        return OnlyOutline(self.services, self._scenario, self._rubric)


class OnlyOutline(OutlineScreen):
    """An outline with nothing below it."""

    def leave(self) -> None:
        """Close the program."""
        self.app.exit(return_code=0)


def _no_store() -> NoReturn:
    raise StoreError("An outline keeps no attempts.")


def run(library: "Library", scenario: "Scenario", rubric: "Rubric") -> int:
    """Open the outline.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended it.
    """
    app = OutlineApp(library, scenario, rubric)
    app.run()
    return app.return_code or 0
