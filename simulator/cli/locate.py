"""``simulator locate``: where things are."""

import json

import click

from simulator.library import Library
from simulator.report.visible import in_one_line


@click.command()
@click.option("--store", metavar="FILE", help="Where attempts are kept, if not in the usual place.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def locate(store: str | None, *, as_json: bool) -> None:
    """Show where scenarios, the organisation's own folder, signposts and attempts are."""
    from simulator.store.place import place_of  # noqa: PLC0415

    library = Library()
    places = {
        "scenarios": str(library.shipped / "scenarios"),
        "rubrics": str(library.shipped / "rubrics"),
        "own": str(library.own),
        "signposts": str(library.signposts_path),
        "attempts": str(place_of(store)),
    }
    if as_json:
        click.echo(json.dumps(places, ensure_ascii=False, indent=2))
        return
    labels = {
        "scenarios": "Scenarios that came with the program",
        "rubrics": "Code of conduct and qualifications",
        "own": "Your organisation’s own folder (scenarios/, rubrics/)"
        + (", not there" if library.own_is_missing else ""),
        "signposts": "Your organisation’s contacts",
        "attempts": "Attempts",
    }
    for name, place in places.items():
        click.echo(f"{labels[name]}: {in_one_line(place)}")
