"""Every rule has a page, and what the page shows is so."""

import re
from pathlib import Path
from typing import Final

import pytest

from simulator.analysis.context import BUDGET
from simulator.diagnostics import FAMILIES, RULES
from simulator.documents.yaml.source import Source
from simulator.report.views.rule_page import Example, pages_folder, read_page

from .base import SCENARIO, SIGNPOSTS, assembled, findings
from .pictured import NAME, PICTURED

BUDGETS: Final = {"not-proved": 1000}
"""Rules whose examples are examined with a smaller budget than usual, in situations."""

OF_THE_PROGRAM: Final = frozenset({"internal"})
"""Rules that no document breaks by itself; `tests/cli/test_one_of_many.py` shows them."""

SHOWN: Final = tuple(rule for rule in RULES if rule not in OF_THE_PROGRAM)

NOT_FOR_TUTORS: Final = re.compile(r"\b(mapping|None|pydantic|node|scalar|string|null|parser|boolean|integer|dict)\b")


def family(rule: str) -> str:
    return next(family for family, names in FAMILIES.items() if rule in names)


def example(rule: str, kind: str) -> Example:
    (found,) = [each for each in read_page(rule).examples if kind in each.about]
    return found


def document(rule: str, kind: str, folder: Path) -> Source | Path:
    """The whole document that an example stands for."""
    shown = example(rule, kind)
    match shown.about:
        case ("text", _):
            return getattr(PICTURED[rule], kind)(folder)  # type: ignore[no-any-return]
        case ("yaml", _, "file"):
            return Source.of_text(shown.text, NAME)
        case ("yaml", _, "signposts"):
            return Source.of_text(assembled(shown.text, SIGNPOSTS), "signposts.yaml")
        case _:
            return Source.of_text(assembled(shown.text), NAME)


def test_every_rule_has_a_page_and_no_page_is_of_no_rule() -> None:
    assert {path.stem for path in pages_folder().iterdir()} == RULES.keys()
    assert all(path.suffix == ".md" for path in pages_folder().iterdir())


@pytest.mark.parametrize("rule", RULES)
def test_a_page_says_what_the_catalogue_says(rule: str) -> None:
    page = read_page(rule)
    assert (page.rule, page.title) == (rule, RULES[rule].title)
    assert page.head == f"{RULES[rule].severity}, {family(rule)}"
    assert page.text == (pages_folder() / f"{rule}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_a_page_tells_what_and_why_and_shows_it_both_ways(rule: str) -> None:
    page = read_page(rule)
    assert re.findall(r"^## (.*)$", page.body, re.MULTILINE) == ["What", "Why", "Broken", "Sound"]
    assert [each.about[1] for each in page.examples] == ["broken", "sound"]
    parts = re.split(r"^## .*$", page.body, flags=re.MULTILINE)[1:]
    assert all(part.strip() for part in parts)
    assert 15 <= page.text.count("\n") <= 80
    assert max(map(len, page.text.splitlines())) <= 100
    assert not NOT_FOR_TUTORS.search(re.sub(r"`.*?`", "", page.text, flags=re.DOTALL))


def test_the_rules_that_can_only_be_pictured_are_those_that_say_so() -> None:
    assert {rule for rule in RULES if example(rule, "broken").about[0] == "text"} == PICTURED.keys() | OF_THE_PROGRAM


def test_nothing_is_found_in_the_base_of_the_examples() -> None:
    assert findings(Source.of_text(SCENARIO, NAME)) == ()


@pytest.mark.parametrize("rule", SHOWN)
def test_the_broken_example_breaks_this_rule_and_no_other(rule: str, tmp_path: Path) -> None:
    found = {finding.rule for finding in findings(document(rule, "broken", tmp_path), BUDGETS.get(rule, BUDGET))}
    assert found == {rule} | (PICTURED[rule].also if rule in PICTURED else frozenset())


@pytest.mark.parametrize("rule", SHOWN)
def test_nothing_is_found_in_the_sound_example(rule: str, tmp_path: Path) -> None:
    found = findings(document(rule, "sound", tmp_path), BUDGETS.get(rule, BUDGET))
    assert [f"{finding.rule}: {finding.message}" for finding in found] == []
