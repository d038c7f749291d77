"""``simulator evidence``: a learner's attempts with everything decided about them, as a signed pack for outsiders."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.codes import tell_also
from simulator.cli.shared.hindered import Hindered
from simulator.cli.shared.reviewer import as_person, viewing
from simulator.cli.shared.store_option import where
from simulator.progress import during
from simulator.report.words.sanitize import in_one_line
from simulator.review.codes import hint
from simulator.store import store_to_read
from simulator.store.errors import NoSuchAttempt

if TYPE_CHECKING:  # signatures and pages are loaded when a pack is made
    from simulator.pack.keys import PublicKey, SigningKey
    from simulator.store import Store

FIRST_TIME: Final = 315532800
"""The earliest moment that an archive can name: the beginning of 1980."""


class PackOrKey(click.Group):
    """``evidence WHAT`` makes a pack; ``evidence key …`` is about the key."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take anything that is no command for what a pack is to be made of."""
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["pack", *args]
        return super().parse_args(ctx, args)


@click.group(cls=PackOrKey)
def evidence() -> None:
    """Make a signed evidence pack: “simulator evidence LEARNER” or “simulator evidence ATTEMPT”.

    “simulator evidence key new” makes the centre's key, once; “simulator verify PACK” checks a pack.
    """


def keyed(command: click.decorators.FC) -> click.decorators.FC:
    """The option that says where the centre's key is."""
    return click.option(
        "--key",
        "key_at",
        metavar="FILE",
        help="The centre's private key; otherwise what SIMULATOR_KEY says, or the one in your own data folder.",
    )(command)


@evidence.command()
@click.argument("what", metavar="LEARNER|ATTEMPT")
@click.option(
    "--out", "target", type=click.Path(path_type=Path), metavar="FOLDER|FILE.zip", help="Where the pack is written."
)
@click.option("--no-pdf", is_flag=True, help="Leave the PDF out; the page prints as well.")
@click.option("--without-answers", is_flag=True, help="Leave out what people wrote; the rest still verifies.")
@click.option("--json", "as_json", is_flag=True, help="What was made, as JSON.")
@keyed
@where
@as_person
def pack(  # noqa: PLR0913
    what: str,
    target: Path | None,
    key_at: str | None,
    store_at: str | None,
    code: str | None,
    *,
    no_pdf: bool,
    without_answers: bool,
    as_json: bool,
) -> None:
    """Make a pack of all that a learner handed in, or of one attempt (the start of its id is enough).

    It holds the report as a page and a PDF, every mark as a table, the record, and a signed checkpoint over all of it.
    Who makes it may see all of that: a quality assurer, or an assessor where nobody marks without sight of the other.
    """
    from simulator.pack.archive import PackRefused, write_pack  # noqa: PLC0415
    from simulator.pack.gather import NotToPack, exports_of  # noqa: PLC0415
    from simulator.report.write.pdf import can_typeset  # noqa: PLC0415

    if not no_pdf and not can_typeset():
        from simulator.extras import install  # noqa: PLC0415

        raise Hindered(f"The PDF needs the extra “pdf”: {install('pdf')}\n--no-pdf makes the pack without it.")
    try:
        with store_to_read(store_at) as store:
            learner, attempts = _attempts(store, what)
            damaged = store.attempts.damaged()
            target = target or Path(_name_of(learner, attempts))
            key = _signing_key(key_at)
            exports = exports_of(store, attempts, viewing(store, code), texts=not without_answers)
            names = {each.code: each.name for each in store.people.all()}
        from simulator.pack.build import make_pack  # noqa: PLC0415

        with during("Writing packs"):
            files = make_pack(learner, exports, names, key, _moment(), pdf=not no_pdf, texts=not without_answers)
        write_pack(files, target)
    except (NotToPack, PackRefused) as error:
        raise Hindered(str(error)) from error
    if damaged:
        which = "An attempt is" if len(damaged) == 1 else f"{len(damaged)} attempts are"
        click.echo(f"{which} damaged here, and not looked at; “simulator attempts verify” says how.", err=True)
    if as_json:
        made = {"pack": str(target), "learner": learner, "attempts": attempts, "damaged": damaged}
        click.echo(json.dumps({**made, "key": key.public.hex, "files": sorted(files)}, indent=2))
        return
    click.echo(in_one_line(str(target)))
    told = "1 attempt" if len(attempts) == 1 else f"{len(attempts)} attempts"
    click.echo(f"Signed with the key {key.public.id}: {told}, {len(files)} files.", err=True)


