"""A folder of gold transcripts: exported attempts, each beside what was agreed on for it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

import click

from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.one_of_many import Batch
from simulator.documents.centre.marks import MarkableTranscript, read_gold
from simulator.documents.yaml.problems import nearest
from simulator.documents.yaml.source import Source, open_source
from simulator.engine.rubric import Level
from simulator.engine.state import Wrote
from simulator.library import Library, shipped_folder, shown
from simulator.report.views.audience import BLIND
from simulator.report.views.transcript import transcript
from simulator.report.write.findings import as_text
from simulator.report.write.text import text_lines
from simulator.review.double_marking import What
from simulator.review.quality.standardisation import Gold, Place
from simulator.store.errors import StoreError
from simulator.store.format.bundle import read_file
from simulator.store.format.canonical import CodecError
from simulator.store.format.dossier import Dossier
from simulator.store.format.verify_review import checked

GOLD: Final = ".gold.yaml"
MOST: Final = 50
"""The most transcripts of one set."""


@dataclass(frozen=True, slots=True)
class GoldTranscript:
    """One gold transcript."""

    name: str
    dossier: Dossier
    gold: Gold
    """Written answers as event/field."""
    agreed_by: str

    def levels(self, place: Place) -> Mapping[Level, str]:
        """What each level looks like there; nothing for a criterion."""
        what, ref = place
        if what is What.CRITERION:
            return {}
        clause = ref if what is What.CLAUSE else answers_of(self.dossier)[ref].field.clause
        return self.dossier.rubric.clauses[clause].descriptors

    def asked(self, place: Place) -> str:
        """What is asked of a marker, in a few words."""
        what, ref = place
        match what:
            case What.CLAUSE:
                return f"clause {ref}: {self.dossier.rubric.clauses[ref].title}"
            case What.ANSWER:
                return f"written answer {ref}: {answers_of(self.dossier)[ref].field.ask}"
            case What.CRITERION:
                text = criteria().get(ref, "")
                return f"criterion {ref}: {text}" if text else f"criterion {ref}"


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A set of transcripts to mark."""

    name: str
    digest: str
    transcripts: tuple[GoldTranscript, ...]


@cache
def criteria() -> Mapping[str, str]:
    """What the library says of each criterion, as qualification/criterion."""
    found = Library().qualifications
    return {f"{each.id}/{item.id}": item.text for each in found for item in each.items.values()}


def sets_that_ship() -> list[str]:
    """The names of the sets that came with the program."""
    folder = shipped_folder() / "standardisation"
    return sorted(each.name for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []


def gold_set(named: str) -> GoldSet:
    """The set in a folder, or the shipped one of this name.

    Raises:
        click.UsageError: there is none, or it has no transcript.
        click.exceptions.Exit: its transcripts or gold marks have faults, which were told.
    """
    folder = Path(named)
    if not folder.is_dir() and named in sets_that_ship():
        folder = shipped_folder() / "standardisation" / named
    if not folder.is_dir():
        near = nearest(named, sets_that_ship())
        hint = f" Did you mean “{near}”?" if near else ""
        raise click.UsageError(f"There is no folder “{named}”.{hint}")
    paths = sorted(folder.glob("*.json"))
    if not paths or len(paths) > MOST:
        why = f"There are more than {MOST} transcripts" if paths else "There is no transcript (NAME.json)"
        raise click.UsageError(f"{why} in the folder “{named}”.")
    batch = Batch()
    tried = [batch.do(path.name, partial(_transcript, path)) for path in paths]
    found = [each for each in tried if each is not None]
    if batch.wrong:  # a set is marked whole or not at all
        raise click.exceptions.Exit(ExitCode.ENVIRONMENT)
    digest = hashlib.sha256(b"\n".join(identity for _, identity in found)).hexdigest()
    return GoldSet(folder.resolve().name, digest, tuple(transcript for transcript, _ in found))


def answers_of(dossier: Dossier) -> dict[str, Wrote]:
    """Every written answer that is not blank, by event/field."""
    return {
        f"{turn.event}/{act.field.id}": act
        for turn in dossier.state.turns
        for act in turn.acts
        if isinstance(act, Wrote) and act.text.strip()
    }


def transcript_lines(found: GoldTranscript, width: int | None) -> Iterator[str]:
    """A transcript as a marker reads it: what was said, chosen and written, and nothing of what it is worth."""
    dossier = found.dossier
    turns = transcript(dossier.scenario, dossier.rubric, dossier.state, dossier.unmarked, BLIND)
    return text_lines(turns, width=width)


def _transcript(path: Path) -> tuple[GoldTranscript, bytes]:
    """A transcript with its gold marks, and what identifies both."""
    content, dossier = _dossier(path)
    gold_path = path.with_name(path.stem + GOLD)
    known = MarkableTranscript(dossier.id, dossier.rubric.clauses, answers_of(dossier))
    opened = open_source(gold_path, shown(gold_path))
    if not isinstance(opened, Source):
        raise click.UsageError(f"Beside “{path.name}” the gold marks “{gold_path.name}” are missing: {opened.message}")
    loaded = read_gold(opened, known)
    if loaded.value is None:
        click.echo(as_text(loaded.diagnostics, {loaded.name: loaded.source_map}), nl=False)
        raise click.exceptions.Exit(ExitCode.FINDINGS)
    identity = b"\0".join((path.stem.encode(), content.hex().encode(), loaded.digest.encode()))
    return GoldTranscript(path.stem, dossier, loaded.value.marks, loaded.value.agreed_by), identity


def _dossier(path: Path) -> tuple[bytes, Dossier]:
    try:
        content, found = read_file(path)
    except CodecError as error:
        raise StoreError(f"The transcript {path.name} is damaged or is no export: {error}.") from error
    if len(found) != 1:
        raise click.UsageError(f"“{path.name}” holds several attempts; a transcript is the export of one.")
    if found[0].without_texts:
        raise click.UsageError(f"What was written freely was left out of “{path.name}”; export it whole.")
    faults, dossier = checked(found[0].record)
    if faults or dossier is None:
        raise StoreError(f"The transcript {path.name} is damaged: {faults[0].message}")
    return hashlib.sha256(content).digest(), dossier
