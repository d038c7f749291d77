"""A virtual environment that is either whole or made again: whatever stops its making, the next call mends it.

What is whole has a stamp, which is taken away before the first change and written after the last. So nothing that was
half done, however it ended, is ever taken for whole.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = ".set-up"
"""Says what is installed; only a whole environment has one."""
OURS = ".setting-up"
"""Marks a folder that is being set up, from before anything else is in it; held locked by who is at it."""
HINT = "Nothing half made stays: call make again, and it begins anew."
VENV_MISSING = (
    "Python's parts that make a virtual environment are not installed here. "
    "On Debian or Ubuntu: apt install python3-venv. Then call make again."
)


class NotSetUpError(Exception):
    """Why there is no environment, as a sentence."""


def main(arguments: Sequence[str]) -> int:
    """Set up ``FOLDER REQUIREMENTS… [--editable]``; 0 when it stands, 3 with a sentence when it cannot."""
    editable = "--editable" in arguments
    folder, *requirements = (Path(each) for each in arguments if each != "--editable")
    try:
        set_up(folder, requirements, editable=editable)
    except NotSetUpError as problem:
        say(str(problem))
    except KeyboardInterrupt:
        say(f"Stopped. {HINT}")
        return 130
    except OSError as problem:
        about = f" ({problem.filename})" if problem.filename else ""
        say(f"{folder} could not be set up: {problem.strerror or problem}{about}. {HINT}")
    else:
        return 0
    return 3


def set_up(folder: Path, requirements: Sequence[Path], *, editable: bool) -> None:
    """Make the environment, or bring it up; nothing is done where it is whole and has what is asked.

    Raises:
        NotSetUpError: it cannot be made; the folder holds nothing that would be taken for whole.
        OSError: the disk refuses.
    """
    wanted = {path.name: digest(path) for path in requirements}
    if editable:
        wanted["pyproject.toml"] = digest(ROOT / "pyproject.toml")
    if has(folder, wanted):
        return
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise NotSetUpError(VENV_MISSING)
    own(folder)
    with alone(folder) as held:
        if has(folder, wanted):  # somebody else set it up meanwhile
            return
        kept = installed(folder)
        (folder / STAMP).unlink(missing_ok=True)
        steps: list[Path | None] = [*([] if kept else [None]), *requirements, *([ROOT] if editable else [])]
        say(f"Setting up {folder}: only this time, and when what is needed has changed. It may take some minutes.")
        for number, step in enumerate(steps, 1):
            counted = f"{number} of {len(steps)}"
            if step is None:
                say(f"{counted}: a virtual environment, with Python {'.'.join(map(str, sys.version_info[:3]))}")
                create(folder, held)
            elif step == ROOT:
                say(f"{counted}: the program itself")
                pip(folder, held, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
            else:
                say(f"{counted}: the packages that {step} names, each with its hash")
                pip(folder, held, "--no-deps", "--require-hashes", "-r", str(step), packages=pins(step))
        stamp(folder, kept | wanted)
        say("Ready.")


def digest(path: Path) -> str:
    """What a file holds, in short."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pins(requirements: Path) -> int:
    """How many packages a file of requirements names."""
    return len(re.findall(r"^[A-Za-z0-9][^#\n]*==", requirements.read_text(encoding="utf-8"), re.MULTILINE))


def has(folder: Path, wanted: dict[str, str]) -> bool:
    """Whether a whole environment has what is wanted."""
    return wanted.items() <= installed(folder).items()


