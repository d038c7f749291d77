"""Everything that must hold before a change goes in: the tests, and beside them the other parts, one after another."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from outcome import Part, Tests, summary, tests_in

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
TOOLS = Path(PYTHON).parent


class FailedError(Exception):
    """A part that does not hold; with the tests that were run, where it is theirs."""

    def __init__(self, why: str, tests: Tests | None = None) -> None:
        super().__init__(why)
        self.tests = tests or Tests()


def run(*command: str, cwd: Path = ROOT, stdin: str | None = None, env: dict[str, str] | None = None) -> str:
    """Run a command; its output.

    Raises:
        FailedError: it ended with anything but 0; the output is shown first.
    """
    done = subprocess.run(
        command, cwd=cwd, input=stdin, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        raise FailedError(f"{done.stdout}\n{' '.join(command)} ended with {done.returncode}")
    return done.stdout


def lint() -> None:
    """Style and layout of the code."""
    run(str(TOOLS / "ruff"), "check", ".")
    run(str(TOOLS / "ruff"), "format", "--check", ".")


def types() -> None:
    """Types, strictly, tests included."""
    run(str(TOOLS / "mypy"))


def contracts() -> None:
    """The arrows between the parts of the program point down."""
    run(str(TOOLS / "lint-imports"))


def unit() -> Tests:
    """All tests, on every processor."""
    with in_memory() as short_lived, tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "tests.xml"
        workers = ["-n", str(os.cpu_count() or 2), "--dist", "worksteal"]
        command = [PYTHON, "-m", "pytest", *workers, f"--junit-xml={report}"]
        ended = subprocess.run(command, cwd=ROOT, env={**compiling(), **short_lived}, check=False).returncode
        found = tests_in(report)
    if ended != 0:
        raise FailedError("the tests do not pass", found)
    return found


def compiling() -> dict[str, str]:
    """The surroundings, in which what is compiled once is kept: the tests start hundreds of processes."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@contextmanager
def in_memory() -> Iterator[dict[str, str]]:
    """Surroundings in which short-lived files stand in memory, where there is room: nothing waits for a disk."""
    memory = Path("/dev/shm")
    if not (memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM):
        yield {}
        return
    if os.statvfs(memory).f_flag & os.ST_NOEXEC:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="simulator-tests-", dir=memory, ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


ROOM = 2 << 30
"""How much memory has to be free, in bytes."""


def scenarios() -> None:
    """Every shipped document."""
    print(run(PYTHON, "-m", "simulator", "check", "scenarios", "rubrics", "standardisation/do-better").strip())


def wheel() -> None:
    """The wheel, installed into an empty environment outside the checkout, and played."""
    with tempfile.TemporaryDirectory(prefix="simulator-wheel-") as folder:
        place = Path(folder)
        run(
            PYTHON,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            folder,
            str(ROOT),
        )
        built = next(place.glob("peer_mentoring_simulator-*.whl"))
        empty = place / "empty"
        run(PYTHON, "-m", "venv", str(empty))
        pip = [str(empty / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        run(*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "run.txt"))
        run(*pip, "--no-deps", str(built))
        play_installed(empty / "bin", place)


def play_installed(tools: Path, place: Path) -> None:
    """Use the installed command as a stranger would, far from the checkout."""
    simulator = str(tools / "simulator")
    env = {
        "PATH": str(tools),
        "HOME": str(place),
        "SIMULATOR_STORE": str(place / "attempts.sqlite3"),
        "LANG": "C.UTF-8",
    }
    expect("promise-you-wont-tell", run(simulator, "list", cwd=place, env=env))
    expect("nothing wrong", run(simulator, "check", cwd=place, env=env))
    expect("otherwise: worry", run(simulator, "explain", "stuck", cwd=place, env=env))
    played = run(simulator, "play", "promise-you-wont-tell", cwd=place, env=env, stdin="1\n1\n")
    expect("Jamie:", played)
    expect("Everything is saved", played)
    module = [str(tools / "python"), "-m", "simulator"]
    expect("promise-you-wont-tell", run(*module, "attempts", "list", cwd=place, env=env))
    run(*module, "attempts", "verify", cwd=place, env=env)
    attempt = json.loads(run(simulator, "attempts", "list", "--json", cwd=place, env=env))[0]["id"]
    run(simulator, "evidence", "key", "new", cwd=place, env=env)
    run(simulator, "evidence", attempt, "--no-pdf", "--out", "pack.zip", cwd=place, env=env)
    expect("Well: 1 attempt", run(simulator, "verify", "pack.zip", cwd=place, env=env))
    walked = run(simulator, "walk", "promise-you-wont-tell", "--expect", "lets-jamie-lead", cwd=place, env=env)
    expect("Outcome: exemplary", walked)


def expect(text: str, output: str) -> None:
    """Hold that some output has a text in it."""
    if text not in output:
        raise FailedError(f"{output}\n“{text}” was not in the output")


QUICK = ("lint", "contracts")
"""What takes a second or two."""

PARTS: dict[str, Callable[[], Tests | None]] = {
    "lint": lint,
    "contracts": contracts,
    "types": types,
    "scenarios": scenarios,
    "wheel": wheel,
    "unit": unit,
}


def verified(name: str) -> Part:
    """Hold one part, saying when it begins and how it ends."""
    start = time.monotonic()
    print(f"— {name}: {(PARTS[name].__doc__ or '').rstrip('.')}", flush=True)
    try:
        tests = PARTS[name]()
    except (FailedError, OSError) as failed:  # a tool that is not there is one that does not hold
        print(f"✗ {name}: {failed}", flush=True)
        return Part(name, False, time.monotonic() - start, getattr(failed, "tests", Tests()))
    seconds = time.monotonic() - start
    print(f"✓ {name} ({seconds:.0f} s)", flush=True)
    return Part(name, True, seconds, tests or Tests())


def all_of(names: Sequence[str]) -> list[Part]:
    """Hold these parts, in their order.

    The quick ones come first, and nothing else is begun if one fails. The tests often wait, for a screen or a disk: the
    other parts have the processors then.
    """
    quick = [verified(name) for name in names if name in QUICK]
    rest = [name for name in names if name not in QUICK]
    if not all(part.holds for part in quick):
        return [*quick, *(Part(name, None) for name in rest)]
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(lambda: [verified(name) for name in rest if name != "unit"])
        tests = [verified(name) for name in rest if name == "unit"]
        return [*quick, *beside.result(), *tests]


def main(names: list[str]) -> int:
    """Verify the named parts, or all, and say at the very end how it ended; 0 when they hold."""
    parts = all_of(names or list(PARTS))
    print("\n".join(summary(parts)), flush=True)
    return 0 if all(part.holds for part in parts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
