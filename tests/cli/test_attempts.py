"""``simulator attempts`` as a person uses it, over a store with one finished attempt and one that goes on."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from simulator.engine.events import Mode
from simulator.report.write.scorecard import scorecard_json
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.store import Store
from tests.cli.conftest import Run
from tests.engine.small import CODE, small
from tests.sessions.texts import held
from tests.stores import _held_texts  # noqa: F401  (a fixture)


@pytest.fixture
def run(simulator: Run) -> Run:
    return lambda *arguments: simulator("attempts", *arguments)


def begun(store: Store, mode: Mode = Mode.PRACTICE) -> Attempt:
    return Attempt.begin(store, held(small()), held(CODE), mode, learner="L-1", seed=1)


@pytest.fixture
def ended(place: Path) -> Attempt:
    with open_store(str(place)) as store:
        attempt = begun(store)
        attempt.choose("promise")
        attempt.rewind()
        attempt.choose("honest")
        attempt.choose("tell")
    return attempt


@pytest.fixture
def going_on(place: Path, ended: Attempt) -> Attempt:
    del ended
    with open_store(str(place)) as store:
        attempt = begun(store, Mode.ASSESSMENT)
        attempt.choose("honest")
    return attempt


def tamper(place: Path, statement: str, *values: str) -> None:
    """Change the store as someone would who has taken its guards away."""
    with sqlite3.connect(place) as other:
        for (trigger,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {trigger}")
        other.execute(statement, values)
    other.close()


def test_the_list_names_every_attempt_and_how_far_it_got(run: Run, ended: Attempt, going_on: Attempt) -> None:
    result = run("list")
    assert result.returncode == 0
    first, second = result.stdout.splitlines()
    assert going_on.id in first
    assert first.endswith("open")
    assert ended.id in second
    assert second.endswith("ended: competent")


def test_the_list_as_json_keeps_its_names(run: Run, ended: Attempt) -> None:
    (line,) = json.loads(run("list", "--json").stdout)
    assert line["id"] == ended.id
    assert list(line) == [
        "id",
        "scenario",
        "title",
        "mode",
        "learner",
        "started_at",
        "last_at",
        "closed",
        "ending",
        "outcome",
        "provisional",
        "decisions",
        "review",
        "scenario_digest",
        "rubric_digest",
    ]
    assert (line["closed"], line["ending"], line["outcome"], line["decisions"]) == ("ended", "home", "competent", 2)


def test_an_empty_store_says_so(run: Run) -> None:
    result = run("list")
    assert (result.returncode, result.stdout) == (0, "")
    assert "No attempts" in result.stderr
    assert json.loads(run("list", "--json").stdout) == []
    assert run("verify").returncode == 3


def test_looking_where_there_is_no_store_makes_none(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "typo" / "attempts.sqlite3"
    for command in ("list", "verify"):
        result = run(command, "--store", str(missing))
        assert "there is no store at" in result.stderr.casefold()
    assert not missing.parent.exists()


def test_show_tells_every_event_and_what_was_said_even_where_it_was_taken_back(run: Run, ended: Attempt) -> None:
    result = run("show", ended.id[:6])
    assert result.returncode == 0
    for words in ("I say promise.", "I say honest.", "rewound", "ended", "confidentiality: competent"):
        assert words in result.stdout


def test_show_as_json_has_the_scorecard(run: Run, ended: Attempt) -> None:
    told = json.loads(run("show", ended.id, "--json").stdout)
    assert told["scorecard"] == scorecard_json(ended.scorecard())
    assert [event["number"] for event in told["events"]] == list(range(len(ended.events)))
    assert told["events"][1]["body"] == {"kind": "chose", "scene": "asks", "choice": "promise"}


def test_an_assessment_is_handed_in_and_no_more_is_said(run: Run, going_on: Attempt, place: Path) -> None:
    with open_store(str(place)) as store:
        Attempt.resume(store, going_on.id).choose("tell")
    assert "handed in" in run("list").stdout
    for told in (run("list").stdout.splitlines()[0], run("show", going_on.id).stdout):
        assert "competent" not in told


@pytest.mark.parametrize("command", ["show", "export", "verify"])
def test_an_id_that_fits_no_attempt_is_a_usage_error(run: Run, ended: Attempt, command: str) -> None:
    del ended
    result = run(command, "zzz")
    assert result.returncode == 2
    assert "There is no attempt “zzz”" in result.stderr
    assert result.stdout == ""


def test_an_export_stands_alone(run: Run, ended: Attempt, place: Path, tmp_path: Path) -> None:
    target = tmp_path / "evidence.json"
    assert run("export", ended.id[:8], "--to", str(target)).returncode == 0
    assert target.read_text() == run("export", ended.id).stdout
    place.unlink()
    result = run("verify", str(target))
    assert (result.returncode, result.stdout) == (0, f"{target}: well\n")
    assert not place.exists()
    told = json.loads(target.read_text())
    assert list(told) == [
        *("kind", "version", "header", "documents", "qualifications", "events", "texts", "erasures", "head"),
        *("review", "scorecard"),
    ]
    assert told["documents"]["scenario"]["text"] == held(small()).text
    assert told["head"]["count"] == len(ended.events) == len(told["events"])
    assert told["head"]["hash"] == told["events"][-1]["hash"]


def test_an_export_of_a_newer_version_is_said_to_be_so(run: Run, ended: Attempt, tmp_path: Path) -> None:
    target = tmp_path / "evidence.json"
    target.write_text(run("export", ended.id).stdout.replace('"version": 2', '"version": 99', 1))
    result = run("verify", str(target))
    assert result.returncode == 1
    assert "newer" in result.stdout


def test_a_file_that_is_missing_or_no_export_is_said(run: Run, tmp_path: Path) -> None:
    for missing in (tmp_path / "none.json", tmp_path):
        result = run("verify", str(missing))
        assert (result.returncode, "cannot be read" in result.stdout) == (1, True)
    other = tmp_path / "other.json"
    for content in (b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"kind":"simulator-attempt"}', b"1e999", b"null"):
        other.write_bytes(content)
        result = run("verify", str(other))
        assert result.returncode == 1
        assert "[export-unreadable]" in result.stdout


@pytest.mark.parametrize(
    ("statement", "values", "said"),
    [
        (
            "UPDATE events SET body = ? WHERE number = 1",
            ('{"choice":"honest","kind":"chose","scene":"asks"}',),
            "Event 1 (chose)",
        ),
        ("UPDATE events SET at = ? WHERE number = 3", ("2020-01-01T00:00:00.000000Z",), "Event 3 (chose)"),
        ("DELETE FROM events WHERE number = ?", ("2",), "Event 2 is missing"),
        ("DELETE FROM events WHERE number > ?", ("3",), "The tail is cut: 2 events are missing from event 4 on."),
        ("UPDATE attempts SET learner = ?", ("L-2",), "The header was changed."),
        ("UPDATE documents SET text = text || ?", ("x",), "is not the one it was played against"),
        ("UPDATE heads SET outcome = ?", ("exemplary",), "was changed"),
        ("DELETE FROM heads WHERE attempt <> ?", ("",), "where it ends is not kept"),
        ("DELETE FROM documents WHERE digest <> ?", ("",), "a document it was played against is missing"),
        ("UPDATE events SET body = CAST(? AS BLOB) WHERE number = 1", ("{}",), "a text is not one"),
    ],
)
def test_verify_names_what_was_changed_in_the_store(  # noqa: PLR0917  (a row of the table above)
    run: Run, ended: Attempt, place: Path, statement: str, values: tuple[str, ...], said: str
) -> None:
    tamper(place, statement, *values)
    result = run("verify")
    assert result.returncode == 1
    assert said in result.stdout
    assert "The guard “events_never_change” against changes is missing." in result.stdout
    for command in ("show", "export"):
        refused = run(command, ended.id)
        assert (refused.returncode, refused.stdout) == (3, "")


def test_a_damaged_attempt_does_not_hide_the_others(run: Run, ended: Attempt, going_on: Attempt, place: Path) -> None:
    tamper(place, "UPDATE heads SET outcome = 'exemplary' WHERE attempt = ?", ended.id)
    result = run("list")
    assert result.returncode == 0
    assert ended.id not in result.stdout
    assert ended.id in result.stderr
    assert going_on.id in result.stdout


def test_a_store_that_cannot_be_opened_is_one_sentence_and_ends_with_3(run: Run, tmp_path: Path) -> None:
    for command in (["list"], ["show", "a"], ["verify"], ["export", "a"]):
        result = run(*command, "--store", str(tmp_path))
        assert result.returncode == 3
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        assert "is a folder" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_export_that_cannot_be_written_is_said(run: Run, ended: Attempt, tmp_path: Path) -> None:
    for target in ("/dev/full", str(tmp_path / "no" / "such" / "folder.json")):
        result = run("export", ended.id, "--to", target)
        assert result.returncode == 3
        assert target in result.stderr
        assert result.stderr.endswith((": it is a device or a pipe, not a file.\n", ": there is no such folder.\n"))


def test_an_export_is_readable_by_its_owner_alone(run: Run, ended: Attempt, tmp_path: Path) -> None:
    target = tmp_path / "evidence.json"
    run("export", ended.id, "--to", str(target))
    if os.name == "posix":
        assert target.stat().st_mode & 0o077 == 0