def installed(folder: Path) -> dict[str, str]:
    """What a whole environment has, by the files that name it; empty where there is none.

    One that was moved, or whose Python is another or gone, is none: its programs name the old place.
    """
    try:
        noted = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        if noted["folder"] != str(folder.resolve()) or noted["python"] != version_of(folder):
            return {}
        return {str(name): str(found) for name, found in noted["installed"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def python_of(folder: Path) -> str:
    """The environment's own Python."""
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def version_of(folder: Path) -> str:
    """The version of the environment's Python; empty where it does not run."""
    asked = [python_of(folder), "-I", "-S", "-c", "import sys; print(sys.version)"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def own(folder: Path) -> None:
    """Mark a folder as one that may be emptied and filled.

    Raises:
        NotSetUpError: something stands there that is no virtual environment.
    """
    if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
        raise NotSetUpError(f"{folder} is no folder. Move it away, and call make again.")
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.name for path in folder.iterdir()}
    if there and not there & {OURS, "pyvenv.cfg"}:
        raise NotSetUpError(
            f"{folder} holds something else than a virtual environment. Move it away, and call make again."
        )
    (folder / OURS).touch()


@contextmanager
def alone(folder: Path) -> Iterator[int]:
    """Nobody else sets the folder up meanwhile; gives what a child holds on to, so that an orphan is waited for."""
    with (folder / OURS).open("ab") as file:
        try:
            import fcntl
        except ImportError:  # where there is no such lock, there is no make that calls this either
            yield file.fileno()
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"{folder} is being set up by another make: waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def create(folder: Path, held: int) -> None:
    """Make an empty environment of whatever stands there.

    Raises:
        NotSetUpError: Python cannot.
    """
    for path in folder.iterdir():
        if path.name != OURS:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    done = start([sys.executable, "-m", "venv", str(folder)], held)
    said, _ = done.communicate()
    if done.returncode != 0:
        if "ensurepip" in said:
            raise NotSetUpError(VENV_MISSING)
        raise NotSetUpError(f"A virtual environment could not be made{last(said.splitlines(), done.returncode)} {HINT}")


def pip(folder: Path, held: int, *arguments: str, packages: int = 0) -> None:
    """Install with the environment's own pip, and on a terminal tell how far it is.

    Raises:
        NotSetUpError: pip did not come to its end.
    """
    command = [python_of(folder), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", *arguments]
    done = start(command, held)
    said: list[str] = []
    seen = 0
    for line in done.stdout or ():
        said.append(line.rstrip())
        found = re.match(r"(?:Collecting|Requirement already satisfied:|Ignoring) ([\w.-]+)", line)
        if found and packages:
            seen += 1
            tell_how_far(f"   {min(seen, packages)} of {packages}: {found[1]}")
        elif line.startswith("Installing collected packages"):
            tell_how_far("   all are here: installing them")
    done.wait()
    tell_how_far("")
    if done.returncode != 0:
        errors = [line for line in said if line.startswith("ERROR")] or said
        raise NotSetUpError(f"Not everything could be installed{last(errors, done.returncode)} {HINT}")


def start(command: Sequence[str], held: int) -> "subprocess.Popen[str]":
    """Begin a step in a process that has our lock as long as it lives; all that it says is one stream."""
    env = {name: value for name, value in os.environ.items() if name not in {"PIP_TARGET", "PIP_PREFIX", "PYTHONHOME"}}
    return subprocess.Popen(
        command,
        env={**env, "PIP_USER": "0", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=() if os.name == "nt" else (held,),
    )


def last(lines: Sequence[str], code: int) -> str:
    """The end of what a step said."""
    told = " ".join(" ".join(line.split()) for line in lines[-2:] if line.strip())
    return f": {told}." if told else f": it ended with {code}."


def stamp(folder: Path, holds: dict[str, str]) -> None:
    """Note, once all of it is on the disk, what the whole environment has."""
    noted = {"folder": str(folder.resolve()), "python": version_of(folder), "installed": holds}
    if hasattr(os, "sync"):
        os.sync()
    beside = folder / f"{STAMP}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(noted, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / STAMP)


def say(sentence: str) -> None:
    """Tell the person, without a word on standard output: that is for what they asked for."""
    print(sentence, file=sys.stderr, flush=True)


def tell_how_far(line: str) -> None:
    """Write over the last such line, where a person looks on."""
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
