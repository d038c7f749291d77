"""A code that is nobody's here, or looks like somebody's, is told on every way in, and never makes another person."""

import io
import json
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulator.review.people import Part, Person, Role
from simulator.store import open_store
from tests.cli.conftest import Done, Run
from tests.cli.reviewed import ANN, BEN, Centre

HERE = Path(__file__).parent
LEARNER = "L-900"
SLIPS = ("l-900", "L 900", "L-9OO", "1-900", "Ｌ-900", "L-9о0", "L–900", "L900", "L-\u200b900")
MARKERS = ("a-1", "A 1", "A-l", "А-1", "A–1")

READING = {
    "portfolio": ("portfolio", "{}"),
    "evidence": ("evidence", "{}", "--no-pdf", "--as", "Q-1"),
    "attempts export": ("attempts", "export", "--learner", "{}"),
    "attempts xapi": ("attempts", "xapi", "--homepage", "https://college.example/", "--learner", "{}"),
    "review list": ("review", "list", "--learner", "{}"),
    "class": ("class", "--group", "L-1,{}"),
    "people export": ("people", "export", "{}"),
    "people erase": ("people", "erase", "{}", "--as", "Q-1", "--yes"),
    "people hold": ("people", "hold", "{}", "--as", "Q-1", "--reference", "case 14"),
    "people lift": ("people", "lift", "{}", "--as", "Q-1"),
}
"""The commands that say something of a learner, or do something to what is kept of them."""
TELLING = frozenset({"attempts xapi", "class"})
"""Of these, those that name several learners: what is wrong with one is told, and the rest is done."""

BEGINNING = {
    "play": ("play", "small", "--plain", "--learner", "{}"),
    "play, to be assessed": ("play", "small", "--plain", "--mode", "assessment", "--learner", "{}"),
    "play, anew": ("play", "small", "--new", "--learner", "{}"),
    "people add": ("people", "add", "{}", "--role", "learner"),
    "review take-in": ("review", "take-in", "--as", "A-1", "from {}.json"),
}
"""The ways in which somebody new comes into a store."""

MARKING = {
    "review take-in": ("review", "take-in", "--as", "{}", "nothing.json"),
    "review sample": ("review", "sample", "plan.yaml", "--as", "{}"),
    "review list": ("review", "list", "--marker", "{}"),
    "review agreement": ("review", "agreement", "--marker", "{}", "--as", "Q-1"),
    "review overrides": ("review", "overrides", "--marker", "{}", "--as", "Q-1"),
    "review actions": ("review", "actions", "--assessor", "{}", "--as", "Q-1"),
    "review standardised": ("review", "standardised", "--assessor", "{}"),
    "people hold": ("people", "hold", "L-900", "--reference", "case 14", "--as", "{}"),
    "people erase": ("people", "erase", "L-900", "--yes", "--as", "{}"),
    "people retention": ("people", "retention", "--years", "1", "--as", "{}"),
}
"""The commands that ask who is at the keyboard, or about somebody who marks."""

PLAN = """\
kind: sampling
title: Autumn plan
from: 2026-10-01
until: 2026-12-18
seed: thistles
learners: 50
awards: [aim-level-2-peer-mentoring]
new_assessors: {codes: [a-1]}
"""


@pytest.fixture
def college(simulator: Run, tmp_path: Path) -> Run:
    """A store in which L-1 and L-900 have handed something in, and A-1 marks."""
    own = tmp_path / "library" / "scenarios"
    own.mkdir(parents=True)
    shutil.copy(HERE / "small.yaml", own)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "nothing.json").write_text("[]", encoding="utf-8")
    centre = Centre(tmp_path / "attempts.sqlite3")
    with centre.store:
        centre.hand_in("L-1")
        attempt = centre.hand_in(LEARNER)
        centre.sign(ANN, attempt)
        centre.sign(BEN, attempt, Part.SECOND)
    assert simulator("evidence", "key", "new", "--key", str(tmp_path / "key")).returncode == 0
    return simulator


