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
    from simulator.tui.app import run  # noqa: PLC0415

    return run(library or Library(), lambda: open_store(store), scenario=scenario, attempt=attempt)
