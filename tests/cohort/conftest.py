from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.store import open_store
from simulator.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "attempts.db")) as opened:
        yield opened
