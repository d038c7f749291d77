"""Every test here runs over both databases: what it holds is held of a store, wherever it is."""

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from simulator.store import open_store
from simulator.store.store import Store
from tests.lacking import missing
from tests.store.server import Server, programs, shared
from tests.stores import _held_texts

from .centre import Centre

__all__ = ["_held_texts"]

Open = Callable[[], Store]
_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    installed = programs()
    if installed is None:
        missing("there is no PostgreSQL server here; the requirements for development have one")
    meeting = tmp_path_factory.getbasetemp()
    with shared(installed, meeting.parent if "PYTEST_XDIST_WORKER" in os.environ else meeting) as server:
        yield server


@pytest.fixture(scope="session")
def database(postgresql: Server) -> str:
    """The name of a database of this worker's own."""
    name = f"worker_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    engine = create_engine(postgresql.address("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return name


@pytest.fixture(scope="session")
def centre(postgresql: Server, database: str) -> Centre:
    """A centre's store on the server, with a login for each of its people."""
    return Centre.new(postgresql, database)


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: nothing waits for a disk."""
    memory = Path("/dev/shm")
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, quick_folder: Path) -> Callable[[], str]:
    """Gives the address of an empty store at each call."""
    if request.param == "sqlite":
        return lambda: str(quick_folder / str(next(_NUMBERS)) / "attempts.sqlite3")
    server: Server = request.getfixturevalue("postgresql")
    name: str = request.getfixturevalue("database")

    def make() -> str:
        schema = f"test_{next(_NUMBERS)}"
        engine = create_engine(server.address(name), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
        engine.dispose()
        return server.address(name, schema)

    return make


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """The address of an empty store."""
    return new_address()


@pytest.fixture
def opened(address: str) -> Iterator[Open]:
    """Opens the test's store once more, as another program would."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(open_store(address))


@pytest.fixture
def store(opened: Open) -> Store:
    return opened()
