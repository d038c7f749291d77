"""``simulator review overrides``: how often assessors settle a clause at another level than the indicative one."""

import json
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import code_here
from simulator.cli.shared.one_of_many import Batch
from simulator.cli.shared.reviewer import as_person, person_at
from simulator.cli.shared.store_option import read_store, where
from simulator.cli.shared.terminal import say_page
from simulator.report.views.agreement import overrides_page
from simulator.report.write.agreement_json import overrides_json
from simulator.review.people import Person, Role

if TYPE_CHECKING:
    from simulator.review.double_marking import Pair
    from simulator.store import Store


@click.command()
@where
@as_person
@click.option("--scenario", metavar="ID", default="", help="Only attempts at this scenario.")
@click.option("--marker", metavar="CODE", default="", help="Only what this assessor settled as first marker.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def overrides(store_at: str | None, code: str | None, scenario: str, marker: str, *, as_json: bool) -> None:
    """Show how often assessors settle a clause at another level than the indicative one, and in which direction.

    Only what a first marker has signed counts.
    """
    batch = Batch()
    with read_store(store_at) as store:
        viewer = person_at(store, code, Role.ASSESSOR, Role.QUALITY_ASSURER)
        marker = marker and code_here(store, marker)
        found = tuple(settled(store, viewer, batch, scenario, marker))
    if as_json:
        click.echo(json.dumps(overrides_json(found), indent=2))
    elif not found:
        click.echo("Nothing is signed yet.", err=True)
    else:
        say_page(overrides_page(found))
    raise click.exceptions.Exit(batch.code)


def settled(
    store: "Store", viewer: Person, batch: Batch, scenario: str = "", marker: str = ""
) -> Iterator[tuple["Pair", ...]]:
    """The clauses of every signed attempt that somebody may see, each as the indicative level and what was settled.

    An attempt that is damaged is told and left out.
    """
    from simulator.review.double_marking import beside_the_machine  # noqa: PLC0415
    from simulator.sessions.dossier import shown_review  # noqa: PLC0415
    from simulator.store.queue import QueueFilter  # noqa: PLC0415

    from .quality_population import reviews  # noqa: PLC0415

    def pairs_of(attempt: str, learner: str) -> tuple["Pair", ...]:
        return beside_the_machine(shown_review(store, attempt, learner, viewer))

    for item in reviews(store, batch, QueueFilter(scenario=scenario, marker=marker)):
        if item.review.first and marker in ("", item.review.first):
            pairs = batch.do(item.attempt.id, partial(pairs_of, item.attempt.id, item.attempt.learner))
            if pairs:
                yield pairs
