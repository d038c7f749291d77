"""``simulator attempts export``: attempts as one file that stands alone."""

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import code_here
from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.one_of_many import Batch
from simulator.cli.shared.reviewer import as_person, viewer_of, viewing
from simulator.cli.shared.store_option import where
from simulator.engine.events import Mode
from simulator.files import PRIVATE, write
from simulator.json_value import Json
from simulator.progress import counted
from simulator.report.words.sanitize import in_one_line
from simulator.review.people import Person
from simulator.sessions.exporting import exported
from simulator.store import store_to_read
from simulator.store.format.bundle import MAX_ATTEMPTS, bundle_of

if TYPE_CHECKING:
    from simulator.store import Store


@click.command()
@where
@as_person
@click.argument("attempt_ids", nargs=-1, metavar="[ID]...")
@click.option("--learner", metavar="CODE", help="Where none is named: only what this learner handed in.")
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="The file; otherwise stdout.")
@click.option("--without-answers", is_flag=True, help="Leave out what was written freely; the rest still verifies.")
def export(  # noqa: PLR0913  (one parameter an option)
    attempt_ids: tuple[str, ...],
    store_at: str | None,
    code: str | None,
    learner: str | None,
    target: Path | None,
    *,
    without_answers: bool,
) -> None:
    """Write attempts as one file that stands alone: events, review, hashes, exact texts, scorecard.

    The start of an attempt's id is enough. Where none is named, everything that is handed in is written. An assessor
    takes the file in with “simulator review take-in”. Of a review it holds what you may see, up to the first entry that
    you may not: where nobody says who they are, what the learner may.
    """
    batch = Batch()
    with store_to_read(store_at) as store:
        named = [store.attempts.find(each) for each in attempt_ids] or _handed_in(store, learner)
        chosen, viewer = tuple(dict.fromkeys(named)), viewing(store, code)
        tried = [
            batch.do(each, partial(_exported, store, each, viewer, texts=not without_answers))
            for each in counted(chosen, "Reading attempts")
        ]
    exports = [each for each in tried if each is not None]
    if batch.wrong and not exports:
        raise click.exceptions.Exit(ExitCode.ENVIRONMENT)
    if not exports:
        raise click.UsageError("Nothing is handed in that could be written; name an attempt by its id.")
    if len(exports) > MAX_ATTEMPTS:
        raise click.UsageError(f"One file holds at most {MAX_ATTEMPTS:,} attempts; name some of them, or a learner.")
    whole: Json = exports[0] if len(attempt_ids) == 1 else bundle_of(exports)
    text = json.dumps(whole, indent=1) + "\n"
    if target is None:
        click.echo(text, nl=False)
    else:
        write(target, text.encode(), PRIVATE)
        number = "1 attempt" if len(exports) == 1 else f"{len(exports)} attempts"
        click.echo(f"{number} written to {in_one_line(str(target))}.", err=True)
    raise click.exceptions.Exit(batch.code)


def _handed_in(store: "Store", learner: str | None) -> list[str]:
    found = store.attempts.all() if learner is None else store.attempts.of(code_here(store, learner))
    return [each.id for each in reversed(found) if each.mode is Mode.ASSESSMENT and each.review]


def _exported(store: "Store", attempt: str, viewer: Person | None, *, texts: bool) -> Json:
    return exported(store, attempt, viewer or viewer_of(store, attempt), texts=texts)
