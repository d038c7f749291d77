"""``simulator review agreement``: how far first and second markers agree, in counts first."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import code_here
from simulator.cli.shared.one_of_many import Batch
from simulator.cli.shared.reviewer import as_person, person_at
from simulator.cli.shared.store_option import read_store, where
from simulator.cli.shared.terminal import say_page
from simulator.report.views.agreement import agreement_page
from simulator.report.write.agreement_json import agreement_json
from simulator.review.people import Person, Role

if TYPE_CHECKING:
    from simulator.review.double_marking import Compared
    from simulator.store import Store


@click.command()
@where
@as_person
@click.option("--clause", "clauses", metavar="ID", multiple=True, help="Only this clause; more than one may be named.")
@click.option("--scenario", metavar="ID", default="", help="Only attempts at this scenario.")
@click.option("--marker", metavar="CODE", default="", help="Only what this assessor marked, first or second.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def agreement(  # noqa: PLR0913  (one parameter an option)
    store_at: str | None, code: str | None, clauses: tuple[str, ...], scenario: str, marker: str, *, as_json: bool
) -> None:
    """Show how far two markers of the same attempts agree.

    What counts is what each had signed before either could see the other's marks; what they agreed on afterwards does
    not.
    """
    batch = Batch()
    with read_store(store_at) as store:
        viewer = person_at(store, code, Role.ASSESSOR, Role.QUALITY_ASSURER)
        marker = marker and code_here(store, marker)
        found = tuple(second_marked(store, viewer, batch, scenario, marker))
    known = {pair.ref for each in found for pair in each.pairs if pair.what == "clauses"}
    _refuse_unknown(clauses, sorted(known))
    if as_json:
        click.echo(json.dumps(agreement_json(found, clauses), indent=2))
    elif not found:
        click.echo("No attempt has been signed by two markers yet.", err=True)
    else:
        say_page(agreement_page(found, clauses))
    raise click.exceptions.Exit(batch.code)


def second_marked(
    store: "Store", viewer: Person, batch: Batch, scenario: str = "", marker: str = ""
) -> Iterator["Compared"]:
    """Every attempt that two markers signed, side by side, as far as somebody may see it.

    One that is damaged is told and left out.
    """
    from simulator.review.double_marking import compared  # noqa: PLC0415
    from simulator.sessions.dossier import shown_review  # noqa: PLC0415
    from simulator.store.queue import QueueFilter  # noqa: PLC0415

    from .quality_population import reviews  # noqa: PLC0415

    def pair_of(attempt: str, learner: str) -> "Compared | None":
        return compared(shown_review(store, attempt, learner, viewer))

    for item in reviews(store, batch, QueueFilter(scenario=scenario, marker=marker)):
        of = item.attempt
        pair = batch.do(of.id, partial(pair_of, of.id, of.learner)) if item.review.second else None
        if pair is not None and marker in ("", pair.first, pair.second):
            yield pair


def _refuse_unknown(clauses: Sequence[str], known: Sequence[str]) -> None:
    from simulator.documents.yaml.problems import nearest  # noqa: PLC0415

    for clause in clauses:
        if known and clause not in known:
            near = nearest(clause, known)
            hint = f" Did you mean “{near}”?" if near else ""
            raise click.UsageError(f"No two markers decided the clause “{clause}”.{hint}")
