"""What can be typed in plain lines: numbers in every way, words wherever something is asked, and what is no text."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.play.asking import WORDS
from simulator.cli.shared.numbers import number_up_to, numbers_up_to
from tests.cli.conftest import ROOT, Done, Run

HERE = Path(__file__).parent


@pytest.fixture
def small(simulator: Run, tmp_path: Path) -> Run:
    own = tmp_path / "library" / "scenarios"
    own.mkdir(parents=True)
    shutil.copy(HERE / "small.yaml", own)
    return simulator


def attempts(run: Run) -> list[dict[str, Any]]:
    return list(json.loads(run("attempts", "list", "--json").stdout))


def events(run: Run) -> list[dict[str, Any]]:
    shown = json.loads(run("attempts", "show", str(attempts(run)[0]["id"]), "--json").stdout)
    return [each["body"] for each in shown["events"]]


@pytest.mark.parametrize(
    "typed",
    [
        "2",
        "2.",
        "2)",
        " 2 ",
        "(2)",
        "#2",
        "２",
        "２．",
        "two",
        "Two.",
        "number 2",
        "no. 2",
        "choice 2",
        "②",
        "02",
        "[2]",
        "2,",
    ],
)
def test_a_number_is_taken_in_every_way_that_people_write_it(typed: str) -> None:
    assert number_up_to(4, typed) == 2


@pytest.mark.parametrize(
    "typed",
    ["", "0", "5", "-2", "+2", "2.5", "2 3", "22222222", "ii", "second", "٢", "2\x1b[A", "2\n1", "to", "2" * 50],
)
def test_what_is_no_number_or_not_surely_one_is_not_taken(typed: str) -> None:
    assert number_up_to(4, typed) is None


@pytest.mark.parametrize(
    "typed", ["1 3", "1,3", "1, 3", "3 and 1", "1. 3.", "1) 3)", "(1) (3)", "1;3", "１　３", "one & three", "1 3 3"]
)
def test_several_numbers_are_taken_in_every_way_that_people_write_them(typed: str) -> None:
    assert numbers_up_to(4, typed) == (1, 3)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("0", ()), ("none", ()), ("None.", ()), ("1 x", None), ("", None), ("0 1", None), ("1-3", None)],
)
def test_none_of_them_is_said_and_never_guessed(typed: str, numbers: tuple[int, ...] | None) -> None:
    assert numbers_up_to(4, typed) == numbers


def test_help_lists_every_word(small: Run) -> None:
    told = small("play", "small", stdin="help\n").stdout
    for word in WORDS:
        assert f"\n{word.name}" in told
        assert word.told in told
    for name in ("again", "undo", "notes", "who", "help", "quit", "support", "back", "leave"):
        assert name in told


def test_again_says_the_last_words_and_the_choices_once_more(small: Run) -> None:
    told = small("play", "small", stdin="again\n").stdout
    assert told.count("Jamie: Promise you won't tell anyone?") == 2
    assert told.count("2 choices.") == 2
    assert told.count("1. I ") == 2


def test_again_in_a_form_says_the_present_question_and_nothing_else(small: Run) -> None:
    told = small("play", "small", stdin="1\n1\nagain\n").stdout
    assert told.count("2 of 3. Who gets it?") == 2
    assert told.count("1 of 3.") == 1


def test_a_slip_reads_the_question_again_and_not_everything(small: Run) -> None:
    told = small("play", "small", stdin="x\n1\nx\n1\nx\n").stdout
    assert told.count("2 choices.") == 1
    assert told.count("Your choice, 1 to 2: ") == 2
    assert told.count("2 boxes.") == 1
    assert told.count("Your numbers, 1 to 2, or 0: ") == 2
    assert told.count("2 answers.") == 1
    assert told.count("Your answer, 1 to 2: ") == 2


@pytest.mark.parametrize("word", ["undo", "back", "u", "Undo."])
def test_undo_takes_the_last_choice_back_in_practice(small: Run, word: str) -> None:
    done = small("play", "small", stdin=f"1\n{word}\n2\n")
    assert "Taken back." in done.stdout
    assert [each["kind"] for each in events(small)] == ["began", "chose", "rewound", "chose"]


def test_who_says_whom_one_talks_to(small: Run) -> None:
    told = small("play", "small", stdin="who\n").stdout
    assert told.count("Who you meet\n  Jamie") == 2
    assert told.count("For people aged") == 1


def asking_reasons(tmp_path: Path) -> None:
    own = tmp_path / "library" / "scenarios"
    own.mkdir(parents=True, exist_ok=True)
    text = (HERE / "small.yaml").read_text(encoding="utf-8")
    text = text.replace("    choices:\n", "    because: required\n    choices:\n", 1)
    (own / "reasons.yaml").write_text(text, encoding="utf-8")


def test_no_word_is_ever_kept_as_a_reason(simulator: Run, tmp_path: Path) -> None:
    asking_reasons(tmp_path)
    told = simulator("play", "reasons", stdin="1\nnotes\nsupport\nagain\nundo\n2\nIt is fair.\n")
    assert "You chose: " in told.stdout, told
    assert "Your choice was not taken." in told.stdout
    kept = events(simulator)
    assert [each["kind"] for each in kept].count("chose") == 1
    assert json.dumps(kept).count("It is fair.") == 1
    assert "notes" not in json.dumps(kept)


@pytest.mark.parametrize("word", ["support", "help", "quit"])
def test_support_help_and_quit_work_before_a_conversation_is_picked(simulator: Run, word: str) -> None:
    told = simulator("play", stdin=f"{word}\n").stdout
    assert {"support": "ring 999", "help": "quit or leave", "quit": "Which conversation?"}[word] in told
    assert attempts(simulator) == []


def test_support_works_at_the_declaration_and_hands_nothing_in(small: Run) -> None:
    way = "1\n1\n1\nThey told me and I wrote it down.\n"
    told = small("play", "small", "--mode", "assessment", "--learner", "L-1", stdin=f"{way}support\nno\n").stdout
    assert "ring 999" in told
    assert attempts(small)[0]["review"] is None


@pytest.mark.parametrize(
    "typed", ["They told \x1b]0;x\x07 me things", "They\x00 told me", "They told me \u202e now", "\x9b31mThey told me"]
)
def test_what_cannot_be_seen_is_no_written_answer(small: Run, typed: str) -> None:
    done = small("play", "small", stdin=f"1\n1\n1\n{typed}\nThey told me.\n")
    assert "cannot be seen, so it was not taken" in done.stdout
    assert not {"\x1b", "\x07", "\x00", "\u202e", "\x9b"} & set(done.stdout)
    assert "They told me." in json.dumps(events(small))


def test_bytes_that_are_no_text_are_no_written_answer(simulator_process: Run, small: Run) -> None:
    done = simulator_process("play", "small", stdin=b"1\n1\n1\nThey told \xff\xfe me\nThey told me.\n")
    assert (done.returncode, "could not be read as text" in done.stdout) == (0, True)
    assert "They told me." in json.dumps(events(small))


def test_a_line_of_a_million_characters_is_one_sentence_and_nothing_of_it_is_taken(small: Run) -> None:
    for way in ("", "1\n", "1\n1\n1\n"):
        done = small("play", "small", "--new", stdin=f"{way}{'word ' * 200_000}\n")
        assert done.returncode == 0
        assert done.stdout.count("longer than 100,000 characters") == 1
        assert len(done.stdout) < 10_000


def test_a_fault_in_an_answer_is_said_at_once_and_only_that_question_is_asked_again(small: Run) -> None:
    told = small("play", "small", stdin="1\n1\n1\nToo short\nThey told me and I wrote it down.\n").stdout
    assert told.count("3 of 3.") == 1
    assert told.count("1 of 3.") == 1
    assert "They told me and I wrote it down." in json.dumps(events(small))


# Ends -----------------------------------------------------------------------------------------------------------------


def playing(tmp_path: Path, then: str = "") -> subprocess.Popen[str]:
    surroundings = {
        **os.environ,
        "SIMULATOR_STORE": str(tmp_path / "attempts.sqlite3"),
        "SIMULATOR_LIBRARY": str(tmp_path / "library"),
        "PYTHONPATH": str(ROOT),
    }
    program = subprocess.Popen(
        [sys.executable, "-m", "simulator", "play", "small", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings,
        cwd=tmp_path,
    )
    assert program.stdin is not None
    program.stdin.write(then)
    program.stdin.flush()
    return program


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_a_signal_is_one_sentence_that_says_how_to_go_on(small: Run, tmp_path: Path, name: str, code: int) -> None:
    program = playing(tmp_path, "1\n")
    assert program.stdout is not None
    told = ""
    while "or 0: " not in told:
        told += program.stdout.read(1)
    program.send_signal(getattr(signal, name))
    out, err = program.communicate(timeout=60)
    assert program.returncode == code
    assert "Stopped. Everything is saved. To go on from here: simulator play --attempt" in out
    assert err == ""
    assert attempts(small)[0]["decisions"] == 1


def test_where_nobody_reads_on_that_is_said_with_the_way_back(small: Run, tmp_path: Path) -> None:
    program = playing(tmp_path)
    assert program.stdout is not None
    assert program.stderr is not None
    assert program.stdin is not None
    while "1 to 2: " not in (told := program.stdout.readline()) and "2. " not in told:
        pass
    program.stdout.close()
    program.stdin.write("1\n" * 3)
    program.stdin.close()
    err = program.stderr.read()
    assert program.wait(60) == 3
    program.stderr.close()
    assert "Nobody reads this any more, so it stops. Everything is saved. To go on from here: simulator play" in err
    assert len(err.strip().splitlines()) == 1
    assert attempts(small)[0]["closed"] is None
    assert small("attempts", "verify").returncode == 0


def test_the_end_of_input_anywhere_is_one_sentence(small: Run) -> None:
    for way in ("", "1\n", "1\n1\n", "1\n1\n1\n", "stop\n"):
        done: Done = small("play", "small", "--new", stdin=way)
        assert done.returncode == 0
        assert done.stdout.count("To go on from here: simulator play --attempt") == 1, (way, done)
