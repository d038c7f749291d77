"""Output on a stream that lacks characters reads the same: plain forms, no escapes, nothing lost that we know."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli.main import main
from simulator.cli.shared import charset
from tests.cli.clean import BAD, GOOD
from tests.cli.conftest import ROOT

POOR = ("cp437", "cp850", "cp1252", "latin-1", "ascii")
UNKNOWN = "<lost>"
"""Stands in the output for what has no plain form, instead of a question mark."""
ESCAPE = re.compile(r"\\[uUxN]")
Printed = Callable[..., str]


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printed:
    """What a command prints on streams of an encoding, standard error after standard output."""
    monkeypatch.setenv("SIMULATOR_STORE", str(tmp_path / "attempts.sqlite3"))
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)

    def run(arguments: Sequence[str], encoding: str, stdin: str = "") -> str:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            code = main(list(arguments))
        told = [text_of(stream, encoding) for stream in (out, err)]
        assert code in (0, 1, 2), told
        return told[0] if "--json" in arguments else "".join(told)

    return run


def text_of(stream: io.TextIOWrapper, encoding: str) -> str:
    """What was written to a stream, read strictly."""
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode(encoding)


COMMANDS: dict[str, tuple[list[str], str]] = {
    "help": (["--help"], ""),
    "list": (["list"], ""),
    "walk": (["walk", "promise-you-wont-tell", "--expect", "lets-jamie-lead"], ""),
    "walk of what fails": (["walk", "promise-you-wont-tell", "--choose", "no-such-choice"], ""),
    "play": (["play", "promise-you-wont-tell", "--plain", "--new"], "1\n2\n1\n1\n1\n1\n1\n1\n1\n1\n"),
    "check": (["check", "bad.yaml"], ""),
    "check of a way": (["check", "good.yaml", "--strict"], ""),
    "explain": (["explain", "not-utf-8"], ""),
    "analyse": (["analyse", "good.yaml", "--options"], ""),
    "graph": (["graph", "good.yaml", "--format", "outline"], ""),
    "attempts": (["attempts", "list"], ""),
    "class": (["class"], ""),
    "portfolio": (["portfolio", "L-1"], ""),
    "review": (["review", "list"], ""),
    "support": (["support"], ""),
    "locate": (["locate"], ""),
    "verify": (["attempts", "verify"], ""),
}


@pytest.mark.parametrize("encoding", POOR)
def test_every_command_reads_well_on_a_poor_code_page(
    printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(charset, "_UNKNOWN", UNKNOWN)
    (tmp_path / "good.yaml").write_text(GOOD.replace("So what happens", "So… what happens"), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD.replace("Hello.", "Hello – “you”."), encoding="utf-8")
    for name, (arguments, stdin) in COMMANDS.items():
        poor = printed(arguments, encoding, stdin)
        assert poor, name
        assert not ESCAPE.search(poor), name
        assert UNKNOWN not in poor, name


def test_a_whole_playthrough_with_its_look_back_and_form_reads_well(printed: Printed) -> None:
    answers = "1\n1\nYes – I’d say “no”.\n" * 12
    said = printed(["play", "promise-you-wont-tell", "--plain", "--learner", "L-1"], "cp437", answers)
    assert "Jamie" in said
    assert not ESCAPE.search(said)


def test_a_process_of_its_own_writes_the_code_page_that_it_was_given(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "PYTHONIOENCODING": "cp437",
        "PYTHONPATH": str(ROOT),
        "SIMULATOR_STORE": str(tmp_path / "a.db"),
    }
    walk = ["walk", "promise-you-wont-tell", "--expect", "lets-jamie-lead"]
    command = [sys.executable, "-m", "simulator", *walk]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=True)
    text = done.stdout.decode("cp437")
    assert "Outcome: exemplary" in text
    assert not ESCAPE.search(text)


def test_json_loses_nothing_on_a_poor_code_page(printed: Printed) -> None:
    for arguments in (["list", "--json"], ["explain", "not-utf-8", "--json"]):
        assert json.loads(printed(arguments, "cp437")) == json.loads(printed(arguments, "utf-8"))


def test_a_file_on_standard_output_is_utf_8_whatever_the_code_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD.replace("Sam stays", "Sam – “Zoë” – stays"), encoding="utf-8")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["graph", "good.yaml", "--format", "svg"]) == 0
    assert "Zoë" in text_of(stream, "utf-8")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“You won’t tell…”", '"You won\'t tell..."'),
        ("level 2 → 3 — or ‘more’", "level 2 -> 3 -- or 'more'"),
        ("10¹⁴ ways", "10^14 ways"),
        ("Zoë, Łukasz, Øyvind, 学", "Zoe, Lukasz, Oyvind, ?"),
        ("ﬁne ½", "fine 1/2"),
        ("e\u0301", "e"),
        ("\udcff", "<U+DCFF>"),
    ],
)
def test_what_ascii_lacks_has_a_plain_form(text: str, plain: str) -> None:
    assert text.encode("ascii", charset.ERRORS).decode("ascii") == plain


@given(st.text(), st.sampled_from(POOR))
def test_any_text_can_be_printed_and_none_becomes_an_escape(text: str, encoding: str) -> None:
    printed = text.encode(encoding, charset.ERRORS).decode(encoding)
    assert printed.count("\\") == text.count("\\")
    kept = text.encode(encoding, "ignore").decode(encoding)
    assert all(character in printed for character in kept)


def ours() -> str:
    """Every character beyond ASCII that the program or what it ships can print."""
    found: set[str] = set()
    for folder in ("simulator", "scenarios", "rubrics", "rules", "standardisation"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".yaml", ".md"} and path.name != "codes.py":
                found |= set(path.read_text(encoding="utf-8"))
    return "".join(sorted(character for character in found if ord(character) > 127))


@pytest.mark.parametrize("encoding", POOR)
def test_every_character_of_ours_has_a_plain_form(encoding: str) -> None:
    lost = [character for character in ours() if "?" in character.encode(encoding, charset.ERRORS).decode(encoding)]
    assert lost == []
