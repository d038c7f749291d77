"""Commands run as a person runs them, in a process of their own, with a store and a library of the test's."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def simulator(tmp_path: Path) -> Run:
    """Run ``simulator`` with arguments and standard input."""

    def run(*arguments: str, stdin: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
        whole = {
            **os.environ,
            "SIMULATOR_STORE": str(tmp_path / "attempts.sqlite3"),
            "SIMULATOR_LIBRARY": str(tmp_path / "library"),
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            **env,
        }
        return subprocess.run(
            [sys.executable, "-m", "simulator", *arguments],
            cwd=tmp_path,
            input=stdin,
            env=whole,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run
