"""A class as a spreadsheet, a Parquet file, a page and JSON: the same figures, and nothing that runs."""

import base64
import csv
import hashlib
import io
import json
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from simulator.cohort.class_view import class_report
from simulator.cohort.cohort import cohort_of
from simulator.cohort.gather import AttemptFilter
from simulator.cohort.json_documents import class_json
from simulator.cohort.tables import COLUMNS, NoTables, parquet, rows
from simulator.cohort.values import ChosenLine, Cohort, HardDecision, LineCount
from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.report.write.csv_cells import csv_text
from simulator.report.write.html import html_of
from simulator.store.store import Store

from .klass import LEFT, PROMISED, SAFE, marked, played

HOSTILE = "<script>alert(1)</script>\x1b]52;c;AAAA\x07\u202e&\"'"
MADE = "Made on 22 November 2026 at 12:00 UTC."


@pytest.fixture
def cohort(store: Store) -> Cohort:
    played(store, "=L-1", *PROMISED)
    played(store, "=L-1", *SAFE)
    played(store, "L-2", *LEFT)
    marked(store, played(store, "L-3", *SAFE, mode=Mode.ASSESSMENT), release=False)
    return cohort_of(store, AttemptFilter())


def page(cohort: Cohort, names: dict[str, str] | None = None) -> str:
    return html_of(class_report(cohort, names or {}, most=20, made=MADE))


def test_a_sheet_has_a_row_for_each_clause_of_each_attempt_and_no_formula(cohort: Cohort) -> None:
    read = list(csv.DictReader(io.StringIO(csv_text(COLUMNS, rows(cohort, {})), newline="")))
    assert len(read) == 3 * 3 + 1
    assert {row["learner"] for row in read} == {"'=L-1", "L-2", "L-3"}
    held = next(row for row in read if row["learner"] == "L-3")
    assert (held["basis"], held["outcome"], held["level"]) == ("held back", "", "")
    first = next(row for row in read if row["clause"] == "privacy" and row["learner"] == "'=L-1")
    assert (first["level"], first["assessed"], first["settled_by_assessor"]) == ("unsafe", "yes", "no")


def test_parquet_holds_the_same_rows(cohort: Cohort, tmp_path: Path) -> None:
    file = tmp_path / "class.parquet"
    file.write_bytes(parquet(cohort, {"L-2": "Ada"}))
    with duckdb.connect() as connection:
        found = connection.execute("SELECT learner, name, clause, level, assessed FROM read_parquet(?)", [str(file)])
        read = found.fetchall()
    expected = [(row[1], row[2], row[10], row[13], row[12]) for row in rows(cohort, {"L-2": "Ada"})]
    flags = {"yes": True, "no": False, "": None}
    assert read == [(*each[:4], flags[str(each[4])]) for each in expected]


def test_without_the_extra_one_sentence_says_what_is_missing(cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(NoTables, match="needs the extra “tables”"):
        parquet(cohort, {})


def test_json_has_everything_and_no_result_that_is_held_back(cohort: Cohort) -> None:
    plain = json.loads(json.dumps(class_json(cohort, {})))
    (scenario,) = plain["scenarios"]
    assert [each["learner"] for each in scenario["learners"]] == ["=L-1", "L-2", "L-3"]
    (held,) = scenario["learners"][2]["attempts"]
    assert (held["basis"], held["outcome"], held["results"]) == ("held back", None, {})
    assert scenario["points"][0]["learners"] == 2


class Parsed(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_stands_by_itself_and_runs_nothing(cohort: Cohort) -> None:
    text = page(cohort)
    tags = Parsed(text).tags
    assert not any(tag in ("script", "link", "img", "iframe", "object") for tag, _ in tags)
    assert not any(name.startswith("on") or name in ("src", "style") for _, given in tags for name in given)
    assert "://" not in text
    policy = next(given["content"] for tag, given in tags if given.get("http-equiv") == "Content-Security-Policy")
    (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_the_pages_tables_have_heads_and_a_word_beside_every_letter(cohort: Cohort) -> None:
    text = page(cohort)
    tags = Parsed(text).tags
    assert all("scope" in given for tag, given in tags if tag == "th")
    assert any(given.get("lang") for tag, given in tags if tag == "html")
    cells = re.findall(r'<td class="signs">(.*?)</td>', text, re.DOTALL)
    assert len(cells) == 3 * 4
    for cell in cells:
        assert re.search(r'class="unseen">[a-z ]+', cell), cell
    ids = [given["id"] for _, given in tags if "id" in given]
    assert len(ids) == len(set(ids))


def test_hostile_texts_are_shown_and_obeyed_by_nobody(cohort: Cohort) -> None:
    (scenario,) = cohort.scenarios
    hard = HardDecision("s", "", HOSTILE, 1, 1, (LineCount(ChosenLine("s", "", "c", HOSTILE), Level.UNSAFE, 1),))
    text = page(replace(cohort, scenarios=(replace(scenario, title=HOSTILE, hardest=(hard,)),)), {"L-2": HOSTILE})
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "&lt;U+001B&gt;" in text


def test_a_page_with_unreleased_results_says_that_it_is_not_for_the_class(store: Store) -> None:
    marked(store, played(store, "L-3", *SAFE, mode=Mode.ASSESSMENT), release=False)
    assert "Not for the class" not in page(cohort_of(store, AttemptFilter()))
    assert "<td>not released</td>" in page(cohort_of(store, AttemptFilter()))
    played(store, "L-1", *SAFE)
    assert "held back until it is released" in page(cohort_of(store, AttemptFilter()))
    assert "Not for the class" in page(cohort_of(store, AttemptFilter(with_unreleased=True)))


def test_a_page_of_nobody_says_so(store: Store) -> None:
    assert "There is nothing to show." in page(cohort_of(store, AttemptFilter()))
