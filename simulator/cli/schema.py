"""`simulator schema`: writes the JSON Schemas that editors use."""

from pathlib import Path

import click


@click.command
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each into a file of this folder; otherwise they are printed.",
)
def schema(into: Path | None) -> None:
    """Write the JSON Schemas of scenarios, rubrics, qualifications and signposts.

    An editor that knows a document's schema explains and completes keys and underlines mistakes while you type.
    It finds the schema by the document's first line.
    """
    from simulator.documents.schema import SHAPES, modeline, schema_text  # noqa: PLC0415
    from simulator.report.visible import in_one_line  # noqa: PLC0415

    if into is None:
        body = ",\n".join(f'"{name}": {schema_text(name).rstrip()}' for name in SHAPES)
        click.echo(f"{{\n{body}\n}}")
        return
    into.mkdir(parents=True, exist_ok=True)
    for name in SHAPES:
        path = into / f"{name}.schema.json"
        path.write_text(schema_text(name), encoding="utf-8")
        click.echo(f"Wrote {in_one_line(str(path))}.", err=True)
    scenario = into.resolve().parent / "scenarios" / "any.yaml"
    line = in_one_line(modeline("scenario", scenario, into.resolve()))
    click.echo(f"In a folder scenarios beside it, a scenario begins with the line\n{line}", err=True)
