"""Whole processes: the processor time and the peak of memory of each, with all that it starts."""

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import peers


class Took(NamedTuple):
    """What a process took."""

    seconds: float
    """On the clock."""
    processor: float
    """Seconds of the processor, its own and the system's."""
    megabytes: float
    """The most memory that it held."""
    code: int
    """Its exit code; below 0 where it was ended."""


def took(command: Sequence[str], most: float = 900, cwd: Path = peers.HERE.parent) -> Took:
    """Run a command to its end, or for so many seconds at most."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd) as process:
        watch = threading.Timer(most, process.kill)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    return Took(seconds, used.ru_utime + used.ru_stime, _megabytes(used), process.returncode)


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
