"""Standardisation from the command line, with the set that ships and with damaged ones."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from simulator.cli.assess.quality_standardise import keep
from simulator.review.quality.standardisation import Standardised
from simulator.store import open_store
from simulator.store.errors import StoreMoved

from .conftest import ROOT, Run
from .reviewed import ANN, QUINN, made

SHIPPED = ROOT / "standardisation" / "do-better"
NAMES = ("kind-and-foggy", "takes-the-tick-out-again")


@pytest.fixture
def run(simulator: Run, tmp_path: Path) -> Run:
    made(tmp_path / "attempts.sqlite3", lambda centre: centre.now)
    return simulator


def gold_marks() -> dict[str, object]:
    """The gold itself, as somebody's marks."""
    found: dict[str, object] = {}
    for name in NAMES:
        gold = yaml.safe_load((SHIPPED / f"{name}.gold.yaml").read_text(encoding="utf-8"))
        found[name] = {
            "answers": {"7/because": gold["answers"]["because"]["level"]},
            "clauses": {clause: mark["level"] for clause, mark in gold["clauses"].items()},
            "criteria": {criterion: mark["verdict"] for criterion, mark in gold["criteria"].items()},
        }
    return found


def written(folder: Path, transcripts: object) -> str:
    path = folder / "marks.yaml"
    path.write_text(yaml.safe_dump({"kind": "marks", "transcripts": transcripts}), encoding="utf-8")
    return str(path)


def events(folder: Path) -> list[tuple[str, Standardised]]:
    with open_store(str(folder / "attempts.sqlite3")) as store:
        return [(each.by.code, each.event) for each in store.centre.entries() if isinstance(each.event, Standardised)]


def test_who_marks_as_the_gold_does_agrees_throughout_and_it_is_kept(run: Run, tmp_path: Path) -> None:
    marks = written(tmp_path, gold_marks())
    done = run("review", "standardise", "do-better", "--as", ANN.code, "--marks", marks)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("You agree with the gold on 14 of 14.\n")
    assert "Where you differ" not in done.stdout
    ((code, event),) = events(tmp_path)
    assert (code, event.name, event.agreed, len(event.judgements)) == (ANN.code, "do-better", 14, 14)
    again = run("review", "standardise", str(SHIPPED), "--as", ANN.code, "--marks", marks)
    assert "You marked this set before" in again.stderr
    assert {each.digest for _, each in events(tmp_path)} == {event.digest}


def test_a_difference_is_told_with_its_size_its_direction_and_the_gold_s_reason(run: Run, tmp_path: Path) -> None:
    marks = gold_marks()
    marks["kind-and-foggy"]["clauses"]["goals"] = "exemplary"  # type: ignore[index]
    marks["kind-and-foggy"]["criteria"]["ascentis-mentoring/ASC-AC-6"] = "met"  # type: ignore[index]
    done = run("review", "standardise", "do-better", "--as", QUINN.code, "--marks", written(tmp_path, marks))
    assert done.returncode == 0
    out = " ".join(done.stdout.split())
    assert "You agree with the gold on 12 of 14. Of the levels, 1 is above the gold and none are below it." in out
    assert "kind-and-foggy, goals: you exemplary, gold developing, 2 levels above it." in out
    assert "Two weeks later she cannot tell whether she did it" in out
    assert "you met, gold not yet met." in out
    assert out.count("fewer than 30 say little") == 3
    listed = run("review", "standardised")
    assert f"{QUINN.code}  do-better: agrees on 12 of 14. Of the levels, 1 is above the gold" in listed.stdout
    (kept,) = json.loads(run("review", "standardised", "--json", "--assessor", QUINN.code).stdout)
    assert [each["distance"] for each in kept["judgements"] if each["given"] != each["gold"]] == [2, None]