def filled(words: tuple[str, ...], code: str) -> list[str]:
    return [each.format(code) for each in words]


def codes(tmp_path: Path) -> tuple[str, ...]:
    with open_store(str(tmp_path / "attempts.sqlite3")) as store:
        return store.people.codes()


def everything(run: Run) -> list[dict[str, object]]:
    return list(json.loads(run("attempts", "list", "--json").stdout))


def brought(tmp_path: Path, code: str) -> None:
    """A file in which somebody hands something in under this code."""
    centre = Centre(tmp_path / f"{abs(hash(code))}.sqlite3")
    with centre.store:
        attempt = centre.hand_in(code)
    from simulator.cli.main import main

    target = tmp_path / f"from {code}.json"
    assert main(["attempts", "export", attempt, "--store", str(centre.store.location), "--to", str(target)]) == 0


def done_with(run: Run, way: str, words: tuple[str, ...], code: str, tmp_path: Path) -> Done:
    if way == "review take-in" and code not in MARKERS:
        brought(tmp_path, code)
    return run(*filled(words, code))


@pytest.mark.parametrize("way", READING)
def test_reading_under_a_slip_names_whom_it_may_mean(college: Run, tmp_path: Path, way: str) -> None:
    before = codes(tmp_path), everything(college)
    for slip in SLIPS:
        done = college(*filled(READING[way], slip))
        assert done.returncode == (0 if way in TELLING else 2), (slip, done)
        assert f"“{LEARNER}”" in done.stderr, (slip, done)
        assert "Traceback" not in done.stderr
    assert (codes(tmp_path), everything(college)) == before


@pytest.mark.parametrize("way", READING)
def test_reading_what_nobody_has_says_so(college: Run, way: str) -> None:
    done = college(*filled(READING[way], "Zebedee"))
    assert done.returncode == (0 if way in TELLING else 2), done
    assert "“Zebedee”" in done.stderr
    assert "Did you mean" not in done.stderr


@pytest.mark.parametrize("way", READING)
def test_white_space_around_a_code_changes_nothing(college: Run, way: str) -> None:
    if way == "people lift":
        college("people", "hold", LEARNER, "--as", "Q-1", "--reference", "case 14")
    extra = ("--key", "key") if way == "evidence" else ()
    done = college(*filled(READING[way], f" {LEARNER} "), *extra)
    assert done.returncode == 0, done
    assert "Nobody" not in done.stderr


@pytest.mark.parametrize("way", BEGINNING)
def test_a_slip_never_begins_another_person(college: Run, tmp_path: Path, way: str) -> None:
    before = codes(tmp_path), everything(college)
    for slip in SLIPS:
        if way == "review take-in" and "\u200b" in slip:
            continue  # nothing of ours writes a file with such a code
        done = done_with(college, way, BEGINNING[way], slip, tmp_path)
        told = done.stdout + done.stderr
        assert done.returncode == (1 if way == "review take-in" else 2), (slip, done)
        if "\u200b" not in slip:
            assert f"“{LEARNER}”" in told, (slip, done)
            assert "--new-person" in told, (slip, done)
    assert (codes(tmp_path), everything(college)) == before


@pytest.mark.parametrize("way", BEGINNING)
def test_somebody_new_may_have_a_code_that_looks_alike_once_it_is_said(college: Run, tmp_path: Path, way: str) -> None:
    done = done_with(college, way, (*BEGINNING[way], "--new-person"), "l-900", tmp_path)
    assert done.returncode == 0, done
    assert {"l-900", LEARNER} <= set(codes(tmp_path))


@pytest.mark.parametrize("way", BEGINNING)
def test_a_code_that_is_new_and_like_nobodys_is_told_and_taken(college: Run, tmp_path: Path, way: str) -> None:
    done = done_with(college, way, BEGINNING[way], "Zebedee", tmp_path)
    assert done.returncode == 0, done
    assert "Zebedee" in done.stdout + done.stderr
    assert "Zebedee" in codes(tmp_path)


