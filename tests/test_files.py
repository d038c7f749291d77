"""Writing files: only a file is ever replaced by one."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator import files
from simulator.cli.shared.exits import ExitCode
from tests.cli.conftest import run_here

# The tests use pipes and no devices: run by an administrator, a test that fails would replace the machine's own.
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")

WAYS: dict[str, Callable[[Path], None]] = {
    "created": lambda path: files.write(path, b"new", only_file=True),
    "replaced": lambda path: files.replace(path, b"", b"new"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_pipe_is_not_replaced_by_a_file(way: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(files.NotSaved, match="it is a device or a pipe, not a file"):
        WAYS[way](pipe)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.parametrize("way", WAYS)
def test_a_link_to_a_pipe_is_not_followed_and_replaced(way: str, tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    with pytest.raises(files.NotSaved, match="it is a device or a pipe, not a file"):
        WAYS[way](link)
    assert link.is_symlink()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_is_not_replaced_by_a_file(way: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(files.NotSaved, match="it is a folder, not a file"):
        WAYS[way](folder)
    assert folder.is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_starter_is_not_written_over_a_pipe_even_by_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("mine.yaml")
    done = run_here("new", "mine", "--into", ".", "--force")
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "it is a device or a pipe, not a file." in done.stderr
