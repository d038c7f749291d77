"""``simulator support``: where real help is."""

import click

from simulator.library import Library

from .plain.pages import support_lines
from .terminal import say


@click.command()
def support() -> None:
    """Show where to find real help, as your organisation has set it."""
    for line in support_lines(Library()):
        say(line)