@pytest.mark.parametrize("way", BEGINNING)
def test_white_space_around_a_code_begins_nobody_new(college: Run, tmp_path: Path, way: str) -> None:
    if way == "review take-in":
        pytest.skip("a file names its code as it was kept")
    before = codes(tmp_path)
    done = college(*filled(BEGINNING[way], f" {LEARNER}\t"))
    if way == "play, to be assessed":
        assert "You were assessed in this already." in done.stdout  # so they are known
    else:
        assert done.returncode == 0
    assert codes(tmp_path) == before


@pytest.mark.parametrize("way", MARKING)
def test_whoever_marks_is_known_by_their_very_code(college: Run, tmp_path: Path, way: str) -> None:
    before = codes(tmp_path)
    for slip in MARKERS:
        done = college(*filled(MARKING[way], slip))
        assert done.returncode == 2, (slip, done)
        assert "“A-1”" in done.stderr, (slip, done)
    assert codes(tmp_path) == before


def test_an_assessor_whom_a_plan_names_by_a_slip_is_told(college: Run) -> None:
    for way in (("sample", "--dry-run", "--as", "Q-1"), ("compliance", "--as", "Q-1")):
        done = college("review", way[0], "plan.yaml", *way[1:])
        assert "Nobody here has the code “a-1”. Did you mean “A-1”?" in done.stderr, done


def test_decisions_of_an_assessor_who_looks_like_one_here_are_not_taken_in(college: Run, tmp_path: Path) -> None:
    other = Centre(tmp_path / "other.sqlite3")
    with other.store:
        other.store.people.set("a-1", "", Role.ASSESSOR)
        attempt = other.hand_in("L-77")
        other.sign(Person("a-1", Role.ASSESSOR), attempt)
    store = ("--store", "other.sqlite3")
    assert college("attempts", "export", attempt, "--to", "theirs.json", "--as", "a-1", *store).returncode == 0
    done = college("review", "take-in", "--as", "Q-1", "--with-decisions", "theirs.json")
    assert (done.returncode, "“A-1”" in done.stdout) == (1, True)
    assert "L-77" not in codes(tmp_path)
    again = college("review", "take-in", "--as", "Q-1", "--with-decisions", "--new-person", "theirs.json")
    assert (again.returncode, "a-1" in codes(tmp_path)) == (0, True)


# Stores that hold both ------------------------------------------------------------------------------------------------


@pytest.fixture
def both(college: Run, tmp_path: Path) -> Run:
    centre = Centre(tmp_path / "attempts.sqlite3")
    with centre.store:
        centre.store.people.set("l-900", "", Role.LEARNER)
        centre.hand_in("l-900")
    return college


def test_a_store_that_holds_both_spellings_keeps_them_apart_and_says_so(both: Run) -> None:
    told = "“L-900” and “l-900” look alike, and count as 2 people here."
    for way in (("people", "list"), ("class",), ("portfolio", "l-900"), ("people", "export", LEARNER)):
        done = both(*way)
        assert (done.returncode, told in done.stderr) == (0, True), (way, done)
    theirs = {each["id"]: each["learner"] for each in everything(both)}
    for code in (LEARNER, "l-900"):
        listed = json.loads(both("review", "list", "--learner", code, "--json").stdout)
        assert {each["learner"] for each in listed} == {code}
        assert {each["attempt"] for each in listed} == {each for each, learner in theirs.items() if learner == code}


def test_handing_in_says_that_another_code_looks_alike(both: Run) -> None:
    both("play", "small", "--mode", "assessment", "--new", "--learner", "l-900", stdin="stop\nyes\n")
    attempt = str(everything(both)[0]["id"])
    done = both("attempts", "hand-in", attempt, "--declare")
    assert done.returncode == 0, done
    assert "“L-900” and “l-900” look alike" in done.stderr


