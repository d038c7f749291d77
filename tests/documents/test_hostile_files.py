"""Files that are no documents: one sentence, at once, without filling the memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LIMITED = """
import json, os, resource, sys, time
from pathlib import Path
from simulator.documents.scenario.loader import read_scenario

limit = 600 * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
if sys.argv[2:] and hasattr(os, "geteuid") and os.geteuid() == 0:
    os.seteuid(65534)  # the administrator may read everything; nobody may not
begin = time.monotonic()
loaded = read_scenario(Path(sys.argv[1]), None)
print(json.dumps([[d.rule, d.message] for d in loaded.diagnostics]))
print(time.monotonic() - begin)
"""


def read_limited(path: Path, *, as_nobody: bool = False) -> tuple[list[list[str]], float]:
    """The findings of reading a file in a process with little memory, and the seconds it took."""
    import json

    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), *(["as nobody"] if as_nobody else [])],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found, seconds = done.stdout.splitlines()
    return json.loads(found), float(seconds)


def make(kind: str, folder: Path) -> Path:
    """A hostile file of this kind."""
    path = folder / "scenario.yaml"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "endless":
            path = Path("/dev/zero")
        case "huge":
            with path.open("wb") as file:
                file.truncate(1024 * 1024 * 1024)
        case "circle":
            path.symlink_to(path)
        case "folder":
            path.mkdir()
        case "inside a file":
            path.write_text("x")
            path /= "scenario.yaml"
        case "long name":
            path = folder / ("x" * 5000)
        case "zero byte name":
            path = Path("a\0b")
        case "secret":
            path.write_text("title: x")
            path.chmod(0)
        case "terminal":
            path = Path("/dev/tty")
        case _:
            pass
    return path


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("missing", "no such file"),
        ("pipe", "not an ordinary file"),
        ("endless", "not an ordinary file"),
        ("huge", "one megabyte"),
        ("circle", "in a circle"),
        ("folder", "folder"),
        ("inside a file", "Part of the path is a file"),
        ("long name", "too long"),
        ("terminal", ""),
    ],
)
def test_a_file_that_is_no_document_is_told_in_one_sentence(kind: str, said: str, tmp_path: Path) -> None:
    found, seconds = read_limited(make(kind, tmp_path))
    ((rule, message),) = found
    assert rule in ("unreadable-file", "file-too-large")
    assert said in message
    assert message.count(".") == 1
    assert seconds < 10  # far from hanging


def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    ((_, message),), _ = read_limited(make("secret", tmp_path), as_nobody=True)
    assert "permission" in message


def test_a_name_that_cannot_be_one_is_told() -> None:
    from simulator.documents.scenario.loader import read_scenario

    (finding,) = read_scenario(make("zero byte name", Path()), None).diagnostics
    assert finding.rule == "unreadable-file"
