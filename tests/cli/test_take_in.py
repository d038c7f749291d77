"""Attempts go from one machine to another in a file, and nothing that does not verify is taken in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.engine.events import Mode
from simulator.review.people import Role
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from tests.tui.scenes import ended, released
from tests.tui.stage import little_library

from .conftest import Done, Run

AT_HOME = "home.sqlite3"
AT_COLLEGE = "college.sqlite3"


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    """An assessment that has ended and is not handed in."""
    with open_store(str(tmp_path / AT_COLLEGE)) as store:
        store.people.set("A-1", "", Role.ASSESSOR)
        store.people.set("L-9", "", Role.LEARNER)
    with open_store(str(tmp_path / AT_HOME)) as store:
        return ended(little_library(), store, Mode.ASSESSMENT)


@pytest.fixture
def file(simulator: Run, attempt: Attempt, tmp_path: Path) -> Path:
    assert simulator("attempts", "hand-in", attempt.id, "--declare", "--store", AT_HOME).returncode == 0
    assert simulator("attempts", "export", "--store", AT_HOME, "--to", "handed-in.json").returncode == 0
    return tmp_path / "handed-in.json"


def taken(simulator: Run, *files: str, code: str = "A-1") -> Done:
    return simulator("review", "take-in", "--store", AT_COLLEGE, "--as", code, *files)


def test_an_assessment_is_handed_in_once_and_only_with_the_declaration(simulator: Run, attempt: Attempt) -> None:
    refused = simulator("attempts", "hand-in", attempt.id, "--store", AT_HOME, stdin="n\n")
    assert (refused.returncode, "own work" in refused.stderr) == (2, True)
    assert "finished, not handed in" in simulator("attempts", "list", "--store", AT_HOME).stdout
    assert simulator("attempts", "hand-in", attempt.id[:6], "--store", AT_HOME, stdin="y\n").returncode == 0
    assert "handed in" in simulator("review", "list", "--store", AT_HOME).stdout
    again = simulator("attempts", "hand-in", attempt.id, "--declare", "--store", AT_HOME)
    assert (again.returncode, "handed in already" in again.stderr) == (2, True)


def test_practice_is_not_handed_in(simulator: Run, tmp_path: Path) -> None:
    with open_store(str(tmp_path / AT_HOME)) as store:
        practice = ended(little_library(), store, Mode.PRACTICE)
    done = simulator("attempts", "hand-in", practice.id, "--declare", "--store", AT_HOME)
    assert (done.returncode, "practice or rehearsal" in done.stderr) == (2, True)


def test_what_was_handed_in_elsewhere_is_in_the_queue_once_however_often_it_is_taken_in(
    simulator: Run, attempt: Attempt, file: Path
) -> None:
    first, second = taken(simulator, file.name), taken(simulator, file.name, file.name)
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.endswith(": taken in\n")
    assert second.stdout.count("here already") == 2
    (line,) = simulator("review", "list", "--store", AT_COLLEGE).stdout.splitlines()
    assert attempt.id in line
    shown = simulator("review", "show", attempt.id, "--store", AT_COLLEGE).stdout
    assert shown.count("Taken in from a file") == 1
    assert simulator("attempts", "verify", "--store", AT_COLLEGE).returncode == 0


def test_many_attempts_go_in_one_file_and_a_bad_one_does_not_hold_the_others_back(
    simulator: Run, file: Path, tmp_path: Path
) -> None:
    with open_store(str(tmp_path / AT_HOME)) as store:
        other = ended(little_library(), store, Mode.ASSESSMENT)
    simulator("attempts", "hand-in", other.id, "--declare", "--store", AT_HOME)
    simulator("attempts", "export", "--store", AT_HOME, "--to", file.name)
    bundle = json.loads(file.read_text())
    bundle["attempts"][0]["events"][1]["at"] = bundle["attempts"][0]["events"][0]["at"]
    file.write_text(json.dumps(bundle))
    done = taken(simulator, file.name, "not-there.json")
    assert done.returncode == 1
    bad, good, missing = done.stdout.splitlines()
    assert "refused: The attempt" in bad
    assert "Event 1 (chose) was changed" in bad
    assert good.endswith(": taken in")
    assert missing.startswith("not-there.json: refused")


def _score(bundle: Any) -> None:
    clause = next(iter(bundle["attempts"][0]["scorecard"]["clauses"].values()))
    clause["level"] = "exemplary" if clause["level"] != "exemplary" else "unsafe"


def _document(bundle: Any) -> None:
    bundle["attempts"][0]["documents"]["scenario"]["text"] += "\n"


def _declared(bundle: Any) -> None:
    bundle["attempts"][0]["review"]["entries"][0]["body"]["declared"] = False


def _twice(bundle: Any) -> None:
    bundle["attempts"] *= 2
    bundle["count"] = 2


def _newer(bundle: Any) -> None:
    bundle["version"] = 99


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_score, "scorecard"),
        (_document, "swapped|changed|not the one"),
        (_declared, "changed"),
        (_twice, "twice"),
        (_newer, "newer version"),
    ],
)
def test_what_was_changed_on_the_way_is_refused_with_the_reason(
    simulator: Run, file: Path, spoil: Callable[[Any], None], told: str
) -> None:
    bundle = json.loads(file.read_text())
    spoil(bundle)
    file.write_text(json.dumps(bundle))
    done = taken(simulator, file.name)
    assert done.returncode == 1
    assert any(word in done.stdout for word in told.split("|")), done.stdout
    assert simulator("review", "list", "--store", AT_COLLEGE).stdout == ""


def test_a_file_without_the_answers_verifies_and_is_not_taken_in(simulator: Run, attempt: Attempt, file: Path) -> None:
    simulator("attempts", "export", attempt.id, "--without-answers", "--store", AT_HOME, "--to", file.name)
    assert simulator("attempts", "verify", file.name).returncode == 0
    done = taken(simulator, file.name)
    assert (done.returncode, "leaves out what was written freely" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("code", "told"), [("", "Say who you are"), ("X-1", "simulator people add X-1"), ("L-9", "role of assessor")]
)
def test_only_somebody_of_the_centre_takes_in(simulator: Run, file: Path, code: str, told: str) -> None:
    done = taken(simulator, file.name, code=code)
    assert (done.returncode, told in done.stderr) == (2, True)


def test_where_nothing_is_handed_in_nothing_is_written(simulator: Run, attempt: Attempt, tmp_path: Path) -> None:
    done = simulator("attempts", "export", "--store", AT_HOME, "--to", "none.json")
    assert (done.returncode, "Nothing is handed in" in done.stderr) == (2, True)
    assert not (tmp_path / "none.json").exists()
    assert attempt.closed


def test_what_others_decided_is_only_taken_over_from_a_centre(simulator: Run, tmp_path: Path, attempt: Attempt) -> None:
    with open_store(str(tmp_path / AT_HOME)) as store:
        result = released(little_library(), store)
        store.people.set("Q-1", "", Role.QUALITY_ASSURER)
    simulator("attempts", "export", result.id, "--as", "Q-1", "--store", AT_HOME, "--to", "released.json")
    refused = taken(simulator, "released.json")
    assert (refused.returncode, "refused" in refused.stdout) == (1, True)
    assert simulator("review", "list", "--store", AT_COLLEGE).stdout == ""
    assert taken(simulator, "--with-decisions", "released.json").returncode == 0
    assert "released" in simulator("review", "list", "--store", AT_COLLEGE).stdout
    assert attempt.id not in simulator("review", "list", "--store", AT_COLLEGE).stdout
