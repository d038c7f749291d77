"""``simulator people export``, ``erase``, ``hold``, ``lift`` and ``retention``: what is held about somebody."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import code_here
from simulator.cli.shared.one_of_many import Batch
from simulator.cli.shared.reviewer import as_person, person_at, viewing
from simulator.cli.shared.store_option import where
from simulator.files import PRIVATE, write
from simulator.report.words.sanitize import in_one_line
from simulator.report.write.json_fields import fields_of
from simulator.review.centre import Ground
from simulator.review.people import Person, Role
from simulator.review.permissions import ReviewRefused
from simulator.sessions import personal_data
from simulator.store import existing_store, store_to_read

if TYPE_CHECKING:
    from simulator.store import Store

YEAR_DAYS = 365


@click.command()
@where
@as_person
@click.argument("whose", metavar="CODE")
@click.option("--without-answers", is_flag=True, help="Leave out their name and what was written freely.")
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="The file; otherwise stdout.")
def export(whose: str, code: str | None, store_at: str | None, target: Path | None, *, without_answers: bool) -> None:
    """Write everything that is held about somebody, as JSON: attempts, reviews, drafts, holds.

    It holds scores of assessments that are not released; each says so under “result_released”. Of reviews it holds what
    you may see: a quality assurer all of it, the person themselves and whoever says no code up to the handing in.
    """
    with store_to_read(store_at) as store:
        whose = code_here(store, whose)
        by = viewing(store, code) or Person(whose, Role.LEARNER)
        try:
            found = personal_data.about(store, whose, by, texts=not without_answers)
        except ReviewRefused as error:
            raise click.UsageError(str(error)) from error
    text = json.dumps(found, indent=1) + "\n"
    if target is None:
        click.echo(text, nl=False)
    else:
        write(target, text.encode(), PRIVATE)
    batch = Batch()
    for attempt, why in personal_data.unreadable_in(found):
        batch.tell(f"{attempt}: {why}")
    raise click.exceptions.Exit(batch.code)


@click.command()
@where
@as_person
@click.argument("whose", metavar="CODE")
@click.option("--yes", is_flag=True, help="Erase without asking.")
def erase(whose: str, code: str | None, store_at: str | None, *, yes: bool) -> None:
    """Erase somebody's name and everything that was written freely in their attempts and reviews, for good.

    What was chosen, marked and decided stays under their code; every hash and signature still verifies. Files that were
    exported, and copies of the store, are not reached.
    """
    with existing_store(store_at) as store:
        whose = code_here(store, whose)
        by = _by(store, code, whose)
        if not yes:
            told = f"Erase the name of “{in_one_line(whose)}”, and all they and their assessors wrote freely, for good?"
            click.confirm(told, abort=True, err=True)
        try:
            number = personal_data.erase(store, by, datetime.now(UTC), whose)
        except ReviewRefused as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"Erased, in {number} attempt{'' if number == 1 else 's'}.", err=True)


@click.command()
@where
@as_person
@click.argument("whose", metavar="CODE")
@click.option("--reference", required=True, help="Where the reason is written down, such as a case number.")
def hold(whose: str, code: str | None, store_at: str | None, reference: str) -> None:
    """Keep everything about somebody as it is, for a legal reason, until the hold is lifted."""
    with existing_store(store_at) as store:
        by = person_at(store, code, Role.QUALITY_ASSURER)
        whose = code_here(store, whose)
        try:
            personal_data.hold(store, by, datetime.now(UTC), whose, reference)
        except ReviewRefused as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"A legal hold stands on “{in_one_line(whose)}”.", err=True)


@click.command()
@where
@as_person
@click.argument("whose", metavar="CODE")
def lift(whose: str, code: str | None, store_at: str | None) -> None:
    """Lift a legal hold."""
    with existing_store(store_at) as store:
        by = person_at(store, code, Role.QUALITY_ASSURER)
        whose = code_here(store, whose)
        try:
            personal_data.lift(store, by, datetime.now(UTC), whose)
        except ReviewRefused as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"The legal hold on “{in_one_line(whose)}” is lifted.", err=True)


@click.command()
@where
@as_person
@click.option("--years", type=click.IntRange(0, 100), help="How long is long enough, in years.")
@click.option("--days", type=click.IntRange(0, 36_500), help="The same in days.")
@click.option("--erase", "really", is_flag=True, help="Erase what is due; without it, it is only said.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def retention(  # noqa: PLR0913  (one parameter an option)
    *, code: str | None, store_at: str | None, years: int | None, days: int | None, really: bool, as_json: bool
) -> None:
    """Say whose data was kept long enough, and erase it if you say so.

    How long is long enough is for your centre and its awarding organisation to decide. Who is under a legal hold, and
    whose review is not finished, is left alone and named.
    """
    if (years is None) == (days is None):
        raise click.UsageError("Say how long is long enough: --years or --days.")
    before = datetime.now(UTC) - timedelta(days=days if days is not None else (years or 0) * YEAR_DAYS)
    batch = Batch()
    with existing_store(store_at) as store:
        by = person_at(store, code, Role.QUALITY_ASSURER)
        done = [(each, _retained(store, by, each, batch, really=really)) for each in personal_data.due(store, before)]
    if as_json:
        click.echo(json.dumps([_due_json(each, what) for each, what in done], indent=2))
    for each, what in () if as_json else done:
        told = f"{what}, {each.kept_because}" if each.kept_because else what
        click.echo(f"{in_one_line(each.code)}  {each.attempts} attempts, the last on {each.last_at:%Y-%m-%d}: {told}")
    if not done:
        click.echo("Nobody's data was kept for as long as that.", err=True)
    raise click.exceptions.Exit(batch.code)


def _retained(store: "Store", by: Person, due: personal_data.Due, batch: Batch, *, really: bool) -> str:
    """What becomes of the data of somebody who is due, in a word or two."""
    if due.kept_because:
        return "kept"
    if not really:
        return "would be erased"
    erase_one = partial(personal_data.erase, store, by, datetime.now(UTC), due.code, Ground.KEPT_LONG_ENOUGH)
    done = batch.do(f"{in_one_line(due.code)} is not erased", erase_one)
    return "not erased" if done is None else "erased"


def _due_json(due: personal_data.Due, what: str) -> dict[str, object]:
    return {
        "learner": due.code,
        **fields_of(due, "attempts", "last_at"),
        "what": what,
        "why": due.kept_because,
    }


def _by(store: "Store", code: str | None, whose: str) -> Person:
    """Who erases: a quality assurer, or the learner themselves."""
    if code is not None and store.people.recognise(code).code == whose and store.people.find(whose) is None:
        return Person(whose, Role.LEARNER)
    return person_at(store, code)
