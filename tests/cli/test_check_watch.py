"""`simulator check --watch`, as a process that is told of real changes."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from simulator.cli.shared.exits import ExitCode
from tests.cli.clean import BAD, GOOD
from tests.documents.examples import changed

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 30
"""How long a line may take, in seconds; far longer than it does."""

UNKNOWN = "There is no scene `arives`. [unknown-scene]"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches no single process there")


class Watcher:
    """``simulator check --watch`` with its output at hand, line by line."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        path = f"{folder}{os.pathsep}{ROOT}"  # a sitecustomize.py in the folder is run first
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simulator", "check", "--watch", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "SIMULATOR_LIBRARY": str(folder / "own")},
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, end: str) -> list[str]:
        """The lines up to the first that has a text in it, but for those that ask for patience."""
        lines: list[str] = []
        while not lines or end not in lines[-1]:
            try:
                line = self._lines.get(timeout=PATIENCE)
                lines += [] if line.startswith("Proving") else [line]
            except queue.Empty:
                raise AssertionError(f"“{end}” was never said; only:\n" + "\n".join(lines)) from None
        return lines

    def round(self) -> list[str]:
        """The lines of one round, from the line with the time to the summary."""
        self.until("--- ")
        return self.until("read")

    def stop(self) -> int:
        """Press Ctrl-C, which everything started from a terminal hears; how it ended."""
        os.killpg(self.process.pid, signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        left = [self._lines.get() for _ in range(self._lines.qsize())]
        assert not [line for line in left if "Traceback" in line or "Error" in line]
        return code

    def close(self) -> None:
        """End it, however it is."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "one.yaml").write_text(GOOD)
    (tmp_path / "drafts" / "two.yaml").write_text(BAD)
    return tmp_path


@pytest.fixture
def watcher(folder: Path) -> Iterator[Watcher]:
    watcher = Watcher(folder, "drafts")
    yield watcher
    watcher.close()


def save(path: Path, text: str) -> None:
    """Save as careful editors do, so that nobody sees half of it."""
    beside = path.with_name(f"{path.name}~")
    beside.write_text(text)
    beside.replace(path)


def test_everything_is_checked_first_and_then_what_is_saved(watcher: Watcher, folder: Path) -> None:
    first = watcher.until("Ctrl-C")
    assert any(UNKNOWN in line for line in first)
    assert "2 files read: 1 error." in first
    save(folder / "drafts" / "one.yaml", changed("start: arrives", "start: nowhere", GOOD))
    heading, finding, *_, last = watcher.until("read:")
    assert heading.startswith("--- ")
    assert heading.endswith("drafts/one.yaml")
    assert finding.startswith("drafts/one.yaml:15:8: error: There is no scene `nowhere`.")
    assert last == "1 file read: 1 error. Still in another file: 1 error."
    save(folder / "drafts" / "two.yaml", GOOD)
    assert watcher.round() == ["1 file read: nothing wrong. Still in another file: 1 error."]
    (folder / "drafts" / "one.yaml").write_text(GOOD)
    assert watcher.until("1 file read: nothing wrong.")[-1] == "1 file read: nothing wrong."
    assert watcher.stop() == ExitCode.WELL


def test_a_save_by_renaming_a_new_file_and_a_file_that_goes_are_noticed(watcher: Watcher, folder: Path) -> None:
    watcher.until("Ctrl-C")
    save(folder / "drafts" / ".two.yaml.swp", GOOD)
    (folder / "drafts" / ".two.yaml.swp").replace(folder / "drafts" / "two.yaml")
    assert watcher.round() == ["1 file read: nothing wrong."]
    save(folder / "drafts" / "three.yaml", BAD)
    assert watcher.round()[-1] == "1 file read: 1 error."
    (folder / "drafts" / "three.yaml").rename(folder / "drafts" / "four.yaml")
    assert watcher.until("---")[-1].endswith("drafts/four.yaml, drafts/three.yaml (gone)")
    assert watcher.until("read")[-1] == "1 file read: 1 error."
    (folder / "drafts" / "four.yaml").unlink()
    assert watcher.until("---")[-1].endswith("drafts/four.yaml (gone)")
    assert watcher.until("read") == ["Nothing to read."]


@pytest.mark.parametrize("spoiled", [b"", b"\xff\xfe\x00", GOOD[:500].encode(), b"a: [" * 1000, b"\x00", b"- \n: {"])
def test_a_file_that_makes_no_sense_ends_nothing(watcher: Watcher, folder: Path, spoiled: bytes) -> None:
    watcher.until("Ctrl-C")
    (folder / "drafts" / "one.yaml").write_bytes(spoiled)
    assert "error" in watcher.round()[-1]
    save(folder / "drafts" / "one.yaml", GOOD)
    assert watcher.round()[-1].startswith("1 file read: nothing wrong.")


def test_a_folder_in_place_of_a_file_ends_nothing(watcher: Watcher, folder: Path) -> None:
    watcher.until("Ctrl-C")
    (folder / "drafts" / "one.yaml").unlink()
    (folder / "drafts" / "one.yaml").mkdir()
    assert any("[unreadable-file]" in line for line in watcher.until("[unreadable-file]"))
    (folder / "drafts" / "one.yaml").rmdir()
    assert watcher.until("(gone)")


def test_a_rubric_that_is_saved_is_tried_on_the_scenarios_that_use_it(watcher: Watcher, folder: Path) -> None:
    watcher.until("Ctrl-C")
    rubrics = folder / "own" / "rubrics"
    rubrics.mkdir(parents=True)
    code = (ROOT / "rubrics" / "code-of-conduct.yaml").read_text(encoding="utf-8")
    save(rubrics / "code-of-conduct.yaml", code.replace("\nclauses:", "\nclases:"))
    assert watcher.until("---")[-1].endswith("own/rubrics/code-of-conduct.yaml, 2 files that depend on it")
    assert watcher.until("read")[-1] == "2 files read: 3 errors."
    save(rubrics / "code-of-conduct.yaml", code)
    assert watcher.round()[-1] == "2 files read: 1 error."


def test_a_folder_that_comes_later_and_one_that_is_made_anew_are_watched(watcher: Watcher, folder: Path) -> None:
    watcher.until("Ctrl-C")
    inside = folder / "drafts" / "scenarios"
    for _ in range(2):
        inside.mkdir()
        save(inside / "three.yaml", BAD)
        assert UNKNOWN in watcher.until(UNKNOWN)[-1]
        (inside / "three.yaml").unlink()
        inside.rmdir()
        watcher.until("drafts/scenarios/three.yaml (gone)")


def test_a_single_file_is_watched_and_no_other(folder: Path) -> None:
    watcher = Watcher(folder, "drafts/one.yaml")
    try:
        assert "1 file read: nothing wrong." in watcher.until("Ctrl-C")
        save(folder / "drafts" / "two.yaml", GOOD)
        save(folder / "drafts" / "new.yaml", BAD)
        save(folder / "drafts" / "one~", BAD)
        (folder / "drafts" / "one~").replace(folder / "drafts" / "one.yaml")
        assert watcher.until("---")[-1].endswith("--- drafts/one.yaml")
        assert watcher.until("read:")[-1] == "1 file read: 1 error."
        assert watcher.stop() == ExitCode.WELL
    finally:
        watcher.close()


def test_an_empty_folder_can_be_watched(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    watcher = Watcher(tmp_path, "drafts")
    try:
        watcher.until("Ctrl-C")
        save(tmp_path / "drafts" / "one.yaml", GOOD)
        assert watcher.round() == ["1 file read: nothing wrong."]
    finally:
        watcher.close()


REFUSES: Final = """\
import watchfiles
def refuse(*paths, **options):
    raise OSError("OS file watch limit reached")
watchfiles.watch = refuse
"""

FAILS: Final = """\
import simulator.analysis.check
def fail(case):
    if "waits there" in str(case.scenario.scenes["goodbye"]):
        raise KeyError("a bug")
    return iter(())
simulator.analysis.check.CHECKS = ((frozenset({"stuck"}), fail),)
"""

SLOW: Final = """\
import time
import simulator.analysis.check
def take_for_ever(case):
    time.sleep(600 if case.scenario.about.title == "Slow" else 0)
    return iter(())
simulator.analysis.check.CHECKS = ((frozenset({"stuck"}), take_for_ever),)
"""


def test_a_proof_that_takes_for_ever_keeps_nobody_waiting(folder: Path) -> None:
    save(folder / "sitecustomize.py", SLOW)
    slow = changed("title: First meeting", "title: Slow", GOOD)
    save(folder / "drafts" / "two.yaml", GOOD)
    watcher = Watcher(folder, "drafts")
    try:
        watcher.until("Ctrl-C")
        save(folder / "drafts" / "one.yaml", slow)
        watcher.until("--- ")
        save(folder / "drafts" / "two.yaml", BAD)
        assert UNKNOWN in watcher.until(UNKNOWN)[-1]
        save(folder / "drafts" / "one.yaml", GOOD)
        assert watcher.until("read:")[-1] == "1 file read: nothing wrong. Still in another file: 1 error."
        save(folder / "drafts" / "one.yaml", slow)
        watcher.until("--- ")
        assert watcher.stop() == ExitCode.WELL
    finally:
        watcher.close()


def test_where_the_system_tells_of_no_changes_they_are_noticed_all_the_same(folder: Path) -> None:
    save(folder / "sitecustomize.py", REFUSES)
    watcher = Watcher(folder, "drafts")
    try:
        watcher.until("Ctrl-C")
        save(folder / "drafts" / "two.yaml", GOOD)
        assert watcher.round() == ["1 file read: nothing wrong."]
        assert watcher.stop() == ExitCode.WELL
    finally:
        watcher.close()


def test_a_fault_of_the_simulator_ends_nothing(folder: Path) -> None:
    save(folder / "sitecustomize.py", FAILS)
    watcher = Watcher(folder, "drafts")
    try:
        watcher.until("Ctrl-C")
        save(folder / "drafts" / "one.yaml", changed("Sam is going", "Sam waits there and is going", GOOD))
        told = watcher.round()
        assert told[0].startswith("drafts/one.yaml:1:1: error: Something went wrong inside the simulator (KeyError)")
        assert told[-1].startswith("1 file read: 1 error.")
        save(folder / "drafts" / "one.yaml", GOOD)
        assert watcher.round()[-1].startswith("1 file read: nothing wrong.")
    finally:
        watcher.close()
