"""``simulator attempts hand-in``: an assessment that has ended goes to the assessor."""

from datetime import UTC, datetime

import click

from simulator.cli.shared.codes import tell_also
from simulator.cli.shared.store_option import where
from simulator.review.permissions import ReviewRefused
from simulator.sessions.hand_in import DECLARATION, hand_in
from simulator.store import existing_store


@click.command("hand-in")
@where
@click.argument("attempt_id", metavar="ID")
@click.option("--declare", is_flag=True, help="Declare it your own work without being asked.")
@click.option("--note", metavar="TEXT", default="", help="Something that your assessor should know.")
def hand_in_(attempt_id: str, store_at: str | None, note: str, *, declare: bool) -> None:
    """Hand an assessment in, once it has ended. The start of its id is enough."""
    with existing_store(store_at) as store:
        attempt = store.attempts.find(attempt_id)
        tell_also(store.people.recognise(store.attempts.summary(attempt).learner))
        declared = declare or click.confirm(f"{DECLARATION} Do you declare this and hand it in?", err=True)
        try:
            hand_in(store, attempt, datetime.now(UTC), declared=declared, note=note)
        except ReviewRefused as error:
            raise click.UsageError(str(error)) from error
    click.echo("Handed in.", err=True)
