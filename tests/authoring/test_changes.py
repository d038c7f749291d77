"""What a change in one file means for the others."""

from pathlib import Path

import pytest

from simulator.authoring.changes import Background, Changes, Snapshot, concerned
from simulator.library import DocumentKind, Library
from tests.documents.examples import QUALIFICATION, RUBRIC, SCENARIO


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for name in ("rubrics", "scenarios"):
        (tmp_path / name).mkdir()
    (tmp_path / "rubrics" / "small.yaml").write_text(RUBRIC)
    (tmp_path / "rubrics" / "award.yaml").write_text(QUALIFICATION)
    (tmp_path / "scenarios" / "a-promise.yaml").write_text(SCENARIO)
    return tmp_path


def test_the_first_look_finds_everything_and_the_second_nothing(own: Path) -> None:
    files = sorted(own.rglob("*.yaml"))
    snapshot = Snapshot()
    first = snapshot.renew(files)
    assert (list(first.saved), first.gone) == (files, ())
    assert first.kinds == {DocumentKind.RUBRIC, DocumentKind.QUALIFICATION, DocumentKind.SCENARIO}
    assert not snapshot.renew(files)


def test_what_was_saved_without_a_change_is_no_change(own: Path) -> None:
    path = own / "rubrics" / "small.yaml"
    snapshot = Snapshot()
    snapshot.renew([path])
    path.write_text(RUBRIC)
    assert not snapshot.renew([path])
    path.write_text(RUBRIC + "\n")
    assert snapshot.renew([path]).saved == (path,)


def test_a_file_that_was_replaced_taken_away_or_spoiled_is_a_change(own: Path) -> None:
    path = own / "rubrics" / "small.yaml"
    snapshot = Snapshot()
    snapshot.renew([path])
    (own / "new").write_text(RUBRIC + "\n")
    (own / "new").replace(path)
    assert snapshot.renew([path]).saved == (path,)
    path.unlink()
    path.mkdir()
    assert snapshot.renew([path]).saved == (path,)
    gone = snapshot.renew([])
    assert (gone.saved, gone.gone) == ((), (path,))


def test_the_kind_that_a_file_had_is_remembered_when_it_is_gone(own: Path) -> None:
    path = own / "rubrics" / "small.yaml"
    snapshot = Snapshot()
    snapshot.renew([path])
    assert snapshot.renew([]).kinds == {DocumentKind.RUBRIC}


def concerned_by(own: Path, documents: Changes, scenarios: frozenset[str] = frozenset()) -> set[str]:
    watched = Snapshot()
    watched.renew(sorted(own.rglob("*.yaml")))
    return {path.stem for path in concerned(watched, documents, scenarios)}


def test_a_rubric_concerns_the_scenarios_that_name_it_and_the_qualifications(own: Path) -> None:
    other = SCENARIO.replace("rubric: small", "rubric: smaller").replace("covers: [AIM-MC-3]\n", "")
    (own / "scenarios" / "other.yaml").write_text(other)
    saved = Changes((own / "rubrics" / "small.yaml",), (), frozenset({DocumentKind.RUBRIC}))
    assert concerned_by(own, saved) == {"a-promise", "award"}


def test_a_qualification_concerns_the_scenarios_that_cover_anything(own: Path) -> None:
    bare = SCENARIO.replace("covers: [AIM-MC-3]\n", "").replace("        mistakes: [AIM-CM-2]\n", "")
    (own / "scenarios" / "bare.yaml").write_text(bare)
    saved = Changes((own / "rubrics" / "award.yaml",), (), frozenset({DocumentKind.QUALIFICATION}))
    assert concerned_by(own, saved) == {"a-promise"}


def test_a_scenario_that_came_or_went_concerns_those_that_name_it(own: Path) -> None:
    text = SCENARIO.replace("minutes: 10", "minutes: 10\nalternates: [new-one]")
    (own / "scenarios" / "names-it.yaml").write_text(text)
    (own / "scenarios" / "names-another.yaml").write_text(text.replace("new-one", "new-one-too"))
    assert concerned_by(own, Changes(), frozenset({"new-one"})) == {"names-it"}


def test_the_library_behind_tells_which_of_its_documents_changed(own: Path) -> None:
    behind = Background(Library(own / "nothing", own))
    documents, scenarios = behind.renew([own / "a-draft.yaml"])
    assert documents.ids == {"small", "award"}
    assert scenarios == {"a-promise", "a-draft"}
    (own / "rubrics" / "small.yaml").write_text(RUBRIC + "\n")
    documents, scenarios = behind.renew([])
    assert (set(documents.ids), set(documents.kinds)) == ({"small"}, {DocumentKind.RUBRIC})
    assert scenarios == {"a-draft"}
