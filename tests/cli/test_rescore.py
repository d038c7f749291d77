"""``simulator rescore``, from outside."""

import json
import sys
from pathlib import Path

import pytest

from simulator.store import open_store
from simulator.store.format.steps import PathRecord
from tests.cohort.klass import LIBRARY, PROMISED, REPAIRED, SAFE, played

from .conftest import Run

CODE = LIBRARY / "rubrics" / "little-code.yaml"


@pytest.fixture
def ids(simulator: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three attempts that have closed."""
    del simulator
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(LIBRARY))
    with open_store(str(tmp_path / "attempts.sqlite3")) as store:
        return [played(store, "L-1", *steps).id for steps in (SAFE, PROMISED, REPAIRED)]


def test_attempts_are_counted_by_outcome_and_by_clause(simulator: Run, ids: list[str]) -> None:
    done = simulator("rescore")
    assert done.returncode == 0, done.stderr
    assert "3 attempts." in done.stdout
    assert "unsafe             1" in done.stdout
    (found,) = json.loads(simulator("rescore", "--json").stdout)
    assert found["before"] == found["after"]
    assert found["before"]["attempts"] == len(ids)
    assert found["before"]["clauses"]["privacy"] == {
        "unsafe": 1,
        "developing": 1,
        "competent": 1,
        "exemplary": 0,
        "not assessed": 0,
        "not shown": 0,
        "awaiting an assessor": 0,
    }


@pytest.mark.usefixtures("ids")
def test_another_version_of_the_rubric_is_told_beside_it(simulator: Run, tmp_path: Path) -> None:
    milder = tmp_path / "little-code.yaml"
    text = (
        CODE.read_text(encoding="utf-8")
        .replace("caps: unsafe", "caps: developing")
        .replace("critical: true", "critical: false")
    )
    milder.write_text(text, encoding="utf-8")
    done = simulator("rescore", "--rubric", str(milder))
    assert done.returncode == 0, done.stderr
    assert "under the other rubric" in done.stdout
    (found,) = json.loads(simulator("rescore", "--rubric", str(milder), "--json").stdout)
    assert found["before"]["outcomes"]["unsafe"] == 1
    assert found["after"]["outcomes"]["unsafe"] == 0


@pytest.mark.usefixtures("ids")
def test_what_cannot_be_used_as_a_rubric_is_one_sentence(simulator: Run, tmp_path: Path) -> None:
    poorer = tmp_path / "little-code.yaml"
    text = CODE.read_text(encoding="utf-8")
    poorer.write_text(text.replace("listening:\n", "hearing:\n"), encoding="utf-8")
    for name, sentence in (
        (str(LIBRARY / "scenarios" / "dead-end.yaml"), "is no rubric that can be used"),
        (str(tmp_path / "none.yaml"), "cannot be read"),
        (str(poorer), "the rubric has no “listening”"),
    ):
        done = simulator("rescore", "--rubric", name)
        assert done.returncode == 2
        assert sentence in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_verify_tells_of_a_wrong_path_and_rescore_makes_it_anew(simulator: Run, ids: list[str], tmp_path: Path) -> None:
    with open_store(str(tmp_path / "attempts.sqlite3")) as store:
        kept = store.paths.of(ids[0])
        assert kept is not None
        store.paths.keep(ids[0], PathRecord(kept.play, kept.path[2:]))
    done = simulator("attempts", "verify")
    assert done.returncode == 1
    assert done.stdout.count("[path-changed]") == 1
    assert simulator("rescore", "--anew").returncode == 0
    assert simulator("attempts", "verify").returncode == 0


@pytest.mark.usefixtures("ids")
def test_without_the_extra_one_sentence_says_what_is_missing(simulator: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("simulator.cohort.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    done = simulator("rescore")
    assert done.returncode == 3
    assert "needs the extra “tables”" in done.stderr
    assert simulator("class").returncode == 0
