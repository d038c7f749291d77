"""``simulator review actions``: what quality assurers asked for and is not done yet."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import code_here
from simulator.cli.shared.one_of_many import Batch
from simulator.cli.shared.reviewer import as_person, person_at
from simulator.cli.shared.store_option import where
from simulator.cli.shared.terminal import width
from simulator.report.words.columns import prose
from simulator.report.words.sanitize import in_one_line
from simulator.review.people import Person, Role
from simulator.store import store_to_read

if TYPE_CHECKING:
    from simulator.store import Store


@dataclass(frozen=True, slots=True)
class OpenAction:
    """One action that is asked for and not done."""

    attempt: str
    learner: str
    assessor: str
    qualification: str
    criterion: str
    action: str
    due: str
    asked_by: str
    asked_on: str


@click.command()
@where
@as_person
@click.option("--assessor", metavar="CODE", default="", help="Only those for this assessor.")
@click.option("--day", metavar="YYYY-MM-DD", help="As of this day; today, unless given.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def actions(store_at: str | None, code: str | None, assessor: str, day: str | None, *, as_json: bool) -> None:
    """List the actions that quality assurers asked for and that are not done, the overdue ones first."""
    from .quality_population import as_day  # noqa: PLC0415

    now = as_day(day)
    batch = Batch()
    with store_to_read(store_at) as store:
        viewer = person_at(store, code, Role.ASSESSOR, Role.QUALITY_ASSURER)
        assessor = assessor and code_here(store, assessor)
        found = [each for each in open_actions(store, viewer, batch) if assessor in ("", each.assessor)]
    if as_json:
        listed = [{**_plain(each), "overdue": _days_over(each, now) > 0} for each in found]
        click.echo(json.dumps(listed, indent=2))
        raise click.exceptions.Exit(batch.code)
    for each in found:
        over = _days_over(each, now)
        late = f"OVERDUE by {over} day{'' if over == 1 else 's'}, " if over > 0 else ""
        who = f"assessor {in_one_line(each.assessor)}, learner {in_one_line(each.learner) or '-'}"
        click.echo(f"{in_one_line(each.attempt)}  {late}due {each.due}  {in_one_line(each.criterion)}  {who}")
        told = f"{in_one_line(each.action)} (asked by {in_one_line(each.asked_by)} on {each.asked_on})"
        click.echo(prose(told, width(), "    "))
    overdue = sum(1 for each in found if _days_over(each, now) > 0)
    click.echo(f"{len(found) or 'No'} open action{'' if len(found) == 1 else 's'}, {overdue} overdue.", err=True)
    raise click.exceptions.Exit(batch.code)


def open_actions(store: "Store", viewer: Person, batch: Batch) -> list[OpenAction]:
    """Every open action that somebody may see, by the day it is due; a damaged attempt is told and left out."""
    return sorted(_open(store, viewer, batch), key=lambda each: (each.due, each.attempt, each.criterion))


def _open(store: "Store", viewer: Person, batch: Batch) -> Iterator[OpenAction]:
    from simulator.review.events import Checked  # noqa: PLC0415
    from simulator.store.queue import QueueFilter  # noqa: PLC0415

    from .quality_population import of_each_review  # noqa: PLC0415

    for item, review in of_each_review(store, viewer, batch, QueueFilter(action=True), bool, lambda review: review):
        for (qualification, criterion), entry in review.actions.items():
            event = entry.event
            if isinstance(event, Checked):
                yield OpenAction(
                    attempt=item.attempt.id,
                    learner=item.attempt.learner,
                    assessor=review.first.code,
                    qualification=qualification,
                    criterion=criterion,
                    action=event.action,
                    due=event.due,
                    asked_by=entry.by.code,
                    asked_on=entry.at[:10],
                )


def _days_over(each: OpenAction, now: date) -> int:
    return (now - date.fromisoformat(each.due)).days


def _plain(each: OpenAction) -> dict[str, str]:
    return {name: str(getattr(each, name)) for name in OpenAction.__slots__}
