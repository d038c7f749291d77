"""Whoever lacks an extra is told a line that installs it from where this program came from."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.extras import DISTRIBUTION, install

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

Origin = Callable[[dict[str, object] | None], Path]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Origin:
    """The program among installed packages, and what the installer noted about its origin (PEP 610)."""

    def noted(origin: dict[str, object] | None) -> Path:
        site = tmp_path / "site-packages"
        about = site / "peer_mentoring_simulator-9.9.dist-info"
        about.mkdir(parents=True)
        needs = (
            "Requires-Dist: click>=8.1\n"
            "Requires-Dist: duckdb>=1.1; extra == 'tables'\n"
            "Requires-Dist: dask[distributed]>=2025.1; extra == 'cluster'\n"
            "Requires-Dist: numpy>=1.26; (python_version < '4') and extra == \"tables\"\n"
        )
        text = f"Metadata-Version: 2.4\nName: {DISTRIBUTION}\nVersion: 9.9\n{needs}"
        (about / "METADATA").write_text(text, encoding="utf-8")
        if origin is not None:
            (about / "direct_url.json").write_text(json.dumps(origin), encoding="utf-8")
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.setattr(sys, "executable", "python3")
        return site / "simulator"

    return noted


def test_in_a_checkout_an_extra_is_installed_from_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    line = install("tables")
    assert re.fullmatch(rf'/usr/bin/python3 -m pip install (--editable )?"{re.escape(str(ROOT))}\[tables\]"', line)


def test_an_installation_that_follows_its_folder_goes_on_following_it(installed: Origin) -> None:
    installed({"url": ROOT.as_uri(), "dir_info": {"editable": True}})
    assert install("pdf") == f'python3 -m pip install --editable "{ROOT}[pdf]"'


def test_what_came_from_a_wheel_is_installed_from_that_wheel(installed: Origin, tmp_path: Path) -> None:
    wheel = tmp_path / "with a blank" / "peer_mentoring_simulator-9.9-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.touch()
    package = installed({"url": wheel.as_uri(), "archive_info": {}})
    assert install("tables", package=package) == f'python3 -m pip install "{wheel}[tables]"'


def test_where_the_wheel_is_gone_the_parts_of_the_extra_are_installed(installed: Origin, tmp_path: Path) -> None:
    package = installed({"url": (tmp_path / "gone.whl").as_uri(), "archive_info": {}})
    assert install("tables", package=package) == 'python3 -m pip install "duckdb>=1.1" "numpy>=1.26"'


def test_what_came_from_a_repository_is_installed_from_it_at_the_same_commit(installed: Origin) -> None:
    vcs = {"vcs": "git", "commit_id": "0123abc"}
    package = installed({"url": "https://code.example/mentoring.git", "vcs_info": vcs})
    where = f"{DISTRIBUTION}[pdf] @ git+https://code.example/mentoring.git@0123abc"
    assert install("pdf", package=package) == f'python3 -m pip install "{where}"'


@pytest.mark.parametrize("noted", [None, {}, {"url": 7}])
def test_what_came_from_an_index_is_installed_by_its_own_name_and_version(
    installed: Origin, noted: dict[str, object] | None
) -> None:
    assert install("pdf", package=installed(noted)) == f'python3 -m pip install "{DISTRIBUTION}[pdf]==9.9"'


def test_a_folder_with_a_dollar_in_its_name_is_no_variable_of_the_shell(installed: Origin, tmp_path: Path) -> None:
    wheel = tmp_path / "$HOME" / "it's.whl"
    wheel.parent.mkdir()
    wheel.touch()
    line = install("pdf", package=installed({"url": wheel.as_uri()}))
    shown = ["sh", "-c", line.replace("python3", "printf '%s\n'", 1)]
    said = subprocess.run(shown, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == f"{wheel}[pdf]"


def test_every_extra_that_a_message_names_exists() -> None:
    named = {
        extra
        for path in (ROOT / "simulator").rglob("*.py")
        for extra in re.findall(r"install\(['\"](\w+)['\"]\)", path.read_text(encoding="utf-8"))
    }
    assert {"tables", "postgresql", "pdf"} <= named <= set(PROJECT["optional-dependencies"])


def pages() -> Iterator[Path]:
    """Whatever a person reads of us: the program, its templates, its documents and the build."""
    yield from (path for path in ROOT.iterdir() if path.suffix in {".md", ".toml", ".yaml"} or path.name == "Makefile")
    for folder in ("simulator", "docs", "scripts", "rules", "scenarios", "rubrics", ".ci"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)


STRANGER = re.compile(
    r"(?<![\w/-])simulator\[\w+\]"  # simulator[tables]
    r"|(?:pip|pipx|uv)\s[^\n`]*\binstall\s[^\n`]*(?<![\w/-])simulator(?![\w/-])"
    r"|install\s+[“'\"]simulator\b",
    re.IGNORECASE,
)
"""The name that on the package index is somebody else's, where it would be fetched from there."""


@pytest.mark.parametrize(
    ("text", "fetched"),
    [
        ("pip install 'simulator[tables]'", True),
        ("install “simulator[postgresql]”", True),
        ("pip install --upgrade simulator", True),
        ("uv tool install simulator", True),
        ("pip install tools/simulator", False),
        (f"pip install '{DISTRIBUTION}[tables]'", False),
        ("pip install '.[tables]'", False),
    ],
)
def test_the_name_of_a_stranger_is_recognised(text: str, fetched: bool) -> None:
    assert bool(STRANGER.search(text)) is fetched


def test_nothing_that_we_say_installs_a_strangers_program() -> None:
    assert PROJECT["name"] == DISTRIBUTION
    assert PROJECT["scripts"] == {"simulator": "simulator.__main__:main"}
    for path in pages():
        found = STRANGER.search(path.read_bytes().decode("utf-8", "replace"))
        assert found is None, f"{path.relative_to(ROOT)}: {found[0] if found else ''}"
