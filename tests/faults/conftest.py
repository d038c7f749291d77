"""Players are forked from one process a module."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.harness import Nursery, nursery
from tests.lacking import needed
from tests.stores import _held_texts, place, store

__all__ = ["_held_texts", "place", "store"]


@pytest.fixture(scope="module")
def players() -> Iterator[Nursery]:
    with nursery() as made:
        yield made


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed process does not take it along, and nothing waits for a disk."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or not os.access(memory, os.W_OK):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(dir=memory))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def _strace() -> None:
    """Skips where system calls cannot be interfered with."""
    strace = needed("strace")
    tried = subprocess.run(
        [strace, "-f", "--seccomp-bpf", "-qq", "-o/dev/null", "true"], check=False, capture_output=True
    )
    if tried.returncode:
        pytest.skip("strace may not trace here: its faults are left out, the others are not")
