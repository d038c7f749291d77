"""What ends a command because the machine, or what is installed, does not let it."""

import click

from simulator.cli.shared.exits import ExitCode


class Hindered(click.ClickException):
    """A file that cannot be read or written, or something that is not installed; the message is one sentence."""

    exit_code = ExitCode.ENVIRONMENT
