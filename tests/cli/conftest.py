"""Commands run as a person runs them, with a store and a library of the test's."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.cli.main import main
from tests.stores import place

__all__ = ["ROOT", "Done", "Run", "place", "run_here", "simulator", "simulator_process"]

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


def run_here(*arguments: str, stdin: str = "") -> Done:
    """Run ``simulator`` in this process, as its entry does."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        code = main(list(arguments))
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture
def simulator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``simulator`` with arguments and standard input, in this process."""
    monkeypatch.setenv("SIMULATOR_STORE", str(tmp_path / "attempts.sqlite3"))
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)

    return run_here


@pytest.fixture
def simulator_process(tmp_path: Path) -> Run:
    """Run ``simulator`` in a process of its own, with bytes as standard input."""

    def run(*arguments: str, stdin: bytes = b"") -> Done:
        env = {
            **os.environ,
            "SIMULATOR_STORE": str(tmp_path / "attempts.sqlite3"),
            "SIMULATOR_LIBRARY": str(tmp_path / "library"),
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
        }
        command = [sys.executable, "-m", "simulator", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, input=stdin, env=env, capture_output=True, timeout=120, check=False
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
