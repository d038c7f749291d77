"""The entry: finds the command, runs it, and turns whatever goes wrong into one sentence and an exit code."""

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from simulator.cli.shared.charset import prepare
from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.terminal import can_draw

from .commands import HELP


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; how it ended. Never raises."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        prepare(stream)
    try:
        result = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001  (the edge of the program: every fault ends in a sentence)
        return _explained(error)
    except KeyboardInterrupt as error:
        return _explained(error)
    return int(result) if isinstance(result, int) else ExitCode.WELL


def _open_closed_streams() -> None:
    """Give the program somewhere to read and write where the shell has closed its streams."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  (for as long as the program runs)
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def _run(arguments: list[str]) -> object:
    """Run a command; its own exceptions come through. The commonest calls take the shortest way."""
    if arguments in (["--help"], ["-h"]):
        print(HELP)
        return ExitCode.WELL
    if arguments == ["play"] and can_draw():
        from simulator.cli.play.screen import full_screen  # noqa: PLC0415

        return full_screen()
    from .group import cli  # noqa: PLC0415

    if "_SIMULATOR_COMPLETE" in os.environ:  # a shell asks how a line could go on
        return cli.main(arguments, "simulator")
    from simulator.cli.shared.progress import told_progress  # noqa: PLC0415
    from simulator.waiting import shown  # noqa: PLC0415

    with told_progress(), shown(_say_waiting()), cli.make_context("simulator", arguments) as context:
        return cli.invoke(context)


def _say_waiting() -> Callable[[float], None]:
    """Says once that the store is waited for; that it goes on is seen."""
    from simulator.waiting import SENTENCE  # noqa: PLC0415

    told: list[float] = []

    def say(waited: float) -> None:
        if waited and not told:
            _say(SENTENCE)
        told[:] = [waited] if waited else []

    return say


def _explained(error: BaseException) -> int:
    """Say in one sentence what went wrong; the exit code for it."""
    import click  # noqa: PLC0415

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if os.environ.get("SIMULATOR_DEBUG") == "1":
        import traceback  # noqa: PLC0415

        with contextlib.suppress(OSError):
            traceback.print_exception(error)
    from simulator.files import NotSaved  # noqa: PLC0415
    from simulator.settings import SettingsRefused  # noqa: PLC0415
    from simulator.store.errors import NoSuchAttempt, StoreError  # noqa: PLC0415  (loads nothing of the database)

    match error:
        case NoSuchAttempt():
            _say(str(error))
            return ExitCode.USAGE
        case StoreError() | SettingsRefused() | NotSaved():
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
    from simulator.report.words.sanitize import visible  # noqa: PLC0415

    with contextlib.suppress(OSError, ValueError):
        print(visible(sentence), file=sys.stderr, flush=True)


def _close_stdout() -> None:
    """Keep the interpreter from trying the broken output once more when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
