"""``simulator portfolio``: what one learner has shown for an award, and what was decided."""

import json
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import tell_also
from simulator.cli.shared.one_of_many import Batch, tell_damaged
from simulator.cli.shared.store_option import where
from simulator.cli.shared.terminal import page_width
from simulator.store import store_to_read

if TYPE_CHECKING:
    from simulator.engine.rubric import Qualification
    from simulator.store.store import Store


@click.command()
@where
@click.argument("learner", required=False, metavar="[LEARNER]")
@click.option("--qualification", metavar="ID", help="Only this qualification.")
@click.option("--names", "with_names", is_flag=True, help="The name beside the code, where the store knows it.")
@click.option(
    "--most", type=click.IntRange(1), default=3, show_default=True, help="How many lines to tell for each criterion."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, with every line.")
def portfolio(  # noqa: PLR0913  (one for each option)
    *,
    store_at: str | None,
    learner: str | None,
    qualification: str | None,
    with_names: bool,
    most: int,
    as_json: bool,
) -> None:
    """Show the criteria of each award with what bears on them, first try against last, and what was decided.

    LEARNER is a code; it may be left out where only one learner has attempts. An assessment that is not released shows
    that it was handed in, and nothing more.
    """
    from simulator.cohort.json_documents import portfolio_json  # noqa: PLC0415
    from simulator.cohort.portfolio import portfolio_of  # noqa: PLC0415  (help needs none of this)
    from simulator.cohort.portfolio_view import portfolio_report  # noqa: PLC0415
    from simulator.report.write.text import report_lines  # noqa: PLC0415

    awards = _qualifications(qualification)
    with store_to_read(store_at) as store:
        code = _learner(store, learner)
        found = portfolio_of(store, code, awards)
        person = store.people.find(code) if with_names and code else None
    batch = Batch()
    batch.tell_all(found.faults)
    tell_damaged(found.damaged)
    if as_json:
        click.echo(json.dumps(portfolio_json(found), indent=2))
    else:
        report = portfolio_report(found, "" if person is None else person.name, most=most)
        for line in report_lines(report, width=page_width()):
            click.echo(line)
    raise click.exceptions.Exit(batch.code)


def _qualifications(wanted: str | None) -> "tuple[Qualification, ...]":
    from simulator.library import Library  # noqa: PLC0415

    known = Library().qualifications
    found = tuple(each for each in known if wanted in (None, each.id))
    if wanted is not None and not found:
        names = ", ".join(f"“{each.id}”" for each in known)
        raise click.UsageError(f"There is no qualification “{wanted}”; there are {names}.")
    return found


def _learner(store: "Store", given: str | None) -> str:
    """The code that is meant.

    Raises:
        click.UsageError: nobody has this code, or more than one could be meant.
    """
    from simulator.cohort.portfolio import learners_in  # noqa: PLC0415
    from simulator.review.codes import hint, recognise  # noqa: PLC0415

    codes = learners_in(store)
    if given is None and len(codes) == 1:
        return codes[0]
    if not codes:
        raise click.UsageError("No attempts are kept here yet.")
    named = [each or "(no code, written as '')" for each in codes]
    few = ", ".join(named[:8]) + (" and others" if len(named) > 8 else "")
    if given is None:
        raise click.UsageError(f"Several learners have attempts here; name one: {few}.")
    found = recognise(given, codes)
    if found.code not in codes:
        few = "" if found.perhaps else f" There are {few}."
        raise click.UsageError(f"No attempt here has the learner’s code “{found.code}”.{hint(found)}{few}")
    tell_also(found)
    return found.code
