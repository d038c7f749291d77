"""A release is made of a tagged commit, says what it is built of, and is the same each time."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from trove_classifiers import classifiers

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PARTS = ("simulator", "scenarios", "rubrics", "rules", "schemas", "standardisation", "requirements", "docs", "scripts")
FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "signposts.sample.yaml", "comments.sample.yaml")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def release(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-W", "error", "scripts/release.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of its own with one commit, not tagged."""
    folder = tmp_path_factory.mktemp("checkout")
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    (folder / ".gitignore").write_text("dist/\n__pycache__/\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All of it")
    return folder


@pytest.fixture(scope="module")
def made(checkout: Path) -> Path:
    """The files of a release."""
    git(checkout, "tag", "v0.1.0")
    done = release(checkout)
    assert done.returncode == 0, done.stderr
    return checkout / "dist"


def test_what_is_not_a_release_is_refused_with_its_reason(checkout: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(checkout), str(other))
    subprocess.run(["git", "tag", "--delete", "v0.1.0"], cwd=other, check=False, capture_output=True)
    assert "not tagged v0.1.0" in release(other).stderr
    about = other / "simulator" / "__init__.py"
    about.write_text(about.read_text(encoding="utf-8").replace("0.1.0", "7.0.0"), encoding="utf-8")
    assert "Not everything is committed" in release(other).stderr
    git(other, "commit", "--quiet", "--all", "--message", "Another version")
    git(other, "tag", "v7.0.0")
    assert "no heading [7.0.0]" in release(other).stderr
    assert not (other / "dist").exists()


def test_the_checksums_are_those_of_the_files(made: Path) -> None:
    lines = [line.split("  ") for line in (made / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    sums = {name: told for told, name in lines}
    assert set(sums) == {path.name for path in made.iterdir()} - {"SHA256SUMS"}
    assert len(sums) == 3
    for name, told in sums.items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == told


def test_the_same_commit_gives_the_same_bytes(checkout: Path, made: Path, tmp_path: Path) -> None:
    assert release(checkout, "--into", str(tmp_path)).returncode == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in made.iterdir()
    }
    assert "is not empty" in release(checkout).stderr


def test_the_wheel_and_the_source_carry_the_licence_and_say_whose_name_it_is(made: Path) -> None:
    with zipfile.ZipFile(next(made.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        about = Parser().parsestr(wheel.read(next(each for each in names if each.endswith("METADATA"))).decode())
    assert (about["Name"], about["Version"]) == ("peer-mentoring-simulator", "0.1.0")
    assert (about["License-Expression"], about["License-File"]) == ("LicenseRef-Proprietary", "LICENSE")
    assert any(each.endswith("licenses/LICENSE") for each in names)
    with tarfile.open(next(made.glob("*.tar.gz"))) as source:
        inside = {each.partition("/")[2] for each in source.getnames()}
    assert {"LICENSE", "README.md", "docs/privacy.md", "requirements/run.txt"} <= inside


def test_the_bill_of_materials_names_every_pinned_package_with_its_hashes(made: Path) -> None:
    bill = json.loads(next(made.glob("*.cdx.json")).read_text(encoding="utf-8"))
    pinned = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    listed = {f"{each['name']}=={each['version']}" for each in bill["components"]}
    assert listed == set(re.findall(r"^[\w.-]+==[^ ;]+", pinned, re.MULTILINE))
    hashes = [
        found["content"]
        for each in bill["components"]
        for reference in each["externalReferences"]
        for found in reference["hashes"]
    ]
    assert sorted(hashes) == sorted(set(re.findall(r"sha256:([0-9a-f]{64})", pinned)))
    assert bill["metadata"]["component"]["name"] == "peer-mentoring-simulator"
    assert {"click", "textual"} <= {each["name"] for each in bill["components"] if each.get("licenses")}
    (own,) = (each for each in bill["dependencies"] if each["ref"].startswith("peer-mentoring-simulator@"))
    assert any("textual@" in each for each in own["dependsOn"])


def test_what_is_said_of_the_project_is_true() -> None:
    project = PROJECT["project"]
    assert set(project["classifiers"]) - classifiers == {"Private :: Do Not Upload"}
    assert "All rights reserved" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["dynamic"] == ["version"]
    assert "urls" not in project  # there is no address yet that is true


def test_no_page_names_an_address_that_was_made_up() -> None:
    for name in ("SECURITY.md", "docs/privacy.md", "docs/accessibility.md", "docs/releasing.md", "LICENSE"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"[\w.]+@[\w-]+\.\w", text), name
        assert set(re.findall(r"https?://([\w.-]+)", text)) <= {"semver.org"}, name


def test_every_file_that_the_accessibility_statement_leans_on_is_there() -> None:
    text = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+)`", text)
    assert len(named) > 5
    for path in named:
        assert (ROOT / path).exists(), path
