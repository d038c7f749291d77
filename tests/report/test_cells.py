"""Cells that a spreadsheet opens without running them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.report.write.csv_cells import csv_text, guarded

LAUNCHERS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "\u00a0@x"])
def test_what_a_spreadsheet_would_run_has_an_apostrophe_before_it(text: str) -> None:
    assert guarded(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Jamie", "2 of 3", "a=b", "'quoted", "ünïcode"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_escape_codes_are_written_out() -> None:
    assert guarded("a\x1b[31mb\u202e") == "a<U+001B>[31mb<U+202E>"


@given(st.text(max_size=12))
def test_no_text_becomes_a_formula(text: str) -> None:
    assert not guarded(text).lstrip(" ").startswith(LAUNCHERS)


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=4))
def test_a_table_reads_back_cell_by_cell(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(("one", "two"), rows), newline="")))
    assert read == [["one", "two"], *([guarded(cell) for cell in row] for row in rows)]
