"""``simulator locate``: where things are, what is set, and who said so."""

import json

import click

from simulator.library import Library
from simulator.report.words.sanitize import in_one_line
from simulator.settings import Chosen, Origin, Setting, chosen, files


@click.command()
@click.option("--store", metavar="FILE", help="Where attempts are kept, if not in the usual place.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def locate(store: str | None, *, as_json: bool) -> None:
    """Show where scenarios, the organisation's own folder, signposts and attempts are, and who said so.

    A flag goes before the environment, that before your own settings file, and that before this computer's.
    """
    from simulator.store.db.location import location_of  # noqa: PLC0415

    library = Library()
    places = {
        "scenarios": str(library.shipped / "scenarios"),
        "rubrics": str(library.shipped / "rubrics"),
        "own": str(library.own),
        "signposts": str(library.signposts_path),
        "attempts": str(location_of(store)),
    }
    said = {setting: chosen(setting, store if setting is Setting.STORE else None) for setting in Setting}
    if as_json:
        click.echo(json.dumps({**places, **_settings_json(said)}, indent=2))
        return
    missing = ", not there" if library.own_is_missing else ""
    labels = {
        "scenarios": "Scenarios that came with the program",
        "rubrics": "Code of conduct and qualifications",
        "own": f"Your organisation’s own folder (scenarios/, rubrics/){missing}",
        "signposts": "Your organisation’s contacts",
        "attempts": "Attempts",
    }
    decided = {"own": Setting.LIBRARY, "signposts": Setting.LIBRARY, "attempts": Setting.STORE}
    for name, place in places.items():
        by = _by(said[decided[name]]) if name in decided else ""
        click.echo(f"{labels[name]}: {in_one_line(place)}{by}")
    click.echo(f"Theme: {said[Setting.THEME].value or 'as the terminal is'}{_by(said[Setting.THEME])}")
    click.echo(f"Learner: {in_one_line(said[Setting.LEARNER].value) or 'nobody is set'}{_by(said[Setting.LEARNER])}")
    for origin, path in files():
        there = "" if path.is_file() else ", not there"
        click.echo(f"{origin[0].upper()}{origin[1:]}: {in_one_line(str(path))}{there}")


def _settings_json(said: dict[Setting, Chosen]) -> dict[str, object]:
    return {
        "settings": {
            setting: {"value": _shown(setting, each), "from": each.origin.name.lower(), "where": each.where}
            for setting, each in said.items()
        },
        "settings_files": [
            {"whose": origin.name.lower(), "file": str(path), "there": path.is_file()} for origin, path in files()
        ],
    }


def _shown(setting: Setting, each: Chosen) -> str:
    """A setting's value; the address of a shared store may hold a password, so it is named and not shown."""
    from simulator.store.db.location import location_of  # noqa: PLC0415

    return str(location_of(each.value)) if setting is Setting.STORE and each.value else each.value


def _by(each: Chosen) -> str:
    """Who said so, where anybody did."""
    match each.origin:
        case Origin.DEFAULT:
            return ""
        case Origin.FLAG:
            return " (given here)"
        case _:
            return f" (said by {in_one_line(each.where)})"
