"""``simulator preview``: a scenario is played while it is being written."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.hindered import Hindered
from simulator.cli.shared.terminal import can_draw

if TYPE_CHECKING:
    from simulator.authoring.playthrough import SetStep, Way
    from simulator.library import Library


@click.command()
@click.argument("file")
@click.option("--at", "scene", metavar="SCENE", help="Begin in this scene.")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="NAME=VALUE",
    help="Begin with this value of a variable, a fact or a duty, such as trust=2. May be given more than once.",
)
@click.option(
    "--choose",
    "chosen",
    multiple=True,
    metavar="CHOICES",
    help='Choose these first, in order and with commas between, as for walk: "honest-limits, listen".',
)
@click.pass_context
def preview(ctx: click.Context, file: str, scene: str | None, values: tuple[str, ...], chosen: tuple[str, ...]) -> None:
    """Play a scenario while you write it.

    FILE is a scenario's file, or the name of a scenario in the library. Keep it open in your editor: whenever you save
    it, it is played again along the way you chose, and what is wrong with it is told beside the conversation. Jump to
    any scene, set any value, look inside. Nothing is kept as an attempt.
    """
    from simulator.library import Library  # noqa: PLC0415  (help needs none of this)

    library = Library()
    path = _scenario_file(file, library)
    way = _first_way(scene, values, chosen)
    if not can_draw():
        raise click.UsageError(
            "A preview needs a terminal to draw on. Without one, “simulator check --watch” tells what is wrong "
            "whenever you save, and “simulator walk” walks along choices."
        )
    ctx.exit(_run(path, library, way))


def _run(path: Path, library: "Library", way: "Way") -> int:
    from simulator.authoring.playthrough import JumpStep, SetStep, how_far  # noqa: PLC0415
    from simulator.authoring.reading import read_file  # noqa: PLC0415
    from simulator.authoring.workbench import Workbench  # noqa: PLC0415
    from simulator.tui.app import run  # noqa: PLC0415
    from simulator.tui.shared.intents import PreviewScenario  # noqa: PLC0415
    from simulator.tui.shared.services import Services  # noqa: PLC0415

    bench = Workbench(path, read_file(path, library), way)
    told = ""
    if bench.playable is not None and bench.rehearsal.fault is not None:
        if isinstance(way[bench.rehearsal.held], JumpStep | SetStep):
            raise click.UsageError(bench.rehearsal.fault.alone())
        told = how_far(bench.rehearsal, changed=False)
    code = run(Services(library), PreviewScenario(bench, told))
    if code == ExitCode.WELL and bench.playable is not None:
        back = _way_back(path, bench.rehearsal.taken)
        if back:
            click.echo(f"To come back here: {back}", err=True)
    return code


def _way_back(path: Path, way: "Way") -> str:
    """The line that begins a preview with these steps; empty where there are none, or none can."""
    from simulator.authoring.playthrough import ChoiceStep, FormStep, JumpStep, SetStep, written_steps  # noqa: PLC0415
    from simulator.library import shown  # noqa: PLC0415
    from simulator.report.words.witness import quoted, steps  # noqa: PLC0415

    puts = tuple(step for step in way if isinstance(step, SetStep))
    jumps = tuple(step for step in way if isinstance(step, JumpStep))
    played = tuple(step for step in way if isinstance(step, ChoiceStep | FormStep))
    if not way or len(jumps) > 1 or (*puts, *jumps, *played) != way:
        return ""
    parts = ["simulator preview", quoted(shown(path))]
    parts += [f"--set {quoted(f'{step.name}={step.value}')}" for step in puts]
    parts += [f"--at {quoted(step.scene)}" for step in jumps]
    parts += [f"--choose {quoted(steps(written_steps(played)))}"] if played else []
    return " ".join(parts)


def _scenario_file(given: str, library: "Library") -> Path:
    """The file that is meant, which is there and means to be a scenario; it may be full of faults.

    Raises:
        click.UsageError: there is no such file, or it is something else.
        Hindered: the machine does not give it out.
    """
    from simulator.documents.yaml.source import Source, open_source  # noqa: PLC0415
    from simulator.library import DocumentKind, kind_of  # noqa: PLC0415

    if not given.strip():
        raise click.UsageError("The path is empty; name a scenario's file.")
    path = Path(given)
    entry = library.find(given)
    if entry is not None and not path.exists():
        path = entry.path
    source = open_source(path, given)
    if not isinstance(source, Source):
        raise _unreadable(given, path, library, source.message)
    kind = kind_of(source)
    if kind is not DocumentKind.SCENARIO:
        raise click.UsageError(f"“{given}” is {kind.in_words}; a preview plays scenarios.")
    return path


def _unreadable(given: str, path: Path, library: "Library", reason: str) -> Exception:
    if path.is_dir():
        return click.UsageError(f"“{given}” is a folder; name one scenario's file in it.")
    if path.exists() or path.is_symlink():
        return Hindered(f"“{given}” cannot be read. {reason}")
    near = library.suggestion(path.stem)
    meant = near is not None and len(path.parts) == 1
    hint = f"Did you mean “{near}”?" if meant else "“simulator new” makes one to begin with."
    return click.UsageError(f"There is no file “{given}”. {hint}")


def _first_way(scene: str | None, values: Sequence[str], chosen: Sequence[str]) -> "Way":
    """The steps to begin with: values, then the scene that is entered with them, then choices."""
    from simulator.authoring.playthrough import JumpStep, steps_of  # noqa: PLC0415
    from simulator.cli.shared.steps import chosen_steps  # noqa: PLC0415

    jumped = (JumpStep(scene),) if scene is not None else ()
    return (*map(_put, values), *jumped, *steps_of(chosen_steps(chosen)))


def _put(given: str) -> "SetStep":
    from simulator.authoring.playthrough import SetStep  # noqa: PLC0415

    name, equals, value = given.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise click.UsageError(f"“{given}” sets nothing; write it as NAME=VALUE, such as trust=2.")
    return SetStep(name.strip(), value.strip())
