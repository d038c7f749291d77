"""``simulator list``: the scenarios there are."""

import json

import click

from simulator.library import Library
from simulator.report.words.sanitize import in_one_line
from simulator.report.write.json_fields import fields_of


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(*, as_json: bool) -> None:
    """List the scenarios: id, title, what it is about."""
    library = Library()
    if library.own_is_missing:
        click.echo(f"Your organisation’s own folder is not there: {in_one_line(str(library.own))}", err=True)
    cards = [(entry, library.card(entry)) for entry in library.scenarios]
    if as_json:
        rows = [
            {
                "id": entry.id,
                **fields_of(card, "title", "summary"),
                "level": card.level or None,
                **fields_of(card, "stage", "setting", "kinds"),
                "minutes": card.minutes or None,
                "min_age": card.min_age or None,
                "notes": list(card.notes),
                "review": card.review if card.readable else None,
                "readable": card.readable,
                "origin": str(entry.origin),
                "file": str(entry.path),
            }
            for entry, card in cards
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    for entry, card in cards:
        if not card.readable:
            click.echo(f"{entry.id}: has faults and cannot be played; “simulator check {entry.id}” lists them")
            continue
        details = [f"level {card.level}" if card.level else "", f"{card.minutes} minutes" if card.minutes else ""]
        details += [f"from {card.min_age}" if card.min_age else ""]
        details += [in_one_line(card.stage), ", ".join(in_one_line(kind) for kind in card.kinds)]
        changed = " (a draft again: changed since it was reviewed)" if card.review == "changed" else ""
        click.echo(f"{entry.id}: {in_one_line(card.title)}{changed}")
        click.echo(f"    {in_one_line(card.summary)} ({'; '.join(part for part in details if part)})")
        if card.notes:
            click.echo(f"    Before you start: {'; '.join(in_one_line(note) for note in card.notes)}")
    if not cards:
        click.echo("There are no scenarios here.", err=True)
