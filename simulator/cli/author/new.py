"""`simulator new`: a scenario to begin with, that plays at once and says what to change."""

import os
import re
import shlex
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.exits import ExitCode
from simulator.documents.starter.wishes import KINDS, SETTINGS
from simulator.documents.yaml.names import KEBAB
from simulator.documents.yaml.source import Source
from simulator.files import NotSaved, create, make_folder, write
from simulator.library import DocumentOrigin, Library, shown

from .new_questions import AGES, LEVELS, Given, Questions, Unfit, tell, with_and

if TYPE_CHECKING:
    from simulator.documents.starter.wishes import Wishes

LONGEST_ID: Final = 80
KEPT_BY_WINDOWS: Final = r"con|prn|aux|nul|com\d|lpt\d"
"""Names of devices there, with whatever ending (Microsoft, “Naming Files, Paths, and Namespaces”)."""
RUBRIC: Final = "code-of-conduct"


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--title", help="The title in the library.")
@click.option("--kind", type=click.Choice(tuple(KINDS)), help="What it is about.")
@click.option("--setting", type=click.Choice(tuple(SETTINGS)), help="Where the mentoring takes place.")
@click.option("--level", type=click.IntRange(*LEVELS), help="The level of the award.")
@click.option("--mentee", metavar="NAME", help="The mentee's first name.")
@click.option("--pronouns", help="The mentee's pronouns, such as they/them.")
@click.option("--age", type=click.IntRange(*AGES), help="The mentee's age.")
@click.option("--assess", metavar="CLAUSES", help="The clauses to assess, with commas between.")
@click.option("--into", metavar="FOLDER", help="The folder to write it into, if not the present one.")
@click.option("--own", is_flag=True, help="Write it into your organisation's own folder, where the library finds it.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@click.option("--yes", is_flag=True, help="Ask nothing; what is not given is filled in.")
@click.pass_context
def new(  # noqa: PLR0913  (one for each option)
    ctx: click.Context,
    id_: str,
    *,
    title: str | None,
    kind: str | None,
    setting: str | None,
    level: int | None,
    mentee: str | None,
    pronouns: str | None,
    age: int | None,
    assess: str | None,
    into: str | None,
    own: bool,
    force: bool,
    yes: bool,
) -> None:
    """Begin a scenario of your own.

    ID is its name in small letters with - between words, such as late-again. It is written into ID.yaml, with remarks
    that say what each part is for. It plays at once and passes check; change it from there, a little at a time.

    On a terminal it asks for what is not given; elsewhere it fills that in. CLAUSES are those of the code of conduct,
    such as listening,boundaries.
    """
    _hold_id(id_)
    if own and into is not None:
        raise click.UsageError("Name a folder with --into, or say --own; not both.")
    library = Library()
    path = _path(str(library.own / "scenarios") if own else "." if into is None else into, id_, force=force)
    asking = not yes and sys.stdin.isatty() and sys.stderr.isatty()
    if asking:
        tell(f"A new scenario: {shown(path)}")
        tell("Enter takes what stands in brackets. Ctrl-C stops, and nothing is written.\n")
    given = Given(title, kind, setting, level, mentee, pronouns, age, assess)
    try:
        wishes = Questions(given, _as_title(id_), asking=asking).wishes(lambda: _clauses(library))
    except Unfit as unfit:
        raise click.UsageError(str(unfit)) from unfit
    ctx.exit(_write(path, wishes, library, force=force))


def _hold_id(id_: str) -> None:
    if not re.fullmatch(KEBAB, id_):
        near = _as_id(id_)
        hint = f"Did you mean “{near}”?" if near else "Such as: late-again."
        raise click.UsageError(f"An id has small letters, digits, and - between words. {hint}")
    if re.fullmatch(KEPT_BY_WINDOWS, id_):
        raise click.UsageError(f"No file on Windows may be called “{id_}”, so choose a longer id, such as {id_}-1.")
    if len(id_) > LONGEST_ID:
        raise click.UsageError(f"An id has {LONGEST_ID} characters at most.")


def _as_id(given: str) -> str:
    """The id that somebody may have meant."""
    stem = re.sub(r"\.ya?ml$", "", given.replace("\\", "/").rpartition("/")[2], flags=re.IGNORECASE)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")


def _as_title(id_: str) -> str:
    return id_.replace("-", " ").capitalize()


def _path(into: str, id_: str, *, force: bool) -> Path:
    if not into.strip() or "\0" in into:
        raise click.UsageError("This cannot be a folder's name.")
    folder = Path(into)
    path = folder / f"{id_}.yaml"
    if (folder.exists() and not folder.is_dir()) or path.is_dir():
        raise click.UsageError(f"“{shown(path)}” cannot be written: a folder and a file are in each other's place.")
    if (path.exists() or path.is_symlink()) and not force:
        raise click.UsageError(f"“{shown(path)}” is there already; --force writes over it.")
    return path


def _clauses(library: Library) -> Mapping[str, str]:
    """The titles of the code's clauses by id."""
    loaded = library.rubric(RUBRIC)
    rubric = loaded.value if loaded is not None else None
    return {} if rubric is None else {id_: clause.title for id_, clause in rubric.clauses.items()}


def _write(path: Path, wishes: "Wishes", library: Library, *, force: bool) -> ExitCode:
    from simulator.documents.editor.json_schema import modeline  # noqa: PLC0415  (help needs no shapes)
    from simulator.documents.starter.scenario import starter  # noqa: PLC0415

    place = Path(os.path.realpath(path))
    text = starter(wishes, modeline("scenario", place, _schemas(place.parent)))
    try:
        make_folder(path.parent)
        if force:
            write(path, text.encode("utf-8"), only_file=True)
        else:
            create(path, text.encode("utf-8"))
    except FileExistsError as error:
        raise click.UsageError(f"“{shown(path)}” is there already; --force writes over it.") from error
    except NotSaved as error:
        tell(str(error))
        return ExitCode.ENVIRONMENT
    click.echo(shown(path))
    _tell_more(path, wishes, library, text)
    return ExitCode.WELL


def _schemas(folder: Path) -> Path:
    """The folder of schemas that is nearest, or in which they would be looked for."""
    beside = (folder.parent / "schemas", folder / "schemas")
    return next((each for each in beside if (each / "scenario.schema.json").exists()), beside[0])


def _tell_more(path: Path, wishes: "Wishes", library: Library, text: str) -> None:
    """What it is, and what to do next."""
    tell(f"It assesses {with_and(wishes.assessed)}.")
    if wishes.added:
        tell(f"Added to what you asked for: {with_and(wishes.added)}.")
        tell("With fewer decisions, somebody who guesses would pass too often.")
    entry = library.find(path.stem)
    if entry is not None and not path.samefile(entry.path):
        where = "that came with the program" if entry.origin is DocumentOrigin.SHIPPED else "in your own folder"
        tell(f"There is a scenario “{path.stem}” {where} already; the library shows only one of the two.")
    if not library.scenario(Source.of_text(text, path.name)).ok:
        tell("Your organisation's code of conduct is not the one it is written for; check says what to change.")
    name = shlex.quote(shown(path))
    own, place = library.own / "scenarios", Path(os.path.realpath(path))
    tell(f"\nNext:\n  simulator check {name}\n  simulator preview {name}")
    if place.parent == Path(os.path.realpath(own)):
        tell(f"  simulator play {path.stem}")
    else:
        tell(f"\nTo play it as a learner does, put it into\n  {own}\nand then:\n  simulator play {path.stem}")
