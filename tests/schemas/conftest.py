"""The language server of most editors, installed once and started once."""

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import run_here

from .language_server import LanguageServer

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def installed() -> Path:
    """The language server, installed from the locked versions beside this file if it is not there already.

    Tests that run at once install it once. Where it cannot be installed although node and npm are there, they fail.
    """
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed, so the language server of editors cannot run here")
    done = HERE / "node_modules" / ".installed"
    with (HERE / "package-lock.json").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        locked = hashlib.sha256(lock.read()).hexdigest()
        if not (done.exists() and done.read_text() == locked and PROGRAM.exists()):
            command = ["npm", "ci", "--prefix", str(HERE), "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
            made = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
            assert made.returncode == 0, f"npm could not install the language server:\n{made.stdout}{made.stderr}"
            done.write_text(locked)
    return PROGRAM


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An organisation's own folder, with the schemas as the command writes them."""
    own = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIMULATOR_LIBRARY", str(own))
        assert run_here("schema", "--into", str(own / "schemas")).returncode == 0
    for name in ("scenarios", "rubrics"):
        (own / name).mkdir()
    return own


@pytest.fixture(scope="session")
def server() -> Iterator[LanguageServer]:
    """The running language server."""
    running = LanguageServer(installed())
    yield running
    running.close()
