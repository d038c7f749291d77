"""The commands as one group, each imported when it is called."""

from collections.abc import Mapping
from importlib import import_module

import click

from simulator import __version__

from .commands import COMMANDS, HELP, PEOPLE, REVIEW, Lazy


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are called; its own help imports none."""

    lazy: Mapping[str, Lazy] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        del ctx
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        lazy = self.lazy.get(cmd_name)
        if lazy is None:
            return None
        module, _, function = lazy.where.partition(":")
        command = getattr(import_module(f"simulator.cli.{module}"), function)
        if not isinstance(command, click.Command):
            raise TypeError(f"{lazy.where} is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or fail with the name that is most like it."""
        name = args[0] if args else ""
        if name and name not in self.lazy and not name.startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415

            near = get_close_matches(name, self.lazy, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            ctx.fail(f"There is no command “{name}”.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.help) for name, lazy in self.lazy.items()])


class WholeProgram(LazyGroup):
    """All commands, with the page of help as it stands."""

    def get_help(self, ctx: click.Context) -> str:
        """The page of help, without importing a command."""
        del ctx
        return HELP


class ReviewGroup(LazyGroup):
    """What assessors and quality assurers do."""

    lazy = REVIEW


class PeopleGroup(LazyGroup):
    """What is held about people."""

    lazy = PEOPLE


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value:
        click.echo(f"simulator {__version__}")
        ctx.exit()


@click.group(cls=WholeProgram, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="Show the version."
)
def cli() -> None:
    """Practise peer mentoring in conversations that branch."""
