"""What was named by mistake is as it was before: asking changes nothing, and only files are written over."""

import os
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import click
import pytest

from simulator.cli.group import cli
from simulator.store import open_store
from simulator.store.db.tables import SCHEMA_VERSION
from tests.cli.conftest import ROOT, run_here
from tests.cli.reviewed import SMALL, Centre
from tests.cli.test_review_quality import PLAN

ASKING: Final[dict[str, tuple[str, ...]]] = {
    "attempts export": ("L-1",),
    "attempts list": (),
    "attempts show": ("0",),
    "attempts verify": (),
    "attempts xapi": ("--homepage", "https://college.example/"),
    "review list": (),
    "review show": ("0",),
    "review agreement": (),
    "review overrides": (),
    "review compliance": ("PLAN",),
    "review actions": (),
    "review standardised": (),
    "class": (),
    "portfolio": ("L-1",),
    "evidence pack": ("L-1", "--no-pdf", "--out", "PACK", "--key", "KEY"),
    "people list": (),
    "people logins": (),
    "people export": ("L-1",),
    "locate": (),
}
"""Commands that look into a store, with what else they need."""

CHANGING: Final[dict[str, tuple[str, ...]]] = {
    "attempts hand-in": ("0", "--yes"),
    "attempts appeal": ("0", "--grounds", "It was late"),
    "review take-in": ("--as", "A-1", "FILE"),
    "review sample": ("--as", "Q-1", "PLAN"),
    "review standardise": ("--as", "A-1", "FOLDER"),
    "people erase": ("L-1", "--as", "Q-1", "--yes"),
    "people hold": ("L-1", "--as", "Q-1", "--reference", "1"),
    "people lift": ("L-1", "--as", "Q-1"),
    "people retention": ("--as", "Q-1", "--years", "1"),
    "people grant": ("A-1", "--login", "ann"),
    "rescore": (),
}
"""Commands that change something in a store that is there, and make none."""

MAKING: Final[dict[str, tuple[str, ...]]] = {
    "play": ("small", "--plain"),
    "people add": ("A-1", "--role", "assessor"),
}
"""Commands that make a store where none is."""


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command with its name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def with_option(*names: str) -> set[str]:
    """The commands that have one of these options."""
    return {
        name
        for name, command in commands(cli)
        if any(option in names for parameter in command.params for option in parameter.opts)
    }


def test_every_command_that_names_a_store_is_tried_here() -> None:
    assert with_option("--store") - {"attempts salvage"} == set(ASKING) | set(CHANGING) | set(MAKING)


def everything(folder: Path) -> dict[str, tuple[int, object]]:
    """What stands in a folder: kind, mode, and content where it is a file."""
    found: dict[str, tuple[int, object]] = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content: object = None
        if stat.S_ISREG(status.st_mode):
            content = (path.read_bytes(), status.st_mtime_ns, status.st_ino)
        elif stat.S_ISLNK(status.st_mode):
            content = str(path.readlink())
        else:
            content = status.st_rdev
        found[str(path.relative_to(folder))] = (status.st_mode, content)
    return found


# Stores ---------------------------------------------------------------------------------------------------------------


