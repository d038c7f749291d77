"""`simulator schema`: writes the JSON Schemas that editors use."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.charset import write_document

if TYPE_CHECKING:
    from simulator.engine.rubric import Qualification, Rubric


@click.command
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each into a file of this folder; otherwise they are printed.",
)
@click.option(
    "--names/--no-names",
    default=True,
    help="Let editors offer the names of the library's clauses, breaches, moves, criteria and scenarios, too.",
    show_default=True,
)
def schema(into: Path | None, names: bool) -> None:
    """Write the JSON Schemas of scenarios, rubrics, qualifications, signposts, sampling plans and marks.

    An editor that knows a document's schema explains and completes keys and underlines mistakes while you type.
    It finds the schema by the document's first line.
    """
    from simulator.documents.editor.json_schema import modeline, schema_text  # noqa: PLC0415
    from simulator.documents.editor.names import offers  # noqa: PLC0415
    from simulator.documents.shapes import SHAPES  # noqa: PLC0415
    from simulator.files import make_folder, write  # noqa: PLC0415
    from simulator.report.words.sanitize import in_one_line  # noqa: PLC0415

    offered = offers(*_names()) if names else {}
    texts = {name: schema_text(name, offered) for name in SHAPES}
    if into is None:
        body = ",\n".join(f'"{name}": {text.rstrip()}' for name, text in texts.items())
        write_document(f"{{\n{body}\n}}\n")
        return
    make_folder(into)
    for name, text in texts.items():
        path = into / f"{name}.schema.json"
        write(path, text.encode(), only_file=True)
        click.echo(f"Wrote {in_one_line(str(path))}.", err=True)
    scenario = into.resolve().parent / "scenarios" / "any.yaml"
    line = in_one_line(modeline("scenario", scenario, into.resolve()))
    click.echo(f"In a folder scenarios beside it, a scenario begins with the line\n{line}", err=True)


def _names() -> tuple[dict[str, "Rubric"], "tuple[Qualification, ...]", dict[str, str]]:
    """The library's rubrics and qualifications that have no fault, and the titles of its scenarios."""
    from simulator.library import Library  # noqa: PLC0415

    library = Library()
    rubrics = {id_: rubric for id_, rubric in library.rubrics.items() if rubric is not None}
    return rubrics, library.qualifications, {entry.id: library.card(entry).title for entry in library.scenarios}
