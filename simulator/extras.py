"""How an extra is installed: from where this program itself came, since its name may be anybody's on an index."""

import json
import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

DISTRIBUTION: Final = "peer-mentoring-simulator"
"""The name of the distribution; the command and the package are called ``simulator``."""

PACKAGE: Final = Path(__file__).resolve().parent

_PLAIN: Final = re.compile(r"[^\"$`\\!\n]*")
"""What a POSIX shell takes as it stands between double quotes, which cmd.exe and PowerShell know as well."""


def install(extra: str, *, package: Path = PACKAGE) -> str:
    """The line that installs an extra into the Python that runs this, ready to be copied into a shell.

    ``package`` is the folder of the package ``simulator``. A checkout is installed from its own folder, a wheel from
    its file, and what came from an index by its name and version. Where the file is gone, what the extra consists of is
    installed by itself.
    """
    python = sys.executable
    pip = f"{_quoted(python) if ' ' in python else python} -m pip" if python else "pip"
    found = _installed()
    came = _came_from(found)
    follows = "--editable " if _is_checkout(package.parent) and _editable(came) else ""
    return f"{pip} install {follows}{' '.join(map(_quoted, _what(extra, found, came, package.parent)))}"


def _what(extra: str, found: Distribution | None, came: dict[str, object], folder: Path) -> Iterable[str]:
    if _is_checkout(folder):
        return (f"{folder}[{extra}]",)
    where = came.get("url")
    if found is None or not isinstance(where, str):
        version = "" if found is None else f"=={found.version}"
        return (f"{DISTRIBUTION}[{extra}]{version}",)
    if urlsplit(where).scheme != "file":
        return (f"{DISTRIBUTION}[{extra}] @ {_with_vcs(came, where)}",)
    path = Path(url2pathname(urlsplit(where).path))
    return (f"{path}[{extra}]",) if path.exists() else tuple(_parts(found, extra))


def _is_checkout(folder: Path) -> bool:
    """Whether the package stands in the folder that it is built from."""
    try:
        text = (folder / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return f'name = "{DISTRIBUTION}"' in text


def _editable(came: dict[str, object]) -> bool:
    """Whether the installation follows its folder, and has to go on following it."""
    info = came.get("dir_info")
    return isinstance(info, dict) and bool(info.get("editable"))


def _with_vcs(came: dict[str, object], url: str) -> str:
    """A link as pip takes it; in a repository, at the commit that was installed."""
    info = came.get("vcs_info")
    return f"{info.get('vcs')}+{url}@{info.get('commit_id')}" if isinstance(info, dict) else url


def _installed() -> Distribution | None:
    try:
        return distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return None


def _came_from(found: Distribution | None) -> dict[str, object]:
    """What the installer noted about the origin (PEP 610); empty where it came from an index."""
    text = found.read_text("direct_url.json") if found is not None else None
    try:
        noted = json.loads(text or "{}")
    except ValueError:
        return {}
    return noted if isinstance(noted, dict) else {}


def _parts(found: Distribution, extra: str) -> Iterator[str]:
    """The requirements of an extra, without the marker that says which extra asks for them."""
    for requirement in found.requires or ():
        needed, _, marker = requirement.partition(";")
        if re.search(rf"\bextra\s*==\s*['\"]{re.escape(extra)}['\"]", marker):
            yield needed.strip()


def _quoted(text: str) -> str:
    return f'"{text}"' if os.name == "nt" or _PLAIN.fullmatch(text) else shlex.quote(text)
