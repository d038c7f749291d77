"""The library: what there is, where it comes from, and what a list shows of it."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from simulator.documents.scenario.header import read_header
from simulator.documents.yaml.source import Source
from simulator.library import DocumentKind, DocumentOrigin, Library, kind_of, own_folder, shipped_folder

from .examples import QUALIFICATION, RUBRIC, SCENARIO, changed


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder in (shipped, own):
        (folder / "scenarios").mkdir(parents=True)
        (folder / "rubrics").mkdir()
    (shipped / "scenarios" / "a-promise.yaml").write_text(SCENARIO)
    (shipped / "scenarios" / "another.yaml").write_text(SCENARIO)
    (shipped / "rubrics" / "small.yaml").write_text(RUBRIC)
    (shipped / "rubrics" / "award.yaml").write_text(QUALIFICATION)
    (own / "scenarios" / "another.yaml").write_text(changed("title: A promise", "title: Ours"))
    (own / "scenarios" / "notes.txt").write_text("not a scenario")
    (own / "scenarios" / ".hidden.yaml").write_text("not a scenario")
    return Library(shipped, own)


def test_a_document_of_ones_own_replaces_a_shipped_one_and_says_so(library: Library) -> None:
    assert [(entry.id, entry.origin, entry.replaces) for entry in library.scenarios] == [
        ("a-promise", DocumentOrigin.SHIPPED, False),
        ("another", DocumentOrigin.OWN, True),
    ]
    entry = library.find("another")
    assert entry is not None
    assert library.card(entry).title == "Ours"


def test_an_unknown_id_finds_nothing_but_a_near_one(library: Library) -> None:
    assert library.find("a-promis") is None
    assert library.suggestion("A_promis") == "a-promise"
    assert library.suggestion("zzzzzz") is None


def test_a_scenario_is_read_against_the_librarys_rubrics_and_qualifications(library: Library) -> None:
    entry = library.find("a-promise")
    assert entry is not None
    assert library.scenario(entry.path).diagnostics == ()
    wrong = Source.of_text(changed("mistakes: [AIM-CM-2]", "mistakes: [AIM-CM-9]"), "x.yaml")
    assert [finding.rule for finding in library.scenario(wrong).diagnostics] == ["unknown-criterion"]
    other = Source.of_text(changed("rubric: small", "rubric: award"), "x.yaml")
    assert [finding.rule for finding in library.scenario(other).diagnostics] == ["unknown-rubric"]


def test_a_folder_that_does_not_exist_has_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path / "no", tmp_path / "where")
    assert library.scenarios == ()
    assert library.signposts() is None


def test_signposts_are_read_from_ones_own_folder(library: Library) -> None:
    library.signposts_path.write_text("organisation: Us\n")
    found = library.signposts()
    assert found is not None
    assert found.value is not None
    assert found.value.organisation == "Us"


def test_another_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(tmp_path))
    assert own_folder() == tmp_path
    monkeypatch.delenv("SIMULATOR_LIBRARY")
    assert own_folder().name == "library"


def test_the_shipped_library_is_found_beside_the_package() -> None:
    assert (shipped_folder() / "scenarios").is_dir()
    assert "code-of-conduct" in Library().rubrics


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.yaml", SCENARIO, DocumentKind.SCENARIO),
        ("a.yaml", RUBRIC, DocumentKind.RUBRIC),
        ("a.yaml", QUALIFICATION, DocumentKind.QUALIFICATION),
        ("signposts.yaml", "", DocumentKind.SIGNPOSTS),
        ("a.yaml", "", DocumentKind.SCENARIO),
    ],
)
def test_a_document_is_known_by_what_stands_in_it(name: str, text: str, kind: DocumentKind) -> None:
    assert kind_of(Source.of_text(text, name)) is kind


WRITTEN_OTHERWISE: dict[str, Callable[[str], str]] = {
    "in braces": lambda text: yaml.safe_dump(yaml.safe_load(text), default_flow_style=True, sort_keys=False),
    "in braces from the second line on": lambda text: (
        "# Ours.\n" + yaml.safe_dump(yaml.safe_load(text), default_flow_style=True, width=40, sort_keys=False)
    ),
    "as JSON": lambda text: json.dumps(yaml.safe_load(text), default=str),
    "as JSON on several lines": lambda text: json.dumps(yaml.safe_load(text), indent=2, default=str),
    "indented": lambda text: "".join(f"  {line}\n" for line in text.splitlines()),
    "below the start of a document": lambda text: f"---\n{text}",
    "below a version and a remark": lambda text: f"%YAML 1.1\n# Ours.\n---\n{text}",
    "with a mark of its encoding": lambda text: f"\ufeff{text}",
    "with quoted keys": lambda text: re.sub(r"^([a-z_]+):", r"'\1':", text, flags=re.MULTILINE),
    "with blanks before the colon": lambda text: re.sub(r"^([a-z_]+):", r"\1 :", text, flags=re.MULTILINE),
    "on Windows": lambda text: text.replace("\n", "\r\n"),
    "with its keys the other way round": lambda text: yaml.safe_dump(
        dict(reversed(yaml.safe_load(text).items())), sort_keys=False
    ),
    "with a line that cannot be read": lambda text: f"title: [\n{text}",
}


@pytest.mark.parametrize("how", WRITTEN_OTHERWISE)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SCENARIO, DocumentKind.SCENARIO),
        (RUBRIC, DocumentKind.RUBRIC),
        (RUBRIC.replace("kind: rubric\n", ""), DocumentKind.RUBRIC),
        (QUALIFICATION, DocumentKind.QUALIFICATION),
        ("kind: sampling\nrate: 5\n", DocumentKind.SAMPLING),
        ("kind: gold\n", DocumentKind.GOLD),
        ("kind: marks\n", DocumentKind.MARKS),
        ("kind: comments\n", DocumentKind.COMMENTS),
    ],
)
def test_a_document_is_known_however_it_is_written(text: str, kind: DocumentKind, how: str) -> None:
    assert kind_of(Source.of_text(WRITTEN_OTHERWISE[how](text), "a.yaml")) is kind


def test_words_inside_a_document_do_not_make_it_something_else() -> None:
    brief = "brief: |\n  kind: rubric\n  clauses: none\n"
    assert kind_of(Source.of_text(brief + SCENARIO, "a.yaml")) is DocumentKind.SCENARIO
    nested = "scenes:\n  kind:\n    says: Hello.\nclauses: {}\n"
    assert kind_of(Source.of_text(nested, "a.yaml")) is DocumentKind.SCENARIO


def test_a_rubric_in_braces_is_found_by_its_scenarios(tmp_path: Path) -> None:
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "ours.yaml").write_text(json.dumps(yaml.safe_load(RUBRIC)))
    assert "ours" in Library(tmp_path, tmp_path / "nothing").rubrics


def test_a_card_shows_the_same_wherever_its_parts_stand() -> None:
    head, scenes = SCENARIO[: SCENARIO.index("start: arr")], SCENARIO[SCENARIO.index("start: arr") :]
    first = read_header(Source.of_text(SCENARIO, "x.yaml"), "x")
    last = read_header(Source.of_text(scenes + head, "x.yaml"), "x")
    assert first == last
    assert (first.title, first.level, first.minutes, first.mentee) == ("A promise", 2, 10, "Jamie")
    assert first.notes == ("harm at home",)


@pytest.mark.parametrize("text", ["", "title: [", "- x", "\x00", "title: {a: b}\nlevel: x\nkinds: y\nmentee: z\n"])
def test_a_card_of_a_faulty_document_is_empty_but_there(text: str) -> None:
    assert read_header(Source.of_text(text, "x.yaml"), "x").title == "x"


def test_a_card_of_a_missing_file_says_that_it_cannot_be_read() -> None:
    assert not read_header(Path("there-is-none.yaml"), "x").readable


def test_the_cards_of_the_whole_library_come_at_once() -> None:
    library = Library(own=Path("there-is-none"))
    begin = time.process_time()
    cards = [library.card(entry) for entry in library.scenarios]
    assert time.process_time() - begin < 2  # no full reading of each document
    assert all(card.summary and card.level and card.minutes for card in cards)


def test_of_two_files_with_one_id_the_first_is_used_and_the_second_says_so(library: Library) -> None:
    folder = library.own / "scenarios"
    (folder / "another.yml").write_text(changed("title: A promise", "title: Theirs"))
    entry = library.find("another")
    assert entry is not None
    assert entry.path == folder / "another.yaml"
    assert entry.replaces
    assert "file-name" not in [finding.rule for finding in library.scenario(entry.path).diagnostics]
    told = [each for each in library.scenario(folder / "another.yml").diagnostics if each.rule == "file-name"]
    assert [each.message for each in told] == ["`another.yaml`, beside it, has the same id and is used in its place."]
    assert not told[0].is_error
