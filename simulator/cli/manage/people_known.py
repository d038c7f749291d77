"""``simulator people list`` and ``add``: who is known here, by code."""

import json

import click

from simulator.cli.shared.codes import new_person_option, refuse_lookalike, tell_alike
from simulator.cli.shared.store_option import is_there, where
from simulator.report.words.sanitize import in_one_line
from simulator.review.people import Role
from simulator.store import open_store, store_to_read
from simulator.store.db.location import location_of

ROLES = {str(role).replace(" ", "-"): role for role in Role}
"""The roles as they are written on a command line."""


@click.command("list")
@where
@click.option("--names", is_flag=True, help="Show names, where they are given.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(store_at: str | None, *, names: bool, as_json: bool) -> None:
    """List who is known here, by code."""
    if not is_there(store_at):
        click.echo(f"Nobody is known yet: there is no store at {in_one_line(str(location_of(store_at)))}.", err=True)
        return
    with store_to_read(store_at) as store:
        known, codes = store.people.all(), store.people.codes()
    if as_json:
        told = [{"code": each.code, "role": str(each.role), **({"name": each.name} if names else {})} for each in known]
        click.echo(json.dumps(told, indent=2))
    elif not known:
        click.echo("Nobody is known here yet; “simulator people add” adds somebody.", err=True)
    else:
        for each in known:
            name = f"  {in_one_line(each.name)}" if names and each.name else ""
            click.echo(f"{in_one_line(each.code):16}  {each.role}{name}")
    tell_alike(codes)


@click.command()
@where
@click.argument("code")
@click.option("--role", type=click.Choice(list(ROLES)), required=True, help="What they are in the centre.")
@click.option("--name", default="", help="Their name, if it is to be kept at all.")
@new_person_option
def add(code: str, store_at: str | None, role: str, name: str, *, new_person: bool) -> None:
    """Say whose a code is. Said again, it replaces what was said before."""
    if not code.strip():
        raise click.UsageError("A code has at least one character.")
    if len(name) > 200 or not name.isprintable():
        raise click.UsageError("A name has at most 200 characters, all of them visible.")
    with open_store(store_at) as store:
        found = store.people.recognise(code)
        code = found.code
        refuse_lookalike(found, new_person=new_person)
        store.people.set(code, name.strip(), ROLES[role])
    click.echo(f"“{in_one_line(code)}” is known here as {ROLES[role]}.", err=True)
