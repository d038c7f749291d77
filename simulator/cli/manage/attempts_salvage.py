"""``simulator attempts salvage``: what still verifies of a damaged store, in a new one."""

from pathlib import Path

import click

from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.item_results import ItemResults
from simulator.cli.shared.store_option import where
from simulator.report.words.sanitize import in_one_line
from simulator.store import wrecked_store


@click.command()
@where
@click.option(
    "--to", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The new store’s file."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def salvage(store_at: str | None, target: Path, *, as_json: bool) -> None:
    """Take every attempt that verifies out of a damaged store into a new one; the old file is only read.

    With it go its exact texts, its review where that verifies, what was typed and not handed in, and who is who. Each
    attempt that could not be taken, or not with its review, is named with the reason. Ends with 1 where there is one.
    """
    import os  # noqa: PLC0415  (help needs none of this)

    from simulator.store import open_store  # noqa: PLC0415
    from simulator.store.format.chain import CENTRE  # noqa: PLC0415
    from simulator.store.salvage import salvage  # noqa: PLC0415

    if os.path.lexists(target):
        raise click.UsageError(f"There is something at {in_one_line(str(target))} already; name a file that is new.")
    outcomes = ItemResults(as_json=as_json)
    with wrecked_store(store_at) as old, open_store(str(target)) as new:
        for attempt, faults in salvage(old, new):
            name = "What concerns people and the centre" if attempt == CENTRE else in_one_line(attempt)
            for fault in faults[:1]:
                row: dict[str, object] = {"attempt": attempt, "rule": fault.rule, "message": fault.message}
                outcomes.add(row, f"{name}: {in_one_line(fault.message)} [{fault.rule}]")
        taken = len(new.attempts.ids())
    outcomes.close({"store": str(target), "attempts": taken}, "not_whole")
    told = "1 attempt was" if taken == 1 else f"{taken} attempts were"
    click.echo(f"{told} taken into {in_one_line(str(target))}.", err=True)
    raise click.exceptions.Exit(ExitCode.FINDINGS if outcomes.rows else ExitCode.WELL)
