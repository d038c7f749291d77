"""``simulator support``: where real help is."""

import json
from dataclasses import asdict

import click

from simulator.cli.shared.terminal import tell
from simulator.library import Library
from simulator.report.views.anytime import support_page
from simulator.report.words.contacts import no_contacts


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def support(*, as_json: bool) -> None:
    """Show where to find real help, as your organisation has set it."""
    library = Library()
    if as_json:
        loaded = library.signposts()
        signposts = None if loaded is None else loaded.value
        told = {"set": False, "why": no_contacts(library)} if signposts is None else {"set": True, **asdict(signposts)}
        click.echo(json.dumps(told, indent=2))
        return
    tell(support_page(library))
