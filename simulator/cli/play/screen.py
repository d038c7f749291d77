"""The full-screen interface, opened from the command line."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.library import Library


def full_screen(
    library: "Library | None" = None,
    store: str | None = None,
    scenario: str | None = None,
    attempt: str | None = None,
) -> int:
    """Open the interface, at a scenario or in an attempt if one is named; the exit code."""
    from simulator.library import Library  # noqa: PLC0415
    from simulator.store import open_store  # noqa: PLC0415
    from simulator.tui.app import run_library  # noqa: PLC0415
    from simulator.tui.shared.services import Services  # noqa: PLC0415

    services = Services(library or Library(), lambda: open_store(store))
    return run_library(services, scenario=scenario, attempt=attempt)
