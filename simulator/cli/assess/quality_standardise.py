"""``simulator review standardise``: mark gold transcripts, and be compared with what was agreed on for them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.reviewer import as_person, person_at
from simulator.cli.shared.store_option import where
from simulator.cli.shared.terminal import say_page, width
from simulator.report.words.columns import prose
from simulator.report.words.sanitize import in_one_line
from simulator.review.double_marking import What
from simulator.review.people import Role
from simulator.review.quality.standardisation import Gold, Judgement, Marks, Standardised, judged, words_for
from simulator.store import existing_store
from simulator.store.errors import StoreMoved

if TYPE_CHECKING:
    from simulator.review.people import Person
    from simulator.store import Store

    from .quality_gold import GoldSet, GoldTranscript

TRIES: Final = 3


@click.command()
@where
@as_person
@click.argument("folder", metavar="FOLDER")
@click.option(
    "--marks", "marks_file", type=click.Path(dir_okay=False, path_type=Path), help="Take your marks from a file."
)
@click.option("--blank", is_flag=True, help="Print the transcripts with a marks file to fill in, and end.")
def standardise(folder: str, code: str | None, store_at: str | None, marks_file: Path | None, *, blank: bool) -> None:
    """Mark transcripts that were marked before by agreement, and see where you differ, by how much, and why.

    FOLDER holds exported attempts, NAME.json, each beside its gold marks, NAME.gold.yaml; the name of a set that came
    with the program does as well. The gold is shown after marking only. The comparison is kept in the store.
    """
    from .quality_gold import gold_set  # noqa: PLC0415

    chosen = gold_set(folder)
    if blank:
        for line in blank_lines(chosen):
            click.echo(line)
        return
    with existing_store(store_at) as store:
        by = person_at(store, code, Role.ASSESSOR, Role.QUALITY_ASSURER)
        _say_if_known(store, by, chosen)
        marks = _from_file(marks_file, chosen) if marks_file is not None else _asked(chosen)
        judgements: list[Judgement] = []
        for transcript in chosen.transcripts:
            judgements += judged(transcript.name, marks[transcript.name], transcript.gold)
        event = Standardised(chosen.name, chosen.digest, tuple(judgements))
        keep(store, by, event)
    _tell(event, chosen)


def keep(store: "Store", by: "Person", event: Standardised) -> None:
    """Write a comparison into the stream of the centre.

    Raises:
        StoreError: it could not be kept.
    """
    for left in reversed(range(TRIES)):
        try:
            store.centre.add(store.centre.tip(), by, datetime.now(UTC), [event])
        except StoreMoved:
            if not left:
                raise
        else:
            return


def _tell(event: Standardised, chosen: "GoldSet") -> None:
    from simulator.report.views.standardisation import standardised_page  # noqa: PLC0415

    gold = {transcript.name: transcript.gold for transcript in chosen.transcripts}
    say_page(standardised_page(event, gold))
    for transcript in chosen.transcripts:
        if transcript.agreed_by:
            click.echo(
                f"Gold of {in_one_line(transcript.name)}: agreed by {in_one_line(transcript.agreed_by)}.", err=True
            )
    click.echo("Kept with your code.", err=True)


def _say_if_known(store: "Store", by: "Person", chosen: "GoldSet") -> None:
    before = [
        noted.at[:10]
        for noted in store.centre.entries()
        if isinstance(noted.event, Standardised) and noted.by.code == by.code and noted.event.digest == chosen.digest
    ]
    if before:
        click.echo(f"You marked this set before, last on {before[-1]}, and have seen its gold since.", err=True)


# By file --------------------------------------------------------------------------------------------------------------


def _from_file(path: Path, chosen: "GoldSet") -> Mapping[str, Marks]:
    from simulator.documents.centre.marks import read_marks  # noqa: PLC0415
    from simulator.documents.yaml.source import Source, open_source  # noqa: PLC0415
    from simulator.library import shown  # noqa: PLC0415
    from simulator.report.write.findings import as_text  # noqa: PLC0415

    source = open_source(path, shown(path))
    if not isinstance(source, Source):
        raise click.UsageError(f"“{path.name}” cannot be read: {source.message}")
    asked: dict[str, Gold] = {transcript.name: transcript.gold for transcript in chosen.transcripts}
    loaded = read_marks(source, asked)
    if loaded.value is None:
        click.echo(as_text(loaded.diagnostics, {loaded.name: loaded.source_map}), nl=False)
        raise click.exceptions.Exit(ExitCode.FINDINGS)
    return loaded.value


def blank_lines(chosen: "GoldSet") -> Iterator[str]:
    """A marks file to fill in, with each transcript as comments above its places."""
    from simulator.documents.centre.marks import KEYS  # noqa: PLC0415

    from .quality_gold import transcript_lines  # noqa: PLC0415

    yield f"# Your marks of the set {in_one_line(chosen.name)}: write a word after each colon. Keep the quotes."
    yield "kind: marks"
    yield "transcripts:"
    for transcript in chosen.transcripts:
        yield ""
        yield from (f"  # {line.strip()}" for told in transcript_lines(transcript, 96) for line in told.split("\n"))
        yield f"  {_quoted(transcript.name)}:"
        for what, key in KEYS.items():
            places = [place for place in transcript.gold if place[0] is what]
            if places:
                yield f"    {key}:  # {', '.join(words_for(what))}"
            for place in places:
                yield f"      # {in_one_line(transcript.asked(place))}"
                yield f"      {_quoted(place[1])}:"


def _quoted(name: str) -> str:
    return "'" + in_one_line(name).replace("'", "''") + "'"


# By asking ------------------------------------------------------------------------------------------------------------


def _asked(chosen: "GoldSet") -> Mapping[str, Marks]:
    """Every mark, asked for one after another."""
    found: dict[str, Marks] = {}
    for number, transcript in enumerate(chosen.transcripts, 1):
        from .quality_gold import transcript_lines  # noqa: PLC0415

        click.echo(f"Transcript {number} of {len(chosen.transcripts)}: {in_one_line(transcript.name)}")
        for line in transcript_lines(transcript, width()):
            click.echo(line)
        click.echo("")
        found[transcript.name] = _marks_of(transcript)
        click.echo("")
    return found


def _marks_of(transcript: "GoldTranscript") -> Marks:
    from .quality_gold import answers_of  # noqa: PLC0415

    marks = {}
    for place in transcript.gold:
        words = words_for(place[0])
        click.echo(prose(in_one_line(transcript.asked(place)), width()))
        if place[0] is What.ANSWER:
            click.echo(prose(in_one_line(answers_of(transcript.dossier)[place[1]].text), width(), "      "))
        for level, text in transcript.levels(place).items():
            click.echo(prose(f"{level.word}: {in_one_line(text)}", width(), "    "))
        marks[place] = _word(words)
    return marks


def _word(words: tuple[str, ...]) -> str:
    """One of some words, typed whole or by its beginning."""
    while True:
        given = str(click.prompt(f"  {' / '.join(words)}", prompt_suffix=": ", err=True)).strip().lower()
        meant = [word for word in words if word.startswith(given)]
        exact = [word for word in words if word == given]
        if exact or len(meant) == 1:
            return (exact or meant)[0]
        click.echo("  Type one of the words, or enough of its beginning.", err=True)
