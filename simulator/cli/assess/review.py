"""``simulator review``: the assessor's house. Without a command it opens the queue on the full screen."""

import click

from simulator.cli.group import ReviewGroup


@click.group(cls=ReviewGroup, invoke_without_command=True)
@click.option("--as", "code", metavar="CODE", help="Who you are; otherwise what SIMULATOR_PERSON says.")
@click.option("--store", "store_at", metavar="FILE", help="The store; otherwise what SIMULATOR_STORE says.")
@click.pass_context
def review(ctx: click.Context, code: str | None, store_at: str | None) -> None:
    """Review what was handed in: read, mark, decide, sign, release.

    Without a command it opens the queue on the full screen.
    """
    if ctx.invoked_subcommand is not None:
        # what was said before the command's name is said for the command
        given = {name: value for name, value in (("code", code), ("store_at", store_at)) if value is not None}
        ctx.default_map = {ctx.invoked_subcommand: given}
        return
    from .screen import open_reviews  # noqa: PLC0415

    ctx.exit(open_reviews(code, store_at))
