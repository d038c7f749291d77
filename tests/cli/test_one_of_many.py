"""Every command that goes through many items goes on past one that breaks it, and tells of that one by name."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from simulator.documents.scenario import loader
from simulator.documents.yaml import reader
from simulator.documents.yaml.reader import YamlDocument
from simulator.documents.yaml.source import Source
from simulator.engine.scenario import Scenario
from simulator.isolation import isolated
from simulator.review.events import Checked, Sampled
from simulator.review.people import Part
from simulator.store import open_store
from simulator.store.attempts import Attempts
from simulator.store.batches import AttemptBatch
from simulator.store.erasing import Erasing
from simulator.store.format.verify_review import checked
from simulator.store.importing import Importing
from simulator.store.reviews import Reviews
from simulator.store.store import Store
from tests.cli.clean import GOOD

from .conftest import ROOT, Done, Run
from .reviewed import ANN, BEN, QUINN, RECORDS, UNSAFE, Centre, made
from .test_review_quality import PLAN

POISONED: Final = "m-poisoned"
BROKEN: Final = GOOD.replace("goto: worry", "goto: nowhere", 1)


def breaks() -> None:
    raise KeyError("something nobody thought of")


# Documents ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def documents(simulator: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three scenarios: a sound one, one on which the program itself fails, and one with an error; and their library."""
    del simulator
    folder = tmp_path / "library" / "scenarios"
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "rubrics", tmp_path / "library" / "rubrics")
    for name, text in (("a-sound", GOOD), (POISONED, GOOD), ("z-broken", BROKEN)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    translate, read = loader._scenario, reader.read

    def translated(id_: str, *rest: Any) -> Scenario:
        return breaks() if id_ == POISONED else translate(id_, *rest)  # type: ignore[func-returns-value,return-value]

    def tidied(source: Source) -> YamlDocument:
        return breaks() if POISONED in source.name else read(source)  # type: ignore[func-returns-value,return-value]

    monkeypatch.setattr(loader, "_scenario", translated)
    monkeypatch.setattr("simulator.documents.formatter.formatter.read", tidied)
    return folder


@pytest.mark.parametrize("processes", [1, 4])
def test_check_tells_of_every_file_in_every_format(
    simulator: Run, documents: Path, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processes)
    told = simulator("check", str(documents))
    assert told.returncode == 1
    assert f"{POISONED}.yaml:1:1: error: Something went wrong inside the simulator (KeyError)" in told.stdout
    assert "[unknown-scene]" in told.stdout
    assert told.stderr == "3 files read: 2 errors.\n"
    as_json = json.loads(simulator("check", str(documents), "--format", "json").stdout)
    assert [(Path(each["file"]).stem, each["rule"]) for each in as_json] == [
        (POISONED, "internal"),
        ("z-broken", "unknown-scene"),
    ]
    (sarif,) = json.loads(simulator("check", str(documents), "--format", "sarif").stdout)["runs"]
    assert [each["ruleId"] for each in sarif["results"]] == ["internal", "unknown-scene"]
    github = simulator("check", str(documents), "--format", "github").stdout.splitlines()
    assert [line.partition(" ")[0] for line in github] == ["::error", "::error"]
    assert "internal" in github[0]


def test_a_fault_is_told_whatever_rules_are_asked_for(simulator: Run, documents: Path) -> None:
    for options in (("--select", "stuck"), ("--ignore", "document"), ("--ignore", "internal")):
        done = simulator("check", str(documents), *options)
        assert (done.returncode, "[internal]" in done.stdout) == (1, True)


def test_where_only_proving_fails_what_reading_found_is_told_as_well(
    simulator: Run, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (documents / "a-sound.yaml").write_text(
        GOOD.replace("title: First meeting", "title: First # meeting", 1), encoding="utf-8"
    )
    monkeypatch.setattr("simulator.analysis.check.CHECKS", ((frozenset({"stuck"}), lambda case: breaks()),))
    told = simulator("check", str(documents / "a-sound.yaml"))
    assert "[lost-text]" in told.stdout
    assert "[internal]" in told.stdout


def test_the_place_of_the_fault_is_shown_to_whoever_reports_it(
    simulator: Run, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_DEBUG", "1")
    assert 'raise KeyError("something nobody thought of")' in simulator("check", str(documents)).stderr


def test_format_goes_on(simulator: Run, documents: Path) -> None:
    unordered = GOOD.replace("title: First meeting\n", "", 1) + "title: First meeting\n"
    (documents / "z-broken.yaml").write_text(unordered, encoding="utf-8")
    done = simulator("format", str(documents))
    assert done.returncode == 1
    assert f"{POISONED}.yaml:1:1: error: Something went wrong" in done.stderr
    assert done.stdout.endswith("z-broken.yaml\n")
    assert "3 files read: 1 put in order, 1 left alone" in done.stderr


def test_analyse_goes_on(simulator: Run, documents: Path) -> None:
    done = simulator("analyse", str(documents), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["scenarios"] == ["a-sound"]
    assert f"{POISONED}.yaml was left out. Something went wrong inside" in done.stderr


def test_the_list_goes_on(simulator: Run, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.documents.scenario.header._card", lambda id_, tree: breaks())
    done = simulator("list")
    assert done.returncode == 0
    assert f"{POISONED}: has faults and cannot be played" in done.stdout


def test_a_rubric_that_breaks_the_program_is_a_fault_of_that_rubric(
    simulator: Run, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.documents.rubric.loader._clause", lambda *rest: breaks())
    told = simulator(
        "check", str(documents / "a-sound.yaml"), str(documents.parent / "rubrics" / "code-of-conduct.yaml")
    )
    assert "code-of-conduct.yaml:1:1: error: Something went wrong" in told.stdout
    assert "cannot be used, because it has faults of its own" in told.stdout


# Files that are none --------------------------------------------------------------------------------------------------


def hostile(folder: Path, suffix: str) -> list[Path]:
    """One file of each kind that hurts, and a folder and a pipe; what is to be read stands before and after them."""
    contents = {
        "b-binary": bytes(range(256)) * 400,
        "c-huge": b"#" * (2 * 1024 * 1024),
        "d-deep": b"[" * 100_000,
        "e-latin": "Zo\xeb".encode("latin-1"),
        "f-empty": b"",
        "g-nul": b"title: \0\0\0\n",
        "h-names": b'{"kind": "simulator-attempts", "attempts": [1, null, {}]}',
        "i-number": b"1" * 5_000,
    }
    for name, data in contents.items():
        (folder / f"{name}{suffix}").write_bytes(data)
    (folder / f"j-folder{suffix}").mkdir()
    (folder / f"k-nowhere{suffix}").symlink_to(folder / "there-is-nothing")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / f"l-pipe{suffix}")
    if Path("/dev/zero").exists():
        (folder / f"n-endless{suffix}").symlink_to("/dev/zero")
    return sorted(path for path in folder.iterdir() if path.suffix == suffix)


@pytest.mark.parametrize(
    "command", [("check",), ("check", "--format", "json"), ("format", "--check"), ("analyse",)], ids=" ".join
)
def test_what_is_no_document_hangs_nothing_and_hides_nothing(
    simulator_process: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    wrong = hostile(folder, ".yaml")
    (folder / "a-sound.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "z-broken.yaml").write_text(BROKEN, encoding="utf-8")
    done = simulator_process(*command, "scenarios")
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in told
    assert "inside the simulator" not in told
    as_text = ("h-names.yaml", "i-number.yaml") if command[0] == "format" else ()  # their keys are in order
    left = [path.name for path in wrong if path.name not in as_text and path.name not in told]
    assert left == []
    if command[0] == "check":
        assert "unknown-scene" in done.stdout


@dataclass(frozen=True, slots=True)
class College:
    """Three attempts that a centre holds, each signed by two markers; the second is the one that breaks things."""

    ids: tuple[str, str, str]
    place: Path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> College:
    ids: list[str] = []

    def story(centre: Centre) -> None:
        for number in range(3):
            attempt = centre.hand_in("L-1", UNSAFE)
            ids.append(attempt)
            centre.sign(ANN, attempt)
            centre.sign(BEN, attempt, Part.SECOND)
            quality = centre.reviewing(QUINN, Part.QUALITY, attempt)
            award = "aim-level-2-peer-mentoring"
            quality.sample(Sampled("another", "0" * 64, ("It is looked at.",), interim=False))
            quality.check(Checked(award, RECORDS, accepted=False, action=f"Do {number}", due="2026-12-01"))

    place = made(tmp_path_factory.mktemp("college") / "attempts.sqlite3", story)
    return College((ids[0], ids[1], ids[2]), place)


@pytest.fixture(autouse=True)
def _who(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks at what is kept may see all of it."""
    monkeypatch.setenv("SIMULATOR_PERSON", QUINN.code)


@pytest.fixture
def college(kept: College, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> College:
    shutil.copy(kept.place, tmp_path / "attempts.sqlite3")
    (tmp_path / "autumn.yaml").write_text(PLAN, encoding="utf-8")
    poisoned = kept.ids[1]
    ways = [(Attempts, "sound"), (Attempts, "record"), (Reviews, "entries"), (Reviews, "with_tip")]
    for owner, name in (*ways, (Store, "everything"), (AttemptBatch, "record")):
        given = getattr(owner, name)

        def spoilt(store: object, attempt: str, *rest: Any, _given: Callable[..., Any] = given, **named: Any) -> Any:
            return breaks() if attempt == poisoned else _given(store, attempt, *rest, **named)

        monkeypatch.setattr(owner, name, spoilt)
    return kept


def ids_in(text: str, college: College) -> list[bool]:
    return [each in text for each in college.ids]


def has_the_others(done: Done, college: College) -> bool:
    return ids_in(done.stdout, college) == [True, False, True]


def json_of(done: Done) -> Any:
    return json.loads(done.stdout)


COMMANDS: Final[dict[tuple[str, ...], Callable[[Done, College], bool]]] = {
    ("attempts", "export"): has_the_others,
    ("attempts", "xapi", "--homepage", "https://college.example/"): has_the_others,
    ("class", "--json", "--with-unreleased"): has_the_others,
    ("portfolio", "L-1", "--json"): has_the_others,
    ("people", "export", "L-1"): lambda done, college: (
        [each["export"]["header"]["attempt"] for each in json_of(done)["attempts"]] == [college.ids[0], college.ids[2]]
        and [each["attempt"] for each in json_of(done)["unreadable"]] == [college.ids[1]]
    ),
    ("rescore", "--anew", "--json"): lambda done, _: json_of(done)[0]["before"]["attempts"] in (2, 3),
    ("review", "overrides", "--json"): lambda done, _: json_of(done)["attempts"] == 2,
    ("review", "agreement", "--json"): lambda done, _: json_of(done)["attempts"] == 2,
    ("review", "actions", "--json"): lambda done, _: (
        sorted(each["action"] for each in json_of(done)) == ["Do 0", "Do 2"]
    ),
    ("review", "sample", "autumn.yaml", "--dry-run", "--json"): has_the_others,
    ("review", "compliance", "autumn.yaml", "--json"): lambda done, _: bool(json_of(done)["strata"]),
}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_one_attempt_that_breaks_the_program_does_not_hide_the_others(
    simulator: Run, college: College, command: tuple[str, ...]
) -> None:
    done = simulator(*command)
    assert done.returncode == 1
    assert done.stderr.count(f"{college.ids[1]}: Something went wrong inside the simulator (KeyError)") == 1
    assert "[internal]" in done.stderr
    assert COMMANDS[command](done, college), done.stdout


def test_verify_goes_on(simulator: Run, college: College) -> None:
    done = simulator("attempts", "verify")
    assert done.returncode == 1
    told = done.stdout.splitlines()
    assert f"{college.ids[0]}: well" in told
    assert f"{college.ids[2]}: well" in told
    assert [line for line in told if college.ids[1] in line and line.endswith("[internal]")]


def test_a_pack_that_would_lack_an_attempt_is_not_made_and_the_attempt_is_named(
    simulator: Run, college: College, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_KEY", str(tmp_path / "key.pem"))
    assert simulator("evidence", "key", "new").returncode == 0
    done = simulator("evidence", "L-1", "--no-pdf", "--out", "pack.zip")
    assert (done.returncode, (tmp_path / "pack.zip").exists()) == (3, False)
    assert f"No pack was made. {college.ids[1]}: Something went wrong" in done.stderr
    assert simulator("evidence", college.ids[0], "--no-pdf", "--out", "pack.zip").returncode == 0


def test_a_pack_is_verified_past_an_attempt_that_breaks_the_program(
    simulator: Run, kept: College, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(kept.place, tmp_path / "attempts.sqlite3")
    monkeypatch.setenv("SIMULATOR_KEY", str(tmp_path / "key.pem"))
    simulator("evidence", "key", "new")
    assert simulator("evidence", "L-1", "--no-pdf", "--out", "pack.zip").returncode == 0
    given = checked

    def spoilt(record: Any, *rest: Any) -> Any:
        return breaks() if record.header.attempt == kept.ids[1] else given(record, *rest)

    monkeypatch.setattr("simulator.store.format.export.checked", spoilt)
    done = simulator("verify", "pack.zip", "--json")
    (wrong,) = json.loads(done.stdout)["wrong"]
    assert (done.returncode, wrong["attempt"]) == (1, kept.ids[1])
    assert "[internal]" in wrong["message"]


def test_taking_in_and_verifying_files_go_on_past_whatever_a_file_is(
    simulator: Run, simulator_process: Run, kept: College, tmp_path: Path
) -> None:
    shutil.copy(kept.place, tmp_path / "attempts.sqlite3")
    folder = tmp_path / "files"
    folder.mkdir()
    wrong = hostile(folder, ".json")
    for number, attempt in enumerate(kept.ids):
        place = folder / f"{'amz'[number]}-good.json"
        assert simulator("attempts", "export", attempt, "--to", str(place)).returncode == 0
    with (folder / "a-good.json").open(encoding="utf-8") as file:
        long = json.load(file)
    long["header"]["learner"] = "L" * 5_000
    (folder / "b-long-code.json").write_text(json.dumps(long), encoding="utf-8")
    names = sorted(str(path.relative_to(tmp_path)) for path in folder.iterdir())
    taken = simulator_process(
        "review", "take-in", "--with-decisions", "--store", "college.sqlite3", "--as", "A-1", *names
    )
    assert taken.returncode == 3  # there is no store yet
    with open_store(str(tmp_path / "college.sqlite3")) as store:
        store.people.set("A-1", "", ANN.role)
    taken = simulator_process(
        "review", "take-in", "--with-decisions", "--store", "college.sqlite3", "--as", "A-1", *names
    )
    verified = simulator_process("attempts", "verify", *names)
    for done in (taken, verified):
        assert done.returncode == 1
        assert not [line for line in done.stderr.splitlines() if "new here" not in line]
        assert "Traceback" not in done.stdout
        assert "inside the simulator" not in done.stdout
        assert [path.name for path in wrong if path.name not in done.stdout] == []
    assert taken.stdout.count(": taken in\n") == 3
    assert verified.stdout.count(": well\n") == 3
    assert "files/b-long-code.json: " in taken.stdout
    assert max(map(len, taken.stdout.splitlines())) < 500


def test_an_attempt_in_a_file_that_breaks_the_program_is_refused_and_the_next_is_taken_in(
    simulator: Run, kept: College, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(kept.place, tmp_path / "attempts.sqlite3")
    assert simulator("attempts", "export", "--to", "all.json").returncode == 0
    with open_store(str(tmp_path / "college.sqlite3")) as store:
        store.people.set("A-1", "", ANN.role)
    given = Importing.take_in

    def spoilt(importing: Importing, found: Any, *rest: Any, **named: Any) -> Any:
        return breaks() if found.record.header.attempt == kept.ids[1] else given(importing, found, *rest, **named)

    monkeypatch.setattr(Importing, "take_in", spoilt)
    done = simulator("review", "take-in", "--with-decisions", "--store", "college.sqlite3", "--as", "A-1", "all.json")
    assert done.returncode == 1
    assert done.stdout.count(": taken in\n") == 2
    assert f"all.json: {kept.ids[1]} (L-1, small): refused: Something went wrong inside" in done.stdout


def test_erasing_goes_on_past_somebody_whose_data_break_the_program(
    simulator: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = Centre(tmp_path / "attempts.sqlite3", datetime.now(UTC) - timedelta(days=1))
    with centre.store:
        for code in ("L-1", "L-2", "L-3"):
            attempt = centre.hand_in(code)
            centre.sign(ANN, attempt)
            centre.reviewing(ANN, Part.FIRST, attempt).release()
    given = Erasing.erase

    def spoilt(*rest: Any, **named: Any) -> Any:
        return breaks() if rest[-1].code == "L-2" else given(*rest, **named)

    monkeypatch.setattr(Erasing, "erase", spoilt)
    done = simulator("people", "retention", "--days", "0", "--erase", "--as", "Q-1")
    assert [line.split()[0] for line in done.stdout.splitlines() if line.endswith(": erased")] == ["L-1", "L-3"]
    assert (done.returncode, "L-2 is not erased: Something went wrong" in done.stderr) == (1, True)


def test_a_closed_output_is_no_fault_of_an_item() -> None:
    def write() -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        isolated("a.yaml", write)
