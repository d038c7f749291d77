"""``simulator class``: a class at a glance."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.charset import write_document
from simulator.cli.shared.codes import codes_here, tell_alike
from simulator.cli.shared.hindered import Hindered
from simulator.cli.shared.one_of_many import Batch, tell_damaged
from simulator.cli.shared.store_option import where
from simulator.cli.shared.terminal import page_width
from simulator.engine.events import Mode
from simulator.store import store_to_read

if TYPE_CHECKING:
    from simulator.cohort.gather import AttemptFilter
    from simulator.cohort.values import Cohort
    from simulator.store.store import Store

MOST: Final = 5
"""How many points and decisions of a scenario are told unless more are asked for."""


@click.command("class")
@where
@click.option("--scenario", metavar="ID", default="", help="Only this scenario.")
@click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice([str(mode) for mode in Mode]),
    help="Only attempts of this mode.",
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only attempts begun on this day or later (UTC).")
@click.option(
    "--group",
    metavar="CODES|FILE",
    help="Only these learners: codes with commas, in which * stands for anything, or a file with one code a line.",
)
@click.option("--names", "with_names", is_flag=True, help="Names beside the codes, where the store knows them.")
@click.option(
    "--with-unreleased", is_flag=True, help="Results of assessments that are not released to the learner, too."
)
@click.option("--attempts", "every", is_flag=True, help="A row for every attempt, not first against last.")
@click.option(
    "--most", type=click.IntRange(1), default=MOST, show_default=True, help="How many points and decisions to tell."
)
@click.option("--html", metavar="FILE", help="Write a page; - is standard output.")
@click.option("--csv", metavar="FILE", help="Write a table for a spreadsheet; - is standard output.")
@click.option("--parquet", metavar="FILE", help="Write the same table as Parquet (needs the extra “tables”).")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--browse", is_flag=True, help="On the full screen.")
def class_(  # noqa: PLR0913  (one for each option)
    *,
    store_at: str | None,
    scenario: str,
    modes: tuple[str, ...],
    since: datetime | None,
    group: str | None,
    most: int,
    html: str | None,
    csv: str | None,
    parquet: str | None,
    with_names: bool,
    with_unreleased: bool,
    every: bool,
    as_json: bool,
    browse: bool,
) -> None:
    """Show a class: levels by learner and clause, mistakes to talk about, the hardest decisions, first against last.

    Learners are told by code. Assessments that are not released stay held back unless you ask for them.
    """
    if sum((bool(html), bool(csv), bool(parquet), as_json, browse)) > 1:
        raise click.UsageError("Ask for one of --html, --csv, --parquet, --json and --browse.")
    from simulator.cohort.cohort import cohort_of  # noqa: PLC0415  (help needs none of this)
    from simulator.cohort.gather import AttemptFilter  # noqa: PLC0415

    named = None if group is None else codes(group)
    wanted = AttemptFilter(
        scenario=scenario,
        modes=frozenset(map(Mode, modes)) or frozenset(Mode),
        since=None if since is None else since.replace(tzinfo=UTC),
        learners=named,
        with_unreleased=with_unreleased,
    )
    with store_to_read(store_at) as store:
        if named is not None:
            wanted = replace(wanted, learners=tuple(_of_group(store, named)))
        if browse:
            _browse(store, wanted, with_names=with_names)
            return
        found = cohort_of(store, wanted)
        names = names_in(store) if with_names else {}
    batch = Batch()
    batch.tell_all(found.faults)
    tell_damaged(found.damaged)
    if named is None:
        tell_alike(found.learners)
    if html is not None:
        _page(found, names, html, most)
    elif csv is not None:
        _sheet(found, names, csv)
    elif parquet is not None:
        _parquet(found, names, parquet)
    elif as_json:
        from simulator.cohort.json_documents import class_json  # noqa: PLC0415

        click.echo(json.dumps(class_json(found, names), indent=2))
    else:
        _lines(found, names, most, every=every)
    raise click.exceptions.Exit(batch.code)


def codes(group: str) -> tuple[str, ...]:
    """The learners' codes that an option names, or that stand in a file.

    Raises:
        click.UsageError: there are none, or the file cannot be read.
    """
    path = Path(group)
    try:
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"The group’s file “{group}” cannot be read as text.") from error
    given = [line.partition("#")[0] for line in text.splitlines()] if text else group.split(",")
    found = tuple(each.strip() for each in given if each.strip())
    if not found:
        raise click.UsageError("The group names no learner’s code.")
    return found


def _of_group(store: "Store", named: Iterable[str]) -> Iterator[str]:
    """The codes of a group as they are kept; one that nobody has is told, and so is one that another’s looks like."""
    for each in named:
        if any(sign in each for sign in "*?["):
            yield each
        else:
            yield from codes_here(store, [each])


def names_in(store: "Store") -> dict[str, str]:
    """The names that a store knows, by code."""
    return {each.code: each.name for each in store.people.all() if each.name}


def _lines(cohort: "Cohort", names: dict[str, str], most: int, *, every: bool) -> None:
    from simulator.cohort.class_view import class_report  # noqa: PLC0415
    from simulator.cohort.words import notes  # noqa: PLC0415
    from simulator.report.write.text import report_lines  # noqa: PLC0415

    if cohort.scenarios:
        lines = report_lines(class_report(cohort, names, most=most, every=every), width=page_width(), apart=2)
    else:
        click.echo("No attempt that has ended is among these.", err=True)
        lines = notes(cohort)
    for line in lines:
        click.echo(line)


def _page(cohort: "Cohort", names: dict[str, str], target: str, most: int) -> None:
    from simulator.cohort.class_view import class_report  # noqa: PLC0415
    from simulator.report.write.html import html_of  # noqa: PLC0415

    made = f"Made on {datetime.now(UTC):%d %B %Y at %H:%M} UTC."
    _give(target, html_of(class_report(cohort, names, most=most, made=made)))


def _sheet(cohort: "Cohort", names: dict[str, str], target: str) -> None:
    from simulator.cohort.tables import COLUMNS, rows  # noqa: PLC0415
    from simulator.report.write.csv_cells import MARK, csv_text  # noqa: PLC0415

    _give(target, csv_text(COLUMNS, rows(cohort, names)), mark=MARK)


def _parquet(cohort: "Cohort", names: dict[str, str], target: str) -> None:
    from simulator.cohort.tables import NoTables, parquet  # noqa: PLC0415

    try:
        data = parquet(cohort, names)
    except NoTables as error:
        raise Hindered(str(error)) from error
    _save(target, data)


def _give(target: str, text: str, *, mark: str = "") -> None:
    """Write a text to a file, after ``mark``, or to standard output where the name is ``-``."""
    if target == "-":
        write_document(text)
    else:
        _save(target, (mark + text).encode("utf-8", "backslashreplace"))


def _save(target: str, data: bytes) -> None:
    """Write a file whole or not at all; a new one, with learners' results in it, can be read by its owner alone.

    Raises:
        NotSaved: the machine did not allow it.
    """
    from simulator.files import PRIVATE, write  # noqa: PLC0415

    write(Path(target), data, PRIVATE)
    click.echo(f"Written to {target}.", err=True)


def _browse(store: "Store", wanted: "AttemptFilter", *, with_names: bool) -> None:
    from simulator.cli.shared.terminal import can_draw  # noqa: PLC0415
    from simulator.cohort.cohort import cohort_of  # noqa: PLC0415
    from simulator.library import Library  # noqa: PLC0415
    from simulator.tui.app import run  # noqa: PLC0415
    from simulator.tui.shared.intents import SeeClass  # noqa: PLC0415
    from simulator.tui.shared.services import Services  # noqa: PLC0415

    if not can_draw():
        raise click.UsageError("--browse needs a terminal that can draw; without it the same is told in lines.")
    raise click.exceptions.Exit(
        run(Services(Library(), store), SeeClass(cohort_of(store, wanted), names_in(store) if with_names else {}))
    )