def test_each_of_two_who_look_alike_goes_on_with_their_own(both: Run) -> None:
    for code in (LEARNER, "l-900"):
        assert both("play", "small", "--learner", code, stdin="1\n").returncode == 0
    for code in (LEARNER, "l-900"):
        done = both("play", "small", "--learner", code)
        assert f"goes on where you left it: practice, {code}" in done.stdout
        assert "look alike" in done.stdout


# Whose attempt is gone on with ----------------------------------------------------------------------------------------


def test_playing_without_a_code_never_goes_on_with_somebody_elses_attempt(college: Run) -> None:
    college("play", "small", "--mode", "assessment", "--learner", "L-5", stdin="1\n")
    theirs = everything(college)[0]
    done = college("play", "small", stdin="1\n")
    assert "goes on where you left it" not in done.stdout
    assert "begun here under a code. If one is yours, --learner CODE goes on with it." in done.stdout
    now = {each["id"]: each for each in everything(college)}
    assert now.pop(theirs["id"]) == theirs
    assert "goes on where you left it: practice." in college("play", "small").stdout


def test_the_list_marks_only_ones_own_as_unfinished(college: Run) -> None:
    college("play", "small", "--learner", LEARNER, stdin="1\n")
    assert "Unfinished" not in college("play").stdout
    assert "Unfinished" in college("play", "--learner", LEARNER).stdout


def test_an_attempt_that_is_named_is_not_another_learners(college: Run) -> None:
    college("play", "small", "--learner", LEARNER, stdin="1\n")
    attempt = str(everything(college)[0]["id"])
    done = college("play", "--attempt", attempt, "--learner", "L-1", "--plain")
    assert (done.returncode, "is one of “L-900”, and not of “L-1”" in done.stderr) == (2, True)
    assert college("play", "--attempt", attempt, "--learner", LEARNER).returncode == 0


# On a terminal --------------------------------------------------------------------------------------------------------


@contextmanager
def typing(monkeypatch: pytest.MonkeyPatch, lines: str) -> Iterator[Callable[..., str]]:
    """Somebody at a terminal who types these lines."""
    from simulator.cli.main import main

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    with monkeypatch.context() as patch:
        out, err = io.StringIO(), io.StringIO()
        patch.setattr(sys, "stdin", Terminal(lines))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)

        def run(*arguments: str) -> str:
            main(list(arguments))
            return out.getvalue() + err.getvalue()

        yield run


def test_on_a_terminal_a_slip_is_asked_about(college: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del college
    before = codes(tmp_path)
    with typing(monkeypatch, "7\n1\n") as run:
        told = run("play", "small", "--plain", "--learner", "l-900")
        assert "it looks like “L-900”" in told
        assert "1. I am “L-900”." in told
    assert codes(tmp_path) == before
    with typing(monkeypatch, "2\n") as run:
        run("play", "small", "--plain", "--learner", "l-900")
    assert codes(tmp_path) == tuple(sorted((*before, "l-900")))


def test_on_a_terminal_a_code_that_nobody_has_is_asked_about(
    college: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del college
    before = codes(tmp_path)
    with typing(monkeypatch, "leave\n") as run:
        told = run("play", "small", "--plain", "--learner", "L-901")
        assert "The code “L-901” is new here." in told
    with typing(monkeypatch, "n\n") as run:
        assert "Nothing was changed." in run("people", "add", "l-900", "--role", "learner")
    assert codes(tmp_path) == before


def test_the_command_that_adds_somebody_can_be_typed_as_it_is_told(simulator: Run, tmp_path: Path) -> None:
    Centre(tmp_path / "attempts.sqlite3").store.close()
    told = simulator("review", "actions", "--as", "Q 7").stderr
    command = told.partition("“simulator ")[2].partition("”")[0]
    assert simulator(*shlex.split(command)).returncode == 0, told
    assert simulator("review", "actions", "--as", "Q 7").returncode == 0
