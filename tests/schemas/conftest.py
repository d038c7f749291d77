"""The language server of most editors, installed once and started once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import node
from tests.cli.conftest import run_here

from .language_server import LanguageServer

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def installed() -> Path:
    """The language server, from the locked versions beside this file."""
    node.installed(HERE)
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
