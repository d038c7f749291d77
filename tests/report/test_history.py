"""What happened in a review is said in one place, whole, and in one line for each thing."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from simulator.report.page import NOTHING, Span
from simulator.report.views.history import entries_table, sentence, what_happened
from simulator.report.words.glossary import Glossary
from simulator.report.words.sanitize import in_one_line, visible
from simulator.review.events import FREE, Entry, ReviewEvent
from simulator.review.people import Person, Role

ROOT = Path(__file__).resolve().parents[2]
KINDS = {kind.__name__ for kind in get_args(ReviewEvent)}
APART = ("simulator/review/", "simulator/store/format/")
"""What decides and folds, and what keeps: each has to know a kind of event of its own."""

events: st.SearchStrategy[Any] = st.one_of(*(st.from_type(kind) for kind in get_args(ReviewEvent)))
entries = st.builds(
    Entry,
    st.integers(0, 99),
    st.just("2026-11-22T12:00:00.000000Z"),
    st.builds(Person, st.text(), st.sampled_from(Role)),
    events,
)


def matched(node: ast.Match) -> set[str]:
    """The kinds of events that a match speaks of."""
    named = (ast.unparse(each.cls) for each in ast.walk(node) if isinstance(each, ast.MatchClass))
    return {name.rpartition(".")[2] for name in named} & KINDS


def matches() -> Iterator[tuple[str, set[str]]]:
    """Every module that tells kinds of events apart, outside of reviews themselves, with the kinds it names."""
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(APART):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Match) and (kinds := matched(node)):
                    yield name, kinds


def test_a_new_kind_of_event_needs_words_in_one_place() -> None:
    """Others speak of the few kinds that are decisions; who knows most of them has to know all."""
    most = {name: kinds for name, kinds in matches() if len(kinds) > len(KINDS) / 2}
    assert most == {"simulator/report/views/history.py": KINDS}


@given(entries)
def test_what_somebody_wrote_is_told_and_what_they_did_is_one_line(entry: Entry) -> None:
    what, why = what_happened(entry, Glossary())
    assert what == in_one_line(what)
    assert what.strip()
    for field in fields(entry.event):
        if FREE in field.metadata:
            assert getattr(entry.event, field.name) == why
    assert sentence(entry, Glossary()) == in_one_line(sentence(entry, Glossary()))


@given(st.lists(entries, max_size=4))
def test_every_entry_is_a_row_with_all_its_lines(several: list[Entry]) -> None:
    table = entries_table("", several, Glossary(people={"A-1": "Ann"}))
    assert len(table.rows) == len(several)
    for (number, _, who, told), entry in zip(table.rows, several, strict=True):
        assert number == (Span(str(entry.number)),)
        assert str(entry.by.role) in who[0].text
        _, why = what_happened(entry, Glossary())
        assert NOTHING not in told
        assert [each.text for each in told[1:]] == [
            line for line in visible(why.replace("\r\n", "\n")).split("\n") if line.strip()
        ]
