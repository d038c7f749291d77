"""The entry: finds the command, runs it, and turns whatever goes wrong into one sentence and an exit code."""

import contextlib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NamedTuple

import click

from simulator import __version__

from .exits import ExitCode


class Lazy(NamedTuple):
    """A command that is imported when it is called."""

    where: str
    """``module:function``"""
    help: str


COMMANDS: Final[dict[str, Lazy]] = {
    "play": Lazy("simulator.cli.play:play", "Play a scenario, or open the library."),
    "list": Lazy("simulator.cli.list:list_", "List the scenarios."),
    "check": Lazy("simulator.cli.check:check", "Find what is wrong with scenarios and rubrics."),
    "walk": Lazy("simulator.cli.walk:walk", "Walk a scenario along given choices and show the scorecard."),
    "attempts": Lazy("simulator.cli.attempts:attempts", "List, show and export attempts."),
    "support": Lazy("simulator.cli.support:support", "Show where to find help."),
    "locate": Lazy("simulator.cli.locate:locate", "Show where documents and attempts are kept."),
    "schema": Lazy("simulator.cli.schema:schema", "Write the JSON Schemas that editors use."),
}
"""The commands in the order in which help lists them."""


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are called; its own help imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        lazy = COMMANDS.get(cmd_name)
        if lazy is None:
            return None
        module, _, function = lazy.where.partition(":")
        command = getattr(import_module(module), function)
        if not isinstance(command, click.Command):
            raise TypeError(f"{lazy.where} is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or fail with the name that is most like it."""
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            ctx.fail(f"There is no command “{name}”.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.help) for name, lazy in COMMANDS.items()])


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value:
        click.echo(f"simulator {__version__}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="Show the version."
)
def cli() -> None:
    """Practise peer mentoring in conversations that branch."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; how it ended. Never raises."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        result = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001  (the edge of the program: every fault ends in a sentence)
        return _explained(error)
    except KeyboardInterrupt as error:
        return _explained(error)
    return int(result) if isinstance(result, int) else ExitCode.WELL


def _run(arguments: list[str]) -> object:
    """Run a command; its own exceptions come through."""
    if "_SIMULATOR_COMPLETE" in os.environ:  # a shell asks how a line could go on
        return cli.main(arguments, "simulator")
    with cli.make_context("simulator", arguments) as context:
        return cli.invoke(context)


def _explained(error: BaseException) -> int:
    """Say in one sentence what went wrong; the exit code for it."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if os.environ.get("SIMULATOR_DEBUG") == "1":
        import traceback  # noqa: PLC0415

        with contextlib.suppress(OSError):
            traceback.print_exception(error)
    from simulator.store.errors import StoreError  # noqa: PLC0415  (loads nothing of the database)

    match error:
        case StoreError():
            _say(str(error))
            return ExitCode.ENVIRONMENT
        case click.exceptions.NoArgsIsHelpError():
            _say(error.format_message())
            return ExitCode.USAGE
        case click.UsageError():
            asked = f" See “{error.ctx.command_path} --help”." if error.ctx is not None else ""
            _say(f"{error.format_message()}{asked}")
            return ExitCode.USAGE
        case click.ClickException():
            _say(error.format_message())
            return error.exit_code
        case KeyboardInterrupt() | click.Abort():
            _say("Stopped.")
            return ExitCode.INTERRUPTED
        case BrokenPipeError():
            _close_stdout()
            _say("Whatever was reading the output stopped before the end.")
        case OSError():
            reason = error.strerror or "it did not say why"
            name = f" ({error.filename})" if isinstance(error.filename, str) else ""
            _say(f"The machine refused: {reason}{name}.")
        case MemoryError():
            _say("There is not enough memory for this.")
        case _:
            _say(f"Something went wrong inside the simulator ({type(error).__name__}); SIMULATOR_DEBUG=1 shows where.")
    return ExitCode.ENVIRONMENT


def _say(sentence: str) -> None:
    from simulator.report.visible import visible  # noqa: PLC0415

    with contextlib.suppress(OSError, ValueError):
        print(visible(sentence), file=sys.stderr, flush=True)


def _close_stdout() -> None:
    """Keep the interpreter from trying the broken output once more when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
