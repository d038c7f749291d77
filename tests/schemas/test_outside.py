"""Validators from outside agree with the loader on every example, each reading YAML in its own way."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.documents.editor.json_schema import modeline
from tests.cli.conftest import run_here
from tests.documents.examples import SCENARIO

from .fixtures import Fixture, everything
from .language_server import LanguageServer
from .sight import READING
from .test_agreement import disagreement

ALL = [each for each in everything() if not each.rules & READING]

FOLDERS = {
    "scenario": "scenarios",
    "rubric": "rubrics",
    "qualification": "rubrics",
    "signposts": ".",
    "sampling": ".",
    "comments": ".",
    "gold": ".",
    "marks": ".",
}
"""Where a document of each kind stands in an organisation's own folder."""

NOTHING = {"say: ~", "say: null"}
"""What the loader takes for a text and other programs for nothing, which no schema can tell from a missing text."""

SIGN = {"say: ="}
"""What the YAML reader of check-jsonschema takes for a sign of its own."""

TOO_LONG = "9" * 4301
"""A number with which check-jsonschema ends, because Python reads none so long."""


def written(folder: Path) -> dict[str, Fixture]:
    """Every example in a file with the line that names its schema, by the file's path."""
    found = {}
    for number, fixture in enumerate(ALL):
        path = folder / FOLDERS[fixture.kind] / f"{fixture.kind}-{number}.yaml"
        line = modeline(fixture.kind, path, folder / "schemas")
        path.write_text(f"{line}\n{fixture.text}", encoding="utf-8")
        found[str(path)] = fixture
    return found


def differences(examples: dict[str, Fixture], fitting: dict[str, bool], known: set[str]) -> list[tuple[str, str]]:
    """Where a validator and the loader differ, but for lines of which that is known and written here."""
    found = []
    for path, fixture in examples.items():
        differs = disagreement(fixture.rules, fitting=fitting[path])
        expected = any(line.strip() in known for line in fixture.text.splitlines())
        if bool(differs) != expected:
            found.append((fixture.name, differs or "they agree, although they are known to differ"))
    return found


def test_the_command_check_jsonschema_agrees_with_the_loader(folder: Path, tmp_path: Path) -> None:
    examples = {path: fixture for path, fixture in written(folder).items() if TOO_LONG not in fixture.text}
    assert len(examples) == len(ALL) - 1
    tool = Path(sys.executable).with_name("check-jsonschema")
    fitting = dict.fromkeys(examples, True)
    for kind in FOLDERS:
        paths = [path for path, fixture in examples.items() if fixture.kind == kind]
        schema = folder / "schemas" / f"{kind}.schema.json"
        command = [str(tool), "--schemafile", str(schema), "--output-format", "json", *paths]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
        told = json.loads(done.stdout)
        assert (done.returncode == 0) == (told["status"] == "ok"), done.stderr
        for fault in [*told.get("errors", []), *told.get("parse_errors", [])]:
            fitting[fault["filename"]] = False
    assert set(fitting) == set(examples)
    assert not all(fitting.values())
    assert differences(examples, fitting, NOTHING | SIGN) == []


def test_the_schemas_are_schemas(folder: Path) -> None:
    tool = Path(sys.executable).with_name("check-jsonschema")
    paths = sorted(map(str, (folder / "schemas").iterdir()))
    assert len(paths) == len(FOLDERS)
    subprocess.run([str(tool), "--check-metaschema", *paths], check=True, timeout=300, capture_output=True)


def test_the_language_server_of_editors_agrees_with_the_loader(folder: Path, server: LanguageServer) -> None:
    examples = written(folder)
    uris = {Path(path).as_uri(): path for path in examples}
    shown = server.open({uri: Path(path).read_text(encoding="utf-8") for uri, path in uris.items()})
    fitting = {uris[uri]: not underlined for uri, underlined in shown.items()}
    assert not all(fitting.values())
    assert differences(examples, fitting, NOTHING) == []


def test_a_document_whose_schema_is_nowhere_is_told_of(folder: Path, server: LanguageServer) -> None:
    uri = (folder / "elsewhere.yaml").as_uri()
    shown = server.open({uri: "# yaml-language-server: $schema=nowhere/scenario.schema.json\ntitle: x\n"})
    assert "schema" in shown[uri][0].message.lower()


def test_a_schema_in_a_folder_with_a_space_in_its_name_is_found(folder: Path, server: LanguageServer) -> None:
    spaced = folder / "for editors"
    shutil.copytree(folder / "schemas", spaced)
    path = folder / "my scenarios" / "small.yaml"
    shown = server.open({path.as_uri(): f"{modeline('scenario', path, spaced)}\n{SCENARIO}oddity: 1\n"})
    assert [each.message for each in shown[path.as_uri()]] == ["Property oddity is not allowed."]


@pytest.mark.parametrize("reading", sorted(READING))
def test_what_is_about_reading_is_no_matter_of_a_schema(reading: str) -> None:
    assert not any(reading in fixture.rules for fixture in ALL)


def test_a_scenario_that_is_begun_in_the_organisation_s_own_folder_finds_its_schema(
    folder: Path, server: LanguageServer
) -> None:
    assert run_here("new", "just-begun", "--yes", "--into", str(folder / "scenarios")).returncode == 0
    path = folder / "scenarios" / "just-begun.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.split("\n", 1)[0] == modeline("scenario", path, folder / "schemas")
    changed = path.with_name("just-begun-changed.yaml").as_uri()
    shown = server.open({path.as_uri(): text, changed: f"{text}\noddity: 1\n"})
    assert shown[path.as_uri()] == ()
    assert [each.message for each in shown[changed]] == ["Property oddity is not allowed."]
