"""``simulator people``: who is who, and what is held about them."""

import click

from simulator.cli.group import PeopleGroup


@click.group(cls=PeopleGroup)
def people() -> None:
    """Say who is who; hand over or erase what is held about somebody.

    People go by codes. A name is optional, and is kept apart so that it can be erased.
    """