def test_the_blank_shows_the_transcripts_and_nothing_of_the_gold(run: Run, tmp_path: Path) -> None:
    done = run("review", "standardise", "do-better", "--blank")
    assert done.returncode == 0
    assert "# Learner: That's amazing! I knew that you could do it, I really did. Well done, you." in done.stdout
    assert "cannot tell whether she did it" not in done.stdout
    empty = yaml.safe_load(done.stdout)
    assert empty["transcripts"][NAMES[0]]["clauses"]["goals"] is None
    (tmp_path / "blank.yaml").write_text(done.stdout, encoding="utf-8")
    told = run("review", "standardise", "do-better", "--as", ANN.code, "--marks", "blank.yaml")
    assert told.returncode == 1
    assert told.stdout.count("[empty-text]") == 14
    assert events(tmp_path) == []


def test_the_marks_can_be_typed_in_by_their_beginnings_and_stopping_keeps_nothing(run: Run, tmp_path: Path) -> None:
    first = ["dev", "de", "developing", "d", "d", "c", "not yet met"]
    second = ["comp", "x", "", "e", "E", "co", "c", "d", "met"]
    done = run("review", "standardise", "do-better", "--as", ANN.code, stdin="\n".join([*first, *second]) + "\n")
    assert done.returncode == 0, done.stderr
    assert "You agree with the gold on 14 of 14." in done.stdout
    assert done.stderr.count("Type one of the words") == 1
    assert done.stdout.index("Learner:") < done.stdout.index("You agree")
    assert run("review", "standardise", "do-better", "--as", ANN.code, stdin="d\n").returncode == 130
    assert len(events(tmp_path)) == 1


def test_only_people_who_mark_or_assure_are_asked(run: Run, tmp_path: Path) -> None:
    marks = written(tmp_path, gold_marks())
    assert run("review", "standardise", "do-better", "--marks", marks).returncode == 2
    assert run("review", "standardise", "do-better", "--as", "L-1", "--marks", marks).returncode == 2
    assert run("review", "standardised").stderr.startswith("Nobody has marked gold transcripts")


def test_what_is_wrong_with_a_set_is_said(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    shutil.copytree(SHIPPED, folder)
    gold, export = folder / f"{NAMES[0]}.gold.yaml", folder / f"{NAMES[0]}.json"
    whole, played = gold.read_text(encoding="utf-8"), export.read_text(encoding="utf-8")

    def told(code: int) -> str:
        done = run("review", "standardise", "set", "--blank")
        assert done.returncode == code
        return done.stdout + done.stderr

    gold.write_text(whole.replace("  goals:", "  gaols:"), encoding="utf-8")
    assert "Did you mean `goals`?" in told(1)
    gold.write_text(whole.replace("  because:", "  becuase:"), encoding="utf-8")
    assert "Did you mean `because`?" in told(1)
    gold.write_text(whole.replace("attempt: ", "attempt: 0"), encoding="utf-8")
    assert "These marks are of another attempt." in told(1)
    gold.unlink()
    assert "are missing" in told(2)
    gold.write_text(whole, encoding="utf-8")
    export.write_text(played.replace("so-hard", "so-hrad", 1), encoding="utf-8")
    assert "is damaged" in told(3)
    export.write_text("{}", encoding="utf-8")
    assert "is damaged or is no export" in told(3)
    assert "Did you mean “do-better”?" in run("review", "standardise", "do-bettr", "--blank").stderr
    (tmp_path / "empty").mkdir()
    assert "There is no transcript" in run("review", "standardise", "empty", "--blank").stderr


def test_a_centre_without_a_store_is_told(simulator: Run) -> None:
    assert simulator("review", "standardise", "do-better", "--as", "A-1").returncode == 3


def test_a_comparison_is_kept_although_others_write_to_the_centre_meanwhile(run: Run, tmp_path: Path) -> None:
    event = Standardised("set", "d" * 64, ())
    with open_store(str(tmp_path / "attempts.sqlite3")) as store:
        stale = store.centre.tip()
        keep(store, ANN, event)
        tips = [stale, stale]
        real = store.centre.tip
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store.centre, "tip", lambda: tips.pop() if tips else real())
            keep(store, QUINN, event)
            tips.extend([stale] * 3)
            with pytest.raises(StoreMoved):
                keep(store, QUINN, event)
    assert [code for code, _ in events(tmp_path)] == [ANN.code, QUINN.code]
    assert run("review", "standardised").returncode == 0
