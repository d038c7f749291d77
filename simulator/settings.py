"""What is set, and where: a flag goes before the environment, that before a person's file, that before the machine's.

A settings file is TOML with a line for each thing that is set. A college puts one into the machine's place and every
program on it knows its store and its library; a person's own file goes before it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Final

FILE: Final = "SIMULATOR_SETTINGS"
"""The environment variable that names one settings file to be read instead of both; empty for none."""
NAME: Final = "settings.toml"
MAX_BYTES: Final = 64 * 1024
"""The largest settings file that is read."""


class SettingsRefused(Exception):  # noqa: N818  (a sentence for a person)
    """A settings file that cannot be followed; the message is one sentence that names it."""


class Setting(StrEnum):
    """What can be set."""

    STORE = "store"
    """Where attempts are kept: a file, or the address of a shared store."""
    LIBRARY = "library"
    """The organisation's own folder."""
    THEME = "theme"
    """``light`` or ``dark``."""
    LEARNER = "learner"
    """The code under which attempts are begun where none is given."""

    @property
    def variable(self) -> str:
        """The environment variable that says the same."""
        return f"SIMULATOR_{self.name}"


class Origin(StrEnum):
    """Where a setting comes from, the strongest first."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    PERSON = "your settings file"
    MACHINE = "this computer’s settings file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What counts for one setting."""

    value: str
    """Empty where nobody has set it."""
    origin: Origin
    where: str = ""
    """The environment variable or the file that says so."""


def chosen(setting: Setting, flag: str | None = None) -> Chosen:
    """What counts for a setting.

    Raises:
        SettingsRefused: a settings file cannot be followed.
    """
    if flag:
        return Chosen(flag, Origin.FLAG)
    if said := os.environ.get(setting.variable, "").strip():
        return Chosen(said, Origin.ENVIRONMENT, setting.variable)
    if (named := os.environ.get(FILE)) and not Path(named).exists():
        raise SettingsRefused(f"There is no settings file at {named}, where {FILE} says that it is.")
    for origin, path in files():
        value = read_settings(path).get(setting)
        if value:
            return Chosen(value, origin, str(path))
    return Chosen("", Origin.DEFAULT)


def files() -> tuple[tuple[Origin, Path], ...]:
    """The settings files that are read where they are there, the stronger first."""
    named = os.environ.get(FILE)
    if named is not None:
        return ((Origin.PERSON, Path(named)),) if named else ()
    from platformdirs import site_config_path, user_config_path  # noqa: PLC0415  (only where nothing stronger is said)

    return (
        (Origin.PERSON, user_config_path("simulator", appauthor=False) / NAME),
        (Origin.MACHINE, site_config_path("simulator", appauthor=False) / NAME),
    )


def read_settings(path: Path) -> Mapping[Setting, str]:
    """What a settings file sets; nothing where there is no file.

    A path in it is seen from the file's own folder; ``~`` is the home of whoever runs the program.

    Raises:
        SettingsRefused: it is there and cannot be read, is no TOML, or sets something that cannot be set.
    """
    try:
        if not path.is_file():
            return {}
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SettingsRefused(f"The settings file {path} cannot be read ({error.strerror}).") from error
    if len(data) > MAX_BYTES:
        raise SettingsRefused(f"The settings file {path} is too large to be one.")
    return {
        setting: _value(setting, value, path)
        for setting, value in ((_setting(name, path), value) for name, value in _toml(data, path).items())
    }


def _toml(data: bytes, path: Path) -> Mapping[str, object]:
    import tomllib  # noqa: PLC0415  (only where there is a file)

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsRefused(f"The settings file {path} is not text in UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = str(error).rpartition(" (at ")[2].rstrip(")") if " (at " in str(error) else "somewhere"
        raise SettingsRefused(
            f'The settings file {path} cannot be understood ({place}); a line looks like: theme = "light"'
        ) from error


def _setting(name: str, path: Path) -> Setting:
    if name in set(Setting):
        return Setting(name)
    near = get_close_matches(name, list(Setting), n=1)
    hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(Setting)}."
    raise SettingsRefused(f"The settings file {path} sets “{name}”, which is no setting: {hint}")


def _value(setting: Setting, value: object, path: Path) -> str:
    if not isinstance(value, str):
        raise SettingsRefused(f"The settings file {path} has to give “{setting}” as words between quotes.")
    text = value.strip()
    if any(not each.isprintable() for each in text):
        raise SettingsRefused(f"The settings file {path} gives “{setting}” with a character that cannot be shown.")
    match setting:
        case Setting.THEME if text and text.lower() not in ("light", "dark"):
            raise SettingsRefused(f"The settings file {path} sets the theme to “{text}”; it is “light” or “dark”.")
        case Setting.THEME:
            return text.lower()
        case Setting.LIBRARY:
            return _path(text, path)
        case Setting.STORE:
            return text if "://" in text or text == ":memory:" else _path(text, path)
        case Setting.LEARNER:
            return text


def _path(text: str, path: Path) -> str:
    if not text:
        return ""
    try:
        return str(path.parent / Path(text).expanduser())
    except RuntimeError as error:
        raise SettingsRefused(f"The settings file {path} names a home that nobody here has: “{text}”.") from error
