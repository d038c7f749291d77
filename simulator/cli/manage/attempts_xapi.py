"""``simulator attempts xapi``: attempts as statements for a learning record store."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import codes_here
from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.one_of_many import Batch
from simulator.cli.shared.reviewer import as_person, viewing
from simulator.cli.shared.store_option import where
from simulator.files import PRIVATE, write
from simulator.review.people import Person, Role
from simulator.store import store_to_read

if TYPE_CHECKING:
    from simulator.engine.rubric import Qualification
    from simulator.report.xapi import Naming, Telling
    from simulator.store import Store

HOMEPAGE = "SIMULATOR_XAPI_HOMEPAGE"
BASE = "SIMULATOR_XAPI_BASE"


@click.command()
@where
@as_person
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--learner",
    "learners",
    metavar="CODE",
    multiple=True,
    help="Only attempts of this learner; more than once for more.",
)
@click.option(
    "--homepage",
    metavar="IRI",
    envvar=HOMEPAGE,
    help=f"The web address whose accounts the codes of people are; or set {HOMEPAGE}.",
)
@click.option(
    "--base",
    metavar="IRI",
    envvar=BASE,
    help=f"What every IRI of ours begins with; otherwise the home page and xapi/; or set {BASE}.",
)
@click.option("--with-answers", is_flag=True, help="Also what learners wrote, and the reasons that assessors wrote.")
@click.option("--with-unreleased", is_flag=True, help="Also what assessors decided and have not released.")
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="The file; otherwise stdout.")
def xapi(  # noqa: PLR0913, PLR0917  (one parameter an option)
    ids: tuple[str, ...],
    learners: tuple[str, ...],
    store_at: str | None,
    code: str | None,
    homepage: str | None,
    base: str | None,
    target: Path | None,
    *,
    with_answers: bool,
    with_unreleased: bool,
) -> None:
    """Write attempts as xAPI 1.0.3 statements, one a line, for a learning record store.

    All attempts where none is named; the start of an id is enough. People are named by their codes alone. Of reviews it
    tells what you may see: where nobody says who they are, the results that stand released.
    """
    from simulator.report.xapi import Telling  # noqa: PLC0415

    naming = _naming(homepage, base)
    telling = Telling(with_answers=with_answers, with_unreleased=with_unreleased)
    with store_to_read(store_at) as store:
        chosen = _chosen(store, ids, learners)
        lines = _Lines(store, naming, telling, viewing(store, code) or Person("", Role.TUTOR))
        if target is None:
            for line in lines.of(chosen):
                click.echo(line)
        else:
            write(target, (f"{line}\n".encode() for line in lines.of(chosen)), PRIVATE)
    click.echo(lines.summary(len(chosen)), err=True)
    raise click.exceptions.Exit(lines.code)


def _naming(homepage: str | None, base: str | None) -> "Naming":
    from simulator.report.xapi import Naming, NotAnIri  # noqa: PLC0415

    if not homepage:
        raise click.UsageError(
            f"Say whose accounts people’s codes are: --homepage https://college.example/, or set {HOMEPAGE}."
        )
    try:
        return Naming.of(homepage, base or "")
    except NotAnIri as error:
        raise click.UsageError(str(error)) from error


def _chosen(store: "Store", ids: tuple[str, ...], learners: tuple[str, ...]) -> tuple[str, ...]:
    """The attempts that are asked for, each once, the oldest first where none is named."""
    named = [store.attempts.find(each) for each in ids]
    theirs = {each.id for learner in codes_here(store, learners) for each in store.attempts.of(learner)}
    if named:
        return tuple(dict.fromkeys(each for each in named if each in theirs or not learners))
    return tuple(each for each in store.attempts.ids() if each in theirs or not learners)


class _Lines:
    """The statements as lines, and what came of it; an attempt that is damaged is told and left out."""

    def __init__(self, store: "Store", naming: "Naming", telling: "Telling", viewer: Person) -> None:
        self._store = store
        self._viewer = viewer
        self._naming = naming
        self._telling = telling
        self._known = _qualifications()
        self._batch = Batch()
        self.count = 0

    def of(self, attempts: tuple[str, ...]) -> Iterator[str]:
        """The lines of some attempts."""
        for attempt in attempts:
            for line in self._batch.do(attempt, partial(self._of_one, attempt)) or ():
                self.count += 1
                yield line

    def _of_one(self, attempt: str) -> list[str]:
        """The lines of one attempt: all of them, or none."""
        from simulator.report.xapi import statements  # noqa: PLC0415
        from simulator.sessions.dossier import shown_dossier  # noqa: PLC0415

        dossier = shown_dossier(self._store, attempt, self._viewer)
        found = statements(dossier, self._known, self._naming, self._telling)
        return [json.dumps(statement, separators=(",", ":"), allow_nan=False) for statement in found]

    @property
    def code(self) -> ExitCode:
        """How the command ends."""
        return self._batch.code

    def summary(self, attempts: int) -> str:
        """How much there was."""
        some = "1 statement" if self.count == 1 else f"{self.count} statements"
        return f"{some} of {'1 attempt' if attempts == 1 else f'{attempts} attempts'}."


def _qualifications() -> "Mapping[str, Qualification]":
    from simulator.library import Library  # noqa: PLC0415

    return {each.id: each for each in Library().qualifications}
