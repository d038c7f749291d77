"""``simulator review standardised``: who marked which gold transcripts, and how far they agreed with the gold."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import code_here
from simulator.cli.shared.store_option import where
from simulator.report.views.standardisation import direction
from simulator.report.words.sanitize import in_one_line
from simulator.report.write.json_fields import fields_of
from simulator.review.quality.standardisation import Standardised
from simulator.store import store_to_read

if TYPE_CHECKING:
    from simulator.store import Store
    from simulator.store.streams import StreamEntry


@click.command()
@where
@click.option("--assessor", metavar="CODE", default="", help="Only this assessor’s.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def standardised(store_at: str | None, assessor: str, *, as_json: bool) -> None:
    """List who marked which gold transcripts, when, and how far they agreed with the gold."""
    with store_to_read(store_at) as store:
        assessor = assessor and code_here(store, assessor)
        found = [(noted, event) for noted, event in _standardisations(store) if assessor in ("", noted.by.code)]
    if as_json:
        click.echo(json.dumps([_plain(noted, event) for noted, event in found], indent=2))
    elif not found:
        click.echo("Nobody has marked gold transcripts here yet.", err=True)
    else:
        for noted, event in found:
            agreed = f"agrees on {event.agreed} of {len(event.judgements)}"
            line = f"{noted.at[:10]}  {in_one_line(noted.by.code)}  {in_one_line(event.name)}: {agreed}."
            click.echo(f"{line} {direction(event.judgements)}".rstrip())


def _standardisations(store: "Store") -> Iterator[tuple["StreamEntry", Standardised]]:
    for noted in store.centre.entries():
        if isinstance(noted.event, Standardised):
            yield noted, noted.event


def _plain(noted: "StreamEntry", event: Standardised) -> dict[str, object]:
    return {
        "at": noted.at,
        "assessor": noted.by.code,
        "set": event.name,
        "digest": event.digest,
        "agree": event.agreed,
        "of": len(event.judgements),
        "judgements": [
            fields_of(each, "transcript", "what", "ref", "given", "gold", "distance") for each in event.judgements
        ],
    }
