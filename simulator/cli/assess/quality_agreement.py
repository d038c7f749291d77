"""``simulator review agreement`` and ``overrides``: how far two markers agree, or one with the indicative levels."""

import json
from collections.abc import Sequence

import click

from simulator.cli.shared.codes import code_here
from simulator.cli.shared.one_of_many import Batch
from simulator.cli.shared.reviewer import as_person, person_at
from simulator.cli.shared.store_option import where
from simulator.cli.shared.terminal import say_page
from simulator.report.views.agreement import agreement_page, overrides_page
from simulator.report.write.agreement_json import agreement_json, overrides_json
from simulator.review.people import Role
from simulator.store import store_to_read


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
    from simulator.review.double_marking import compared  # noqa: PLC0415
    from simulator.store.queue import QueueFilter  # noqa: PLC0415

    from .quality_population import of_each_review  # noqa: PLC0415

    batch = Batch()
    with store_to_read(store_at) as store:
        viewer = person_at(store, code, Role.ASSESSOR, Role.QUALITY_ASSURER)
        marker = marker and code_here(store, marker)
        wanted = QueueFilter(scenario=scenario, marker=marker)
        both = of_each_review(store, viewer, batch, wanted, lambda summary: summary.second, compared)
        found = tuple(each for _, each in both if marker in ("", each.first, each.second))
    known = {pair.ref for each in found for pair in each.pairs if pair.what == "clauses"}
    _refuse_unknown(clauses, sorted(known))
    if as_json:
        click.echo(json.dumps(agreement_json(found, clauses), indent=2))
    elif not found:
        click.echo("No attempt has been signed by two markers yet.", err=True)
    else:
        say_page(agreement_page(found, clauses))
    raise click.exceptions.Exit(batch.code)


def _refuse_unknown(clauses: Sequence[str], known: Sequence[str]) -> None:
    from simulator.documents.yaml.problems import nearest  # noqa: PLC0415

    for clause in clauses:
        if known and clause not in known:
            near = nearest(clause, known)
            hint = f" Did you mean “{near}”?" if near else ""
            raise click.UsageError(f"No two markers decided the clause “{clause}”.{hint}")


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
    from simulator.review.double_marking import beside_the_machine  # noqa: PLC0415
    from simulator.store.queue import QueueFilter  # noqa: PLC0415

    from .quality_population import of_each_review  # noqa: PLC0415

    batch = Batch()
    with store_to_read(store_at) as store:
        viewer = person_at(store, code, Role.ASSESSOR, Role.QUALITY_ASSURER)
        marker = marker and code_here(store, marker)
        wanted = QueueFilter(scenario=scenario, marker=marker)
        own = of_each_review(store, viewer, batch, wanted, lambda summary: summary.first, beside_the_machine)
        found = tuple(pairs for item, pairs in own if marker in ("", item.review.first))
    if as_json:
        click.echo(json.dumps(overrides_json(found), indent=2))
    elif not found:
        click.echo("Nothing is signed yet.", err=True)
    else:
        say_page(overrides_page(found))
    raise click.exceptions.Exit(batch.code)