@evidence.group()
def key() -> None:
    """The centre's key, which signs packs."""


@key.command()
@keyed
@click.option("--passphrase", "asked", is_flag=True, help="Ask for a passphrase that the key is kept behind.")
def new(key_at: str | None, *, asked: bool) -> None:
    """Make the centre's key, once. A passphrase in SIMULATOR_KEY_PASSPHRASE is used without asking."""
    from simulator.pack.keys import PASSPHRASE, KeyRefused, key_path, new_key  # noqa: PLC0415

    passphrase = os.environ.get(PASSPHRASE, "")
    if asked and not passphrase:
        passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt="Once more", err=True)
    path = key_path(key_at)
    try:
        public = new_key(path, passphrase)
    except KeyRefused as error:
        raise Hindered(str(error)) from error
    _show(public)
    click.echo(f"The private key is at {in_one_line(str(path))}. Keep a copy where nobody else can read it.", err=True)
    if not passphrase:
        click.echo("It is not behind a passphrase: whoever can read the file can sign.", err=True)


@key.command()
@keyed
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(key_at: str | None, *, as_json: bool) -> None:
    """Show the centre's public key and its id, for those who check packs."""
    from simulator.pack.keys import KeyRefused, key_path, shown_key  # noqa: PLC0415

    try:
        public = shown_key(key_path(key_at))
    except KeyRefused as error:
        raise Hindered(str(error)) from error
    if as_json:
        click.echo(json.dumps({"id": public.id, "key": public.hex, "pem": public.pem}, indent=2))
    else:
        _show(public)


def _show(public: "PublicKey") -> None:
    click.echo(f"Key id: {public.id}")
    click.echo(f"Public key: {public.hex}")
    click.echo(public.pem, nl=False)


def _attempts(store: "Store", what: str) -> tuple[str, list[str]]:
    """Whose attempts, and which: all that a learner handed in, the oldest first, or the one that is named."""
    found = store.people.recognise(what)
    of_learner = store.attempts.of(found.code) if found.known else ()
    if of_learner:
        tell_also(found)
        handed = [each.id for each in reversed(of_learner) if store.reviews.tip(each.id).count]
        if not handed:
            raise Hindered(
                f"The learner “{found.code}” has handed nothing in; name an attempt to make a pack of it all the same."
            )
        return found.code, handed
    try:
        attempt = store.attempts.find(what)
    except NoSuchAttempt as error:
        told = f"No learner has the code “{found.code}”, and no attempt’s id begins so.{hint(found)}"
        raise NoSuchAttempt(told) from error
    return store.attempts.summary(attempt).learner, [attempt]


def _name_of(learner: str, attempts: list[str]) -> str:
    """A name for the folder, of letters that are safe in a name everywhere."""
    words = "".join(each if each.isascii() and each.isalnum() else "-" for each in learner).strip("-")
    return f"evidence-{words[:40] or attempts[0][:8]}"


def _moment() -> datetime:
    """Now, or what SOURCE_DATE_EPOCH says, so that a pack can be made again byte for byte."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not said:
        return datetime.now(UTC).replace(microsecond=0)  # a PDF names whole seconds
    try:
        return datetime.fromtimestamp(max(int(said), FIRST_TIME), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError("SOURCE_DATE_EPOCH is a number of seconds since 1970.") from error


def _signing_key(key_at: str | None) -> "SigningKey":
    """The centre's key; its passphrase from the environment, or asked for where somebody can answer."""
    from simulator.pack.keys import PASSPHRASE, KeyRefused, PassphraseNeeded, key_path, signing_key  # noqa: PLC0415

    path = key_path(key_at)
    try:
        try:
            return signing_key(path, os.environ.get(PASSPHRASE, ""))
        except PassphraseNeeded:
            if not sys.stdin.isatty():
                raise Hindered(f"The key {path} is behind a passphrase; put it into {PASSPHRASE}.") from None
            return signing_key(path, click.prompt("Passphrase of the key", hide_input=True, err=True))
    except KeyRefused as error:
        raise Hindered(str(error)) from error
