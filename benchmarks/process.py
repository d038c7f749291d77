"""Whole processes: the processor time and the peak of memory of each."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks import peers

_STARTER: Final = """
import json, os, subprocess, sys, threading, time
begun = time.perf_counter()
process = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
watch = threading.Timer(float(sys.argv[1]), process.kill)
watch.start()
_, status, used = os.wait4(process.pid, 0)
watch.cancel()
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
took = time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / unit
print(json.dumps([*took, os.waitstatus_to_exitcode(status)]))
"""
"""A process counts as its own the memory of the one that it was started by: so a small one starts it."""


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
    starter = [sys.executable, "-S", "-E", "-c", _STARTER, str(most), *command]
    ended = subprocess.run(starter, capture_output=True, text=True, check=True, cwd=cwd)
    seconds, processor, megabytes, code = json.loads(ended.stdout)
    return Took(seconds, processor, megabytes, code)
