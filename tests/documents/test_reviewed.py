"""A review holds for the text that was read: a change of meaning makes it a draft again, and one of layout does not."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.documents.formatter.formatter import formatted
from simulator.documents.scenario.header import read_header
from simulator.documents.scenario.loader import read_scenario
from simulator.documents.scenario.reviewed import Reviewed, digest_of, standing
from simulator.documents.shapes import SHAPES
from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.reader import read
from simulator.documents.yaml.source import Source
from simulator.engine.scenario import Scenario
from tests.cli.conftest import run_here

from .examples import SCENARIO

ON = "2025-03-31"


def digest(text: str) -> str:
    tree = read(Source.of_text(text, "promise.yaml")).tree
    assert isinstance(tree, dict)
    return digest_of(tree)


def signed(text: str = SCENARIO, of: str | None = None, on: str = ON) -> str:
    return f"review: reviewed\nreviewed_by: Ms Okafor\nreviewed_on: {on}\nreviewed_text: {of or digest(text)}\n{text}"


def loaded(text: str, *, pinned: bool = False) -> Loaded[Scenario]:
    return read_scenario(Source.of_text(text, "promise.yaml", pinned=pinned), None)


def review(text: str) -> str:
    found = loaded(text).value
    assert found is not None
    return found.about.review


def rules(text: str) -> list[str]:
    return [each.rule for each in loaded(text).diagnostics]


def test_what_was_read_stays_reviewed() -> None:
    assert (review(signed()), rules(signed())) == ("reviewed", [])
    assert review(SCENARIO) == "draft"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A promise", "title: A Promise"),
        ("competent", "exemplary"),
        ("unsafe", "developing"),
        ("minutes: 10", "minutes: 11"),
        ("kinds: [disclosure]", "kinds: [disclosure, rapport]"),
    ],
)
def test_a_change_of_meaning_makes_it_a_draft_again(before: str, after: str) -> None:
    assert before in SCENARIO
    text = signed().replace(before, after, 1)
    assert (review(text), rules(text)) == ("changed", ["changed-since-review"])


def test_every_line_with_a_text_counts() -> None:
    lines = SCENARIO.splitlines(keepends=True)
    for number, line in enumerate(lines):
        name, colon, value = line.partition(": ")
        if colon and value.strip() and value[0].isalpha():
            changed = "".join([*lines[:number], f"{name}: Z{value}", *lines[number + 1 :]])
            assert digest(changed) != digest(SCENARIO), line


def test_layout_and_remarks_do_not() -> None:
    text = signed()
    remarked = text.replace("\n", "   # a remark\n", 1) + "\n\n# the end\n"
    quoted = text.replace("title: A promise", 'title: "A promise"', 1)
    moved = text.replace("title: A promise\n", "", 1) + "title: A promise\n"
    for each in (remarked, quoted, moved, f"\ufeff{text}"):
        assert review(each) == "reviewed"
    laid = formatted(Source.of_text(moved, "promise.yaml"), SHAPES["scenario"])
    assert laid.changed
    assert review(laid.after) == "reviewed"


def test_check_tells_the_digits_to_sign_with() -> None:
    changed = signed().replace("A promise", "A secret", 1)
    (told,) = loaded(changed).diagnostics
    assert "changed since it was reviewed" in told.message
    again = changed.replace(digest(SCENARIO), told.hint.rpartition(" ")[2])
    assert (review(again), rules(again)) == ("reviewed", [])


def test_a_review_that_does_not_say_of_which_text_is_none() -> None:
    text = f"review: reviewed\nreviewed_by: Ms Okafor\nreviewed_on: {ON}\n{SCENARIO}"
    (told,) = loaded(text).diagnostics
    assert (told.rule, digest(SCENARIO) in told.hint, review(text)) == ("changed-since-review", True, "changed")


def test_a_day_that_is_still_to_come_is_refused_and_today_is_not() -> None:
    later = (date.today() + timedelta(days=2)).isoformat()
    assert rules(signed(on=later)) == ["bad-date"]
    assert rules(signed(on="2131-03-02")) == ["bad-date"]
    assert rules(signed(on=date.today().isoformat())) == []
    assert loaded(signed(on=later), pinned=True).value is not None  # what was played can be read for good


def test_the_card_and_the_document_say_the_same() -> None:
    for text in (SCENARIO, signed(), signed(of="0" * 64), signed().replace("A promise", "A secret", 1)):
        source = Source.of_text(text, "promise.yaml")
        assert read_header(source, "promise").review == str(standing(read(source).tree)) == review(text)


def test_it_is_told_wherever_a_scenario_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.rules.base import SCENARIO as MEETING

    own = tmp_path / "scenarios"
    own.mkdir()
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(tmp_path))
    monkeypatch.setenv("SIMULATOR_STORE", str(tmp_path / "attempts.sqlite3"))
    (own / "meeting.yaml").write_text(signed(MEETING).replace("It gets better.", "I tell no one.", 1), encoding="utf-8")
    checked = run_here("check", "meeting")
    assert (checked.returncode, "[changed-since-review]" in checked.stdout) == (0, True)
    walked = run_here("walk", "meeting", "--choose", "sit-down", "--choose", "how-it-works", "--choose", "on-your-own")
    assert "it has been changed since" in walked.stderr
    assert "a draft again" in run_here("list").stdout
    played = run_here("play", "meeting", "--plain", stdin="quit\n")
    assert "it has been changed since" in played.stdout
    (own / "meeting.yaml").write_text(signed(MEETING), encoding="utf-8")
    for command in (("check", "meeting"), ("walk", "meeting", "--choose", "sit-down"), ("list",)):
        done = run_here(*command)
        assert "changed since" not in done.stdout + done.stderr


def test_a_change_of_the_signature_alone_changes_nothing_else() -> None:
    assert digest(signed()) == digest(SCENARIO)
    assert standing(None) is Reviewed.DRAFT