def _device(path: Path) -> None:
    """A null device of the test's own, where one may be made; a socket does as well: neither is a file."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        path.chmod(0o666)
    except (PermissionError, AttributeError):
        _socket(path)


def _disk(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFBLK | 0o666, os.makedev(1, 15))
        path.chmod(0o666)
    except (PermissionError, AttributeError):
        _socket(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's name may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE meta (name, value)")
    other.close()


def _newer(path: Path) -> None:
    open_store(str(path)).close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE meta SET value = ?", (str(SCHEMA_VERSION + 1),))
    other.close()


def _older(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.executescript((ROOT / "tests" / "store" / "schema_1.sql").read_text())
    other.close()


def _link(path: Path) -> None:
    path.with_name("pipe").unlink(missing_ok=True)
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


STANDING: Final[dict[str, Callable[[Path], object]]] = {
    "nothing": lambda _path: None,
    "an empty file": lambda path: path.touch(),
    "a letter": lambda path: path.write_text("Dear all,\n"),
    "a database of something else": _foreign,
    "a store of a newer version": _newer,
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a link to a pipe": _link,
    "a link that leads nowhere": lambda path: path.symlink_to("nowhere"),
    "a device": _device,
    "a disk": _disk,
    "a socket": _socket,
}
SOUND: Final[dict[str, Callable[[Path], object]]] = {
    "a sound store that others may read": lambda path: Centre(path).hand_in("L-1"),
    "a store of an older version": _older,
}
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")


def _run(command: str, rest: tuple[str, ...], store: Path, beside: Path) -> int:
    """Run a command on a store; what it needs besides stands elsewhere."""
    (beside / "export.json").write_text("{}")
    (beside / "plan.yaml").write_text(PLAN)
    places = {
        "PLAN": str(beside / "plan.yaml"),
        "PACK": str(beside / "pack"),
        "KEY": str(beside / "key.pem"),
        "FILE": str(beside / "export.json"),
        "FOLDER": str(beside),
    }
    done = run_here(*command.split(), *(places.get(word, word) for word in rest), "--store", str(store))
    assert "inside the simulator" not in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    return done.returncode


@needs_pipes
@pytest.mark.parametrize("standing", [*STANDING, *SOUND])
def test_asking_changes_nothing(standing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, folder = tmp_path / "beside", tmp_path / "here"
    beside.mkdir()
    folder.mkdir()
    store = folder / "attempts.sqlite3"
    {**STANDING, **SOUND}[standing](store)
    if store.exists():
        store.chmod(0o644)
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(beside / "library"))
    before = everything(folder)
    for command, rest in ASKING.items():
        _run(command, rest, store, beside)
        assert everything(folder) == before, command


@needs_pipes
@pytest.mark.parametrize("standing", STANDING)
def test_what_is_no_store_is_not_made_one(standing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, folder = tmp_path / "beside", tmp_path / "here"
    (beside / "library" / "scenarios").mkdir(parents=True)
    (beside / "library" / "scenarios" / "small.yaml").write_bytes(SMALL.read_bytes())
    folder.mkdir()
    store = folder / "attempts.sqlite3"
    STANDING[standing](store)
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(beside / "library"))
    before = everything(folder)
    for command, rest in {**CHANGING, **(MAKING if standing != "nothing" else {})}.items():
        assert _run(command, rest, store, beside) != 0, command
        assert everything(folder) == before, command


def test_a_sound_store_can_be_read_where_nothing_may_be_written(tmp_path: Path) -> None:
    place = tmp_path / "attempts.sqlite3"
    centre = Centre(place)
    attempt = centre.hand_in("L-1")
    centre.store.close()
    place.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        done = run_here("attempts", "list", "--store", str(place))
    finally:
        tmp_path.chmod(0o700)
    assert (done.returncode, attempt in done.stdout) == (0, True)


# Outputs --------------------------------------------------------------------------------------------------------------

WRITING: Final[dict[str, tuple[str, ...]]] = {
    "attempts export": ("--store", "STORE", "--to", "TARGET"),
    "attempts xapi": ("--store", "STORE", "--homepage", "https://college.example/", "--to", "TARGET"),
    "people export": ("L-1", "--store", "STORE", "--to", "TARGET"),
    "class --html": ("--store", "STORE", "--html", "TARGET"),
    "class --csv": ("--store", "STORE", "--csv", "TARGET"),
    "class --parquet": ("--store", "STORE", "--parquet", "TARGET"),
    "graph": ("SMALL", "--output", "TARGET"),
}
"""Ways of writing one file over what is there."""
NEW: Final[dict[str, tuple[str, ...]]] = {
    "evidence pack": ("L-1", "--store", "STORE", "--no-pdf", "--key", "KEY", "--out", "TARGET"),
    "evidence key new": ("--key", "TARGET"),
    "new": ("mine", "--into", "FOLDER", "--force"),
    "schema": ("--into", "TARGET"),
}
"""Ways of writing something that must be new, or files of our own names."""


def test_every_command_that_writes_where_it_is_told_is_tried_here() -> None:
    named = with_option("--to", "--output", "--out", "--into", "--html", "--csv", "--parquet")
    assert named - {"attempts salvage"} == {
        each.partition(" --")[0] for each in (*WRITING, *NEW) if each != "evidence key new"
    }


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("centre")
    made = Centre(folder / "attempts.sqlite3")
    made.hand_in("L-1")
    made.store.close()
    assert run_here("evidence", "key", "new", "--key", str(folder / "key.pem")).returncode == 0
    return folder


def _written(way: str, centre: Path, target: Path) -> tuple[int, str]:
    words = way.partition(" --")[0].split()
    places = {
        "STORE": str(centre / "attempts.sqlite3"),
        "KEY": str(centre / "key.pem"),
        "SMALL": str(SMALL),
        "TARGET": str(target),
        "FOLDER": str(target.parent),
    }
    done = run_here(*words, *(places.get(word, word) for word in {**WRITING, **NEW}[way]))
    assert "inside the simulator" not in done.stderr, done.stderr
    return done.returncode, done.stderr


NO_FILES: Final[dict[str, Callable[[Path], object]]] = {
    name: STANDING[name]
    for name in ("a pipe", "a link to a pipe", "a link that leads nowhere", "a device", "a disk", "a socket")
}


@needs_pipes
@pytest.mark.parametrize("standing", NO_FILES)
@pytest.mark.parametrize("way", [*WRITING, *NEW])
def test_what_is_no_file_stays_what_it_is(way: str, standing: str, centre: Path, tmp_path: Path) -> None:
    target = tmp_path / ("mine.yaml" if way == "new" else "target")
    NO_FILES[standing](target)
    before = everything(tmp_path)
    code, said = _written(way, centre, target)
    assert everything(tmp_path) == before
    if standing != "a device" or way in NEW:  # the null device takes anything
        assert code in (2, 3)
        assert said.count("\n") == 1, said


@pytest.mark.parametrize("way", WRITING)
def test_a_file_is_replaced_with_its_rights_and_a_link_to_it_stays(way: str, centre: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before")
    target.chmod(0o640)
    link.symlink_to("target")
    assert _written(way, centre, link)[0] == 0
    assert link.is_symlink()
    assert target.read_bytes() not in (b"", b"before")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "target"]


@pytest.mark.parametrize("way", WRITING)
def test_another_name_of_the_same_file_keeps_what_it_had(way: str, centre: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("somebody else’s")
    os.link(tmp_path / "other", tmp_path / "target")
    assert _written(way, centre, tmp_path / "target")[0] == 0
    assert (tmp_path / "other").read_text() == "somebody else’s"


@needs_pipes
@pytest.mark.parametrize("way", WRITING)
def test_a_pipe_that_somebody_reads_is_written_to(way: str, centre: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    for _ in range(1000):
        code, said = _written(way, centre, pipe)
        if "nobody reads from it" not in said:
            break
    reader.join(30)
    assert (code, len(read)) == (0, 1)
    assert read[0]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no /dev/stdout here")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "-"])
def test_standard_output_by_its_name_is_added_to_wherever_it_goes(name: str, centre: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")
    command = ("attempts", "export", "--store", str(centre / "attempts.sqlite3"), "--to", name)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with log.open("ab") as out:
        subprocess.run(
            [sys.executable, "-m", "simulator", *command], stdout=out, check=True, cwd=tmp_path, env=environment
        )
    said = log.read_text()
    assert said.startswith("before\n{")
    assert said.endswith("}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


@pytest.mark.parametrize("way", WRITING)
def test_a_disk_that_is_full_leaves_what_was_there(
    way: str, centre: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "target"
    target.write_text("before")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, said = _written(way, centre, target)
    assert (code, "there is no space left on the disk" in said) == (3, True)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("target", "before")]


def test_a_key_is_not_made_over_somebody_elses_public_key(tmp_path: Path) -> None:
    (tmp_path / "id.pub").write_text("somebody else’s")
    done = run_here("evidence", "key", "new", "--key", str(tmp_path / "id"))
    assert done.returncode in (2, 3)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("id.pub", "somebody else’s")]
