"""The queue of reviews on the full screen, opened from the command line."""

import os

import click

from simulator.cli.shared.reviewer import VARIABLE
from simulator.cli.shared.terminal import can_draw


def open_reviews(code: str | None, store: str | None) -> int:
    """Open the queue; the exit code.

    Raises:
        click.UsageError: there is no terminal to draw on.
    """
    if not can_draw():
        raise click.UsageError(
            "The queue needs a terminal to draw on; “simulator review --help” lists what works without one."
        )
    from simulator.library import Library  # noqa: PLC0415  (help needs none of this)
    from simulator.store import open_store  # noqa: PLC0415
    from simulator.tui.app import run  # noqa: PLC0415
    from simulator.tui.assessor.review_services import ReviewServices  # noqa: PLC0415
    from simulator.tui.shared.intents import SeeQueue  # noqa: PLC0415

    desk = ReviewServices(Library(), lambda: open_store(store), (code or os.environ.get(VARIABLE, "")).strip())
    return run(desk, SeeQueue(), title="Reviews")
