"""Loaded by every Python of a test: takes away what a bare machine lacks, and kills at the step that is asked."""

import os
import signal
import sys
from pathlib import Path

if "STANDIN_NO_ENSUREPIP" in os.environ:
    sys.modules["ensurepip"] = None  # type: ignore[assignment]
if "STANDIN_OLD" in os.environ:
    sys.version_info = (3, 6, 9, "final", 0)  # type: ignore[assignment]

os.sync = lambda: None  # it would wait for whatever else the machine writes

CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.chmod", "subprocess.Popen"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def changes(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether something is about to be changed in the environment, or a further process begun."""
    if event == "open":
        path, _, flags = arguments
        return isinstance(path, str) and ".venv" in path and isinstance(flags, int) and bool(flags & WRITES)
    return event in CHANGES and "__pycache__" not in str(arguments)


def count(event: str, arguments: tuple[object, ...]) -> None:
    """Count the steps of all processes together, and end all of them before the one that is asked."""
    if not changes(event, arguments):
        return
    steps = Path(os.environ["STANDIN_STEPS"])
    number = os.open(steps, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(number, b".")
    os.close(number)
    if steps.stat().st_size == int(os.environ["STANDIN_DIES_AT"]):
        os.killpg(0, signal.SIGKILL)


if "STANDIN_DIES_AT" in os.environ:
    sys.addaudithook(count)
