"""``simulator attempts appeal``: a learner who disagrees with a released result says so."""

import click

from simulator.cli.shared.reviewer import as_person, viewer_of, viewing
from simulator.cli.shared.store_option import where
from simulator.review.permissions import ReviewRefused
from simulator.sessions.appeals import appeal as appealed
from simulator.store import existing_store


@click.command()
@where
@as_person
@click.argument("attempt_id", metavar="ID")
@click.option("--grounds", metavar="TEXT", help="Why, in your own words; asked for where it is not given.")
def appeal(attempt_id: str, store_at: str | None, code: str | None, grounds: str | None) -> None:
    """Appeal against a released result. The start of the attempt's id is enough.

    Somebody who had no part in the result reads everything and decides. Where nobody says who they are, it is the
    learner's own appeal; an assessor or a quality assurer writes one down for them with --as.
    """
    with existing_store(store_at) as store:
        attempt = store.attempts.find(attempt_id)
        by = viewing(store, code) or viewer_of(store, attempt)
        if grounds is None:
            grounds = click.prompt("Why do you appeal, in your own words?", err=True)
        try:
            appealed(store, attempt, by, grounds.strip())
        except ReviewRefused as error:
            raise click.UsageError(str(error)) from error
        (*_, made) = (each for each in store.reviews.entries(attempt) if each.by.code == by.code)
    click.echo(f"Appealed, dated {made.at[:10]}. Somebody who had no part in the result decides it.", err=True)
