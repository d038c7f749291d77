"""A PostgreSQL server for the tests: one a run, shared by all workers, on a socket that nobody else can reach.

Its programs come from a wheel among the requirements for development, or from the machine. Everything it writes lies in
a folder of its own and goes with it.
"""

import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOBODY = 65534
"""The server refuses to run as root; then it runs as nobody."""
ROOM = 2 * 1024**3
"""Free bytes in memory that the server's files may go to memory for."""
SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    folder: Path

    def address(self, database: str, schema: str = "") -> str:
        options = f"&options=-csearch_path%3D{schema}" if schema else ""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}{options}"


def programs() -> Path | None:
    """The folder of the server's installation, with ``bin`` in it; None where there is none."""
    wheel = importlib.util.find_spec("pgserver")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        if (Path(place) / "pginstall" / "bin" / "postgres").is_file():
            return Path(place) / "pginstall"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return debian[-1].parent.parent if debian else None


def _run(*command: str) -> None:
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(
        command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, check=False, **user
    )  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout


def _reachable(installed: Path, folder: Path) -> Path:
    """The installation, or a copy of it where whoever runs the server cannot come to it."""
    if os.geteuid() != 0:
        return installed
    try:
        _run(str(installed / "bin" / "initdb"), "--version")
    except (PermissionError, AssertionError):
        copy = folder / "wheel" / installed.parent.name / installed.name
        shutil.copytree(installed, copy, symlinks=True, ignore=shutil.ignore_patterns("include"))
        libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
        if libraries.is_dir():  # the programs look for these beside their package
            shutil.copytree(libraries, folder / "wheel" / libraries.name, symlinks=True)
        return copy
    return installed


def _memory() -> Path | None:
    """A folder in memory with plenty of room; None where there is none."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return memory if roomy else None


def start(installed: Path) -> Path:
    """Start a server; the folder with everything of it."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_memory()))  # a socket's path must be short
    folder.chmod(0o755)
    installed = _reachable(installed, folder)
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    data, log = str(folder / "data"), str(folder / "log")
    initialise = (str(installed / "bin" / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8")
    _run(*initialise, "--no-sync", "--no-locale")
    hosts = folder / "data" / "pg_hba.conf"
    hosts.write_text("local all locked scram-sha-256\nlocal all all trust\n")
    settings = " ".join(f"-c {each}" for each in (*SETTINGS, f"unix_socket_directories={folder}"))
    started = (str(installed / "bin" / "pg_ctl"), "-D", data, "-l", log, "-w", "-o", settings)
    _run(*started, "start")
    (folder / "bin").write_text(str(installed / "bin"))
    return folder


def stop(folder: Path) -> None:
    """Stop the server, and take everything of it away."""
    _run(str(Path((folder / "bin").read_text()) / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop")
    shutil.rmtree(folder)


@contextmanager
def shared(installed: Path, meeting: Path) -> Iterator[Server]:
    """A server for all processes that meet in one folder: the first starts it, the last stops it."""
    with _alone(meeting) as state:
        if not state.get("users"):
            state.update(folder=str(start(installed)), users=0)
        state["users"] = int(str(state["users"])) + 1
        folder = Path(str(state["folder"]))
    # it lets go in this process's place, also when this one is killed: then the pipe to it closes
    watcher = subprocess.Popen(
        [sys.executable, "-m", "tests.store.server", str(meeting)],
        stdin=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        yield Server(folder)
    finally:
        watcher.communicate(timeout=120)


def let_go(meeting: Path) -> None:
    """One process less needs the server."""
    with _alone(meeting) as state:
        state["users"] = int(str(state["users"])) - 1
        if not state["users"]:
            stop(Path(str(state["folder"])))


@contextmanager
def _alone(meeting: Path) -> Iterator[dict[str, object]]:
    """What the processes tell each other, read and written by one at a time."""
    with (meeting / "postgresql.json").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        state: dict[str, object] = json.loads(file.read() or "{}")
        yield state
        file.seek(0)
        file.truncate()
        json.dump(state, file)


if __name__ == "__main__":
    sys.stdin.buffer.read()
    let_go(Path(sys.argv[1]))
