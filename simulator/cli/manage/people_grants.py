"""``simulator people grant`` and ``logins``: what the staff may do in a shared store, kept by the database itself."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.codes import code_here
from simulator.cli.shared.store_option import where
from simulator.report.words.sanitize import in_one_line
from simulator.store import store_to_read
from simulator.store.db.location import location_of

if TYPE_CHECKING:  # the database is loaded when a store is opened
    from simulator.store.db.logins import Logins


@click.command()
@where
@click.argument("code", required=False)
@click.option("--login", metavar="NAME", help="The person's login on the server; it is made where there is none.")
@click.option("--setup", is_flag=True, help="Make the roles and their rights; again after an upgrade.")
@click.option("--withdraw", is_flag=True, help="Take every right in the store from a login.")
@click.option("--dry-run", is_flag=True, help="Only say the SQL that would be run.")
def grant(  # noqa: PLR0913, PLR0917  (a command has its options)
    code: str | None, login: str | None, store_at: str | None, setup: bool, withdraw: bool, dry_run: bool
) -> None:
    """Let the database itself refuse what somebody's role may not do.

    For a store on a PostgreSQL server, by who owns it. First “grant --setup”, once; then “grant CODE --login NAME” for
    each of the staff, with the role that “simulator people add” gave them; learners have no login. Passwords are set on
    the server, never here.
    """
    if setup:
        _alone(not (code or login or withdraw), "--setup stands alone: it concerns the store, and nobody's login.")
        with _logins(store_at) as logins:
            _say(logins.set_up(dry=dry_run), dry=dry_run)
        told = "The store keeps people apart now. “simulator people grant CODE --login NAME” lets somebody in."
    elif withdraw:
        _alone(code is None and login is not None, "Say whose rights are withdrawn: --withdraw --login NAME.")
        with _logins(store_at) as logins:
            _say(logins.withdraw(login or "", dry=dry_run), dry=dry_run)
        told = f"“{in_one_line(login or '')}” has no rights in the store any more; the login itself is still there."
    else:
        told = _grant(code, login, store_at, dry=dry_run)
    if not dry_run:
        click.echo(told, err=True)


def _grant(code: str | None, login: str | None, store_at: str | None, *, dry: bool) -> str:
    """Give somebody a login; what to say of it."""
    if not code or not login:
        raise click.UsageError("Say whose login it is: CODE --login NAME. The first time, --setup makes the rights.")
    with _logins(store_at) as logins:
        with store_to_read(store_at) as store:
            code = code_here(store, code)
            person = store.people.find(code)
        if person is None:
            raise click.UsageError(f"Nobody has said yet who “{code}” is; “simulator people add” does.")
        done = logins.grant(login, person.code, person.role, dry=dry)
        _say(done, dry=dry)
    new = any(statement.startswith("CREATE ROLE") for statement in done)
    password = " It is new: set its password on the server, as with \\password in psql." if new else ""
    return f"“{in_one_line(login)}” is the login of “{in_one_line(code)}” now, as {person.role}.{password}"


@click.command("logins")
@where
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def logins_(store_at: str | None, *, as_json: bool) -> None:
    """List the logins of a shared store: whose each is, and what the database lets it do."""
    with _logins(store_at) as logins:
        found = logins.listed()
    if as_json:
        told = [{"login": each.login, "code": each.code, "role": each.role and str(each.role)} for each in found]
        click.echo(json.dumps(told, indent=2))
    elif not found:
        click.echo("Nobody has a login yet; “simulator people grant CODE --login NAME” gives one.", err=True)
    else:
        for each in found:
            click.echo(f"{in_one_line(each.login):20}  {in_one_line(each.code):16}  {each.role or 'no rights'}")


@contextmanager
def _logins(store_at: str | None) -> Iterator["Logins"]:
    from simulator.store.db.logins import Logins  # noqa: PLC0415  (the database is only needed here)

    logins = Logins(location_of(store_at))
    try:
        yield logins
    finally:
        logins.close()


def _say(statements: Sequence[str], *, dry: bool) -> None:
    if dry:
        for statement in statements:
            click.echo(f"{statement};")


def _alone(fits: bool, otherwise: str) -> None:
    if not fits:
        raise click.UsageError(otherwise)
