"""``simulator graph``: a scenario's scenes and what leads where, as a picture, for other programs, or in words."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.charset import write_document
from simulator.cli.shared.completion import scenario_names
from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.one_scenario import one_scenario, tell_errors
from simulator.cli.shared.terminal import can_draw

if TYPE_CHECKING:
    from simulator.analysis.structure import Structure
    from simulator.authoring.reading import Playable
    from simulator.library import Library

ENDINGS: Final = {
    ".svg": "svg",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".txt": "outline",
    ".graphml": "graphml",
    ".json": "json",
}
"""What a file is meant to be, by the end of its name."""


@click.command()
@click.argument("scenario", shell_complete=scenario_names)
@click.option(
    "--format",
    "form",
    type=click.Choice(["mermaid", "dot", "svg", "outline", "graphml", "json"]),
    help="svg is a picture; mermaid and dot are drawn by other programs; outline is in words; graphml and json "
    "(node-link) are for programs that reckon with graphs. "
    "Otherwise what the file's name ends with says it; else mermaid.",
)
@click.option("--output", metavar="FILE", help="Write a file, whole or not at all; otherwise standard output.")
@click.option(
    "--labels",
    type=click.Choice(["id", "text"]),
    default="id",
    help="What stands at the choices: their ids, or what is said, shortened.",
)
@click.option("--browse", is_flag=True, help="Read the outline on the full screen and follow where choices lead.")
@click.pass_context
def graph(  # noqa: PLR0913  (one parameter an option)
    ctx: click.Context, scenario: str, *, form: str | None, output: str | None, labels: str, browse: bool
) -> None:
    """Draw a scenario: every scene, every choice, and what leads where.

    SCENARIO is a scenario's id (see “simulator list”) or its file. Unsafe ways, endings and duties are marked.

    Ends with 1 where the document has errors, and tells them; it is drawn all the same if only a walkthrough does not
    hold.
    """
    if browse and (form or output):
        raise click.UsageError("--browse reads on the screen; it goes with neither --format nor --output.")
    if browse and not can_draw():
        raise click.UsageError("--browse needs a terminal to draw on; “--format outline” writes the same in words.")
    form = form or _form_of(output)
    from simulator.library import Library  # noqa: PLC0415  (help needs none of this)

    library = Library()
    reading = one_scenario(library, scenario, "drawn")
    wrong = tell_errors(reading)
    if reading.playable is None:
        ctx.exit(ExitCode.FINDINGS)
    if browse:
        ctx.exit(_browse(library, reading.playable))
    _write(_drawn(reading.playable, form, with_words=labels == "text"), form, output)
    ctx.exit(ExitCode.FINDINGS if wrong else ExitCode.WELL)


def _form_of(output: str | None) -> str:
    """What a file's name asks for."""
    suffix = Path(output).suffix.lower() if output is not None else ""
    if suffix and suffix not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise click.UsageError(f"“{output}” does not say what to write; say it with --format, or end it with {known}.")
    return ENDINGS.get(suffix, "mermaid")


# Drawing --------------------------------------------------------------------------------------------------------------


def _drawn(playable: "Playable", form: str, *, with_words: bool) -> str:
    from simulator.analysis.structure import structure  # noqa: PLC0415

    made = structure(playable.scenario, playable.rubric)
    match form:
        case "svg":
            from simulator.report.graph.svg import svg  # noqa: PLC0415

            return svg(made, with_words=with_words)
        case "dot":
            from simulator.report.graph.dot import dot  # noqa: PLC0415

            return dot(made, with_words=with_words)
        case "graphml":
            from simulator.analysis.scene_graph import graphml  # noqa: PLC0415

            return graphml(made)
        case "json":
            from simulator.analysis.scene_graph import node_link  # noqa: PLC0415

            return node_link(made)
        case "outline":
            from simulator.report.write.outline_text import outline_text  # noqa: PLC0415

            return outline_text(made)
        case _:
            return _mermaid(made, with_words=with_words)


def _mermaid(made: "Structure", *, with_words: bool) -> str:
    from simulator.report.graph.mermaid import MOST_ARROWS, MOST_TEXT, mermaid, too_large  # noqa: PLC0415

    text = mermaid(made, with_words=with_words)
    if too_large(made, text):
        limits = f"{MOST_ARROWS} arrows and {MOST_TEXT:,} characters"
        click.echo(f"Mermaid draws at most {limits} as it comes; “--format svg” has no such limit.", err=True)
    return text


def _browse(library: "Library", playable: "Playable") -> int:
    from simulator.tui.app import run  # noqa: PLC0415
    from simulator.tui.shared.intents import BrowseOutline  # noqa: PLC0415
    from simulator.tui.shared.services import Services  # noqa: PLC0415

    return run(Services(library), BrowseOutline(playable.scenario, playable.rubric))


# Writing --------------------------------------------------------------------------------------------------------------


def _write(text: str, form: str, output: str | None) -> None:
    if output is None:
        if form == "outline":  # words for a person, wherever they read them
            click.echo(text, nl=False)
        else:
            write_document(text)
        return
    from simulator.files import write  # noqa: PLC0415

    path = Path(output)
    if not output.strip() or path.is_dir():
        raise click.UsageError(f"“{output}” is not the name of a file.")
    write(path, text.encode())
    click.echo(f"Wrote {path}.", err=True)
