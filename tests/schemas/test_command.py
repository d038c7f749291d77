"""`simulator schema`, as a tutor runs it."""

import json
from pathlib import Path

from simulator.documents.editor.json_schema import modeline, schema_text
from simulator.documents.shapes import SHAPES
from tests.cli.conftest import Run, simulator
from tests.documents.examples import RUBRIC

__all__ = ["simulator"]


def test_the_schemas_are_printed_as_one_piece_of_json(simulator: Run) -> None:
    done = simulator("schema", "--no-names")
    assert done.returncode == 0
    assert done.stderr == ""
    assert json.loads(done.stdout) == {name: json.loads(schema_text(name)) for name in SHAPES}


def test_the_schemas_are_written_into_a_folder_that_is_made_for_them(simulator: Run, tmp_path: Path) -> None:
    done = simulator("schema", "--no-names", "--into", "own/schemas")
    assert done.returncode == 0
    assert done.stdout == ""
    for name in SHAPES:
        path = tmp_path / "own" / "schemas" / f"{name}.schema.json"
        assert path.read_text(encoding="utf-8") == schema_text(name)
        assert f"Wrote own/schemas/{name}.schema.json." in done.stderr
    assert done.stderr.endswith("\n# yaml-language-server: $schema=../schemas/scenario.schema.json\n")


def without_offers(part: object) -> object:
    """A schema without what editors offer."""
    if isinstance(part, list):
        return [without_offers(each) for each in part]
    if isinstance(part, dict):
        return {key: without_offers(each) for key, each in part.items() if key != "defaultSnippets"}
    return part


def test_the_library_s_own_names_are_offered_and_change_nothing_else(simulator: Run, tmp_path: Path) -> None:
    rubrics = tmp_path / "library" / "rubrics"
    rubrics.mkdir(parents=True)
    (rubrics / "ours.yaml").write_text(RUBRIC.replace("records:", "notebooks:"), encoding="utf-8")
    (rubrics / "broken.yaml").write_text("kind: rubric\nclauses: {lost: x}\n", encoding="utf-8")
    made = json.loads(simulator("schema").stdout)
    text = json.dumps(made["scenario"])
    for name in ("notebooks", "open-question", "AIM-CM-2", "code-of-conduct", "ours", "six-out-of-six"):
        assert f'"label": "{name}"' in text, name
    assert '"label": "lost"' not in text
    assert without_offers(made) == {name: without_offers(json.loads(schema_text(name))) for name in SHAPES}


def test_a_folder_of_another_name_is_named_in_the_line(simulator: Run) -> None:
    assert "$schema=../for%20editors/scenario.schema.json" in simulator("schema", "--into", "for editors").stderr


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(simulator: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = simulator("schema", "--into", "file/schemas")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    assert simulator("schema", "--into", "file").returncode == 2


def test_the_line_is_relative_to_the_document() -> None:
    own = Path("own")
    assert modeline("scenario", own / "scenarios" / "a.yaml", own / "schemas").endswith(
        "=../schemas/scenario.schema.json"
    )
    assert modeline("signposts", own / "signposts.yaml", own / "schemas").endswith("=schemas/signposts.schema.json")
    assert modeline("scenario", own / "a.yaml", own).endswith("=./scenario.schema.json")
