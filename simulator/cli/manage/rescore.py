"""``simulator rescore``: closed attempts scored again, as they were and under another rubric."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.hindered import Hindered
from simulator.cli.shared.one_of_many import Batch, tell_damaged
from simulator.cli.shared.store_option import where
from simulator.progress import counted
from simulator.report.write.json_fields import fields_of
from simulator.store import existing_store

if TYPE_CHECKING:
    from simulator.cohort.rescoring import Rescored, Tally
    from simulator.engine.rubric import Rubric
    from simulator.json_value import Json, JsonObject
    from simulator.store.paths import Play
    from simulator.store.store import Store


@click.command()
@where
@click.option("--scenario", metavar="ID", default="", help="Only this scenario.")
@click.option("--rubric", "rubric_file", metavar="FILE", help="What it comes to under this rubric instead.")
@click.option("--anew", is_flag=True, help="First make again what is kept for scoring, out of the events.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def rescore(*, store_at: str | None, scenario: str, rubric_file: str | None, anew: bool, as_json: bool) -> None:
    """Score every closed attempt again, very many at once, and count how they come out.

    With --rubric it tells beside that how they would come out under another version of the rubric. Nothing that is kept
    changes. Written answers count as not marked yet.
    """
    rubric = None if rubric_file is None else _rubric(rubric_file)
    batch = Batch()
    with existing_store(store_at) as store:
        _tell_damaged(store, batch, anew=anew)
        found = _found(store, batch, rubric, scenario)
    if as_json:
        click.echo(json.dumps([_json(each) for each in found], indent=2))
    elif not found and not batch.wrong:
        click.echo("No attempt that has closed is among these.", err=True)
    else:
        for each in found:
            for line in _lines(each, other=rubric is not None):
                click.echo(line)
    raise click.exceptions.Exit(batch.code)


def _rubric(name: str) -> "Rubric":
    """The rubric in a file.

    Raises:
        click.UsageError: there is none in it that can be used.
    """
    from simulator.documents.yaml.source import Source, open_source  # noqa: PLC0415  (help needs none of this)
    from simulator.engine.rubric import Rubric  # noqa: PLC0415
    from simulator.library import Library, read_any, shown  # noqa: PLC0415

    source = open_source(Path(name), shown(Path(name)))
    if not isinstance(source, Source):
        raise click.UsageError(f"“{name}” cannot be read. {source.message}")
    found = read_any(source, Library()).value
    if not isinstance(found, Rubric):
        raise click.UsageError(f"“{name}” is no rubric that can be used; “simulator check {name}” says why.")
    return found


def _tell_damaged(store: "Store", batch: Batch, *, anew: bool) -> None:
    """Make what is missing, and tell the attempts that it cannot be made of."""
    try:
        from simulator.cohort.rescoring import make_paths  # noqa: PLC0415
    except ImportError as error:
        from simulator.extras import install  # noqa: PLC0415

        raise Hindered(f"Scoring very many at once needs the extra “tables”: {install('tables')}") from error
    _, damaged, faults = make_paths(store, anew=anew)
    batch.tell_all(faults)
    tell_damaged(damaged)


def _found(store: "Store", batch: Batch, rubric: "Rubric | None", scenario: str) -> "list[Rescored]":
    from simulator.cohort.rescoring import plays_of  # noqa: PLC0415

    plays = plays_of(store, rubric, scenario)
    tried = [
        batch.do(play.scenario.name, partial(_rescored, store, play, rubric))
        for play in counted(plays, "Scoring scenarios")
    ]
    return [each for each in tried if each is not None]


def _rescored(store: "Store", play: "Play", rubric: "Rubric | None") -> "Rescored":
    from simulator.cohort.rescoring import rescored_play  # noqa: PLC0415

    try:
        return rescored_play(store, play, rubric)
    except ValueError as error:
        raise click.UsageError(f"This cannot be scored again: {error}.") from error


# Words ----------------------------------------------------------------------------------------------------------------


def _words() -> tuple[str, ...]:
    from simulator.engine.rubric import Level  # noqa: PLC0415

    return tuple(level.word for level in Level)


def _lines(found: "Rescored", *, other: bool) -> Iterator[str]:
    from simulator.report.words.columns import table  # noqa: PLC0415
    from simulator.report.words.sanitize import in_one_line  # noqa: PLC0415
    from simulator.report.words.signs import counted  # noqa: PLC0415

    title = in_one_line(f"{found.title} ({found.scenario}, version {found.digest[:8]})")
    yield from (title, f"{counted(found.before.attempts, 'attempt')}.", "", "Indicative outcomes")
    head = ("", "now", "under the other rubric") if other else ("", "attempts")
    outcomes: list[tuple[str, ...]] = []
    for word, before, after in zip((*_words(), "no outcome"), found.before.outcomes, found.after.outcomes, strict=True):
        if before or after:
            outcomes.append((word, str(before), str(after)) if other else (word, str(before)))
    yield from table(head, outcomes, right=(1, 2))
    yield from ("", "Clauses")
    kept = found.before.levels, found.after.levels
    named = zip(found.before.clauses, *kept, strict=True) if not other else _both(found)
    rows = [(name, *_cells(before, after, other)) for name, before, after in named if any(before[:4]) or any(after[:4])]
    yield from table(("Clause", *_words(), "no level"), rows, right=(1, 2, 3, 4, 5))
    yield ""


def _both(found: "Rescored") -> Iterator[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    """Clauses that both rubrics have."""
    after = dict(zip(found.after.clauses, found.after.levels, strict=True))
    for name, before in zip(found.before.clauses, found.before.levels, strict=True):
        if name in after:
            yield name, before, after[name]


def _cells(before: tuple[int, ...], after: tuple[int, ...], other: bool) -> list[str]:
    """How many of each level, and without one; where another rubric changes it, both numbers."""
    pairs = [*zip(before[:4], after[:4], strict=True), (sum(before[4:]), sum(after[4:]))]
    return [f"{one} → {two}" if other and one != two else str(one) for one, two in pairs]


def _json(found: "Rescored") -> "dict[str, Json]":
    tallies: JsonObject = {"before": _tally_json(found.before), "after": _tally_json(found.after)}
    return {**fields_of(found, "scenario", "title", "digest"), **tallies}


def _tally_json(tally: "Tally") -> "dict[str, Json]":
    words = (*_words(), "not assessed", "not shown", "awaiting an assessor")
    return {
        "attempts": tally.attempts,
        "outcomes": dict(zip((*_words(), "none"), tally.outcomes, strict=True)),
        "clauses": {
            clause: dict(zip(words, levels, strict=True))
            for clause, levels in zip(tally.clauses, tally.levels, strict=True)
        },
    }
