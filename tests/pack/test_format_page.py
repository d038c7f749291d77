"""What the page about the pack says of its format is so: somebody else's program works every hash out again."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.pack.build import RECORD

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "evidence-pack.md"


def checked(folder: Path, record: bytes) -> subprocess.CompletedProcess[str]:
    (folder / RECORD).write_bytes(record)
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    command = [sys.executable, "-I", "-c", found[1]]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_program_on_the_page_finds_a_pack_well(whole: dict[str, bytes], tmp_path: Path) -> None:
    done = checked(tmp_path, whole[RECORD])
    assert done.stdout == "Every hash follows from the one before.\n", done.stderr


@pytest.mark.parametrize("path", ["events/3/at", "review/entries/5/at", "texts/0/text", "documents/rubric/text"])
def test_the_program_on_the_page_finds_what_was_changed(whole: dict[str, bytes], tmp_path: Path, path: str) -> None:
    record = json.loads(whole[RECORD])
    inside, *steps = record["attempts"][0], *path.split("/")
    for step in steps[:-1]:
        inside = inside[int(step) if step.isdigit() else step]
    inside[steps[-1]] += " "
    done = checked(tmp_path, json.dumps(record).encode())
    assert done.returncode == 1
    assert "AssertionError" in done.stderr


def test_every_file_that_the_page_names_is_in_a_pack(whole: dict[str, bytes]) -> None:
    table = PAGE.read_text(encoding="utf-8").partition("## What is in it")[2].partition("\n\nThe report")[0]
    assert set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)) == {*whole, "report.pdf"}
