"""Two validators from outside accept every kind of statement, and say so of nothing that is wrong."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.test_architecture import ROOT

from . import outside, representative, spec

KINDS = ("playing", "deciding", "hostile", "shipped")


@pytest.fixture(scope="module")
def told() -> dict[str, list[dict[str, Any]]]:
    return representative.statements()


def test_there_is_a_statement_of_every_kind(told: dict[str, list[dict[str, Any]]]) -> None:
    every = [each for kind in KINDS for each in told[kind]]
    verbs = {each["verb"]["id"].rsplit("/", 1)[1] for each in every}
    assert verbs == {
        *("attempted", "responded", "answered", "completed", "exited", "terminated", "scored", "passed", "failed"),
        *("commented", "voided", "took-back", "was-assessed"),
    }
    assert [fault for each in every for fault in spec.faults(each)] == []


@pytest.mark.parametrize("validator", outside.VALIDATORS)
def test_both_accept_every_kind(validator: str, told: dict[str, list[dict[str, Any]]]) -> None:
    every = [each for kind in KINDS for each in told[kind]]
    assert outside.wrong(outside.VALIDATORS[validator](every), every) == []


def _edit(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def edited(statement: dict[str, Any]) -> dict[str, Any]:
        made = copy.deepcopy(statement)
        change(made)
        return made

    return edited


BROKEN = {
    "no verb": _edit(lambda each: each.pop("verb")),
    "no actor": _edit(lambda each: each.pop("actor")),
    "an id that is none": _edit(lambda each: each.update(id="7")),
    "a mail address that is none": _edit(lambda each: each["actor"].update(mbox="jo")),
    "an activity's id that is no IRI": _edit(lambda each: each["object"].update(id="no iri")),
    "a field that there is not": _edit(lambda each: each.update(mark=1)),
    "a moment that is none": _edit(lambda each: each.update(timestamp="yesterday")),
    "a language that is none": _edit(lambda each: each["verb"].update(display={"en_GB!": "x"})),
    "a success that is a word": _edit(lambda each: each.update(result={"success": "yes"})),
    "an extension under no IRI": _edit(lambda each: each["context"]["extensions"].update(level="x")),
}


@pytest.mark.parametrize("validator", outside.VALIDATORS)
def test_neither_accepts_what_is_wrong(validator: str, told: dict[str, list[dict[str, Any]]]) -> None:
    broken = [change(told["playing"][1]) for change in BROKEN.values()]
    said = outside.VALIDATORS[validator](broken)
    assert [name for name, faults in zip(BROKEN, said, strict=True) if not faults] == []
    assert all(spec.faults(each) for each in broken)


def test_the_locked_packages_have_digests_and_none_says_where_it_comes_from() -> None:
    text = (outside.HERE / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
    assert "://" not in text
    pinned = (ROOT / "requirements" / "xapi.txt").read_text(encoding="utf-8")
    assert pinned.count("==") <= pinned.count("--hash=")
    assert "://" not in pinned


def test_the_page_about_it_names_every_verb_and_every_extension_and_no_other(
    told: dict[str, list[dict[str, Any]]],
) -> None:
    page = (ROOT / "docs" / "xapi.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = {name for cell in cells for name in re.findall(r"`([a-z][a-z-]*)`", cell)}
    every = [each for kind in KINDS for each in told[kind]]
    verbs = {each["verb"]["id"].rsplit("/", 1)[1] for each in every}
    extensions = {
        iri.rsplit("/", 1)[1]
        for each in every
        for where in ("context", "result")
        for iri in each.get(where, {}).get("extensions", {})
    }
    assert named == verbs | extensions
