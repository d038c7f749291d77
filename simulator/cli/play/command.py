"""``simulator play``: the conversation, full-screen where that can be shown, in plain lines elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import new_person_option
from simulator.cli.shared.completion import scenario_names
from simulator.cli.shared.terminal import can_draw
from simulator.engine.events import Mode
from simulator.settings import Setting, chosen

from .screen import full_screen

if TYPE_CHECKING:
    from simulator.library import Library

    from .beginning import PlayRequest


@click.command()
@click.argument("scenario", required=False, shell_complete=scenario_names)
@click.option("--plain", is_flag=True, help="Numbered lines on standard input and output; nothing is redrawn.")
@click.option(
    "--mode",
    type=click.Choice([str(mode) for mode in Mode]),
    help="How to play in plain lines: practice (the default) with coaching after each choice; rehearsal; assessment.",
)
@click.option("--new", is_flag=True, help="Begin again, even where an attempt is unfinished or was assessed.")
@click.option("--attempt", metavar="ID", help="Continue this attempt. The start of its id is enough.")
@click.option(
    "--learner",
    metavar="CODE",
    default="",
    help="Your learner code, kept with the attempt; otherwise what SIMULATOR_LEARNER or a settings file says.",
)
@new_person_option
@click.option(
    "--store", metavar="FILE", help="Where attempts are kept; otherwise what SIMULATOR_STORE says, or your data folder."
)
@click.pass_context
def play(  # noqa: PLR0913  (one parameter an option)
    ctx: click.Context,
    scenario: str | None,
    *,
    plain: bool,
    mode: str | None,
    new: bool,
    attempt: str | None,
    learner: str,
    new_person: bool,
    store: str | None,
) -> None:
    """Play a scenario, or open the library.

    SCENARIO is a scenario's id (see “simulator list”). An unfinished attempt is continued where it was.
    """
    from simulator.library import Library  # noqa: PLC0415  (help needs none of this)

    library = Library()
    if scenario is not None and attempt is not None:
        raise click.UsageError("Name a scenario or an attempt, not both.")
    if new and attempt is not None:
        raise click.UsageError("An attempt is continued, or a new one begun; not both.")
    if scenario is not None:
        scenario = known_scenario(library, scenario)
    drawn = can_draw() and not plain
    if drawn and (new or mode is not None or learner or new_person):
        raise click.UsageError(
            "--mode, --new, --learner and --new-person go with --plain; on the full screen, the brief asks for them."
        )
    if drawn:
        ctx.exit(full_screen(library, store, scenario, attempt))
    if attempt is None:
        learner = chosen(Setting.LEARNER, learner).value
    from .beginning import PlayRequest  # noqa: PLC0415

    asked = PlayRequest(scenario, attempt, Mode(mode) if mode else None, new, learner, new_person)
    ctx.exit(_plain(library, store, asked))


def known_scenario(library: "Library", given: str) -> str:
    """The id of a scenario of the library, also where it was given as the path of its file.

    Raises:
        click.UsageError: there is none; it says which one is meant perhaps.
    """
    name = given
    entry = library.find(name)
    if entry is None and given.endswith((".yaml", ".yml")):
        name = Path(given).stem
        entry = library.find(name)
        if entry is not None and entry.path.resolve() != Path(given).resolve():
            entry = None
    if entry is not None:
        return entry.id
    if Path(given).is_file():
        raise click.UsageError(_elsewhere(library, given))
    near = library.suggestion(name)
    hint = f" Did you mean “{near}”?" if near else " “simulator list” shows what there is."
    raise click.UsageError(f"There is no scenario “{given}” in the library.{hint}")


def _elsewhere(library: "Library", given: str) -> str:
    """What to do with a file that is not in the library."""
    from simulator.report.words.sanitize import in_one_line  # noqa: PLC0415
    from simulator.report.words.witness import quoted  # noqa: PLC0415

    line = in_one_line(f"simulator preview {quoted(given)}")
    return (
        f"“{in_one_line(given)}” is not in the library. “{line}” plays it as you write it. "
        f"To play it as a learner does, put it into {in_one_line(str(library.own / 'scenarios'))}."
    )


def _plain(library: "Library", store_at: str | None, asked: "PlayRequest") -> int:
    from simulator.engine.play import Refused  # noqa: PLC0415
    from simulator.store import open_store  # noqa: PLC0415

    from .sitting import Plain  # noqa: PLC0415

    try:
        with open_store(store_at) as store:
            return Plain(library, store, store_at).run(asked)
    except Refused as error:
        raise click.UsageError(str(error)) from error
